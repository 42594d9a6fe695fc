"""What people do with credit notes in Xero - apply, refund, take back, move - and how the rows follow.

Each test does the thing in the sandbox between two incremental syncs and looks in DuckDB, through the shipped views.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import DAY, FEBRUARY, JANUARY, Scene, amounts, credit, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]


def allocate(xero: Sandbox, note: Row, invoice: Row, amount: str) -> Row:
    """Let a person apply a part of a credit note to an invoice; returns the credit note."""
    return xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount=amount)


USE = ("billing_amount", "document_type", "reference_invoice_number", "credit_use")


def test_an_allocation_is_read_from_the_credit_note_not_from_the_invoice(scene: Scene) -> None:
    """Complaint xero-python#183: credit notes inside invoices have no Allocations. The row names the invoice."""
    invoice = sell(scene.xero)
    note = credit(scene.xero, line("300.00", "Seats returned"))
    allocate(scene.xero, note, invoice, "300.00")
    scene.sync()

    assert scene.billing(note, *USE) == [(Decimal(-300), "Credit Memo", invoice["InvoiceNumber"], "applied")]
    assert scene.orders(note, "amount", "service_start_date", "service_end_date", "reference_invoice_id") == [
        (Decimal(-300), FEBRUARY, JANUARY, invoice["InvoiceID"])
    ]
    assert scene.billing(invoice, "billing_amount") == amounts("1200")


def test_an_allocation_that_does_not_stamp_the_credit_note_is_followed(scene: Scene) -> None:
    """The switch at its worst: the credit note's UpdatedDateUTC stands still, its rows change all the same."""
    invoice, note = sell(scene.xero), credit(scene.xero, line("300.00", "Seats returned"))
    scene.sync()
    assert scene.billing(note, *USE) == [(Decimal(-300), "Credit Memo", None, "unallocated")]
    before = scene.billing(note, "document_updated_at")

    allocate(scene.xero, note, invoice, "300.00")
    scene.sync()

    assert scene.billing(note, *USE) == [(Decimal(-300), "Credit Memo", invoice["InvoiceNumber"], "applied")]
    assert scene.billing(note, "document_updated_at") == before


def test_a_credit_note_that_is_read_again_has_its_lines(scene: Scene) -> None:
    """Complaint xero-php-oauth2#276: lists without pages leave lines out. All three lines are there afterwards."""
    invoice = sell(scene.xero)
    note = credit(scene.xero, line("1.00"), line("2.00"), line("4.00"))
    scene.sync()

    allocate(scene.xero, note, invoice, "7.00")
    scene.sync()

    assert scene.billing(note, "billing_amount", "invoice_line_number") == [
        (Decimal(-1), 1),
        (Decimal(-2), 2),
        (Decimal(-4), 3),
    ]


def test_a_credit_note_over_several_invoices_ties_to_the_cent(scene: Scene) -> None:
    """Each line is split over the three allocations; lines, allocations and the whole all sum to Xero's amounts."""
    invoices = [sell(scene.xero, line(amount)) for amount in ("100.00", "200.00", "300.00")]
    note = credit(scene.xero, line("0.05"), line("33.34"), line("66.62"))
    scene.sync()
    for invoice, amount in zip(invoices, ("33.33", "33.34", "33.34"), strict=True):
        allocate(scene.xero, note, invoice, amount)
    scene.sync()

    rows = scene.billing(note)
    by_line = [sum(row["billing_amount"] for row in rows if row["invoice_line_number"] == n) for n in (1, 2, 3)]
    assert len(rows) == 9
    assert by_line == amounts("-0.05", "-33.34", "-66.62")
    assert {row["reference_invoice_number"] for row in rows} == {each["InvoiceNumber"] for each in invoices}
    assert sum(row["amount"] for row in scene.orders(note)) == -note["SubTotal"]
    for invoice, applied in zip(invoices, amounts("33.33", "33.34", "33.34"), strict=True):
        of_this = [row for row in rows if row["reference_invoice_id"] == invoice["InvoiceID"]]
        assert abs(sum(row["billing_amount"] for row in of_this) + applied) <= Decimal("0.02")


def test_an_unallocated_credit_note_is_visible(scene: Scene) -> None:
    """A remainder gives negative rows of its own, without an invoice, flagged; the allocated part is beside it."""
    invoice, note = sell(scene.xero), credit(scene.xero, line("300.00"))
    allocate(scene.xero, note, invoice, "100.00")
    scene.sync()

    assert scene.billing(note, *USE) == [
        (Decimal(-100), "Credit Memo", invoice["InvoiceNumber"], "applied"),
        (Decimal(-200), "Credit Memo", None, "unallocated"),
    ]


