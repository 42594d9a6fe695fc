"""Tokens, connections and the authorise page, over HTTP."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from unit_tests.xero_sandbox.conftest import EVERY_SCOPE, SECOND_TENANT, TENANT, Xero

REDIRECT = "http://localhost:9/callback?kept=yes"
DAY = 86_400


def _ask(xero: Xero, auth: tuple[str, str] | None = None, **form: str) -> requests.Response:
    return requests.post(f"{xero.sandbox.identity_url}/connect/token", data=form, auth=auth, timeout=10)


def _refresh(xero: Xero, token: str) -> requests.Response:
    credentials = xero.sandbox.source_config(auth_type="oauth")["credentials"]
    auth = (credentials["client_id"], credentials["client_secret"])
    return _ask(xero, auth, grant_type="refresh_token", refresh_token=token)


@pytest.fixture
def refresh_token(xero: Xero) -> str:
    """Return the refresh token of the printed config."""
    token: str = xero.sandbox.source_config(auth_type="oauth")["credentials"]["refresh_token"]
    return token


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

    assert _ask(xero, grant_type="client_credentials", scope="accounting.settings.read", **form).status_code == 200


@pytest.mark.parametrize(("scope", "error"), [
    ("accounting.elephants", "invalid_scope"),
    ("accounting.transactions.read", "invalid_scope"),
    ("", "invalid_scope"),
])  # fmt: skip
def test_a_scope_outside_the_apps_is_refused(xero: Xero, scope: str, error: str) -> None:
    """New apps cannot ask for broad scopes; naming none is refused by default."""
    answer = xero.token(scope)

    assert answer.status_code == 400
    assert error == answer.json()["error"]


def test_unasked_scopes_are_granted_by_switch(xero: Xero) -> None:
    """Then a token without scope holds everything that the app has."""
    xero.sandbox.set_switches(unasked_scopes="granted")

    assert "accounting.invoices" in xero.token("").json()["scope"].split()


@pytest.mark.parametrize(("client_id", "secret"), [("sandbox-custom-connection", "wrong"), ("nobody", "x"), ("", "")])
def test_a_wrong_client_is_refused(xero: Xero, client_id: str, secret: str) -> None:
    """Unknown id or wrong secret: invalid_client."""
    answer = _ask(xero, (client_id, secret), grant_type="client_credentials", scope="accounting.settings.read")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


def test_a_malformed_basic_header_is_refused(xero: Xero) -> None:
    """It is no 500."""
    url = f"{xero.sandbox.identity_url}/connect/token"
    answer = requests.post(url, headers={"Authorization": "Basic ???"}, timeout=10)

    assert answer.json()["error"] == "invalid_client"


def test_each_kind_of_client_has_its_grants(xero: Xero) -> None:
    """A web app cannot use client_credentials; nobody can use a password."""
    web = ("sandbox-web-app", "not-a-real-secret-either")

    assert _ask(xero, web, grant_type="client_credentials").json()["error"] == "unauthorized_client"
    assert _ask(xero, web, grant_type="password").json()["error"] == "unsupported_grant_type"


def test_a_refresh_token_is_exchanged_for_another(xero: Xero, refresh_token: str) -> None:
    """The new one works, and once it has the old one is dead."""
    first = _refresh(xero, refresh_token).json()
    second = _refresh(xero, first["refresh_token"])

    assert second.status_code == 200
    assert first["refresh_token"] not in (refresh_token, second.json()["refresh_token"])
    assert _refresh(xero, refresh_token).json() == {"error": "invalid_grant"}


def test_a_lost_answer_can_be_asked_for_again_for_half_an_hour(xero: Xero, refresh_token: str) -> None:
    """The old token works while nobody has used the new one."""
    xero.sandbox.fault("lost_answer", "token", count=1)
    with pytest.raises(requests.ConnectionError):
        _refresh(xero, refresh_token)
    xero.sandbox.clock.advance(29 * 60)

    again = _refresh(xero, refresh_token)

    assert again.status_code == 200
    assert _refresh(xero, again.json()["refresh_token"]).status_code == 200


def test_the_grace_ends_after_half_an_hour(xero: Xero, refresh_token: str) -> None:
    """Then the user must authorise anew."""
    _refresh(xero, refresh_token)
    xero.sandbox.clock.advance(31 * 60)

    assert _refresh(xero, refresh_token).json()["error"] == "invalid_grant"


def test_two_processes_with_one_token_break_each_other(xero: Xero, refresh_token: str) -> None:
    """The answer to the second kills the first one's refresh token, unless the switch keeps it."""
    first = _refresh(xero, refresh_token).json()["refresh_token"]
    second = _refresh(xero, refresh_token).json()["refresh_token"]

    assert _refresh(xero, first).json()["error"] == "invalid_grant"
    assert _refresh(xero, second).status_code == 200


def test_the_first_answer_stays_good_by_switch(xero: Xero, refresh_token: str) -> None:
    """grace_keeps_first_answer."""
    xero.sandbox.set_switches(grace_keeps_first_answer=True)
    first = _refresh(xero, refresh_token).json()["refresh_token"]
    _refresh(xero, refresh_token)

    assert _refresh(xero, first).status_code == 200


