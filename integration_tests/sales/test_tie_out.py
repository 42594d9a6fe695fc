"""The proof that nothing is lost: every document in one bucket, and totals that tie."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.demo_books import MODES, sales_documents, work
from integration_tests.support.scene import MAPPING, Scene, line, sell, whole

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
        for key in fresh:
            # A record leaves out what is None.
            expected = {name: fresh[key].get(name) for name in shown[key]}
            actual = {k: float(v) if isinstance(v, Decimal) else v for k, v in shown[key].items()}
            assert actual == expected
        counted = [{key for key, row in each.items() if row.get("expected_count")} for each in (shown, fresh)]
        assert counted[0] == counted[1]


def test_a_revalued_trial_balance_is_told_as_unrealised(xero: Sandbox) -> None:
    """Open foreign invoices, and bills beside them: the home currency ties, and the rate that Xero used is shown."""
    sell(xero, line("1000.00"), currency="USD", rate="0.6")
    sell(xero, line("500.00"))
    xero.act(
        "create_invoice",
        contact="Basket Case",
        lines=[line("70.00", account="400")],
        date="2026-03-10",
        type="ACCPAY",
        currency="USD",
        rate="0.6",
    )
    xero.set_switches(trial_balance_revalues=True)
    with Scene(xero) as scene:
        scene.sync()

        (total,) = scene.totals("A1")
        assert (total["status"], total["reason"], total["difference"]) == ("Ties", "UNREALISED", 0)
        assert total["explained_amount"]
        assert "NZD ties" in total["description"]
        assert "1,000.00 USD are 1,666.67 at their own rates" in total["description"]
        assert "at the implied rate of 0." in total["description"]


def test_a_document_that_is_missing_does_not_hide_behind_a_revaluation(xero: Sandbox) -> None:
    """The gain explains what is open abroad, and not a cent more."""
    sell(xero, line("1000.00"), currency="USD", rate="0.6")
    sell(xero, line("5.00"))
    xero.set_switches(trial_balance_revalues=True, lose_record="Invoices/2")
    with Scene(xero) as scene:
        scene.sync()

        (total,) = scene.totals("A1")
        assert (total["status"], total["reason"]) == ("Does not tie", "UNEXPLAINED")


def test_part_payments_that_the_ledger_rounds_by_themselves_are_rounding(xero: Sandbox) -> None:
    """Cents, with a reason, also where the invoice is paid up; more than that is not."""
    xero.set_switches(part_payment_rounding="by_itself")
    for _ in range(2):
        invoice = sell(xero, line("100.00"), currency="USD", rate="0.611")
        for _ in range(7):
            xero.act("pay_invoice", id=invoice["InvoiceID"], amount="1.00", date="2026-03-12")
    xero.act("pay_invoice", id=invoice["InvoiceID"], date="2026-03-12")
    with Scene(xero) as scene:
        scene.sync()

        (total,) = scene.totals("A1")
        assert total["difference"]
        assert abs(total["difference"]) <= Decimal("0.08")
        assert (total["status"], total["reason"]) == ("Information", "ROUNDING")


def test_a_cis_deduction_is_no_finding(xero: Sandbox) -> None:
    """What is due is less by it, and Accounts Receivable ties."""
    sold = sell(xero, line("1000.00"))
    xero.act("deduct_cis", id=sold["InvoiceID"], amount="200.00")
    with Scene(xero) as scene:
        scene.sync()

        assert scene.findings(sold) == []
        assert [row["status"] for row in scene.totals("A1")] == ["Ties"]


def test_a_foreign_invoice_at_a_rate_of_one_is_warned_of(xero: Sandbox) -> None:
    """It is what stands there where nobody set a rate; in the home currency it is right."""
    abroad, at_home = sell(xero, currency="USD", rate="1"), sell(xero)
    with Scene(xero) as scene:
        scene.sync()

        assert scene.findings(abroad, "check", "severity", "reason") == [("K2", "warning", "RATE_OF_ONE")]
        assert scene.findings(at_home) == []