def test_a_refund_gives_negative_rows_without_an_invoice(scene: Scene) -> None:
    """The refunded part is flagged so; what is left stays unallocated."""
    note = credit(scene.xero, line("300.00"))
    scene.sync()

    scene.xero.act("refund_credit_note", id=note["CreditNoteID"], amount="120.00", date=DAY)
    scene.sync()
    assert scene.billing(note, *USE) == [
        (Decimal(-120), "Credit Memo", None, "refunded"),
        (Decimal(-180), "Credit Memo", None, "unallocated"),
    ]

    scene.xero.act("refund_credit_note", id=note["CreditNoteID"], date=DAY)
    scene.sync()
    assert scene.billing(note, *USE) == [(Decimal(-300), "Credit Memo", None, "refunded")]


@pytest.mark.parametrize("whole", [True, False])
def test_an_allocation_removed_gives_the_credit_back(scene: Scene, whole: bool) -> None:  # noqa: FBT001 - a parameter
    """The switch at its worst: no stamp on the credit note, and no invoice names it any more."""
    invoice, note = sell(scene.xero), credit(scene.xero, line("300.00"))
    allocated = allocate(scene.xero, note, invoice, "300.00" if whole else "100.00")
    scene.sync()

    allocation = allocated["Allocations"][0]["AllocationID"]
    scene.xero.act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation)
    scene.sync()

    assert scene.billing(note, *USE) == [(Decimal(-300), "Credit Memo", None, "unallocated")]
    assert scene.orders(note, "amount") == amounts("-300")
    assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


@pytest.mark.parametrize("refunded_before", [False, True])
def test_an_allocation_that_made_way_for_a_refund_is_gone(scene: Scene, refunded_before: bool) -> None:  # noqa: FBT001
    """The note is used up before and after, neither change stamps it, and every total is what it was."""
    scene.xero.set_switches(refund_bumps_credit_note=False)
    invoice, note = sell(scene.xero), credit(scene.xero, line("300.00"))
    allocated = allocate(scene.xero, note, invoice, "100.00" if refunded_before else "300.00")
    if refunded_before:
        scene.xero.act("refund_credit_note", id=note["CreditNoteID"], date=DAY)
    scene.sync()
    # Later than a walk looks back: the note's stamp is met no more.
    scene.xero.clock.advance(60)
    scene.sync()

    allocation = allocated["Allocations"][0]["AllocationID"]
    scene.xero.act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation)
    scene.xero.act("refund_credit_note", id=note["CreditNoteID"], date=DAY)
    scene.sync()

    assert scene.billing(note, *USE) == [(Decimal(-300), "Credit Memo", None, "refunded")]
    assert scene.orders(note, "amount") == amounts("-300")
    assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_refund_that_was_made_on_another_day_moves_the_rows_of_what_is_paid_alone(xero: Sandbox) -> None:
    """The wrong day is corrected, which stamps no document: the next sync in which an invoice changed sees it."""
    xero.set_switches(refund_bumps_credit_note=False)
    wrong, right = date(2026, 3, 20), date(2026, 3, 28)
    with Scene(xero, paid_invoices_only=True) as scene:
        note, other = credit(xero, line("300.00")), sell(xero, day=date(2026, 4, 3))
        refund = xero.act("refund_credit_note", id=note["CreditNoteID"], date=wrong)
        scene.sync()
        assert scene.billing(note, "billing_date") == [wrong]
        xero.clock.advance(60)

        xero.act("remove_payment", id=refund["PaymentID"])
        xero.act("refund_credit_note", id=note["CreditNoteID"], date=right)
        xero.act("edit_invoice", id=other["InvoiceID"], reference="touched")
        scene.sync()

        assert scene.billing(note, "billing_date") == [right]


def test_an_allocation_moved_from_one_invoice_to_another_is_followed(scene: Scene) -> None:
    """Between two syncs, without a stamp: the remainder is what it was, the invoice is not."""
    first, second = sell(scene.xero), sell(scene.xero)
    note = credit(scene.xero, line("300.00"))
    allocated = allocate(scene.xero, note, first, "300.00")
    scene.sync()

    allocation = allocated["Allocations"][0]["AllocationID"]
    scene.xero.act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation)
    allocate(scene.xero, note, second, "300.00")
    scene.sync()

    assert scene.billing(note, "reference_invoice_number") == [second["InvoiceNumber"]]
