"""The page on which a user lets an app in."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
import requests

from unit_tests.xero_sandbox.conftest import SECOND_TENANT, TENANT, Xero
from unit_tests.xero_sandbox.identity.conftest import click, query, refresh, through_the_page
from xero_sandbox.identity.consent import LANDING, printed_link
from xero_sandbox.identity.scopes import EVERYDAY_SCOPES


def test_a_user_lets_an_app_in(xero: Xero) -> None:
    """The code is exchanged for tokens; both organisations are connected and readable."""
    tokens = through_the_page(xero, query("sandbox-web-app")).json()
    xero.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    rows = xero.http.get(xero.sandbox.connections_url).json()
    assert [row["tenantId"] for row in rows] == [TENANT, SECOND_TENANT]
    fields = {"id", "authEventId", "tenantId", "tenantType", "tenantName", "createdDateUtc", "updatedDateUtc"}
    assert fields == set(rows[0])
    assert re.fullmatch(r"2026-03-02T12:00:00\.\d{7}", rows[0]["createdDateUtc"])
    second = xero.get("Organisation", {"Xero-Tenant-Id": SECOND_TENANT}).json()
    assert second["Organisations"][0]["Name"] == "Other Company"
    assert refresh(xero, tokens["refresh_token"]).status_code == 200


def test_the_redirect_keeps_the_apps_own_query_and_state(xero: Xero) -> None:
    """State comes back as it was."""
    sent = click(xero, query("sandbox-web-app"))

    assert (sent["kept"], sent["state"]) == ("yes", "s&1")


def test_a_user_who_cancels_is_sent_back_with_an_error(xero: Xero) -> None:
    """access_denied; so is choosing no organisation."""
    assert click(xero, query("sandbox-web-app"), "cancel")["error"] == "access_denied"
    assert click(xero, query("sandbox-web-app"), organisations=0)["error"] == "access_denied"


@pytest.mark.parametrize(("change", "word"), [
    ({"client_id": "nobody"}, "unauthorized_client"),
    ({"client_id": "sandbox-custom-connection"}, "unauthorized_client"),
    ({"scope": "accounting.elephants"}, "invalid_scope"),
    ({"scope": ""}, "invalid_scope"),
    ({"redirect_uri": ""}, "unauthorized_client"),
    ({"redirect_uri": "javascript:alert(1)"}, "unauthorized_client"),
    ({"redirect_uri": "JavaScript://x/%0aalert(1)"}, "unauthorized_client"),
    ({"redirect_uri": "data:text/html,x"}, "unauthorized_client"),
    ({"redirect_uri": "file:///etc/hosts"}, "unauthorized_client"),
    ({"redirect_uri": "//evil.example/"}, "unauthorized_client"),
    ({"redirect_uri": "http://["}, "unauthorized_client"),
    ({"redirect_uri": "https://app.example/#a"}, "unauthorized_client"),
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"client_id": "sandbox-native-app"}, "invalid_request"),
    ({"code_challenge": "x", "code_challenge_method": "plain"}, "invalid_request"),
])  # fmt: skip
def test_a_wrong_authorise_request_is_a_page_not_a_redirect(xero: Xero, change: dict[str, str], word: str) -> None:
    """Nobody is sent to an address that was not checked."""
    url = f"{xero.sandbox.identity_url}/identity/connect/authorize"
    asked = query("sandbox-web-app") | change

    page = requests.get(url, params=asked, timeout=10)
    posted = requests.post(url, data=asked | {"decision": "allow"}, timeout=10, allow_redirects=False)

    assert (page.status_code, posted.status_code) == (400, 400)
    assert word in page.text


def test_the_page_escapes_what_it_is_given(xero: Xero) -> None:
    """No script of a query runs."""
    url = f"{xero.sandbox.identity_url}/identity/connect/authorize"
    page = requests.get(url, params=query("sandbox-web-app", state='"><script>'), timeout=10)

    assert "<script>" not in page.text


def test_the_landing_page_shows_the_code_to_whoever_has_no_app(xero: Xero) -> None:
    """One click on the link that is printed; the code is exchanged with the page's own address."""
    landing = xero.sandbox.url + LANDING
    asked = query("sandbox-web-app", redirect_uri=landing, scope=" ".join(EVERYDAY_SCOPES))
    page = requests.get(f"{xero.sandbox.url}/identity/connect/authorize", params=asked, timeout=10)
    form = [pair for pair in re.findall(r'name="([^"]+)" value="([^"]*)"', page.text) if pair[0] != "decision"]

    shown = requests.post(page.url, data=[*form, ("decision", "allow")], timeout=10)

    (code,) = re.findall(r"Code: <code>(sandbox-code-\w+)</code>", shown.text)
    assert "for 30 seconds" in shown.text
    answer = requests.post(
        f"{xero.sandbox.url}/connect/token",
        data={"grant_type": "authorization_code", "code": code, "redirect_uri": landing},
        auth=("sandbox-web-app", "not-a-real-secret-either"),
        timeout=10,
    ).json()
    assert set(answer["scope"].split()) == set(EVERYDAY_SCOPES)
    assert answer["refresh_token"]


def test_the_landing_page_has_a_configuration_for_each_connector_that_works_at_once(xero: Xero) -> None:
    """Each with a refresh token of its own, as one is good once; the code stays good beside them."""
    landing = xero.sandbox.url + LANDING
    asked = query("sandbox-web-app", redirect_uri=landing, scope=" ".join(EVERYDAY_SCOPES))
    page = requests.get(printed_link(xero.sandbox.url), timeout=10)
    form = [pair for pair in re.findall(r'name="([^"]+)" value="([^"]*)"', page.text) if pair[0] != "decision"]
    shown = requests.post(page.url, data=[*form, ("decision", "allow")], timeout=10).text
    configs = [json.loads(unescape(text)) for text in re.findall("<pre>(.*?)</pre>", shown, re.DOTALL)]

    assert [pair for pair in form if pair[0] == "scope"] == [("scope", asked["scope"])]
    assert re.findall("<h2>(.*?)</h2>", shown) == [
        "Configuration of source-xero-revrec", "Configuration of destination-xero-journals",
    ]  # fmt: skip
    assert len({config["credentials"]["refresh_token"] for config in configs}) == 2
    for config in configs:
        assert (config["api_url"], config["identity_url"]) == (xero.sandbox.api_url, xero.sandbox.url)
        credentials = config["credentials"]
        answer = requests.post(
            f"{xero.sandbox.url}/connect/token",
            data={"grant_type": "refresh_token", "refresh_token": credentials["refresh_token"]},
            auth=(credentials["client_id"], credentials["client_secret"]),
            timeout=10,
        )
        assert answer.status_code == 200


def test_a_code_that_is_no_code_gets_no_configuration(xero: Xero) -> None:
    """Nothing is given to whoever makes one up."""
    shown = requests.get(f"{xero.sandbox.url}{LANDING}?code=made-up", timeout=10).text

    assert "refresh_token" not in shown


def test_the_landing_page_tells_of_a_refusal_and_runs_nothing(xero: Xero) -> None:
    """Cancel, and what somebody else wrote into the address."""
    for name in ("error", "code", "state"):
        shown = requests.get(xero.sandbox.url + LANDING, params={"code": "c", name: "<script>"}, timeout=10)
        assert "<script>" not in shown.text
    assert "access_denied" in requests.get(f"{xero.sandbox.url}{LANDING}?error=access_denied", timeout=10).text
