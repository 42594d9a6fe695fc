"""Xero's identity service: tokens, codes and connections, all in memory."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from xero_sandbox.identity.clients import (
    CUSTOM_CONNECTION,
    DEFAULT_CLIENTS,
    DEFAULT_REFRESH_TOKEN,
    DEFAULT_WEB_APP,
    NATIVE_APP,
    WEB_APP,
    Client,
)
from xero_sandbox.identity.scopes import GRANULAR_SCOPES, IDENTITY_SCOPES, granted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from xero_sandbox.clock import SandboxClock
    from xero_sandbox.switches import Switches

ACCESS_TOKEN_SECONDS = 1800
REFRESH_TOKEN_LIFE = timedelta(days=60)
REFRESH_GRACE = timedelta(minutes=30)

_GRANTS = {
    CUSTOM_CONNECTION: ("client_credentials",),
    WEB_APP: ("authorization_code", "refresh_token"),
    NATIVE_APP: ("authorization_code", "refresh_token"),
}
_KNOWN_GRANTS = ("client_credentials", "authorization_code", "refresh_token")


class TokenError(Exception):
    """A refusal of the token endpoint: Xero's `error` word and a sentence for people."""

    def __init__(self, error: str, description: str = "") -> None:
        """Refuse."""
        super().__init__(error)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class Grant:
    """What a user allowed an app, or what a custom connection stands for."""

    client_id: str
    scopes: frozenset[str]
    organisations: tuple[str, ...]
    event: str
    """authEventId of the connections."""


@dataclass(slots=True)
class _RefreshToken:
    grant: Grant
    issued: datetime
    first_used: datetime | None = None
    successors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Code:
    grant: Grant
    redirect_uri: str
    challenge: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class _AccessToken:
    grant: Grant
    expires: datetime


