"""Calls to a CRM or a file server, tried again where that may help."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import requests

from source_xero_revrec.crm.answers import passes
from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from xero_api.address import shown
from xero_api.patience import Patience
from xero_api.transport import Blocked, Transport, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xero_api.clock import Clock
    from xero_api.patience import Pauses
    from xero_api.transport import Reply

LONGEST_WAIT = 600.0


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
        """Return the first answer after which `again` sees no point in asking once more.

        Raises CrmUnavailable when trouble outlasts all tries, CrmFault when address or network have to be mended.
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
        blocked = ""
        try:
            return self.transport.exchange(method, url, headers=headers, params=params, body=form), ""
        except Unreachable as broken:
            return None, str(broken)
        except Blocked as error:
            blocked = str(error)
        raise CrmFault(blocked)

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


def calls(clock: Clock, randomness: random.Random | None = None) -> Calls:
    """Return calls over one connection."""
    patience = Patience(clock, randomness or random.Random())  # noqa: S311 - jitter, not secrecy
    return Calls(Transport(requests.Session(), connections=1), patience)
