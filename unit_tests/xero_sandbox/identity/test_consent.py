"""The page on which a user lets an app in."""

from __future__ import annotations

import re

import pytest
import requests

from unit_tests.xero_sandbox.conftest import SECOND_TENANT, TENANT, Xero
from unit_tests.xero_sandbox.identity.conftest import click, query, refresh, through_the_page


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
