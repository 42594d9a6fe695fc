"""Access tokens: a custom connection's, or one from a rotating refresh token."""

from __future__ import annotations

import base64
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from xero_api import money
from xero_api.address import IDENTITY_URL
from xero_api.errors import CredentialsRefused, ScopeMissing, WayBlocked, XeroUnavailable
from xero_api.identity import shortened
from xero_api.scopes import broad, covers
from xero_api.stranger import found as answered
from xero_api.stranger import in_xeros_place, is_strangers, no_json
from xero_api.transport import Blocked, Reply, Transport, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xero_api.clock import Clock
    from xero_api.patience import Patience

# A token is renewed this long before Xero lets it expire, so that no call carries one that dies on the way.
_MARGIN = timedelta(minutes=2)
# A token that Xero refuses this soon after it gave it in place of another is refused for another reason than its age.
_AS_NEW = timedelta(minutes=1)
# Seconds.
_LIFETIME = 1_800.0
_LONGEST_LIFETIME = 86_400.0
# What an OAuth server says of itself (RFC 6749), so that nothing is wrong with what was sent.
_OF_XERO_ITSELF = ("server_error", "temporarily_unavailable")
_WRONG_APP = (
    "Xero does not know the app by this client id and client secret (found: {found}). Copy both again from the app's "
    "Configuration page at developer.xero.com; an app that uses PKCE has no secret. The refresh token must be the same "
    "app's."
)
_NO_REFRESH = (
    "Xero refused the refresh token (found: {found}). It dies after 60 days without use, or when another program used "
    "the same one. Authorise the connection again; give each program its own."
)


@dataclass(frozen=True)
class Token:
    """An access token, valid until `expires_at` (UTC), with the scopes that Xero named beside it."""

    value: str = field(repr=False)
    expires_at: datetime
    scopes: frozenset[str] = frozenset()

    def covers(self, scope: str) -> bool:
        """Tell whether the token may be used for a scope, as far as Xero told."""
        return not self.scopes or covers(self.scopes, scope)


class Auth(Protocol):
    """What the client needs of either kind of credentials."""

    def expect(self, scopes: Iterable[str]) -> None:
        """Learn which scopes will be needed, so that one token can cover them all."""

    def bearer(self, scope: str) -> str:
        """Return an access token that covers the scope, where that can be known beforehand."""

    def prove(self, scope: str) -> None:
        """Raise ScopeMissing where signing in tells that a scope was not granted."""

    def renew(self, refused: str) -> None:
        """Get a new token in place of one that Xero refused, unless it is as new as can be."""


class TokenEndpoint:
    """Xero's `/connect/token`, with bounded retries; an answer holds an access token or an OAuth error code."""

    def __init__(
        self, transport: Transport, patience: Patience, *, identity_url: str, client_id: str, client_secret: str | None
    ) -> None:
        """Talk to `identity_url` as the given app; a PKCE app has no secret."""
        self._transport = transport
        self._patience = patience
        self._url = identity_url.rstrip("/") + "/connect/token"
        self._client_id = client_id
        self._client_secret = client_secret

    def ask(self, form: Mapping[str, str]) -> dict[str, object]:
        """Post a grant and return Xero's JSON, `{"error": ...}` where it was refused.

        Raises XeroUnavailable when no proper answer came through all retries. A lost answer is safe to ask for again:
        Xero takes the old refresh token for another 30 minutes (Xero's developer FAQ, OAuth 2.0).
        """
        headers = {"Accept": "application/json"}
        body = dict(form)
        if self._client_secret:
            pair = f"{self._client_id}:{self._client_secret}".encode()
            headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
        else:
            body["client_id"] = self._client_id
        found = self._try_once(headers, body)
        pauses = self._patience.pauses()
        while isinstance(found, str):
            if not pauses.again():
                raise XeroUnavailable(
                    f"Xero's token endpoint {self._url} gave no proper answer in {self._patience.tries} tries (last: "
                    f"{found}). Nothing needs mending in the app; try again later, and see Xero's status page if it "
                    f"goes on."
                )
            found = self._try_once(headers, body)
        return found

    def _try_once(self, headers: Mapping[str, str], body: Mapping[str, str]) -> dict[str, object] | str:
        try:
            reply = self._transport.exchange("POST", self._url, headers=headers, body=body)
        except Blocked as blocked:
            raise WayBlocked(str(blocked)) from None
        except Unreachable as broken:
            return str(broken)
        found = _oauth_answer(reply, self._url)
        if isinstance(found, dict) and found.get("error") in _OF_XERO_ITSELF:
            return f"HTTP {reply.status}, {found['error']}"
        if isinstance(found, str) and _is_a_strangers(reply):
            raise WayBlocked(self._no_identity_server(reply))
        return found

    def _no_identity_server(self, reply: Reply) -> str:
        # One refuses an app by an error of its own (RFC 6749); what refuses without one is something else.
        if self._url.startswith(IDENTITY_URL) or (is_strangers(reply) and reply.status != HTTPStatus.NOT_FOUND):
            return in_xeros_place(reply, self._url, "identity_url")
        return (
            f"`identity_url` names a place where no identity server is (found: {answered(reply, self._url)} for "
            f"{self._url}). It has to look like {IDENTITY_URL}: correct it, or take it out for Xero's own."
        )


