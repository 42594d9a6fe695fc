"""Whatever Xero does wrong, a sync ends complete, or with a clear error and a state that the next one completes."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from integration_tests.support.reading import SandboxTime, catalog, read_in_process
from xero_sandbox import Sandbox
from xero_sandbox.faults import FAULTS

STREAMS = ("invoices", "credit_notes", "contacts", "payments", "accounts", "manual_journals", "tracking_categories")
PROBABILITY = 0.1
LONG_ENOUGH = 30


def rows(messages: list[dict[str, Any]], into: dict[tuple[str, str], str]) -> None:
    """Put the records into a warehouse of id to time stamp, as append_dedup would."""
    ids = {"invoices": "InvoiceID", "credit_notes": "CreditNoteID", "contacts": "ContactID", "payments": "PaymentID"}
    ids |= {"accounts": "AccountID", "manual_journals": "ManualJournalID", "tracking_categories": "TrackingCategoryID"}
    for message in messages:
        if message["type"] == "RECORD":
            stream, data = message["record"]["stream"], message["record"]["data"]
            into[stream, data[ids[stream]]] = data.get("UpdatedDateUTC", "")


def trial(fault: str, seed: int) -> Counter[str]:
    """Sync until complete while a fault strikes one call in ten; count what happened."""
    seen: Counter[str] = Counter()
    with Sandbox() as xero:
        clock = SandboxTime(xero)
        expected: dict[tuple[str, str], str] = {}
        rows(read_in_process(xero, xero.source_config(), catalog(*STREAMS), clock=clock).messages, expected)
        clock.sleep(86_400)
        extra = {"delay": 0.01} if fault == "slow" else {}
        rule = xero.fault(fault, "*", probability=PROBABILITY, seed=seed, **extra)
        found: dict[tuple[str, str], str] = {}
        states: list[dict[str, Any]] = []
        for _ in range(LONG_ENOUGH):
            reading = read_in_process(xero, xero.source_config(), catalog(*STREAMS), states, seed=seed, clock=clock)
            rows(reading.messages, found)
            states = _kept(states, reading.states())
            seen["syncs"] += 1
            if reading.failure is None:
                break
            seen["failed syncs"] += 1
            assert reading.errors(), "a sync that fails says why"
            assert all("not-a-real" not in str(error) for error in reading.errors())
            clock.sleep(90_000)
        else:
            raise AssertionError(f"{fault}, seed {seed}: no sync completed in {LONG_ENOUGH}")
        assert found == expected
        seen["faults"] += rule.fired
    return seen


def _kept(states: list[dict[str, Any]], newer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_stream = {state["stream"]["stream_descriptor"]["name"]: state for state in [*states, *newer]}
    return list(by_stream.values())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_sync_among_faults_ends_complete(fault: str) -> None:
    """One call in ten is struck, and every row arrives all the same."""
    trial(fault, seed=list(FAULTS).index(fault))


@pytest.mark.soak
def test_fifty_seeds_of_every_fault_leave_no_gap() -> None:
    """Fifty seeds for each kind of fault."""
    for fault in FAULTS:
        seen: Counter[str] = Counter()
        for seed in range(50):
            seen += trial(fault, seed)
        print(f"\n{fault:<24} 50 seeds: {dict(seen)}, no gap", end="")


def test_retry_after_is_obeyed_to_the_second() -> None:
    """No call is made before the seconds that Xero asked for have passed, and none later than that."""
    with Sandbox() as xero:
        clock = SandboxTime(xero)
        xero.fault("rate_minute", "Contacts", count=1, retry_after=37)
        reading = read_in_process(xero, xero.source_config(), catalog("contacts"), clock=clock)
        assert reading.failure is None
        assert len(clock.pauses) == 1
        assert 36.5 <= clock.pauses[0] <= 37.0


def test_a_day_limit_ends_the_sync_at_once_with_its_state() -> None:
    """The state is saved, no further call is made, and the error names the time at which Xero takes calls again."""
    with Sandbox(invoices=4_000) as xero:
        clock = SandboxTime(xero)
        xero.fault("rate_day", "Invoices", after=2, retry_after=3600)
        reading = read_in_process(xero, xero.source_config(), catalog("invoices", "contacts"), clock=clock)
        assert clock.pauses == []
        assert {error["failure_type"] for error in reading.errors()} <= {"transient_error", "config_error"}
        assert "takes calls again at" in reading.errors()[0]["message"]
        assert reading.states()
        assert reading.records("contacts") == []
        xero.clear_faults()
        clock.sleep(3600)
        second = read_in_process(
            xero, xero.source_config(), catalog("invoices", "contacts"), reading.states(), clock=clock
        )
        ids = {record["InvoiceID"] for each in (reading, second) for record in each.records("invoices")}
        assert second.failure is None
        assert len(ids) == 4_000


def test_the_minute_limit_is_never_hit_by_our_own_calls() -> None:
    """With pacing on, a hundred calls draw no 429."""
    with Sandbox() as xero:
        clock = SandboxTime(xero)
        selected = catalog("accounts", "items", "tax_rates", "currencies", "users", "branding_themes")
        for _ in range(4):
            assert read_in_process(xero, xero.source_config(), selected, clock=clock).failure is None
            clock.sleep(random.Random(1).random())
        assert xero.counters.count(status=200) >= 24
        assert xero.counters.count(status=429) == 0
