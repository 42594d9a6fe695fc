"""Calls to one organisation's Accounting API: authorised, within the limits, retried where that helps."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from xero_api import dates, money
from xero_api.address import API_URL
from xero_api.errors import (
    AccessRefused,
    OutcomeUncertain,
    RequestRefused,
    Verdict,
    WalkIncomplete,
    WayBlocked,
    XeroUnavailable,
    classify,
)
from xero_api.refusal import CONNECTIONS, Answered, refusal
from xero_api.refusal import forbidden as forbidden_for_good
from xero_api.stranger import no_json
from xero_api.transport import Blocked, Reply, Transport, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from xero_api.auth import Auth
    from xero_api.budget import Budget
    from xero_api.endpoints import Endpoint
    from xero_api.money import Parsed
    from xero_api.patience import Patience, Pauses

# Waiting as long as Xero asks is no failed try; being asked this often in a row is.
_RATE_LIMITS_IN_A_ROW = 10
# No limit of a minute asks for longer (seconds): who waits for hours is taken for dead by whatever started the sync.
_LONGEST_WAIT = 600.0
# Xero takes a write for one that it knows for six minutes after the first time (seconds).
_LONGEST_REPLAY = 300.0


@dataclass(frozen=True)
class ConnectedOrganisation:
    """An organisation that the app may read, as `/connections` lists it; a custom connection's has no `tenant_id`."""

    tenant_id: str
    name: str


@dataclass(frozen=True)
class Answer:
    """A parsed answer, Xero's own time when it was given (UTC), and the bytes of its text."""

    body: dict[str, Any]
    given_at: datetime
    size: int = 0
    plain: bool = False

    def records(self, endpoint: Endpoint) -> list[Any]:
        """Return the list that an endpoint's answer is about.

        Raises WalkIncomplete where there is none, or an empty one of what every organisation has.
        """
        name = endpoint.records_field
        found = self.body.get(name)
        if isinstance(found, list) and (found or not endpoint.everywhere):
            return found
        wrong = "an empty list" if found == [] else f"no list (found: {', '.join(sorted(self.body)) or 'nothing'})"
        raise WalkIncomplete(
            f"Xero answered {endpoint.path} with {wrong} where {name} are needed. Nothing is guessed; try again later, "
            f"and report it if it goes on."
        )


@dataclass(frozen=True)
class _Request:
    method: str
    url: str
    headers: Mapping[str, str]
    params: Mapping[str, str]
    content: bytes | None = None


