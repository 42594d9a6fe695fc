"""Tokens, codes and connections, over HTTP."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import pytest
import requests

from unit_tests.xero_sandbox.conftest import EVERY_SCOPE, TENANT, Xero
from unit_tests.xero_sandbox.identity.conftest import REDIRECT, WEB_APP, ask, click, query, refresh, through_the_page
from xero_sandbox.identity.clients import DEFAULT_CUSTOM_CONNECTION, DEFAULT_WEB_APP

DAY = 86_400


def test_a_custom_connection_gets_a_token_without_a_refresh_token(xero: Xero) -> None:
    """It lives half an hour; the client simply asks again."""
    answer = xero.token().json()

    assert answer["expires_in"] == 1800
    assert answer["token_type"] == "Bearer"
    assert "refresh_token" not in answer
    assert set(EVERY_SCOPE.split()) == set(answer["scope"].split())


def test_credentials_may_be_in_the_body(xero: Xero) -> None:
    """As the official SDK sends them."""
    form = {key: value for key, value in xero.sandbox.source_config()["credentials"].items() if key != "auth_type"}

    assert ask(xero, grant_type="client_credentials", scope="accounting.settings.read", **form).status_code == 200


@pytest.mark.parametrize(("scope", "error"), [
    ("accounting.elephants", "invalid_scope"),
    ("accounting.transactions.read", "invalid_scope"),
])  # fmt: skip
def test_a_scope_outside_the_apps_is_refused(xero: Xero, scope: str, error: str) -> None:
    """New apps cannot ask for broad scopes."""
    answer = xero.token(scope)

    assert answer.status_code == 400
    assert error == answer.json()["error"]


@pytest.mark.parametrize(("client_id", "secret"), [("sandbox-custom-connection", "wrong"), ("nobody", "x"), ("", "")])
def test_a_wrong_client_is_refused(xero: Xero, client_id: str, secret: str) -> None:
    """Unknown id or wrong secret: invalid_client."""
    answer = ask(xero, (client_id, secret), grant_type="client_credentials", scope="accounting.settings.read")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


def test_a_malformed_basic_header_is_refused(xero: Xero) -> None:
    """It is no 500."""
    url = f"{xero.sandbox.identity_url}/connect/token"
    answer = requests.post(url, headers={"Authorization": "Basic ???"}, timeout=10)

    assert answer.json()["error"] == "invalid_client"


def test_each_kind_of_client_has_its_grants(xero: Xero) -> None:
    """A web app cannot use client_credentials; nobody can use a password."""
    web = WEB_APP

    assert ask(xero, web, grant_type="client_credentials").json()["error"] == "unauthorized_client"
    assert ask(xero, web, grant_type="password").json()["error"] == "unsupported_grant_type"


def test_a_refresh_token_is_exchanged_for_another(xero: Xero, refresh_token: str) -> None:
    """The new one works, and once it has the old one is dead."""
    first = refresh(xero, refresh_token).json()
    second = refresh(xero, first["refresh_token"])

    assert second.status_code == 200
    assert first["refresh_token"] not in (refresh_token, second.json()["refresh_token"])
    assert refresh(xero, refresh_token).json() == {"error": "invalid_grant"}


def test_a_lost_answer_can_be_asked_for_again_for_half_an_hour(xero: Xero, refresh_token: str) -> None:
    """The old token works while nobody has used the new one."""
    xero.sandbox.fault("lost_answer", "token", count=1)
    with pytest.raises(requests.ConnectionError):
        refresh(xero, refresh_token)
    xero.sandbox.clock.advance(29 * 60)

    again = refresh(xero, refresh_token)

    assert again.status_code == 200
    assert refresh(xero, again.json()["refresh_token"]).status_code == 200


def test_the_grace_ends_after_half_an_hour(xero: Xero, refresh_token: str) -> None:
    """Then the user must authorise anew."""
    refresh(xero, refresh_token)
    xero.sandbox.clock.advance(31 * 60)

    assert refresh(xero, refresh_token).json()["error"] == "invalid_grant"


def test_two_processes_with_one_token_break_each_other(xero: Xero, refresh_token: str) -> None:
    """The answer to the second kills the first one's refresh token, unless the switch keeps it."""
    first = refresh(xero, refresh_token).json()["refresh_token"]
    second = refresh(xero, refresh_token).json()["refresh_token"]

    assert refresh(xero, first).json()["error"] == "invalid_grant"
    assert refresh(xero, second).status_code == 200


