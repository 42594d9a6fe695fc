"""A firewall, or a network that wants to be signed in to, is named as what it is where it answers in Xero's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.checking import faults_of_destination, faults_of_source
from integration_tests.support.front import PAGE, answer, standing_before
from integration_tests.support.reading import catalog, read_in_process

if TYPE_CHECKING:
    from integration_tests.support.front import Act
    from xero_sandbox import Sandbox

PLACES = ("/connect/token", "/connections", "/Invoices")
HTML = "text/html; charset=utf-8"
STRANGERS = {
    "401 with a page": (answer(401, PAGE, HTML, WWW_Authenticate='Basic realm="proxy"'), f"HTTP 401, {HTML}"),
    "403 with a page": (answer(403, PAGE, HTML), f"HTTP 403, {HTML}"),
    "403 with words, called a page": (answer(403, b"Access denied.", "text/html"), "HTTP 403, text/html"),
    "403 with a page without a name": (answer(403, b"\xef\xbb\xbf\n<html>", ""), "HTTP 403"),
    "302 to a page": (
        answer(302, b"", "", Location="/landing?session=not-a-real-session"),
        "HTTP 302, leading to http://127.0.0.1:",
    ),
    "307 to another host": (
        answer(307, b"", "text/html", Location="https://u:not-a-real-pw@portal.example/sign-in?x=not-a-real-x"),
        "HTTP 307, text/html, leading to https://portal.example)",
    ),
    "511": (answer(511, PAGE, "text/html"), "HTTP 511, text/html"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_whoever_answers_in_xeros_place_is_named_at_once(demo: Sandbox, place: str, stranger: str) -> None:
    """Neither credentials nor the organisation's consent are blamed; one call is made, and no redirect followed."""
    act: Act
    act, found = STRANGERS[stranger]
    with standing_before(demo) as front:
        front.acts[place] = act
        config = front.config(demo, auth_type="oauth")

        said = faults_of_source(demo, config)
        asked = [each for each in front.asked if place in each]
        reading = read_in_process(demo, config, catalog("invoices", "contacts"))

    setting = "identity_url" if place == PLACES[0] else "api_url"
    assert said.startswith(f"The way to Xero is blocked by something that answered in its place: {front.url} does not")
    assert f"(found: {found}" in said
    assert f"where `{setting}` is not Xero's own address, correct it" in said
    assert "not-a-real" not in said
    assert len(asked) == 1
    assert not [path for path in front.tokens_sent if "landing" in path]
    statuses = reading.statuses()
    assert statuses["invoices"] == "INCOMPLETE"
    assert statuses["contacts"] == ("COMPLETE" if place == "/Invoices" else "INCOMPLETE")
    assert {error["failure_type"] for error in reading.errors()} == {"config_error"}
    assert all("blocked by something" in error["message"] for error in reading.errors()[:1])


@pytest.mark.parametrize("auth_type", ["oauth", "custom_connection"])
def test_an_address_without_the_accounting_api_is_told_with_what_it_has_to_look_like(
    own_demo: Sandbox, auth_type: str
) -> None:
    """A wrong path is the configuration's: the list of connections, beside it, answers all the same."""
    source = own_demo.source_config(auth_type=auth_type)
    wrong = source["api_url"].replace("api.xro", "foo")
    source["api_url"] = wrong
    destination = {**own_demo.destination_config(), "api_url": wrong}

    said = faults_of_source(own_demo, source)

    assert said.startswith("`api_url` names a place where no Accounting API is (found: HTTP 404")
    assert f"{wrong}/Organisation). It has to look like https://api.xero.com/api.xro/2.0" in said
    assert faults_of_destination(own_demo, destination) == said
    reading = read_in_process(own_demo, own_demo.source_config() | {"api_url": wrong}, catalog("invoices"))
    assert {error["failure_type"] for error in reading.errors()} == {"config_error"}
