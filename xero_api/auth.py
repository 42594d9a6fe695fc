"""Access tokens: a custom connection's, or one from a rotating refresh token."""

from __future__ import annotations

import base64
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from xero_api import money
from xero_api.errors import CredentialsRefused, ScopeMissing, Verdict, XeroUnavailable, classify
from xero_api.scopes import broad
from xero_api.transport import Reply, Transport, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xero_api.patience import Patience

# A token is renewed this long before Xero lets it expire, so that no call carries one that dies on the way.
_MARGIN = timedelta(minutes=2)


@dataclass(frozen=True)
class Token:
    """An access token, valid until `expires_at` (UTC)."""

    value: str = field(repr=False)
    expires_at: datetime


class Auth(Protocol):
    """What the client needs of either kind of credentials."""

    def bearer(self, scope: str) -> str:
        """Return an access token that covers the scope, where that can be known beforehand."""

    def renew(self, refused: str) -> None:
        """Get a new token in place of one that Xero refused."""


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
                    f"{found}). Nothing needs mending here; try again later, and see Xero's status page if it goes on."
                )
            found = self._try_once(headers, body)
        return found

    def _try_once(self, headers: Mapping[str, str], body: Mapping[str, str]) -> dict[str, object] | str:
        try:
            reply = self._transport.exchange("POST", self._url, headers=headers, body=body)
        except Unreachable as broken:
            return str(broken)
        return _oauth_answer(reply)


def _oauth_answer(reply: Reply) -> dict[str, object] | str:
    if reply.status == 429 or reply.status >= 500:
        return f"HTTP {reply.status}"
    try:
        answer = money.parse(reply.content)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and ("access_token" in answer or "error" in answer):
        return answer
    if classify(reply) is Verdict.TOKEN_REFUSED:
        return {"error": "invalid_client"}
    return f"HTTP {reply.status}"


class ClientCredentials:
    """Those of a custom connection, bound to one organisation; a token is asked for again whenever one is needed.

    Only scopes that are in use are asked for, since Xero refuses the whole request (`invalid_scope`) when one of them
    is not selected on the app. Where granular scopes are refused, the broad ones of older apps are tried.
    """

    def __init__(self, endpoint: TokenEndpoint, patience: Patience) -> None:
        """Hold no token yet."""
        self._endpoint = endpoint
        self._clock = patience.clock
        self._lock = threading.Lock()
        self._wanted: frozenset[str] = frozenset()
        self._use_broad = False
        self._token: Token | None = None

    def bearer(self, scope: str) -> str:
        """Return a token with the scope; raises CredentialsRefused or ScopeMissing where Xero gives none."""
        with self._lock:
            if scope not in self._wanted or self._token is None or self._token.expires_at <= self._clock.now():
                self._token = self._ask(self._wanted | {scope}, scope)
                self._wanted |= {scope}
            return self._token.value

    def renew(self, refused: str) -> None:
        """Drop the token if it is still the refused one, so that the next call asks for another."""
        with self._lock:
            if self._token is not None and self._token.value == refused:
                self._token = None

    def _ask(self, wanted: frozenset[str], newest: str) -> Token:
        for use_broad in (self._use_broad, not self._use_broad):
            scopes = frozenset(broad(scope) for scope in wanted) if use_broad else wanted
            answer = self._endpoint.ask({"grant_type": "client_credentials", "scope": " ".join(sorted(scopes))})
            if "access_token" in answer:
                self._use_broad = use_broad
                return _token(answer, self._clock.now())
            if answer["error"] != "invalid_scope":
                break
        if answer["error"] == "invalid_scope":
            raise ScopeMissing(
                f"The custom connection does not have the scope {newest}. Add it to the app at developer.xero.com "
                f"(Configuration, Scopes) and authorise the connection again."
            )
        raise CredentialsRefused(
            f"Xero refused the client id and secret of the custom connection (found: {answer['error']}). Copy both "
            f"again from the app's Configuration page at developer.xero.com; a secret is shown only once."
        )


class RotatingRefreshToken:
    """An app authorised by a user. Every refresh brings a new refresh token, which must replace the old one at once.

    `keep` is called with the new refresh token before its access token is used. Xero takes the old one for 30 more
    minutes, so a crash in between loses nothing.
    """

    def __init__(
        self, endpoint: TokenEndpoint, patience: Patience, *, refresh_token: str, keep: Callable[[str], None]
    ) -> None:
        """Hold the refresh token of the config."""
        self._endpoint = endpoint
        self._clock = patience.clock
        self._refresh_token = refresh_token
        self._keep = keep
        self._lock = threading.Lock()
        self._token: Token | None = None

    def bearer(self, scope: str) -> str:  # noqa: ARG002 - the user's consent has fixed the scopes
        """Return an access token; raises CredentialsRefused when the refresh token is dead."""
        with self._lock:
            if self._token is None or self._token.expires_at <= self._clock.now():
                self._token = self._refresh()
            return self._token.value

    def renew(self, refused: str) -> None:
        """Drop the token if it is still the refused one, so that the next call refreshes."""
        with self._lock:
            if self._token is not None and self._token.value == refused:
                self._token = None

    def _refresh(self) -> Token:
        answer = self._endpoint.ask({"grant_type": "refresh_token", "refresh_token": self._refresh_token})
        if "access_token" not in answer:
            raise CredentialsRefused(
                f"Xero refused the refresh token (found: {answer['error']}). It dies after 60 days without use, or "
                f"when another program used the same one. Authorise the connection again; give each program its own."
            )
        rotated = answer.get("refresh_token")
        if isinstance(rotated, str) and rotated != self._refresh_token:
            self._keep(rotated)
            self._refresh_token = rotated
        return _token(answer, self._clock.now())


def _token(answer: Mapping[str, object], now: datetime) -> Token:
    lifetime = timedelta(seconds=int(str(answer.get("expires_in", 1800))))
    return Token(str(answer["access_token"]), now + max(lifetime - _MARGIN, timedelta(seconds=1)))
