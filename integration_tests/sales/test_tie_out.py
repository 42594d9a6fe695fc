"""The proof that nothing is lost: every document in one bucket, and totals that tie."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.demo_books import MODES, sales_documents, work
from integration_tests.support.scene import MAPPING, Scene, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_sandbox import Sandbox


Row = dict[str, Any]
NOT_BILLED = ("DRAFT", "SUBMITTED", "DELETED")


def ids(scene: Scene, table: str) -> set[str]:
    """Return the documents of a table or view."""
    return {row["document_id"] for row in scene.look(f"SELECT DISTINCT document_id FROM {{schema}}.{table}")}


def sums(totals: list[Row], column: str) -> dict[str, Decimal]:
    """Return the sums of a column by currency."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in totals:
        if row["currency"]:
            found[row["currency"]] += row[column] or 0
    return {currency: amount for currency, amount in found.items() if amount}


def plain(records: list[Row]) -> dict[tuple[Any, ...], Row]:
    """Return control totals by their key, without the moment of reading."""
    return {
        tuple(row[name] for name in ("check", "period", "currency")): {
            k: v for k, v in row.items() if k != "reconciled_at"
        }
        for row in records
    }


@pytest.mark.parametrize("mode", MODES)
def test_every_document_of_the_books_is_emitted_pending_or_excluded(demo: Sandbox, mode: str) -> None:
    """By id, by count and by amount, and once more after people have worked: in one bucket each, and in no other."""
    with Scene(demo, mode=MODES[mode]) as scene:
        for worked in (False, True):
            if worked:
                work(demo)
            scene.sync()
            held = sales_documents(demo)
            emitted = ids(scene, "current_billing_schedule")
            pending = ids(scene, "revrec_pending") if mode == MAPPING else set()
            excluded = held.keys() - emitted - pending
            customers = {each["name"] for each in MODES[MAPPING]["crm"]["customers"]}
            for each in excluded:
                waits_in_vain = mode == MAPPING and held[each]["Contact"]["Name"] not in customers
                assert held[each]["Status"] in NOT_BILLED or (held[each]["Status"] == "VOIDED" and waits_in_vain)
            assert not emitted & pending
            assert emitted | pending <= held.keys()

            totals = scene.totals("B1")
            months = [row for row in totals if row["period"]]
            counts = [sum(row[f"{each}_count"] for row in months) for each in ("emitted", "pending", "excluded")]
            assert counts == [len(emitted), len(pending), len(excluded)]
            assert (whole(totals)["expected_count"], whole(totals)["actual_count"]) == (len(held), len(held))
            assert {row["status"] for row in totals} == {"Ties"}
            assert sums(months, "expected_amount") == by_currency(held)
            billed = "SELECT currency, SUM(billing_amount) AS billed FROM {schema}.current_billing_schedule GROUP BY 1"
            assert {row["currency"]: row["billed"] for row in scene.look(billed)} == sums(months, "emitted_amount")


def by_currency(documents: Mapping[str, Row]) -> dict[str, Decimal]:
    """Return what documents bill net of tax, as the books have it."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in documents.values():
        if each["Status"] != "VOIDED":
            found[each["CurrencyCode"]] += -each["SubTotal"] if "CreditNoteID" in each else each["SubTotal"]
    return dict(found)


@pytest.mark.parametrize("mode", MODES)
def test_control_totals_after_incremental_syncs_are_those_of_a_full_refresh(demo: Sandbox, mode: str) -> None:
    """What the syncs sent last for each check, month and currency, column by column."""
    with Scene(demo, mode=MODES[mode]) as scene:
        scene.sync()
        work(demo)
        scene.sync()
        fresh = plain(scene.full_refresh().records("control_totals"))

        query = 'SELECT "check", period, currency, status, expected_count, expected_amount, emitted_amount, '
        query += "pending_amount, excluded_amount, explained_amount, difference FROM {schema}.control_totals"
        shown = plain(scene.look(query))
        # K1 needs every number, so only a read of everything gives it.
        for key in fresh.keys() - {("K1", "", "")}:
            # A record leaves out what is None.
            expected = {name: fresh[key].get(name) for name in shown[key]}
            actual = {k: float(v) if isinstance(v, Decimal) else v for k, v in shown[key].items()}
            assert actual == expected
        counted = [{key for key, row in each.items() if row.get("expected_count")} for each in (shown, fresh)]
        assert counted[0] - {("K1", "", "")} == counted[1] - {("K1", "", "")}