def test_the_first_answer_stays_good_by_switch(xero: Xero, refresh_token: str) -> None:
    """grace_keeps_first_answer."""
    xero.sandbox.set_switches(grace_keeps_first_answer=True)
    first = refresh(xero, refresh_token).json()["refresh_token"]
    refresh(xero, refresh_token)

    assert refresh(xero, first).status_code == 200


@pytest.mark.parametrize(("days", "status"), [(59, 200), (60, 400)])
def test_a_refresh_token_lives_sixty_days(xero: Xero, refresh_token: str, days: int, status: int) -> None:
    """Unused, it dies."""
    xero.sandbox.clock.advance(days * DAY)

    assert status == refresh(xero, refresh_token).status_code


def test_an_access_token_lives_half_an_hour(xero: Xero) -> None:
    """Then the answer is 401 and says when it expired."""
    xero.sandbox.clock.advance(1799)
    assert xero.get("Organisation").status_code == 200
    xero.sandbox.clock.advance(1)
    answer = xero.get("Organisation")

    assert answer.status_code == 401
    assert answer.json()["Detail"] == "TokenExpired: token expired at 03/02/2026 12:30:00"


SCOPE = "accounting.settings.read"


@pytest.mark.parametrize(("rule", "scope", "granted"), [
    ("any", SCOPE, True),
    ("any", "", True),
    ("refuse_explicit", SCOPE, False),
    ("refuse_explicit", "", True),
    ("refuse_explicit", "accounting.elephants", False),
    ("require_explicit", SCOPE, True),
    ("require_explicit", "", False),
])  # fmt: skip
def test_whether_a_custom_connection_names_its_scopes_is_a_switch(
    xero: Xero,
    rule: str,
    scope: str,
    granted: bool,  # noqa: FBT001
) -> None:
    """Where it names none, and may, it is granted all of them."""
    xero.sandbox.set_switches(custom_connection_scopes=rule)
    answer = xero.token(scope)

    assert answer.status_code == (200 if granted else 400)
    assert answer.json().get("error", "") == ("" if granted else "invalid_scope")
    if granted and not scope:
        assert "accounting.manualjournals" in answer.json()["scope"].split()


# -- codes


def test_an_app_token_needs_the_tenant_header(xero: Xero) -> None:
    """403 without one."""
    tokens = through_the_page(xero, query("sandbox-web-app")).json()
    xero.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    assert xero.get("Organisation").status_code == 403


def test_a_code_is_good_once(xero: Xero) -> None:
    """The second exchange is invalid_grant."""
    code = click(xero, query("sandbox-web-app"))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}
    auth = WEB_APP

    assert ask(xero, auth, **form).status_code == 200
    assert ask(xero, auth, **form).json()["error"] == "invalid_grant"


def test_a_code_expires(xero: Xero) -> None:
    """After the seconds of the switch."""
    code = click(xero, query("sandbox-web-app"))["code"]
    xero.sandbox.clock.advance(31)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}

    assert ask(xero, WEB_APP, **form).json()["error"] == "invalid_grant"


def test_a_code_belongs_to_its_redirect(xero: Xero) -> None:
    """Another redirect_uri is invalid_grant."""
    answer = through_the_page(xero, query("sandbox-web-app"), redirect_uri="http://elsewhere/")

    assert answer.json()["error"] == "invalid_grant"


def test_pkce_proves_the_app_instead_of_a_secret(xero: Xero) -> None:
    """The right verifier works, a wrong one does not."""
    verifier = "a-verifier-of-enough-length-to-be-one-0123456789"
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    asked = query("sandbox-native-app", code_challenge=challenge, code_challenge_method="S256")

    assert through_the_page(xero, asked, code_verifier="wrong").json()["error"] == "invalid_grant"
    tokens = through_the_page(xero, asked, code_verifier=verifier).json()
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    again = ask(xero, None, client_id="sandbox-native-app", **form)
    assert again.status_code == 200


# -- connections and revocation


