"""Calls to a CRM or a file server: tried again where that may help, quoted without secrets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from requests import RequestException

from source_xero_revrec.crm.faults import CrmFault, CrmUnavailable
from xero_api import money
from xero_api.transport import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xero_api.patience import Patience, Pauses
    from xero_api.transport import Reply, Transport

LONGEST_WAIT = 600.0

_PASSING = frozenset({408, 429, 500, 502, 503, 504})


def passes(reply: Reply) -> bool:
    """Tell whether the same call may well succeed a little later."""
    return reply.status in _PASSING


def json_of(reply: Reply) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return the body as JSON with Decimal numbers, None where it is none (an error page, a cut answer)."""
    try:
        return money.parse(reply.content)
    except ValueError:
        return None


def shown(url: str) -> str:
    """Return an address without user, password and query, which may be secrets."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the address"
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def without_secrets(text: str, secrets: Iterable[str | None]) -> str:
    """Return a text of somebody else's, shortened and with every secret blotted out."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    return " ".join(text.split())[:300]


@dataclass(frozen=True)
class Calls:
    """Calls with bounded retries; `Retry-After` is honoured up to ten minutes."""

    transport: Transport
    patience: Patience

    def ask(
        self,
        method: str,
        url: str,
        *,
        whom: str,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        again: Callable[[Reply], bool] = passes,
    ) -> Reply:
        """Return the first answer that is not passing trouble, as `again` judges it.

        Raises CrmUnavailable when trouble outlasts all tries, CrmFault when the address is none.
        """
        pauses = self.patience.pauses()
        while True:
            reply, found = self._exchange(method, url, headers, params, form)
            if reply is not None:
                if not again(reply):
                    return reply
                found = f"HTTP {reply.status}"
                self._wait(reply, whom)
            self._pause(pauses, whom, url, found)

    def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None,
        form: Mapping[str, str] | None,
    ) -> tuple[Reply | None, str]:
        try:
            return self.transport.exchange(method, url, headers=headers, params=params, body=form), ""
        except Unreachable as broken:
            return None, str(broken)
        except RequestException:
            pass
        # Raised outside the except block: the original error's text may quote a secret of the address.
        raise CrmFault(
            f"{shown(url)} is no address that can be called. Correct it; it must look like https://host/path."
        )

    def _wait(self, reply: Reply, whom: str) -> None:
        seconds = reply.retry_after(0.0)
        if seconds > LONGEST_WAIT:
            raise CrmUnavailable(
                f"{whom} asks to wait for {seconds:.0f} seconds before the next call (HTTP {reply.status}). Try again "
                f"after that."
            )
        if seconds > 0:
            self.patience.clock.sleep(seconds)

    def _pause(self, pauses: Pauses, whom: str, url: str, found: str) -> None:
        if not pauses.again():
            raise CrmUnavailable(
                f"{whom} gave no proper answer to {shown(url)} in {self.patience.tries} tries (last: {found}). Check "
                f"the address if it never worked; otherwise try again later."
            )
