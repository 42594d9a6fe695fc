"""A user's consent: what the address asks for, how the code is exchanged, and what is said where it is not."""

from __future__ import annotations

import base64
import hashlib
import random
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from xero_api import auth
from xero_api.address import IDENTITY_URL
from xero_api.authorisation import CONSENT_URL, Authorisation, FirstToken, consent_url
from xero_api.errors import CredentialsRefused, WayBlocked
from xero_api.patience import Patience
from xero_api.transport import Transport

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

TOKEN_URL = f"{IDENTITY_URL}/connect/token"
REDIRECT = "http://localhost:8764/callback"
TOKENS = {"access_token": "not-a-real-token", "refresh_token": "not-a-real-refresh-token", "scope": "offline_access a"}


def asked(authorisation: Authorisation) -> dict[str, str]:
    """Return what the address asks for."""
    query = parse_qs(urlsplit(authorisation.address(IDENTITY_URL)).query)
    return {name: value for name, (value,) in query.items()}


def endpoint(clock: FakeClock, secret: str | None) -> auth.TokenEndpoint:
    """Return Xero's token endpoint as an app calls it."""
    return auth.TokenEndpoint(
        Transport(requests.Session()),
        Patience(clock, random.Random(1)),
        identity_url=IDENTITY_URL,
        client_id="client-1",
        client_secret=secret,
    )


def test_xeros_page_is_on_its_own_host_and_a_sandboxs_on_its_one_address() -> None:
    """A slash at the end makes no difference."""
    assert consent_url(f"{IDENTITY_URL}/") == CONSENT_URL
    assert consent_url("http://127.0.0.1:8765/") == "http://127.0.0.1:8765/identity/connect/authorize"


def test_an_app_without_a_secret_sends_the_verifiers_digest_and_keeps_the_verifier() -> None:
    """PKCE with S256: what is in the browser's history is worth nothing to others."""
    made = Authorisation.new("client-1", REDIRECT, ["b", "offline_access", "b"], has_secret=False)

    query = asked(made)
    assert made.verifier
    digest = base64.urlsafe_b64encode(hashlib.sha256(made.verifier.encode()).digest()).decode().rstrip("=")
    assert query == {
        "response_type": "code",
        "client_id": "client-1",
        "redirect_uri": REDIRECT,
        "scope": "offline_access b",
        "state": made.state,
        "code_challenge": digest,
        "code_challenge_method": "S256",
    }
    assert made.verifier not in made.address(IDENTITY_URL) + repr(made)


def test_an_app_with_a_secret_sends_no_challenge_and_no_two_states_are_alike() -> None:
    """The secret proves who exchanges the code."""
    made = [Authorisation.new("client-1", REDIRECT, [], has_secret=True) for _ in range(2)]

    assert "code_challenge" not in asked(made[0])
    assert made[0].state != made[1].state


@pytest.mark.parametrize("secret", [None, "not-a-real-secret"])
def test_the_code_is_exchanged_with_what_proves_who_asked(
    secret: str | None, requests_mock: Mocker, clock: FakeClock
) -> None:
    """The same redirect address, and the verifier or the secret."""
    sent = requests_mock.post(TOKEN_URL, json=TOKENS)
    made = Authorisation.new("client-1", REDIRECT, [], has_secret=secret is not None)

    granted = made.exchange(endpoint(clock, secret), "code-1")

    form = {name: value for name, (value,) in parse_qs(sent.last_request.text).items()}
    proof = {"client_id": "client-1", "code_verifier": made.verifier} if secret is None else {}
    assert form == {"grant_type": "authorization_code", "code": "code-1", "redirect_uri": REDIRECT, **proof}
    assert ("Authorization" in sent.last_request.headers) is (secret is not None)
    assert (granted.access_token, granted.refresh_token) == (TOKENS["access_token"], TOKENS["refresh_token"])
    assert granted.scopes == {"offline_access", "a"}
    assert "not-a-real" not in repr(granted)


@pytest.mark.parametrize(
    ("secret", "answer", "said"),
    [
        ("wrong", {"error": "invalid_client"}, r"client id and client secret \(found: invalid_client\)"),
        (None, {"error": "invalid_client"}, r"without a client secret \(found: invalid_client\)"),
        (None, {"error": "unauthorized_client"}, r"without a client secret \(found: unauthorized_client\)"),
        (None, {"error": "invalid_grant"}, r"code is good once and for a short time"),
        (None, {"error": "server_mood"}, r"refused to exchange .* \(found: server_mood\)"),
        (None, {"access_token": "not-a-real-token"}, r"no refresh token"),
    ],
)
def test_an_exchange_that_is_refused_says_what_to_do(
    secret: str | None, answer: dict[str, str], said: str, requests_mock: Mocker, clock: FakeClock
) -> None:
    """Each cause has its own remedy, and no secret is quoted."""
    requests_mock.post(TOKEN_URL, status_code=200 if "access_token" in answer else 400, json=answer)
    made = Authorisation.new("client-1", REDIRECT, [], has_secret=secret is not None)

    with pytest.raises(CredentialsRefused, match=said) as refused:
        made.exchange(endpoint(clock, secret), "code-1")

    assert "not-a-real-token" not in str(refused.value)


def test_the_first_token_is_what_it_is() -> None:
    """Nothing renews it: whoever is refused is told."""
    first = FirstToken("not-a-real-token")
    first.expect(["any"])
    first.renew("not-a-real-token")

    assert first.bearer("any") == "not-a-real-token"


def test_a_page_that_is_an_error_is_told_before_the_user_opens_it(requests_mock: Mocker) -> None:
    """Its words without its marks, and what to look at."""
    page = "<title>Error</title><style>p{}</style><h1>Sorry</h1><p>unauthorized_client</p><p>Unknown &amp; new\x1b</p>"
    requests_mock.get(CONSENT_URL, status_code=400, text=page)
    made = Authorisation.new("client-1", REDIRECT, [], has_secret=True)

    with pytest.raises(CredentialsRefused, match=r"found: Sorry unauthorized_client Unknown & new\).*client-1.*8764"):
        made.look(Transport(requests.Session()), IDENTITY_URL)


@pytest.mark.parametrize("answer", [{"status_code": 302}, {"status_code": 403}, {"exc": requests.ReadTimeout}])
def test_whatever_else_a_program_is_told_is_left_to_the_browser(answer: dict[str, Any], requests_mock: Mocker) -> None:
    """A page to sign in on, a guard against programs, and no answer in time."""
    looked = requests_mock.get(CONSENT_URL, **answer)

    Authorisation.new("client-1", REDIRECT, [], has_secret=True).look(Transport(requests.Session()), IDENTITY_URL)

    assert looked.called


def test_an_identity_server_that_is_not_there_is_told_at_once() -> None:
    """A sandbox that was not started, for example: nobody waits for an answer."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(WayBlocked, match=r"127\.0\.0\.1"):
            Authorisation.new("c", REDIRECT, [], has_secret=True).look(Transport(requests.Session()), address)
