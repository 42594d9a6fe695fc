"""Faults on demand, over HTTP and by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from xero_sandbox.faults import DELIVERY_FAULTS, FAULTS, Cut, Fault, FaultError, Faults

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero


@pytest.mark.parametrize(("kind", "status"), [
    ("unauthorized", 401), ("forbidden_scope", 403), ("forbidden_organisation", 403), ("forbidden_transient", 403),
    ("rate_minute", 429), ("rate_day", 429), ("rate_concurrent", 429), ("rate_appminute", 429),
    ("server_error", 500), ("bad_gateway", 502), ("unavailable", 503), ("html", 200),
])  # fmt: skip
def test_a_fault_answers_instead_of_the_endpoint(seven: Xero, kind: str, status: int) -> None:
    """Once, and then the endpoint answers again."""
    rule = seven.sandbox.fault(kind, "Invoices", count=1)

    assert status == seven.get("Invoices").status_code
    assert len(seven.get("Invoices").json()["Invoices"]) == 7
    assert rule.fired == 1
    assert seven.sandbox.faults.fired == {kind: 1}


@pytest.mark.parametrize(("kind", "announced"), [
    ("rate_minute", True), ("rate_day", True), ("rate_concurrent", False), ("rate_appminute", False),
])  # fmt: skip
def test_a_rate_fault_names_its_problem(seven: Xero, kind: str, announced: bool) -> None:  # noqa: FBT001
    """Minute and day carry Retry-After."""
    seven.sandbox.fault(kind)
    answer = seven.get("Invoices")

    assert kind.removeprefix("rate_") == answer.headers["X-Rate-Limit-Problem"]
    assert announced == ("Retry-After" in answer.headers)


def test_retry_after_can_be_chosen(seven: Xero) -> None:
    """In seconds."""
    seven.sandbox.fault("rate_minute", retry_after=7)

    assert seven.get("Invoices").headers["Retry-After"] == "7"


def test_a_fault_is_of_its_endpoint_and_method(seven: Xero) -> None:
    """Others are not touched; * means the accounting endpoints, not the token."""
    seven.sandbox.fault("server_error", "payments")
    seven.sandbox.fault("server_error", "Invoices", method="PUT")

    assert seven.get("Invoices").status_code == 200
    assert seven.get("Payments").status_code == 500
    seven.sandbox.fault("unavailable")
    assert seven.token().status_code == 200
    assert seven.http.get(seven.sandbox.connections_url).status_code == 200


def test_the_token_and_the_connections_fail_by_name(seven: Xero) -> None:
    """With their own places."""
    seven.sandbox.fault("unavailable", "token")
    seven.sandbox.fault("bad_gateway", "connections")

    assert seven.token().status_code == 503
    assert seven.http.get(seven.sandbox.connections_url).status_code == 502


def test_the_first_calls_can_pass() -> None:
    """after=2, count=1: only the third fails."""
    faults = Faults()
    faults.add(fault="reset", endpoint="Invoices", after=2, count=1)

    struck = [faults.strike("Invoices", "GET") is not None for _ in range(5)]
    assert struck == [False, False, True, False, False]


def test_a_probability_repeats_with_its_seed() -> None:
    """The same seed strikes the same calls, about as often as it says."""

    def struck(seed: int) -> list[bool]:
        faults = Faults()
        faults.add(fault="html", probability=0.1, seed=seed)
        return [faults.strike("Invoices", "GET") is not None for _ in range(1000)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 60 < sum(struck(1)) < 140


@pytest.mark.parametrize("settings", [
    {"fault": "flood"}, {"fault": "html", "endpoint": "Elephants"}, {"fault": "html", "probability": 2}, {},
    {"fault": "html", "often": 1}, {"fault": "html", "endpoint": 7}, {"fault": "html", "fired": 3},
    {"fault": "html", "probability": "half"},
])  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused(settings: dict[str, Any]) -> None:
    """The message says what is allowed."""
    with pytest.raises(FaultError):
        Faults().add(**settings)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_every_fault_strikes_over_http(seven: Xero, fault: Fault) -> None:
    """It spoils one call, in the way that its row says, and the next is as ever."""
    rule = seven.sandbox.fault(fault.name, "Invoices", count=1, delay=0.01)
    if fault.cut is Cut.NEVER:
        answer = seven.get("Invoices", page=1)
        whole = answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json")
        assert whole == (fault.instead is None and fault.afterwards is None)
    else:
        with pytest.raises(requests.RequestException):
            seven.get("Invoices", page=1)

    assert rule.fired == 1
    assert len(seven.get("Invoices", page=1).json()["Invoices"]) == 7


def test_every_fault_says_what_it_does() -> None:
    """Before the handler it does that alone; afterwards the request was applied."""
    assert all(fault.about.endswith(".") for fault in FAULTS.values())
    for fault in FAULTS.values():
        if fault.instead is not None:
            assert fault == Fault(fault.name, fault.about, fault.instead)
            assert fault.name not in DELIVERY_FAULTS
