"""The controls under /sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from unit_tests.xero_sandbox.conftest import TENANT, Xero
from xero_sandbox.books import Person
from xero_sandbox.faults import FAULTS
from xero_sandbox.web.controls import actions_of


def _control(xero: Xero, method: str, name: str, body: object = None) -> tuple[int, Any]:
    answer = xero.http.request(method, f"{xero.sandbox.url}/sandbox/{name}", json=body)
    return answer.status_code, answer.json()


def test_the_clock_is_read_and_advanced(xero: Xero) -> None:
    """In seconds."""
    assert _control(xero, "GET", "clock") == (200, {"now": "2026-03-02T12:00:00Z"})
    assert _control(xero, "POST", "clock", {"advance_seconds": 90}) == (200, {"now": "2026-03-02T12:01:30Z"})
    assert xero.get("Organisation").headers["Date"] == "Mon, 02 Mar 2026 12:01:30 GMT"


def test_faults_are_set_read_and_cleared(xero: Xero) -> None:
    """The rules in force show how often they struck."""
    status, rule = _control(xero, "POST", "faults", {"fault": "unavailable", "endpoint": "Organisation", "count": 1})
    assert (status, rule["count"], rule["fired"]) == (200, 1, 0)
    xero.get("Organisation")

    assert _control(xero, "GET", "faults")[1]["rules"][0]["fired"] == 1
    assert _control(xero, "DELETE", "faults")[1] == {"rules": [], "fired": {"unavailable": 1}}


def test_a_person_acts(seven: Xero) -> None:
    """The record that it touched comes back, money as text."""
    identifier = next(iter(seven.books.collection("Invoices")))
    status, record = _control(seven, "POST", "act", {"action": "void", "id": identifier})

    assert (status, record["Status"], record["Total"]) == (200, "VOIDED", "11.65")
    body = {"action": "void", "id": identifier, "organisation": "Other Company"}
    assert _control(seven, "POST", "act", body)[0] == 400


def test_counters_and_books_are_read(seven: Xero) -> None:
    """Calls by endpoint, method and status; control totals by organisation."""
    seven.get("Invoices")
    counters = _control(seven, "GET", "counters")[1]
    books = _control(seven, "GET", "books")[1]

    assert {"endpoint": "Invoices", "method": "GET", "status": 200, "calls": 1} in counters["by_endpoint"]
    assert counters["tokens_issued"] == {"client_credentials": 1}
    assert counters["bytes"] > 0
    assert (books[0]["tenantId"], books[0]["control_totals"]) == (TENANT, [{"endpoint": "Invoices", "count": 7}])


def test_switches_are_set_and_read(xero: Xero) -> None:
    """Values may be JSON's or text."""
    status, switches = _control(
        xero, "POST", "switches", {"id_order": "text", "custom_connection_scopes": "refuse_explicit"}
    )

    assert (status, switches["id_order"]) == (200, "text")
    assert switches == _control(xero, "GET", "switches")[1]


def test_reset_starts_over(seven: Xero) -> None:
    """Books, tokens, faults, counters and switches; the clock goes on."""
    seven.sandbox.set_switches(id_order="text")
    seven.sandbox.fault("html")
    seven.sandbox.clock.advance(60)

    assert _control(seven, "POST", "reset")[0] == 200
    assert seven.get("Invoices").status_code == 401
    seven.log_in()
    assert seven.get("Invoices").json()["Invoices"] == []
    assert seven.sandbox.switches.id_order == "sql_server"
    assert seven.sandbox.clock.now().minute == 1


@pytest.mark.parametrize(("method", "name", "body", "says"), [
    ("POST", "act", {"action": "dance"}, "the actions are void"),
    ("POST", "act", {}, "action"),
    ("POST", "act", {"action": "void"}, "it takes (id: "),
    ("POST", "act", {"action": "void", "id": "nowhere"}, "KeyError"),
    ("POST", "act", {"action": "void", "id": "x", "organisation": "Nobody Ltd"}, "Fake Company, Other Company"),
    ("POST", "act", [], "JSON object"),
    ("POST", "clock", {"advance_seconds": -1}, "cannot go back"),
    ("POST", "clock", {"advance_seconds": "soon"}, "advance_seconds"),
    ("POST", "faults", {"fault": "flood"}, "the faults are unauthorized"),
    ("POST", "switches", {"colour": 1}, "the switches are"),
    ("POST", "switches", {"id_order": "random"}, "sql_server, text"),
    ("POST", "switches", {"grace_keeps_first_answer": "perhaps"}, "true or false"),
    ("POST", "switches", {"authorization_code_seconds": "long"}, "whole number"),
])  # fmt: skip
def test_a_wrong_control_says_what_is_allowed(xero: Xero, method: str, name: str, body: object, says: str) -> None:
    """400 and a sentence."""
    status, answer = _control(xero, method, name, body)

    assert status == 400
    assert says in answer["error"]


def test_an_unknown_control_lists_the_controls(xero: Xero) -> None:
    """404 with every name and method."""
    status, answer = _control(xero, "GET", "elephants")

    assert status == 404
    assert answer["controls"]["/sandbox/clock"] == ["GET", "POST"]


def test_a_body_that_is_no_json_is_refused(xero: Xero) -> None:
    """400, not 500."""
    answer = xero.http.post(f"{xero.sandbox.url}/sandbox/act", data="{")

    assert answer.status_code == 400
    assert "not JSON" in answer.json()["error"]


def test_help_lists_everything_that_can_be_asked(xero: Xero) -> None:
    """Controls, actions, faults and switches, each with what it does."""
    status, told = _control(xero, "GET", "help")

    assert status == 200
    assert told["controls"]["/sandbox/help"] == ["GET"]
    assert told["actions"] == {"void": {"takes": "(id: 'str') -> 'Record'", "about": "Void an invoice."}}
    assert told["faults"] == {fault.name: fault.about for fault in FAULTS.values()}
    assert told["switches"]["id_order"]["choices"] == ["sql_server", "text"]
    assert told["switches"].keys() == xero.sandbox.switches.as_dict().keys()


def test_every_action_of_a_person_has_a_sentence() -> None:
    """The documentation and the control show it."""
    assert [name for name, method in actions_of(Person).items() if not (method.__doc__ or "").endswith(".")] == []
    assert {"void", "merge_contacts", "copy_manual_journal"} <= actions_of(Person).keys()
