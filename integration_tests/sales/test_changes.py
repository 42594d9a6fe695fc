"""What people change in Xero after it was read - lines, dates, voids, payments, names - and how the rows follow.

Each test does the thing in the sandbox between two incremental syncs and looks in DuckDB, through the shipped views.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import DAY, FEBRUARY, YEAR, Scene, amounts, credit, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]


def item(xero: Sandbox, code: str) -> Row:
    """Return an item of the books."""
    found: Row = next(each for each in xero.books.collection("Items").values() if each["Code"] == code)
    return found


# -- edits


def test_lines_edited_after_a_sync_send_the_whole_document_again(scene: Scene) -> None:
    """One line changes; both are sent, under the keys that they had."""
    invoice = sell(scene.xero, line("10.00"), line("20.00"))
    scene.sync()
    before = scene.orders(invoice, "order_number", "order_item_number", "document_id")

    scene.xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("10.00"), line("25.00", "Other")])
    reading = scene.sync()

    assert len(reading.records("order_details")) == 2
    assert scene.orders(invoice, "order_number", "order_item_number", "document_id") == before
    assert scene.orders(invoice, "amount") == amounts("10", "25")
    assert scene.billing(invoice, "billing_amount") == amounts("10", "25")


def test_items_keep_their_numbers_when_xero_recreates_the_line_ids(scene: Scene) -> None:
    """Complaint xeroizer#480: an edit gives every line a new LineItemID; the order items stay the same two."""
    lines = [line("10.00"), line("20.00")]
    invoice = sell(scene.xero, *lines)
    scene.sync()
    before = scene.orders(invoice)

    scene.xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=lines)
    scene.sync()
    after = scene.orders(invoice)

    assert {row["line_item_id"] for row in before}.isdisjoint(row["line_item_id"] for row in after)
    kept = ("order_number", "order_item_number", "product_code", "amount", "service_start_date", "service_end_date")
    assert [[row[name] for name in kept] for row in before] == [[row[name] for name in kept] for row in after]


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_a_line_removed_leaves_no_row_behind(scene: Scene, removed: int) -> None:
    """The rows that the document no longer has are gone from the views, and the sums are the document's."""
    invoice = sell(scene.xero, line("10.00"), line("20.00"), line("40.00"))
    scene.sync()

    scene.xero.act("remove_line", id=invoice["InvoiceID"], line=removed)
    scene.sync()

    left = [amount for place, amount in enumerate(amounts("10", "20", "40")) if place != removed]
    assert scene.orders(invoice, "order_item_number", "amount") == list(zip(("1", "2"), left, strict=True))
    assert scene.billing(invoice, "billing_amount") == left
    assert scene.totals("B1", period="2026-03")[0]["emitted_amount"] == sum(left)


def test_a_document_moved_to_another_month_is_billed_there_alone(scene: Scene) -> None:
    """The month that it left is counted anew: nothing of it remains in B1."""
    invoice = sell(scene.xero)
    sell(scene.xero, line("7.00"))
    scene.sync()

    scene.xero.act("edit_invoice", id=invoice["InvoiceID"], date=date(2026, 2, 27))
    scene.sync()

    assert scene.billing(invoice, "billing_date") == [date(2026, 2, 27)]
    assert [(row["period"], row["emitted_amount"], row["status"]) for row in scene.totals("B1", currency="NZD")] == [
        ("2026-02", Decimal(1200), "Ties"),
        ("2026-03", Decimal(7), "Ties"),
    ]


# -- voids


def test_a_voided_invoice_takes_its_schedule_back_by_itself(scene: Scene) -> None:
    """Complaint Flowrev: no reversal by hand. The same rows again with amount 0, what they were kept beside it."""
    invoice = sell(scene.xero, line("10.00"), line("20.00"))
    scene.sync()

    scene.xero.act("void", id=invoice["InvoiceID"])
    scene.sync()

    assert scene.orders(invoice, "order_item_number", "amount", "unit_price", "original_amount", "document_status") == [
        ("1", 0, 0, Decimal(10), "VOIDED"),
        ("2", 0, 0, Decimal(20), "VOIDED"),
    ]
    wanted = ("billing_amount", "tax_amount", "home_amount", "original_amount", "billing_date")
    assert scene.billing(invoice, *wanted) == [(0, 0, 0, Decimal(10), DAY), (0, 0, 0, Decimal(20), DAY)]
    (voided,) = scene.totals("V1")
    assert (voided["excluded_count"], voided["excluded_amount"], voided["actual_amount"]) == (1, Decimal(30), 0)


