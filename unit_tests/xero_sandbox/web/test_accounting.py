"""What stands before an answer of the Accounting API: who asks, limits, faults and scope, over HTTP."""

from __future__ import annotations

import threading

import pytest

from unit_tests.xero_sandbox.conftest import SECOND_TENANT, TENANT, Xero


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


def test_a_custom_connection_may_need_the_tenant_header_by_switch(xero: Xero) -> None:
    """With the header it reads; without it, 403."""
    xero.sandbox.set_switches(custom_connection_needs_tenant_header="yes")

    assert xero.get("Organisation").status_code == 403
    assert xero.get("Organisation", {"xero-tenant-id": TENANT}).status_code == 200


@pytest.mark.parametrize("path", ["Invoices/nowhere", "Elephants", ""])
def test_what_is_not_there_is_404_in_plain_text(seven: Xero, path: str) -> None:
    """Not JSON."""
    answer = seven.get(path)

    assert answer.status_code == 404
    assert answer.text == "The resource you're looking for cannot be found"


def test_without_accept_json_the_answer_is_refused(seven: Xero) -> None:
    """Xero would answer XML; the sandbox says what to send."""
    answer = seven.get("Invoices", {"Accept": "*/*"})

    assert answer.status_code == 406
    assert "Accept: application/json" in answer.text


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_writes_are_not_implemented_yet(xero: Xero, method: str) -> None:
    """501 with Xero's error number; a token to write with is asked for first."""
    xero.log_in("accounting.invoices")
    answer = xero.http.request(method, f"{xero.sandbox.api_url}/Invoices", json={"Invoices": []})

    assert answer.status_code == 501
    assert answer.json()["ErrorNumber"] == 20


def test_a_custom_connection_reads_its_one_organisation(xero: Xero) -> None:
    """No tenant header is needed; another organisation's is refused."""
    answer = xero.get("Organisation", {"xero-tenant-id": SECOND_TENANT})

    assert answer.status_code == 403
    assert answer.json()["Detail"] == "AuthenticationUnsuccessful"


def test_every_answer_says_what_remains(xero: Xero) -> None:
    """Three headers and a correlation id that is the body's Id; the token costs nothing."""
    answer = xero.get("Organisation")

    assert answer.headers["X-MinLimit-Remaining"] == "59"
    assert answer.headers["X-DayLimit-Remaining"] == "4999"
    assert answer.headers["X-AppMinLimit-Remaining"] == "9999"
    assert answer.json()["Id"] == answer.headers["Xero-Correlation-Id"]


def test_a_refused_call_says_why_and_when(xero: Xero) -> None:
    """429 with the problem; after Retry-After the next call is good, a second earlier it is not."""
    while (answer := xero.get("Organisation")).status_code == 200:
        pass

    assert answer.status_code == 429
    assert answer.headers["X-Rate-Limit-Problem"] == "minute"
    assert answer.headers["X-MinLimit-Remaining"] == "0"
    xero.sandbox.clock.advance(int(answer.headers["Retry-After"]) - 1)
    assert xero.get("Organisation").status_code == 429
    xero.sandbox.clock.advance(1)
    assert xero.get("Organisation").status_code == 200


def test_failed_calls_are_counted_too(xero: Xero) -> None:
    """A fault comes after the limits."""
    xero.sandbox.fault("server_error")
    answer = xero.get("Organisation")

    assert answer.headers["X-MinLimit-Remaining"] == "59"


def test_a_sixth_call_at_the_same_time_is_refused(xero: Xero) -> None:
    """Five slow answers are under way; another organisation is not concerned."""
    xero.sandbox.service.latency = 0.4
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(xero.get("Organisation").status_code)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(seen) == [200] * 5 + [429]
    assert xero.sandbox.limits.refused == {"concurrent": 1}


def test_an_organisation_that_is_not_connected_costs_nothing(xero: Xero) -> None:
    """A 403 for another organisation's id is not counted for this one."""
    xero.get("Organisation", {"xero-tenant-id": SECOND_TENANT})

    assert xero.get("Organisation").headers["X-MinLimit-Remaining"] == "59"


def test_a_fault_comes_before_the_scope_and_after_the_limits(xero: Xero) -> None:
    """It strikes unknown endpoints too."""
    xero.log_in("accounting.contacts.read")
    xero.sandbox.fault("unavailable", count=2)

    assert xero.get("Invoices").status_code == 503
    assert xero.get("Elephants").status_code == 503
    assert xero.get("Elephants").status_code == 404
    assert xero.get("Invoices").status_code == 401
    # A call is counted once its answer is out: the last of these two was, when the next one is answered.
    assert xero.sandbox.counters.count("unknown") == 2


def test_a_call_that_breaks_the_sandbox_leaves_its_place(xero: Xero) -> None:
    """Among the five at a time; the fault is ours, and the answer a bare 500."""
    xero.books.add("TaxRates", "TaxType", {"TaxType": "NONE", "Name": b"bytes are no text"})
    # The server ends the connection of such an answer.
    xero.http.headers["Connection"] = "close"

    assert {xero.get("TaxRates").status_code for _ in range(6)} == {500}
    assert xero.get("Organisation").status_code == 200
