"""Calls are tried again where that may help, for a time that somebody would wait."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
import requests

from source_xero_revrec.crm.calls import LONGEST_WAIT, Calls
from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from xero_api.patience import Patience
from xero_api.transport import Reply, Transport

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

URL = "https://crm.example/things"


@pytest.fixture
def calls(clock: FakeClock) -> Calls:
    """Hand out calls of three tries each."""
    return Calls(Transport(requests.Session()), Patience(clock, random.Random(1), tries=3))


def ask(calls: Calls, url: str = URL) -> Reply:
    """Ask the CRM for something."""
    return calls.ask("GET", url, whom="The CRM", headers={"Accept": "application/json"}, params={"q": "1"})


def test_the_first_proper_answer_is_returned(calls: Calls, requests_mock: Mocker, clock: FakeClock) -> None:
    """A refusal is an answer as well; what to do about it is not decided here."""
    asked = requests_mock.get(URL, status_code=404, text="nothing")

    assert (ask(calls).status, clock.slept) == (404, [])
    assert (asked.last_request.qs, asked.last_request.headers["Accept"]) == ({"q": ["1"]}, "application/json")


def test_passing_trouble_is_waited_out(calls: Calls, requests_mock: Mocker, clock: FakeClock) -> None:
    """A connection that breaks and a server that is busy, once each."""
    requests_mock.get(URL, [{"exc": requests.ConnectionError}, {"status_code": 503}, {"text": "here"}])

    assert ask(calls).content == b"here"
    assert len(clock.slept) == 2


def test_the_caller_may_know_better_what_passes(calls: Calls, requests_mock: Mocker) -> None:
    """A day's limit looks like a minute's, and only the CRM's own words tell them apart."""
    requests_mock.get(URL, status_code=429)

    reply = calls.ask("GET", URL, whom="The CRM", headers={}, again=lambda _: False)

    assert reply.status == 429


def test_what_the_server_asks_for_is_waited(calls: Calls, requests_mock: Mocker, clock: FakeClock) -> None:
    """Retry-After comes before the pause of our own."""
    requests_mock.get(URL, [{"status_code": 429, "headers": {"Retry-After": "30"}}, {"text": "here"}])

    ask(calls)

    assert clock.slept[0] == 30


def test_nobody_waits_beyond_reason(calls: Calls, requests_mock: Mocker, clock: FakeClock) -> None:
    """The sync ends, and says when to try again."""
    requests_mock.get(URL, status_code=429, headers={"Retry-After": f"{LONGEST_WAIT + 1:.0f}"})

    with pytest.raises(CrmUnavailable, match="The CRM asks to wait for 601 seconds"):
        ask(calls)
    assert clock.slept == []


def test_lasting_trouble_ends_with_what_was_found_last(calls: Calls, requests_mock: Mocker) -> None:
    """Whose answer it was, where, how often, and no query, which may hold a secret."""
    requests_mock.get(URL, status_code=500)

    with pytest.raises(CrmUnavailable) as trouble:
        ask(calls, f"{URL}?key=not-a-real-secret")

    assert str(trouble.value) == (
        f"The CRM gave no proper answer to {URL} in 3 tries (last: HTTP 500). Check the address if it never worked; "
        f"otherwise try again later."
    )


def test_an_address_that_is_none_is_a_fault(calls: Calls) -> None:
    """No try will help, and the error underneath, which may quote a secret, is not passed on."""
    with pytest.raises(CrmFault, match=r"is no address that can be called. Correct it") as fault:
        ask(calls, "https://user:not-a-real-secret@")

    assert not isinstance(fault.value, CrmUnavailable)
    assert fault.value.__cause__ is None
    assert fault.value.__context__ is None
    assert "not-a-real-secret" not in str(fault.value)