@pytest.mark.parametrize(("days", "status"), [(59, 200), (60, 400)])
def test_a_refresh_token_lives_sixty_days(xero: Xero, refresh_token: str, days: int, status: int) -> None:
    """Unused, it dies."""
    xero.sandbox.clock.advance(days * DAY)

    assert status == _refresh(xero, refresh_token).status_code


def test_an_access_token_lives_half_an_hour(xero: Xero) -> None:
    """Then the answer is 401 and says when it expired."""
    xero.sandbox.clock.advance(1799)
    assert xero.get("Organisation").status_code == 200
    xero.sandbox.clock.advance(1)
    answer = xero.get("Organisation")

    assert answer.status_code == 401
    assert answer.json()["Detail"] == "TokenExpired: token expired at 03/02/2026 12:30:00"


@pytest.mark.parametrize("header", ["", "Bearer nonsense", "Basic abc"])
def test_without_a_good_token_the_answer_is_401(xero: Xero, header: str) -> None:
    """The body is Xero's."""
    xero.http.headers["Authorization"] = header
    answer = xero.get("Organisation")

    assert answer.status_code == 401
    assert {"Type", "Title", "Status", "Detail", "Instance", "Extensions"} == set(answer.json())


@pytest.mark.parametrize("status", ["401", "403"])
def test_a_missing_scope_is_refused(xero: Xero, status: str) -> None:
    """WWW-Authenticate says insufficient_scope; the status is a switch."""
    xero.sandbox.set_switches(scope_refusal=status)
    xero.log_in("accounting.contacts.read")
    answer = xero.get("Invoices", page=1)

    assert status == str(answer.status_code)
    assert "insufficient_scope" in answer.headers["WWW-Authenticate"]
    assert "accounting.invoices.read" in answer.headers["WWW-Authenticate"]


def test_a_read_scope_does_not_write(xero: Xero) -> None:
    """PUT with accounting.invoices.read is refused before 501."""
    xero.log_in("accounting.invoices.read")
    answer = xero.http.put(f"{xero.sandbox.api_url}/Invoices", json={})

    assert "insufficient_scope" in answer.headers["WWW-Authenticate"]


def test_broad_scopes_stand_for_granular_ones(xero: Xero) -> None:
    """An old app's accounting.transactions.read reads invoices and payments, not settings."""
    query = _query("sandbox-web-app", scope="accounting.transactions.read")
    xero.http.headers["Authorization"] = f"Bearer {_through_the_page(xero, query).json()['access_token']}"
    xero.http.headers["xero-tenant-id"] = TENANT

    assert xero.get("Invoices").status_code == 200
    assert xero.get("Payments").status_code == 200
    assert xero.get("Accounts").status_code == 401


# -- the authorise page


def _query(client: str, scope: str = "offline_access accounting.settings.read", **more: str) -> dict[str, str]:
    base = {"response_type": "code", "client_id": client, "redirect_uri": REDIRECT, "scope": scope, "state": "s&1"}
    return base | more


def _click(xero: Xero, query: dict[str, str], decision: str = "allow", *, organisations: int = 2) -> dict[str, str]:
    url = f"{xero.sandbox.identity_url}/identity/connect/authorize"
    page = requests.get(url, params=query, timeout=10)
    assert page.status_code == 200, page.text
    fields = [(name, value.replace("&amp;", "&")) for name, value in re.findall(
        r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text)]  # fmt: skip
    boxes = re.findall(r'type="checkbox" name="organisation" value="([^"]*)"', page.text)
    form = [*fields, *(("organisation", each) for each in boxes[:organisations]), ("decision", decision)]
    answer = requests.post(url, data=form, allow_redirects=False, timeout=10)
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def _through_the_page(xero: Xero, query: dict[str, str], **more: str) -> requests.Response:
    code = _click(xero, query)["code"]
    secret = "" if query["client_id"] == "sandbox-native-app" else "not-a-real-secret-either"
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT} | more
    if secret:
        return _ask(xero, (query["client_id"], secret), **form)
    return _ask(xero, None, client_id=query["client_id"], **form)


def test_a_user_lets_an_app_in(xero: Xero) -> None:
    """The code is exchanged for tokens; both organisations are connected and readable."""
    tokens = _through_the_page(xero, _query("sandbox-web-app")).json()
    xero.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    rows = xero.http.get(xero.sandbox.connections_url).json()
    assert [row["tenantId"] for row in rows] == [TENANT, SECOND_TENANT]
    fields = {"id", "authEventId", "tenantId", "tenantType", "tenantName", "createdDateUtc", "updatedDateUtc"}
    assert fields == set(rows[0])
    assert re.fullmatch(r"2026-03-02T12:00:00\.\d{7}", rows[0]["createdDateUtc"])
    second = xero.get("Organisation", {"Xero-Tenant-Id": SECOND_TENANT}).json()
    assert second["Organisations"][0]["Name"] == "Other Company"
    assert _refresh(xero, tokens["refresh_token"]).status_code == 200