def _is_a_strangers(reply: Reply) -> bool:
    """Tell whether whoever answered is no identity server, and will be none at the next try."""
    return is_strangers(reply) or (400 <= reply.status < 500 and reply.status not in (408, 429))


def _oauth_answer(reply: Reply, url: str) -> dict[str, object] | str:
    if is_strangers(reply):
        return f"HTTP {reply.status}"
    if reply.status == 429 or reply.status >= 500:
        return f"HTTP {reply.status}"
    try:
        answer = money.parse(reply.content)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and _is_a_token(answer.get("access_token")):
        return answer
    if isinstance(answer, dict) and isinstance(answer.get("error"), str):
        answer.pop("access_token", None)
        return {**answer, "error": shortened(answer["error"])}
    return no_json(reply, url) if answer is None else f"HTTP {reply.status}, JSON without a token"


def _is_a_token(value: object) -> bool:
    """Tell whether a value can be sent in a header."""
    return isinstance(value, str) and bool(value) and value.isascii() and value.isprintable()


class _Naming(Enum):
    """How a token request names the scopes: connections of different years take different ones."""

    GRANULAR = "each scope that is needed"
    NONE = "none, for all that the connection has"
    BROAD = "the scopes of apps from before March 2026"

    def of(self, needed: Iterable[str]) -> str:
        """Return the request's `scope`; empty where it names none."""
        if self is _Naming.NONE:
            return ""
        return " ".join(sorted({broad(scope) for scope in needed} if self is _Naming.BROAD else set(needed)))