def test_a_disconnected_organisation_is_403(xero: Xero) -> None:
    """DELETE is 204, again 404; the token itself is still asked for and given."""
    row = xero.http.get(xero.sandbox.connections_url).json()[0]
    url = f"{xero.sandbox.connections_url}/{row['id']}"

    assert [xero.http.delete(url).status_code, xero.http.delete(url).status_code] == [204, 404]
    assert xero.token().status_code == 200
    assert xero.get("Organisation").status_code == 403


def test_connections_can_be_of_one_consent(xero: Xero) -> None:
    """AuthEventId filters."""
    row = xero.http.get(xero.sandbox.connections_url).json()[0]

    def of(event: str) -> int:
        return len(xero.http.get(xero.sandbox.connections_url, params={"authEventId": event}).json())

    assert (of(row["authEventId"]), of("another")) == (1, 0)


def test_connections_need_a_token(xero: Xero) -> None:
    """401, in Xero's body, to read and to delete."""
    assert requests.get(xero.sandbox.connections_url, timeout=10).json()["Status"] == 401
    assert requests.delete(f"{xero.sandbox.connections_url}/x", timeout=10).status_code == 401


def test_a_revoked_refresh_token_takes_everything_with_it(xero: Xero, refresh_token: str) -> None:
    """Tokens and connections of the app are gone."""
    tokens = refresh(xero, refresh_token).json()
    url = f"{xero.sandbox.identity_url}/connect/revocation"
    auth = WEB_APP

    answer = requests.post(url, data={"token": tokens["refresh_token"]}, auth=auth, timeout=10)

    assert answer.status_code == 200
    assert refresh(xero, tokens["refresh_token"]).status_code == 400
    xero.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    assert xero.get("Organisation", {"xero-tenant-id": TENANT}).status_code == 401
    assert requests.post(url, data={"token": "x"}, auth=("nobody", "x"), timeout=10).status_code == 400


def test_no_secret_is_in_a_clients_repr(xero: Xero) -> None:
    """Nor in the token answers' errors."""
    assert "not-a-real-secret" not in repr(xero.sandbox.identity.clients)


def test_an_app_without_organisations_gets_no_token(xero: Xero) -> None:
    """A custom connection stands for one."""
    client = replace(DEFAULT_CUSTOM_CONNECTION, organisations=())
    xero.sandbox.identity.clients[client.client_id] = client

    assert xero.token().json()["error"] == "unauthorized_client"


def test_openid_brings_an_id_token(xero: Xero) -> None:
    """Which nobody needs to read here."""
    tokens = through_the_page(xero, query("sandbox-web-app", scope="openid accounting.settings.read")).json()

    assert tokens["id_token"]
    assert "refresh_token" not in tokens


def test_whoever_sends_a_header_is_known_by_the_apps_name(xero: Xero) -> None:
    """By a token, or by name and secret; what is no such header is nobody's."""
    identity = xero.sandbox.identity
    basic = base64.b64encode(b"sandbox-web-app:whatever").decode()

    assert identity.app_of(str(xero.http.headers["Authorization"])) == "sandbox-custom-connection"
    assert identity.app_of(f"Basic {basic}") == "sandbox-web-app"
    for header in ("", "Bearer nothing", "Basic !", f"Basic {base64.b64encode(b'<b>:x').decode()}"):
        assert identity.app_of(header) == ""


def test_a_refresh_token_stands_beside_a_code_that_is_good_and_asked_for_one(xero: Xero) -> None:
    """It is of the same grant, and the code stays good."""
    identity, client = xero.sandbox.identity, DEFAULT_WEB_APP
    codes = {}
    for scope in ("offline_access", "accounting.settings.read"):
        grant = identity.allow(client, frozenset({scope}), (TENANT,))
        codes[scope] = identity.code_for(grant, REDIRECT, "")
    beside = identity.refresh_token_beside(codes["offline_access"])

    assert beside is not None
    assert beside[0] is client
    assert refresh(xero, beside[1]).status_code == 200
    assert identity.refresh_token_beside(codes["offline_access"]) is not None
    assert identity.refresh_token_beside(codes["accounting.settings.read"]) is None
    xero.sandbox.clock.advance(31)
    assert identity.refresh_token_beside(codes["offline_access"]) is None