def test_the_redirect_keeps_the_apps_own_query_and_state(xero: Xero) -> None:
    """State comes back as it was."""
    sent = _click(xero, _query("sandbox-web-app"))

    assert (sent["kept"], sent["state"]) == ("yes", "s&1")


def test_a_user_who_cancels_is_sent_back_with_an_error(xero: Xero) -> None:
    """access_denied; so is choosing no organisation."""
    assert _click(xero, _query("sandbox-web-app"), "cancel")["error"] == "access_denied"
    assert _click(xero, _query("sandbox-web-app"), organisations=0)["error"] == "access_denied"


def test_an_app_token_needs_the_tenant_header(xero: Xero) -> None:
    """403 without one."""
    tokens = _through_the_page(xero, _query("sandbox-web-app")).json()
    xero.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    assert xero.get("Organisation").status_code == 403


def test_a_code_is_good_once(xero: Xero) -> None:
    """The second exchange is invalid_grant."""
    code = _click(xero, _query("sandbox-web-app"))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}
    auth = ("sandbox-web-app", "not-a-real-secret-either")

    assert _ask(xero, auth, **form).status_code == 200
    assert _ask(xero, auth, **form).json()["error"] == "invalid_grant"


def test_a_code_expires(xero: Xero) -> None:
    """After the seconds of the switch."""
    code = _click(xero, _query("sandbox-web-app"))["code"]
    xero.sandbox.clock.advance(31)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}

    assert _ask(xero, ("sandbox-web-app", "not-a-real-secret-either"), **form).json()["error"] == "invalid_grant"


def test_a_code_belongs_to_its_redirect(xero: Xero) -> None:
    """Another redirect_uri is invalid_grant."""
    answer = _through_the_page(xero, _query("sandbox-web-app"), redirect_uri="http://elsewhere/")

    assert answer.json()["error"] == "invalid_grant"


def test_pkce_proves_the_app_instead_of_a_secret(xero: Xero) -> None:
    """The right verifier works, a wrong one does not."""
    verifier = "a-verifier-of-enough-length-to-be-one-0123456789"
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    query = _query("sandbox-native-app", code_challenge=challenge, code_challenge_method="S256")

    assert _through_the_page(xero, query, code_verifier="wrong").json()["error"] == "invalid_grant"
    tokens = _through_the_page(xero, query, code_verifier=verifier).json()
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    again = _ask(xero, None, client_id="sandbox-native-app", **form)
    assert again.status_code == 200


@pytest.mark.parametrize(("change", "word"), [
    ({"client_id": "nobody"}, "unauthorized_client"),
    ({"client_id": "sandbox-custom-connection"}, "unauthorized_client"),
    ({"scope": "accounting.elephants"}, "invalid_scope"),
    ({"scope": ""}, "invalid_scope"),
    ({"redirect_uri": ""}, "unauthorized_client"),
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"client_id": "sandbox-native-app"}, "invalid_request"),
    ({"code_challenge": "x", "code_challenge_method": "plain"}, "invalid_request"),
])  # fmt: skip
def test_a_wrong_authorise_request_is_a_page_not_a_redirect(xero: Xero, change: dict[str, str], word: str) -> None:
    """Nobody is sent to an address that was not checked."""
    url = f"{xero.sandbox.identity_url}/identity/connect/authorize"
    query = _query("sandbox-web-app") | change

    page = requests.get(url, params=query, timeout=10)
    posted = requests.post(url, data=query | {"decision": "allow"}, timeout=10, allow_redirects=False)

    assert (page.status_code, posted.status_code) == (400, 400)
    assert word in page.text


def test_the_page_escapes_what_it_is_given(xero: Xero) -> None:
    """No script of a query runs."""
    url = f"{xero.sandbox.identity_url}/identity/connect/authorize"
    page = requests.get(url, params=_query("sandbox-web-app", state='"><script>'), timeout=10)

    assert "<script>" not in page.text


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
    tokens = _refresh(xero, refresh_token).json()
    url = f"{xero.sandbox.identity_url}/connect/revocation"
    auth = ("sandbox-web-app", "not-a-real-secret-either")

    answer = requests.post(url, data={"token": tokens["refresh_token"]}, auth=auth, timeout=10)

    assert answer.status_code == 200
    assert _refresh(xero, tokens["refresh_token"]).status_code == 400
    xero.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    assert xero.get("Organisation", {"xero-tenant-id": TENANT}).status_code == 401
    assert requests.post(url, data={"token": "x"}, auth=("nobody", "x"), timeout=10).status_code == 400


def test_a_custom_connection_may_need_the_tenant_header_by_switch(xero: Xero) -> None:
    """With the header it reads; without it, 403."""
    xero.sandbox.set_switches(custom_connection_needs_tenant_header="yes")

    assert xero.get("Organisation").status_code == 403
    assert xero.get("Organisation", {"xero-tenant-id": TENANT}).status_code == 200


def test_no_secret_is_in_a_clients_repr(xero: Xero) -> None:
    """Nor in the token answers' errors."""
    assert "not-a-real-secret" not in repr(xero.sandbox.identity.clients)