def test_a_voided_credit_note_takes_its_schedule_back_by_itself(scene: Scene) -> None:
    """Credit notes as invoices."""
    note = credit(scene.xero, line("30.00"))
    scene.sync()
    assert scene.billing(note, "billing_amount") == amounts("-30")

    scene.xero.act("void", id=note["CreditNoteID"])
    scene.sync()

    assert scene.billing(note, "billing_amount", "original_amount", "document_status") == [(0, Decimal(-30), "VOIDED")]
    assert scene.orders(note, "amount") == [0]


# -- payments


@pytest.mark.parametrize("part", ["100.00", None])
def test_a_payment_changes_nothing(scene: Scene, part: str | None) -> None:
    """In part or in full: amounts, dates and keys stay; only Xero's status of the document follows."""
    invoice = sell(scene.xero)
    scene.sync()
    before = scene.orders(invoice) + scene.billing(invoice)

    scene.xero.act("pay_invoice", id=invoice["InvoiceID"], amount=part, date=date(2026, 3, 28))
    scene.sync()

    follows = {"document_status", "document_updated_at", "document_read_at"}
    after = scene.orders(invoice) + scene.billing(invoice)
    assert [{key: row[key] for key in row.keys() - follows} for row in before] == [
        {key: row[key] for key in row.keys() - follows} for row in after
    ]
    assert {row["document_status"] for row in after} == {"PAID" if part is None else "AUTHORISED"}


def test_with_paid_invoices_only_the_day_of_full_payment_counts(xero: Sandbox) -> None:
    """Nothing while a part is open; then order and billing date are the day it was fully paid."""
    with Scene(xero, paid_invoices_only=True) as scene:
        scene.sync()
        invoice = sell(xero)
        xero.act("pay_invoice", id=invoice["InvoiceID"], amount="200.00", date=date(2026, 3, 20))
        scene.sync()
        assert scene.orders(invoice) == scene.billing(invoice) == []

        xero.act("pay_invoice", id=invoice["InvoiceID"], date=date(2026, 4, 2))
        scene.sync()

        assert scene.orders(invoice, "order_start_date", "service_start_date") == [(date(2026, 4, 2), FEBRUARY)]
        assert scene.billing(invoice, "billing_date", "document_date") == [(date(2026, 4, 2), DAY)]
        assert {row["status"] for check in ("B1", "B2") for row in scene.totals(check)} == {"Ties"}


# -- what is named on documents


def test_a_contact_renamed_is_the_same_customer_with_the_new_name(scene: Scene) -> None:
    """Renaming touches no document: the customer's row and the documents' rows follow all the same."""
    invoice = sell(scene.xero)
    scene.sync()
    contact = invoice["Contact"]["ContactID"]

    scene.xero.act("rename_contact", id=contact, name="Basket Case (2026) Ltd")
    scene.sync()

    assert scene.look("SELECT customer_id, customer_name FROM {schema}.customers") == [
        {"customer_id": contact, "customer_name": "Basket Case (2026) Ltd"}
    ]
    assert scene.orders(invoice, "customer_id", "customer_name") == [(contact, "Basket Case (2026) Ltd")]
    assert scene.billing(invoice, "customer_name") == ["Basket Case (2026) Ltd"]


def test_an_item_renamed_is_the_same_product_with_the_new_name(scene: Scene) -> None:
    """No document is touched and the item's own change is enough."""
    sell(scene.xero, line("1450.00", ItemCode="ONBOARD"), line("10.00"))
    scene.sync()
    names = "SELECT product_code, product_name, product_type FROM {schema}.products ORDER BY product_code"
    assert [row["product_code"] for row in scene.look(names)] == ["200", "ONBOARD"]

    renamed = item(scene.xero, "ONBOARD")
    with scene.xero.service.lock:
        renamed["Name"] = "Onboarding, two days"
        scene.xero.books.store.touch(renamed)
    reading = scene.sync()

    assert [row["product_code"] for row in reading.records("products")] == ["ONBOARD"]
    assert scene.look(names)[1] == {
        "product_code": "ONBOARD",
        "product_name": "Onboarding, two days",
        "product_type": "Item",
    }


def test_only_what_changed_is_sent_again(scene: Scene) -> None:
    """A sync after one edit sends that document's rows; an idle one at most those of the cursor's own second again."""
    invoices = [sell(scene.xero, day=DAY + timedelta(days=place)) for place in range(5)]
    scene.sync()
    scene.xero.clock.advance(60)
    scene.sync()
    scene.xero.clock.advance(60)
    scene.xero.act("edit_invoice", id=invoices[2]["InvoiceID"], reference="PO 1")
    reading = scene.sync()

    assert {row["document_id"] for row in reading.records("order_details")} == {invoices[2]["InvoiceID"]}

    scene.xero.clock.advance(60)
    idle = scene.sync()
    assert {row["document_id"] for row in idle.records("order_details")} <= {invoices[2]["InvoiceID"]}
    assert [scene.orders(each, "line_description") for each in invoices] == [[YEAR]] * 5
