"""What is said when the totals do not tie: Xero counts a document and hides it, or has lost it altogether."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.demo_books import MODES, sales_documents
from integration_tests.support.scene import Scene, amounts, credit, line, sell, whole

if TYPE_CHECKING:
    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Row = dict[str, Any]


def of_check(reading: Reading, check: str) -> list[Row]:
    """Return the control totals of a check that a reading sent."""
    return [row for row in reading.records("control_totals") if row["check"] == check]


def open_invoice(xero: Sandbox) -> Row:
    """Return an invoice in base currency on which something is open."""
    found: Row = next(
        each
        for each in xero.books.collection("Invoices").values()
        if each["Type"] == "ACCREC" and each["AmountDue"] and each["CurrencyCode"] == "NZD"
    )
    return found


def hide(xero: Sandbox, invoice: Row | None) -> None:
    """Keep an invoice out of every list while Xero goes on counting it; None: hide nothing."""
    xero.set_switches(hide_record=f"Invoices/{invoice['InvoiceID']}" if invoice else "")


def shortage(reading: Reading) -> tuple[int, float]:
    """Return how many documents B1 lacks and by what A1 is off in a reading that failed."""
    assert reading.failure is not None
    assert set(reading.statuses().values()) == {"INCOMPLETE"}
    count = whole([{"period": "", **row} for row in of_check(reading, "B1")])
    assert (count["status"], count["reason"]) == ("Does not tie", "RECORDS")
    (ledger,) = of_check(reading, "A1")
    assert ledger["status"] == ("Does not tie" if ledger["difference"] else "Ties")
    return count["expected_count"] - count["actual_count"], ledger["difference"]


@pytest.mark.parametrize("mode", MODES)
def test_an_invoice_hidden_from_a_first_sync_fails_it_and_the_totals_say_by_how_much(demo: Sandbox, mode: str) -> None:
    """B1's count lacks one and A1 what is open on it; shown again, all of it ties."""
    hidden = open_invoice(demo)
    with Scene(demo, mode=MODES[mode]) as scene:
        hide(demo, hidden)
        assert shortage(scene.try_sync()) == (1, -float(hidden["AmountDue"]))

        hide(demo, None)
        scene.sync()
        assert {row["status"] for check in ("A1", "B1") for row in scene.totals(check)} == {"Ties"}
        assert whole(scene.totals("B1"))["actual_count"] == len(sales_documents(demo))


def test_a_hidden_invoice_that_is_paid_shows_in_the_count_alone(demo: Sandbox) -> None:
    """Nothing is open on it, so the ledger does not miss it."""
    hidden = next(each for each in sales_documents(demo).values() if each["Status"] == "PAID" and "InvoiceID" in each)
    with Scene(demo) as scene:
        hide(demo, hidden)

        assert shortage(scene.try_sync()) == (1, 0)


def test_a_hidden_invoice_that_a_credit_note_was_applied_to_is_counted_like_any_other(scene: Scene) -> None:
    """The credit note is received, although the invoice that it names cannot be read for its service period."""
    invoice, note = sell(scene.xero), credit(scene.xero, line("300.00"))
    scene.xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="100.00")
    hide(scene.xero, invoice)

    assert shortage(scene.try_sync()) == (1, -1100)


def test_an_invoice_hidden_while_it_changes_fails_the_incremental_sync(scene: Scene) -> None:
    """What else changed counts as received, and comes once the invoice is shown again."""
    sell(scene.xero, line("10.00"))
    hidden = sell(scene.xero, line("200.00"))
    hide(scene.xero, hidden)
    assert shortage(scene.try_sync()) == (1, -200)

    hide(scene.xero, None)
    scene.xero.clock.advance(60)
    scene.sync()
    assert scene.billing(hidden, "billing_amount") == amounts("200")
    assert {row["status"] for check in ("A1", "B1") for row in scene.totals(check)} == {"Ties"}


def test_an_invoice_hidden_after_it_was_read_is_missed_when_its_month_is_counted_anew(scene: Scene) -> None:
    """It did not change itself; another document of its month did."""
    hidden = sell(scene.xero, line("200.00"))
    scene.sync()
    hide(scene.xero, hidden)
    sell(scene.xero, line("10.00"))

    assert shortage(scene.try_sync()) == (1, -200)


@pytest.mark.parametrize("currency", ["NZD", "USD"])
def test_an_invoice_that_xero_does_not_even_count_shows_in_the_ledger(scene: Scene, currency: str) -> None:
    """Lost from list and count: the sync cannot know, A1 lacks exactly what is open on it, in base currency."""
    xero = scene.xero
    lost = sell(xero, line("200.00"), currency=currency, rate="0.8")
    sell(xero, line("10.00"))
    xero.act("pay_invoice", id=lost["InvoiceID"], amount="50.00")
    xero.set_switches(lose_record=f"Invoices/{lost['InvoiceID']}")
    scene.sync()

    (ledger,) = scene.totals("A1")
    missing = Decimal(150) if currency == "NZD" else Decimal("187.50")
    assert (ledger["status"], ledger["reason"], ledger["difference"]) == ("Does not tie", "UNEXPLAINED", -missing)
    assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_credit_note_lost_shows_in_the_ledger_as_too_much(scene: Scene) -> None:
    """Receivables are higher here than in the ledger by the open credit."""
    note = credit(scene.xero, line("70.00"))
    scene.xero.set_switches(lose_record=f"CreditNotes/{note['CreditNoteID']}")
    scene.sync()

    assert [(row["status"], row["difference"]) for row in scene.totals("A1")] == [("Does not tie", Decimal(70))]
