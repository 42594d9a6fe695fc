"""A user's consent to an app: the page that asks for it, and the exchange of its code for tokens (OAuth 2.0, PKCE)."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from xero_api.address import IDENTITY_URL
from xero_api.errors import CredentialsRefused, WayBlocked
from xero_api.transport import Blocked, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xero_api.auth import TokenEndpoint
    from xero_api.transport import Reply, Transport

CONSENT_URL = "https://login.xero.com/identity/connect/authorize"
OFFLINE = "offline_access"
"""The scope without which Xero gives no refresh token."""
_WRONG_APP = ("invalid_client", "unauthorized_client")


def consent_url(identity_url: str) -> str:
    """Return the address of the page; Xero's is on a host of its own, a sandbox's under its one address."""
    own = identity_url.rstrip("/")
    return CONSENT_URL if own == IDENTITY_URL else f"{own}/identity/connect/authorize"


@dataclass(frozen=True)
class Granted:
    """What Xero gave for the code; `scopes` is empty where its answer did not name them."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    scopes: frozenset[str]


@dataclass(frozen=True)
class Authorisation:
    """One request for consent.

    `verifier` proves that whoever exchanges the code asked for it; an app with a secret has none, as the secret does.
    """

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str = field(repr=False)
    verifier: str | None = field(repr=False)

    @classmethod
    def new(cls, client_id: str, redirect_uri: str, scopes: Iterable[str], *, has_secret: bool) -> Authorisation:
        """Return a request with a state, and a verifier where one is needed, that nobody can guess."""
        asked = tuple(dict.fromkeys([OFFLINE, *scopes]))
        verifier = None if has_secret else secrets.token_urlsafe(64)
        return cls(client_id, redirect_uri, asked, secrets.token_urlsafe(32), verifier)

    def address(self, identity_url: str) -> str:
        """Return the address that the user opens; it holds no secret."""
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(self.scopes),
            "state": self.state,
        }
        if self.verifier is not None:
            digest = hashlib.sha256(self.verifier.encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            query |= {"code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{consent_url(identity_url)}?{urlencode(query)}"

    def look(self, transport: Transport, identity_url: str) -> None:
        """Ask for the page before the user does; raises CredentialsRefused for an error, WayBlocked for no page at all.

        Only a plain 400 counts: what stands before Xero's page may treat programs otherwise than browsers.
        """
        try:
            reply = transport.exchange("GET", self.address(identity_url), headers={"Accept": "text/html"})
        except Blocked as blocked:
            raise WayBlocked(str(blocked)) from None
        except Unreachable:
            return
        if reply.status == 400:
            raise CredentialsRefused(
                f"Xero's page does not ask for access (found: {_words(reply)}). Look at the app's Configuration page "
                f"at developer.xero.com: its client id is {self.client_id} here, its redirect addresses must hold "
                f"{self.redirect_uri}, and it must be a web app, or a mobile or desktop app."
            )

    def exchange(self, endpoint: TokenEndpoint, code: str) -> Granted:
        """Return the tokens for the code of Xero's answer; raises CredentialsRefused, and what the endpoint raises."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect_uri}
        if self.verifier is not None:
            form["code_verifier"] = self.verifier
        answer = endpoint.ask(form)
        if "access_token" not in answer:
            raise CredentialsRefused(self._refusal(str(answer["error"])))
        refresh_token = answer.get("refresh_token")
        if not isinstance(refresh_token, str) or not refresh_token:
            raise CredentialsRefused(
                f"Xero gave an access token and no refresh token, although the scope {OFFLINE} was asked for. Sign in "
                f"again; if it stays so, the app at developer.xero.com may not be one that works offline."
            )
        return Granted(str(answer["access_token"]), refresh_token, frozenset(str(answer.get("scope") or "").split()))

    def _refusal(self, found: str) -> str:
        if found in _WRONG_APP and self.verifier is None:
            return (
                f"Xero does not know the app by this client id and client secret (found: {found}). Copy both again "
                f"from the app's Configuration page at developer.xero.com; an app that uses PKCE has no secret."
            )
        if found in _WRONG_APP:
            return (
                f"Xero does not let this app sign in without a client secret (found: {found}). Only an app that uses "
                f"PKCE, a mobile or desktop app, has none; give a web app's secret."
            )
        if found == "invalid_grant":
            return (
                f"Xero did not take the code of its own answer (found: {found}). A code is good once and for a short "
                f"time. Sign in again."
            )
        return f"Xero refused to exchange the code of its answer for tokens (found: {found[:100]}). Sign in again."


def _words(reply: Reply) -> str:
    """Return the words of an error page, without its marks."""
    body = re.sub(r"(?s)<(style|script|title)\b.*?</\1>|<[^>]*>", " ", reply.text(4000))
    words = " ".join(unescape(body).split())
    return "".join(letter for letter in words if letter.isprintable())[:200] or f"HTTP {reply.status}"


class FirstToken:
    """The access token that came with the consent: good for half an hour, and enough to look at the organisations."""

    def __init__(self, value: str) -> None:
        """Hold the token."""
        self._value = value

    def expect(self, scopes: Iterable[str]) -> None:
        """Do nothing: the user's consent has fixed the scopes."""

    def bearer(self, scope: str) -> str:  # noqa: ARG002 - as above
        """Return the token."""
        return self._value

    def prove(self, scope: str) -> None:
        """Do nothing, as above."""

    def renew(self, refused: str) -> None:
        """Do nothing: whoever is refused is told."""
