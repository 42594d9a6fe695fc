"""Nothing is missing and nothing is stale, whatever happens during the read."""

from __future__ import annotations

import random
from typing import Any

import pytest

from integration_tests.support.reading import SandboxTime, api_calls, catalog, read_in_process
from xero_sandbox import Sandbox

INVOICES = 6_000
SEEDS_IN_TEST, SEEDS_IN_SOAK = range(3), range(50)


def latest(records: list[dict[str, Any]], into: dict[str, dict[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    """Return records by id, later ones over earlier ones, as append_dedup does."""
    found = into if into is not None else {}
    for record in records:
        if found.get(record["InvoiceID"], {}).get("UpdatedDateUTC", "") <= record["UpdatedDateUTC"]:
            found[record["InvoiceID"]] = record
    return found


def books(xero: Sandbox) -> dict[str, str]:
    """Return every invoice's id and total as the sandbox has them."""
    return {key: str(invoice["Total"]) for key, invoice in xero.books.collection("Invoices").items()}


def totals(rows: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return every row's id and total with two decimals."""
    return {key: f"{row['Total']:.2f}" for key, row in rows.items()}


def killed_and_resumed(seed: int) -> None:
    """Stop a backfill after a random page, several times, and go on from the last state each time."""
    chance = random.Random(seed)
    with Sandbox(invoices=INVOICES, limits=False) as xero:
        rows: dict[str, dict[str, Any]] = {}
        states: list[dict[str, Any]] = []
        for _ in range(4):
            pages_left = chance.randint(1, 3)

            def stop_after(message: dict[str, Any], left: list[int] = [pages_left]) -> bool:  # noqa: B006 - a counter
                left[0] -= message["type"] == "STATE"
                return left[0] > 0 or chance.random() > 0.3

            reading = read_in_process(
                xero, xero.source_config(), catalog("invoices"), states, seed=seed, on_message=stop_after
            )
            latest(reading.records("invoices"), rows)
            states = reading.states() or states
        last = read_in_process(xero, xero.source_config(), catalog("invoices"), states, seed=seed)
        latest(last.records("invoices"), rows)
        assert last.statuses() == {"invoices": "COMPLETE"}
        assert totals(rows) == books(xero)


def edited_while_read(seed: int) -> None:
    """Edit 20 invoices and create one after each page of a backfill, then look for missing and stale rows."""
    chance = random.Random(seed)
    with Sandbox(invoices=INVOICES, limits=False) as xero:
        editable = [
            key
            for key, invoice in xero.books.collection("Invoices").items()
            if invoice["Status"] == "AUTHORISED" and not invoice["AmountPaid"] and not invoice["AmountCredited"]
        ]
        edited: list[str] = []
        pages = [0]

        def edit(message: dict[str, Any]) -> bool:
            if message["type"] == "STATE" and pages[0] < INVOICES // 1000:
                pages[0] += 1
                for key in chance.sample(editable, 20):
                    price = f"{chance.randint(100, 99999) / 100:.2f}"
                    lines = [{"Description": "edited", "Quantity": "1", "UnitAmount": price, "AccountCode": "200"}]
                    xero.act("edit_invoice_lines", id=key, lines=lines)
                    edited.append(key)
                xero.clock.advance(1)
            return True

        reading = read_in_process(xero, xero.source_config(), catalog("invoices"), seed=seed, on_message=edit)
        assert reading.failure is None
        assert len(edited) == 20 * (INVOICES // 1000)
        assert totals(latest(reading.records("invoices"))) == books(xero)


@pytest.mark.parametrize("seed", SEEDS_IN_TEST)
def test_a_read_that_is_killed_and_resumed_misses_no_row(seed: int) -> None:
    """Resuming from the last state brings every invoice, at its newest."""
    killed_and_resumed(seed)


@pytest.mark.parametrize("seed", SEEDS_IN_TEST)
def test_edits_during_a_walk_leave_no_row_missing_or_stale(seed: int) -> None:
    """Twenty edits per page during the walk all arrive in the same sync."""
    edited_while_read(seed)


@pytest.mark.soak
def test_fifty_killed_reads_miss_no_row() -> None:
    """Fifty seeded trials of killing and resuming."""
    for seed in SEEDS_IN_SOAK:
        killed_and_resumed(seed)
    print(f"\n{len(SEEDS_IN_SOAK)} trials of killed and resumed reads: no row missing")


@pytest.mark.soak
def test_fifty_walks_among_edits_leave_nothing_stale() -> None:
    """Fifty seeded trials of editing during the walk."""
    for seed in SEEDS_IN_SOAK:
        edited_while_read(seed)
    print(f"\n{len(SEEDS_IN_SOAK)} trials of edits during the walk: no row missing, none stale")


def test_full_refresh_sends_each_row_once_although_it_is_edited_meanwhile() -> None:
    """A table that is overwritten holds no invoice twice."""
    with Sandbox(invoices=3_000, limits=False) as xero:
        keys = [k for k, v in xero.books.collection("Invoices").items() if v["Status"] == "AUTHORISED"][:5]

        def edit(message: dict[str, Any]) -> bool:
            if message["type"] == "STATE" and keys:
                line = {"Description": "edited", "Quantity": "1", "UnitAmount": "7.00", "AccountCode": "200"}
                key = keys.pop()
                if not xero.books.collection("Invoices")[key]["AmountPaid"]:
                    xero.act("edit_invoice_lines", id=key, lines=[line])
            return True

        reading = read_in_process(xero, xero.source_config(), catalog("invoices", mode="full_refresh"), on_message=edit)
        ids = [record["InvoiceID"] for record in reading.records("invoices")]
        assert len(ids) == len(set(ids)) == 3_000


def test_a_walk_that_is_short_by_one_row_fails_loudly() -> None:
    """A row that Xero counts but does not hand out ends the sync with both numbers."""
    with Sandbox(invoices=3_000, limits=False) as xero:
        hidden = next(iter(xero.books.collection("Invoices")))
        xero.set_switches(hide_record=f"Invoices/{hidden}")
        reading = read_in_process(xero, xero.source_config(), catalog("invoices"))
        assert reading.statuses() == {"invoices": "INCOMPLETE"}
        (error,) = reading.errors()
        assert "incomplete twice" in error["message"]
        assert "3000" in error["message"].replace(",", "")


def test_an_idle_sync_costs_one_call_a_stream_and_the_organisation() -> None:
    """Nothing changed: one call for each stream, and one for the organisation."""
    with Sandbox() as xero:
        clock = SandboxTime(xero)
        selected = catalog("invoices", "credit_notes", "contacts", "manual_journals")
        first = read_in_process(xero, xero.source_config(), selected, clock=clock)
        xero.clock.advance(3600)
        before = api_calls(xero)
        second = read_in_process(xero, xero.source_config(), selected, first.states(), clock=clock)
        assert second.failure is None
        assert [record for record in second.messages if record["type"] == "RECORD"] == []
        assert api_calls(xero) - before == 5
