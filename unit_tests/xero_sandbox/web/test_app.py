"""The doors that are neither accounting nor control, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero


def test_a_token_is_not_to_be_stored(xero: Xero) -> None:
    """And it is counted by its grant."""
    answer = xero.token()

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert xero.sandbox.counters.tokens["client_credentials"] == 2


@pytest.mark.parametrize("path", ["/identity/connect/authorize", "/connect/authorize"])
def test_the_consent_page_has_two_addresses(xero: Xero, path: str) -> None:
    """Xero's own and the short one; what is wrong with a request is said on a page."""
    answer = requests.get(f"{xero.sandbox.url}{path}", timeout=5)

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/html; charset=utf-8")


@pytest.mark.parametrize("name", ["connections", "Connections"])
def test_connections_do_not_mind_the_case(xero: Xero, name: str) -> None:
    """Xero's own SDK writes the capital."""
    assert len(xero.http.get(f"{xero.sandbox.url}/{name}").json()) == 1


def test_connections_fail_by_their_own_name(xero: Xero) -> None:
    """To read and to delete."""
    xero.sandbox.fault("unavailable", "connections", count=2)

    assert xero.http.get(xero.sandbox.connections_url).status_code == 503
    assert xero.http.delete(f"{xero.sandbox.connections_url}/x").status_code == 503
    assert xero.http.delete(f"{xero.sandbox.connections_url}/x").status_code == 404


def test_a_body_that_is_no_text_is_read_as_far_as_it_goes(xero: Xero) -> None:
    """It is no 500."""
    answer = requests.post(f"{xero.sandbox.identity_url}/connect/token", data=b"\xff\xfe", timeout=5)

    assert answer.json()["error"] == "invalid_client"