class _Held:
    """The token that all organisations are called with; safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        """Hold no token yet."""
        self._clock = clock
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._renewed_at = datetime.min.replace(tzinfo=UTC)

    def renew(self, refused: str) -> None:
        """Drop the token if it is still the refused one, so that the next call gets another.

        One that has just taken a refused one's place stays: whoever refuses it too refuses something else.
        """
        with self._lock:
            now = self._clock.now()
            if self._token is not None and self._token.value == refused and now - self._renewed_at >= _AS_NEW:
                self._token = None
                self._renewed_at = now


class ClientCredentials(_Held):
    """Those of a custom connection, bound to one organisation; a token is asked for again whenever one is needed.

    One token is asked for all scopes that are expected. Where Xero refuses that (`invalid_scope`), which it does when
    one of them is not selected on the app and, on connections made since April 2026, whenever any is named, the other
    ways of naming them are tried, and then the needed scope without those that are only expected. What was refused once
    is not asked again (reports of users of Xero's SDKs; Xero documents none of it).
    """

    def __init__(self, endpoint: TokenEndpoint, patience: Patience) -> None:
        """Hold no token yet."""
        super().__init__(patience.clock)
        self._endpoint = endpoint
        self._expected: frozenset[str] = frozenset()
        self._granted: frozenset[str] = frozenset()
        self._naming = _Naming.GRANULAR
        self._refused: set[str] = set()

    def expect(self, scopes: Iterable[str]) -> None:
        """Ask for these too, from the next token on."""
        with self._lock:
            self._expected |= frozenset(scopes)

    def bearer(self, scope: str) -> str:
        """Return a token with the scope; raises CredentialsRefused or ScopeMissing where Xero gives none."""
        with self._lock:
            covered = self._naming is _Naming.NONE or scope in self._granted
            if self._token is None or not covered or self._token.expires_at <= self._clock.now():
                self._token = self._ask(scope)
            return self._token.value

    def prove(self, scope: str) -> None:
        """Raise what `bearer` does, and ScopeMissing where the token came without the scope."""
        self.bearer(scope)
        if self._token and not self._token.covers(scope):
            raise _missing(scope)

    def _ask(self, scope: str) -> Token:
        needed = self._granted | {scope}
        for scopes in (needed | self._expected, needed):
            for naming in sorted(_Naming, key=lambda way: way is not self._naming):
                named = naming.of(scopes)
                if named in self._refused:
                    continue
                answer = self._endpoint.ask({"grant_type": "client_credentials", **({"scope": named} if named else {})})
                if "access_token" in answer:
                    self._naming, self._granted = naming, scopes
                    return _token(answer, self._clock.now())
                if answer["error"] != "invalid_scope":
                    raise CredentialsRefused(
                        f"Xero refused the client id and secret of the custom connection (found: {answer['error']}). "
                        f"Copy both again from the app's Configuration page at developer.xero.com; a secret is shown "
                        f"only once."
                    )
                self._refused.add(named)
        raise _missing(scope)


class RotatingRefreshToken(_Held):
    """An app authorised by a user. Every refresh brings a new refresh token, which must replace the old one at once.

    `keep` is called with the new refresh token before its access token is used. Xero takes the old one for 30 more
    minutes, so a crash in between loses nothing.
    """

    def __init__(
        self, endpoint: TokenEndpoint, patience: Patience, *, refresh_token: str, keep: Callable[[str], None]
    ) -> None:
        """Hold the refresh token of the config."""
        super().__init__(patience.clock)
        self._endpoint = endpoint
        self._refresh_token = refresh_token
        self._keep = keep

    def expect(self, scopes: Iterable[str]) -> None:
        """Do nothing: the user's consent has fixed the scopes."""

    def bearer(self, scope: str) -> str:  # noqa: ARG002 - as above
        """Return an access token; raises CredentialsRefused when the refresh token is dead."""
        with self._lock:
            if self._token is None or self._token.expires_at <= self._clock.now():
                self._token = self._refresh()
            return self._token.value

    def prove(self, scope: str) -> None:
        """Raise what `bearer` does, and ScopeMissing where the user was not asked for the scope."""
        self.bearer(scope)
        if self._token and not self._token.covers(scope):
            raise ScopeMissing(
                f"Whoever allowed access was not asked for the scope {scope} (granted: "
                f"{', '.join(sorted(self._token.scopes))}). Sign in again with this connector, which asks for all that "
                f"it needs; the sign-in of another one does not do."
            )

    def _refresh(self) -> Token:
        answer = self._endpoint.ask({"grant_type": "refresh_token", "refresh_token": self._refresh_token})
        if "access_token" not in answer:
            found = answer["error"]
            wrong_app = found in ("invalid_client", "unauthorized_client")
            raise CredentialsRefused((_WRONG_APP if wrong_app else _NO_REFRESH).format(found=found))
        rotated = answer.get("refresh_token")
        if isinstance(rotated, str) and rotated != self._refresh_token:
            self._keep(rotated)
            self._refresh_token = rotated
        return _token(answer, self._clock.now())


def _token(answer: Mapping[str, object], now: datetime) -> Token:
    lifetime = timedelta(seconds=_seconds(answer.get("expires_in")))
    named = frozenset(str(answer.get("scope") or "").split())
    return Token(str(answer["access_token"]), now + max(lifetime - _MARGIN, timedelta(seconds=1)), named)


def _seconds(expires_in: object) -> float:
    """Return how long a token lives, half an hour where that is not said or cannot be (Xero's developer FAQ)."""
    try:
        found = float(str(expires_in))
    except ValueError:
        return _LIFETIME
    return found if 0 <= found <= _LONGEST_LIFETIME else _LIFETIME


def _missing(scope: str) -> ScopeMissing:
    return ScopeMissing(
        f"The custom connection does not have the scope {scope}. Add it to the app at developer.xero.com "
        f"(Configuration, Scopes) and authorise the connection again."
    )