class Client:
    """The Accounting API of one organisation; safe to share between threads."""

    def __init__(
        self,
        transport: Transport,
        auth: Auth,
        budget: Budget,
        patience: Patience,
        *,
        api_url: str = API_URL,
        tenant_id: str = "",
        organisation: str = "the organisation",
    ) -> None:
        """Call `api_url` for `tenant_id`; a custom connection needs none, its token is bound to one organisation."""
        self.budget = budget
        self._transport = transport
        self._auth = auth
        self._patience = patience
        self.api_url = api_url.rstrip("/")
        self._tenant_id = tenant_id
        self.organisation = organisation
        self._answered = Answered(self.api_url)

    def get(
        self,
        path: str,
        *,
        scope: str,
        params: Mapping[str, str] | None = None,
        modified_since: datetime | None = None,
        number: Callable[[str], Any] = Decimal,
    ) -> Answer:
        """Read `path` of the Accounting API, for example `Invoices`; `number` reads the digits of an amount.

        Raises AccessRefused, RequestRefused, DayLimitReached or XeroUnavailable; each says what to do.
        """
        headers = self._addressed()
        if modified_since is not None:
            headers["If-Modified-Since"] = dates.header_instant(modified_since)
        request = _Request("GET", f"{self.api_url}/{path}", headers, params or {})
        page = (params or {}).get("page")
        self._transport.asked = f"{self.organisation}: {path}{f', page {page}' if page else ''}"
        return self._answer(path, *self._converse(request, scope, number))

    def write(
        self,
        method: str,
        path: str,
        content: bytes,
        *,
        scope: str,
        idempotency_key: str,
        params: Mapping[str, str] | None = None,
        content_type: str = "application/json",
    ) -> Answer:
        """Send `content` to `path`, at most 128 characters of key; only what Xero surely did not apply is sent again.

        Raises OutcomeUncertain where the answer was lost, was an error of Xero's own or made no sense, and what `get`
        raises.
        """
        headers = self._addressed() | {"Content-Type": content_type, "Idempotency-Key": idempotency_key}
        request = _Request(method, f"{self.api_url}/{path}", headers, params or {}, content)
        self._transport.asked = f"{self.organisation}: {path}"
        reply, found = self._converse(request, scope, Decimal)
        if not isinstance(found.value, dict):
            raise _uncertain(request, "JSON that is no object", answered=True)
        return self._answer(path, reply, found)

    @property
    def asked(self) -> str:
        """Return what was asked last, by any client of the same connections, and how many calls that makes."""
        calls, last = self._transport.calls, self._transport.asked
        return f"{last}, {calls:,} {'call' if calls == 1 else 'calls'}" if last else ""

    def connections(self, scope: str) -> list[ConnectedOrganisation]:
        """List the organisations that the user connected to the app; raises WalkIncomplete where one has no id."""
        request = _Request("GET", urljoin(self.api_url + "/", CONNECTIONS), {}, {})
        reply, found = self._converse(request, scope, Decimal)
        entries: list[Any] = found.value if isinstance(found.value, list) else [None]
        if not all(isinstance(entry, dict) and _is_text(entry.get("tenantId")) for entry in entries):
            raise WalkIncomplete(
                f"Xero answered /connections with something else than organisations and their ids (found: "
                f"{reply.text(60)!r}). Nothing is guessed; try again later, and report it if it goes on."
            )
        return [
            ConnectedOrganisation(entry["tenantId"], name if _is_text(name) else entry["tenantId"])
            for entry in entries
            if entry.get("tenantType", "ORGANISATION") == "ORGANISATION"
            for name in (entry.get("tenantName"),)
        ]

    def _addressed(self) -> dict[str, str]:
        return {"xero-tenant-id": self._tenant_id} if self._tenant_id else {}

    def _answer(self, path: str, reply: Reply, found: Parsed) -> Answer:
        body = found.value
        if not isinstance(body, dict):
            raise RequestRefused(
                f"Xero answered {path} with JSON that is no object (found: {reply.text(60)!r}). Nothing is guessed; "
                f"try again later, and report it if it goes on."
            )
        return Answer(body, self._given_at(reply, body), len(reply.content), found.plain)

    def _converse(self, request: _Request, scope: str, number: Callable[[str], Any]) -> tuple[Reply, Parsed]:
        pauses = self._patience.pauses()
        renewed = False
        limited = 0
        waited = 0.0
        url = request.url
        while True:
            token = self._auth.bearer(scope)
            headers_sent = {**request.headers, "Accept": "application/json", "Authorization": f"Bearer {token}"}
            try:
                with self.budget.call():
                    reply = self._exchange(request, headers_sent)
            except Unreachable as broken:
                self._retry(pauses, request, str(broken), answered=False)
                continue
            self.budget.observe(reply)
            match classify(reply):
                case Verdict.OK:
                    try:
                        found = money.parsed(reply.content, number)
                    except ValueError:
                        self._retry(pauses, request, no_json(reply, url), answered=False)
                        continue
                    self._answered.note(url)
                    return reply, found
                case Verdict.RETRY if reply.status == 429:
                    self._pause(pauses, url, f"HTTP {reply.status}")
                case Verdict.RETRY:
                    # What stands in front of Xero knows nothing of what Xero does with the request.
                    self._retry(pauses, request, f"HTTP {reply.status}", answered=reply.status == 500)
                case Verdict.WAIT if limited < _RATE_LIMITS_IN_A_ROW:
                    limited += 1
                    waited = self._wait(request, reply, waited)
                case Verdict.WAIT:
                    raise XeroUnavailable(
                        f"Xero kept answering {url} with 429 ({limited} times in a row) although every Retry-After was "
                        f"waited for. Other programs use up the same allowance; try again later."
                    )
                case Verdict.DAY_LIMIT:
                    raise self.budget.end_day(reply.retry_after(86400.0, self._patience.clock.now()))
                case Verdict.TOKEN_REFUSED if not renewed:
                    renewed = True
                    self._auth.renew(token)
                case Verdict.FORBIDDEN if self._still_connected(url, scope):
                    self._pause(pauses, url, "HTTP 403 although the organisation is connected", forbidden=True)
                case verdict:
                    raise self._refused(verdict, reply, url, scope)

    def _refused(self, verdict: Verdict, reply: Reply, url: str, scope: str) -> AccessRefused | RequestRefused:
        return refusal(
            verdict,
            reply,
            url,
            scope,
            organisation=self.organisation,
            answered=self._answered,
            listed=bool(self._tenant_id),
        )

    def _wait(self, request: _Request, reply: Reply, waited: float) -> float:
        """Hold the next call back for as long as Xero asks, and return the seconds of all waits for this one."""
        seconds = reply.retry_after(60.0, self._patience.clock.now())
        if seconds > _LONGEST_WAIT:
            raise self.budget.pause(seconds)
        self.budget.hold(seconds)
        waited += seconds
        if waited > _LONGEST_REPLAY and request.content is not None:
            raise _uncertain(request, f"HTTP 429 for {waited:.0f} seconds", answered=False)
        return waited

    def _exchange(self, request: _Request, headers: Mapping[str, str]) -> Reply:
        try:
            return self._transport.exchange(
                request.method, request.url, headers=headers, params=request.params, body=request.content
            )
        except Blocked as blocked:
            raise WayBlocked(str(blocked)) from None

    def _retry(self, pauses: Pauses, request: _Request, found: str, *, answered: bool) -> None:
        if request.content is None:
            self._pause(pauses, request.url, found)
            return
        raise _uncertain(request, found, answered=answered)

    def _pause(self, pauses: Pauses, url: str, found: str, *, forbidden: bool = False) -> None:
        if pauses.again():
            return
        if forbidden:
            raise forbidden_for_good(
                url,
                organisation=self.organisation,
                tries=self._patience.tries,
                answered=self._answered,
                listed=bool(self._tenant_id),
            )
        raise XeroUnavailable(
            f"Xero gave no proper answer to {url} in {self._patience.tries} tries (last: {found}). The state is saved "
            f"up to here; try again later, and see Xero's status page if it goes on."
        )

    def _still_connected(self, url: str, scope: str) -> bool:
        # Xero answers 403 now and then for an organisation that is connected; only /connections can tell. A custom
        # connection without a tenant id has nothing to look up, so it is tried again and then reported.
        if url.endswith(CONNECTIONS):
            return False
        if not self._tenant_id:
            return True
        return any(connection.tenant_id == self._tenant_id for connection in self.connections(scope))

    def _given_at(self, reply: Reply, body: Mapping[str, Any]) -> datetime:
        with suppress(ValueError):
            return dates.instant(body.get("DateTimeUTC"))
        return reply.given_at() or self._patience.clock.now()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _uncertain(request: _Request, found: str, *, answered: bool) -> OutcomeUncertain:
    return OutcomeUncertain(
        f"Xero gave no proper answer to {request.method} {request.url} (found: {found}), so that what was sent may or "
        f"may not be there. The next sync looks into Xero before it posts anything.",
        answered=answered,
    )