class Identity:
    """Issues and checks tokens."""

    def __init__(
        self,
        clock: SandboxClock,
        tenants: Callable[[], Mapping[str, str]],
        switches: Callable[[], Switches],
        clients: Iterable[Client] = DEFAULT_CLIENTS,
    ) -> None:
        """Know these clients, and the organisations' names by tenant id."""
        self._clock = clock
        self._tenants = tenants
        self._switches = switches
        self.clients = {client.client_id: client for client in clients}
        self.reset()

    def reset(self) -> None:
        """Forget every token and connection, and issue the default refresh token anew."""
        self._access: dict[str, _AccessToken] = {}
        self._refresh: dict[str, _RefreshToken] = {}
        self._codes: dict[str, _Code] = {}
        self._connections: dict[str, list[dict[str, Any]]] = {}
        if DEFAULT_WEB_APP.client_id in self.clients:
            client = self.clients[DEFAULT_WEB_APP.client_id]
            self._refresh[DEFAULT_REFRESH_TOKEN] = _RefreshToken(
                self.allow(client, GRANULAR_SCOPES | {"offline_access"}, self.organisations_of(client)),
                self._clock.now(),
            )

    def organisations_of(self, client: Client) -> tuple[str, ...]:
        """Return the tenant ids that a client can be connected to."""
        known = tuple(self._tenants())
        return known if client.organisations is None else tuple(each for each in client.organisations if each in known)

    # -- tokens

    def token(self, form: Mapping[str, str], authorization: str = "") -> dict[str, Any]:
        """Answer a token request: its form fields and Authorization header. Raises TokenError."""
        client = self._client(form, authorization)
        grant_type = form.get("grant_type", "")
        if grant_type not in _KNOWN_GRANTS:
            raise TokenError("unsupported_grant_type")
        if grant_type not in _GRANTS[client.kind]:
            raise TokenError("unauthorized_client", f"{client.kind} cannot use {grant_type}")
        if grant_type == "client_credentials":
            return self._issue(self._of_custom_connection(client, form), with_refresh=False)
        if grant_type == "authorization_code":
            return self._exchange(client, form)
        return self._rotate(client, form.get("refresh_token", ""))

    def _client(self, form: Mapping[str, str], authorization: str) -> Client:
        identifier, secret = form.get("client_id", ""), form.get("client_secret", "")
        if authorization.lower().startswith("basic "):
            identifier, secret = _basic(authorization)
        client = self.clients.get(identifier)
        if client is None or (client.kind != NATIVE_APP and not _same(secret, client.client_secret)):
            raise TokenError("invalid_client")
        return client

    def _of_custom_connection(self, client: Client, form: Mapping[str, str]) -> Grant:
        asked = frozenset(form.get("scope", "").split())
        naming = self._switches().custom_connection_scopes
        if asked and naming == "refuse_explicit":
            raise TokenError("invalid_scope", "the scopes are those of the custom connection; name none")
        if not asked:
            if naming == "require_explicit":
                raise TokenError("invalid_scope", "the request names no scope")
            asked = client.scopes - IDENTITY_SCOPES
        self._check_scopes(client, asked)
        organisations = self.organisations_of(client)[:1]
        if not organisations:
            raise TokenError("unauthorized_client", "the custom connection is not connected to an organisation")
        return Grant(client.client_id, asked, organisations, str(uuid.uuid4()))

    def _check_scopes(self, client: Client, asked: frozenset[str]) -> None:
        refused = sorted(asked - client.scopes - granted(client.scopes))
        if refused:
            raise TokenError("invalid_scope", f"not allowed for this client: {' '.join(refused)}")

    def _exchange(self, client: Client, form: Mapping[str, str]) -> dict[str, Any]:
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.grant.client_id != client.client_id or code.expires <= self._clock.now():
            raise TokenError("invalid_grant")
        if form.get("redirect_uri", "") != code.redirect_uri or not _verified(code, form.get("code_verifier", "")):
            raise TokenError("invalid_grant")
        return self._issue(code.grant, with_refresh="offline_access" in code.grant.scopes)

    def _rotate(self, client: Client, text: str) -> dict[str, Any]:
        now, token = self._clock.now(), self._refresh.get(text)
        if token is None or token.grant.client_id != client.client_id or now - token.issued >= REFRESH_TOKEN_LIFE:
            raise TokenError("invalid_grant")
        if token.first_used is not None:
            answered = any(self._refresh[each].first_used for each in token.successors if each in self._refresh)
            if answered or now - token.first_used > REFRESH_GRACE:
                raise TokenError("invalid_grant")
            if not self._switches().grace_keeps_first_answer:
                for each in token.successors:
                    self._refresh.pop(each, None)
        token.first_used = token.first_used or now
        answer = self._issue(token.grant, with_refresh=True)
        token.successors.append(answer["refresh_token"])
        return answer

    def _issue(self, grant: Grant, *, with_refresh: bool) -> dict[str, Any]:
        now = self._clock.now()
        access = f"sandbox-access-{secrets.token_hex(24)}"
        self._access[access] = _AccessToken(grant, now + timedelta(seconds=ACCESS_TOKEN_SECONDS))
        answer: dict[str, Any] = {
            "access_token": access,
            "expires_in": ACCESS_TOKEN_SECONDS,
            "token_type": "Bearer",
            "scope": " ".join(sorted(grant.scopes)),
        }
        if with_refresh:
            refresh = f"sandbox-refresh-{secrets.token_hex(24)}"
            self._refresh[refresh] = _RefreshToken(grant, now)
            answer["refresh_token"] = refresh
        if "openid" in grant.scopes:
            answer["id_token"] = "not.a.token"  # noqa: S105 - nobody reads it
        return answer

    def revoke(self, form: Mapping[str, str], authorization: str = "") -> None:
        """Revoke a token; a refresh token takes its user's connections with it. Raises TokenError."""
        client = self._client(form, authorization)
        token = form.get("token", "")
        self._access.pop(token, None)
        refresh = self._refresh.get(token)
        if refresh is not None and refresh.grant.client_id == client.client_id:
            self._connections.pop(client.client_id, None)
            mine = [text for text, each in self._refresh.items() if each.grant.client_id == client.client_id]
            for text in mine:
                del self._refresh[text]
            self._access = {
                text: each for text, each in self._access.items() if each.grant.client_id != client.client_id
            }

    def grant_of(self, authorization: str) -> tuple[Grant | None, str]:
        """Return the grant of a Bearer header, or nothing and the Detail of the 401."""
        scheme, _, text = authorization.partition(" ")
        token = self._access.get(text.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            return None, "AuthenticationUnsuccessful"
        if token.expires <= self._clock.now():
            return None, f"TokenExpired: token expired at {token.expires:%m/%d/%Y %H:%M:%S}"
        return token.grant, ""

    def app_of(self, authorization: str) -> str:
        """Return the client id of whoever sends an Authorization header, its secret not asked; empty for nobody."""
        if authorization.lower().startswith("basic "):
            try:
                identifier, _ = _basic(authorization)
            except TokenError:
                return ""
            return identifier if identifier in self.clients else ""
        token = self._access.get(authorization.partition(" ")[2].strip())
        return token.grant.client_id if token else ""

    # -- the consent page

    def authorisable(self, client_id: str, redirect_uri: str, scope: str) -> tuple[Client, frozenset[str]]:
        """Return the client and scopes of an authorise request. Raises TokenError, shown as a page."""
        client = self.clients.get(client_id)
        if client is None or client.kind == CUSTOM_CONNECTION:
            raise TokenError("unauthorized_client", "Unknown client or client not enabled")
        registered = client.redirect_uris is None or redirect_uri in client.redirect_uris
        if not registered or not _can_be_sent_to(redirect_uri):
            raise TokenError("unauthorized_client", "Invalid redirect_uri")
        asked = frozenset(scope.split())
        if not asked:
            raise TokenError("invalid_scope", "the request names no scope")
        self._check_scopes(client, asked)
        return client, asked

    def allow(self, client: Client, scopes: frozenset[str], organisations: tuple[str, ...]) -> Grant:
        """Connect a client to organisations, as a user who presses Allow does."""
        event, names, now = str(uuid.uuid4()), self._tenants(), self._clock.now()
        stamp = f"{now:%Y-%m-%dT%H:%M:%S.%f}0"
        held = self._connections.setdefault(client.client_id, [])
        for tenant in organisations:
            known = next((each for each in held if each["tenantId"] == tenant), None)
            if known is not None:
                known.update(authEventId=event, updatedDateUtc=stamp)
                continue
            held.append({
                "id": str(uuid.uuid4()), "authEventId": event, "tenantId": tenant, "tenantType": "ORGANISATION",
                "tenantName": names[tenant], "createdDateUtc": stamp, "updatedDateUtc": stamp,
            })  # fmt: skip
        return Grant(client.client_id, scopes, organisations, event)

    @property
    def code_lasts(self) -> int:
        """Return for how many seconds a code can be exchanged."""
        return self._switches().authorization_code_seconds

    def code_for(self, grant: Grant, redirect_uri: str, challenge: str) -> str:
        """Return an authorization code, good once and for as long as the switch says."""
        code = f"sandbox-code-{secrets.token_hex(12)}"
        expires = self._clock.now() + timedelta(seconds=self.code_lasts)
        self._codes[code] = _Code(grant, redirect_uri, challenge, expires)
        return code

    def refresh_token_beside(self, code: str) -> tuple[Client, str] | None:
        """Return the app of a code that is still good, and a refresh token of its grant; the code stays good."""
        found = self._codes.get(code)
        if found is None or found.expires <= self._clock.now() or "offline_access" not in found.grant.scopes:
            return None
        return self.clients[found.grant.client_id], str(self._issue(found.grant, with_refresh=True)["refresh_token"])

    # -- connections

    def connections(self, grant: Grant) -> list[dict[str, Any]]:
        """Return the connections of the token's app."""
        client = self.clients[grant.client_id]
        if client.kind == CUSTOM_CONNECTION and client.client_id not in self._connections:
            self.allow(client, grant.scopes, grant.organisations)
        return list(self._connections.get(grant.client_id, []))

    def disconnect(self, grant: Grant, connection: str) -> bool:
        """Remove a connection; False when there is none of this id."""
        held = self.connections(grant)
        left = [each for each in held if each["id"] != connection]
        self._connections[grant.client_id] = left
        return len(left) < len(held)

    def connected(self, grant: Grant) -> frozenset[str]:
        """Return the tenant ids that the token can call now."""
        return frozenset(each["tenantId"] for each in self.connections(grant))


def _basic(authorization: str) -> tuple[str, str]:
    """Return client id and secret of a Basic header. Raises TokenError."""
    try:
        decoded = base64.b64decode(authorization[6:], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise TokenError("invalid_client") from None
    identifier, _, secret = decoded.partition(":")
    return identifier, secret


def _same(first: str, second: str) -> bool:
    return secrets.compare_digest(first.encode(), second.encode())


def _can_be_sent_to(redirect_uri: str) -> bool:
    """Tell whether a redirect leads to a web page, and does not run as a script or show what it holds."""
    try:
        parts = urlsplit(redirect_uri)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment
    except ValueError:
        return False


def _verified(code: _Code, verifier: str) -> bool:
    if not code.challenge:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    return _same(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), code.challenge)
