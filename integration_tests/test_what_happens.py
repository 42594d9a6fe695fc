"""What people do in Xero, and what the rows do: every row of the design's table, and what users complain of elsewhere.

Each test does the thing in the sandbox between two incremental syncs and looks in DuckDB, through the shipped views.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.histories import company
from integration_tests.scene import DAY, YEAR, Scene, amounts, credit, line, sell
from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]
FEBRUARY, JANUARY = date(2026, 2, 1), date(2027, 1, 31)


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    """Start a company once for all tests."""
    with company() as xero:
        yield xero


@pytest.fixture
def xero(running: Sandbox) -> Sandbox:
    """Give a test the company as it was before its first document."""
    running.service.reset()
    return running


@pytest.fixture
def scene(xero: Sandbox) -> Iterator[Scene]:
    """Give a test a company with one sync behind it, whose credit notes are not stamped by allocations."""
    with Scene(xero) as scene:
        assert not xero.switches.allocation_bumps_credit_note
        scene.sync()
        yield scene


def item(xero: Sandbox, code: str) -> Row:
    """Return an item of the books."""
    found: Row = next(each for each in xero.books.collection("Items").values() if each["Code"] == code)
    return found


def allocate(xero: Sandbox, note: Row, invoice: Row, amount: str) -> Row:
    """Let a person apply a part of a credit note to an invoice; returns the credit note."""
    return xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount=amount)


# -- drafts, approval


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "DELETED"])
@pytest.mark.parametrize("make", [sell, credit])
def test_what_is_not_approved_gives_no_rows_and_counts_as_excluded(scene: Scene, make: Any, status: str) -> None:  # noqa: ANN401
    """Invoices and credit notes alike: not one row, hidden or shown, and B1 has the document among the excluded."""
    document = make(scene.xero, status="SUBMITTED" if status == "SUBMITTED" else "DRAFT")
    if status == "DELETED":
        scene.xero.act("delete", id=document.get("InvoiceID") or document["CreditNoteID"])
    reading = scene.sync()

    assert (reading.records("order_details"), reading.records("billing_schedule")) == ([], [])
    (total,) = scene.totals("B1", period="2026-03")
    assert (total["expected_count"], total["excluded_count"], total["status"]) == (1, 1, "Ties")


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
def test_an_approved_draft_gives_its_rows_in_the_next_sync(scene: Scene, status: str) -> None:
    """With the date that is on the document, not the day of approval."""
    invoice = sell(scene.xero, status=status)
    scene.sync()
    assert scene.orders(invoice) == []

    scene.xero.act("approve", id=invoice["InvoiceID"])
    scene.sync()

    assert scene.orders(invoice, "order_start_date", "amount") == [(DAY, Decimal(1200))]
    assert scene.billing(invoice, "billing_date", "billing_amount") == [(DAY, Decimal(1200))]


# -- an approved invoice


def test_an_invoice_is_an_order_with_a_row_for_each_line(scene: Scene) -> None:
    """The order is the invoice, its items are the lines by their place, and billing is tied to them."""
    invoice = sell(scene.xero, line("1200.00"), line("1450.00", "Set-up", ItemCode="ONBOARD"), reference="PO 4711")
    scene.sync()

    wanted = ("order_number", "order_item_number", "order_name", "product_code", "amount", "service_period_rule")
    assert scene.orders(invoice, *wanted) == [
        (invoice["InvoiceNumber"], "1", "PO 4711", "200", Decimal(1200), "line_description"),
        (invoice["InvoiceNumber"], "2", "PO 4711", "ONBOARD", Decimal(1450), None),
    ]
    assert scene.billing(invoice, "billing_id", "order_number", "order_item_number", "billing_amount") == [
        (f"{invoice['InvoiceID']}:1", invoice["InvoiceNumber"], "1", Decimal(1200)),
        (f"{invoice['InvoiceID']}:2", invoice["InvoiceNumber"], "2", Decimal(1450)),
    ]


@pytest.mark.parametrize(
    ("kind", "net", "tax"),
    [("Exclusive", "100.00", "15.00"), ("Inclusive", "86.96", "13.04"), ("NoTax", "100.00", "0")],
)
def test_rows_are_net_of_tax_however_the_amounts_were_typed(scene: Scene, kind: str, net: str, tax: str) -> None:
    """100.00 before 15 %, with 15 % in it, and without tax; the tax is beside it."""
    taxed = {key: value for key, value in line("100.00").items() if kind == "NoTax" or key != "TaxType"}
    invoice = sell(scene.xero, taxed, line_amount_types=kind)
    scene.sync()

    assert scene.orders(invoice, "amount", "tax_amount") == [(Decimal(net), Decimal(tax))]
    assert scene.billing(invoice, "billing_amount") == amounts(net)


def test_the_rate_of_a_foreign_invoice_is_kept_beside_both_amounts(scene: Scene) -> None:
    """USD 1,000.01 at 0.6 USD a NZD: amount, rate and home amount are on the rows, and home amounts sum to 1,666.68."""
    invoice = sell(scene.xero, line("1000.00"), line("0.01"), currency="USD", rate="0.6")
    scene.sync()

    wanted = ("billing_amount", "currency", "exchange_rate", "home_amount", "home_currency")
    assert scene.billing(invoice, *wanted) == [
        (Decimal(1000), "USD", Decimal("0.6"), Decimal("1666.67"), "NZD"),
        (Decimal("0.01"), "USD", Decimal("0.6"), Decimal("0.01"), "NZD"),
    ]


def test_quantity_times_unit_price_is_the_amount_after_a_discount(scene: Scene) -> None:
    """A discount lowers the unit price; the price before it is the list price."""
    invoice = sell(scene.xero, line("49.99", Quantity="3", DiscountRate="12.5"), line("0.1275", Quantity="13.5"))
    scene.sync()

    rows = scene.orders(invoice)
    assert [row["amount"] for row in rows] == [each["LineAmount"] for each in invoice["LineItems"]]
    assert [round(row["quantity"] * row["unit_price"], 2) for row in rows] == [row["amount"] for row in rows]
    assert [row["list_price"] for row in rows] == amounts("49.99", "0.1275")


def test_the_day_on_the_document_is_the_day_on_the_row_whatever_the_time_zone() -> None:
    """Half past eleven at night in UTC is the next day in New Zealand: rows keep Xero's day, and A1 ties."""
    clock = SandboxClock(datetime(2026, 3, 31, 23, 30, tzinfo=UTC), frozen=True)
    with Sandbox(invoices=0, limits=False, clock=clock) as xero, Scene(xero) as scene:
        scene.sync()
        invoice = sell(xero, day=date(2026, 4, 1))
        scene.sync()

        assert scene.orders(invoice, "order_start_date", "document_date") == [(date(2026, 4, 1), date(2026, 4, 1))]
        assert scene.billing(invoice, "billing_date") == [date(2026, 4, 1)]
        assert [row["status"] for row in scene.totals("A1")] == ["Ties"]


def test_a_description_that_looks_like_a_wire_date_stays_a_text(scene: Scene) -> None:
    """Only Xero's own date fields are dates."""
    text = "Migrated on /Date(1563753600000+0000)/ by script"
    invoice = sell(scene.xero, line(text=text))
    scene.sync()

    assert scene.orders(invoice, "line_description", "order_start_date", "service_start_date") == [(text, DAY, None)]


def test_a_line_of_text_alone_gives_no_row_and_takes_its_place(scene: Scene) -> None:
    """Item numbers are places on the document, so a note between two lines leaves a gap."""
    invoice = sell(scene.xero, line("10.00"), {"Description": "Thank you for your business"}, line("20.00"))
    scene.sync()

    assert scene.orders(invoice, "order_item_number", "amount") == [("1", Decimal(10)), ("3", Decimal(20))]


# -- periods are held, not guessed


def test_an_ambiguous_period_is_held_and_reported_not_guessed(scene: Scene) -> None:
    """Two periods in one text: no dates on the row, a finding S1 on the document, and S2 counts the row."""
    text = "Platform 01/02/2026 - 31/01/2027 or 01/03/2026 - 28/02/2027"
    invoice = sell(scene.xero, line(text=text))
    scene.sync()

    wanted = ("service_start_date", "service_end_date", "service_period_problem")
    assert scene.orders(invoice, *wanted) == [(None, None, "ambiguous")]
    assert scene.findings(invoice, "check", "status", "reason") == [("S1", "Open", "AMBIGUOUS_PERIOD")]
    assert [row["reason"] for row in scene.totals("S2")] == ["AMBIGUOUS_PERIOD"]


def test_an_absent_period_is_left_blank_and_counted(scene: Scene) -> None:
    """Nothing on the line says when: the row is there without service dates."""
    invoice = sell(scene.xero, line(text="Onboarding"))
    scene.sync()

    assert scene.orders(invoice, "service_start_date", "service_period_problem", "amount") == [
        (None, "absent", Decimal(1200))
    ]
    assert [row["reason"] for row in scene.totals("S2")] == ["ABSENT_PERIOD"]


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


# -- credit notes


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


# -- negative lines, rounding


def test_a_negative_line_is_an_adjustment_with_its_own_date(scene: Scene) -> None:
    """RevRec's over-billing example: -2,000 billed in March for January stays in March, and in its own service."""
    march = date(2026, 3, 31)
    sell(scene.xero, line("12000.00"), day=date(2026, 1, 15))
    invoice = sell(scene.xero, line("2500.00"), line("-2000.00", "Correction Jan 2026"), day=march)
    scene.sync()

    wanted = ("billing_amount", "document_type", "billing_date", "service_start_date", "service_end_date")
    assert scene.billing(invoice, *wanted) == [
        (Decimal(2500), "Invoice", march, FEBRUARY, JANUARY),
        (Decimal(-2000), "Adjustment", march, date(2026, 1, 1), date(2026, 1, 31)),
    ]
    assert scene.orders(invoice, "quantity", "unit_price")[1] == (1, Decimal(-2000))


def test_a_rounding_line_is_a_row(scene: Scene) -> None:
    """Xero's rounding is an ordinary line on account 860: an Adjustment of two cents, and B1 explains nothing."""
    invoice = sell(scene.xero, line("10.02"), line("-0.02", "Rounding", "860"))
    scene.sync()

    assert scene.orders(invoice, "amount", "document_type", "product_code") == [
        (Decimal("10.02"), "Invoice", "200"),
        (Decimal("-0.02"), "Adjustment", "860"),
    ]
    (total,) = scene.totals("B1", period="2026-03")
    assert (total["emitted_amount"], total["explained_amount"], total["status"]) == (Decimal(10), 0, "Ties")


@pytest.mark.parametrize("cents", ["0.10", "-0.10"])
def test_a_total_that_is_not_the_sum_of_its_lines_ties_with_the_difference_explained(scene: Scene, cents: str) -> None:
    """Complaint xeroizer#23: a person overrode the total by ten cents; rows are the lines, B1 names the rest."""
    invoice = sell(scene.xero, line("100.00"))
    scene.sync()
    scene.xero.act("override_total", id=invoice["InvoiceID"], total=str(Decimal(100) + Decimal(cents)))
    scene.sync()

    assert scene.billing(invoice, "billing_amount") == amounts("100")
    assert scene.findings(invoice, "check", "reason", "severity", "difference") == [
        ("I2", "ROUNDING", "info", -Decimal(cents))
    ]
    (total,) = scene.totals("B1", period="2026-03")
    assert (total["explained_amount"], total["difference"], total["status"]) == (Decimal(cents), 0, "Ties")


# -- out of scope


def test_bills_suppliers_credits_and_bank_transactions_are_out_of_scope(scene: Scene) -> None:
    """No rows, and no document in any control total."""
    bought: Row = {"contact": "PowerDirect", "date": DAY, "lines": [line(account="429")]}
    scene.xero.act("create_invoice", type="ACCPAY", **bought)
    scene.xero.act("create_credit_note", type="ACCPAYCREDIT", **bought)
    scene.xero.act("create_bank_transaction", **bought)
    scene.xero.act("create_bank_transaction", type="RECEIVE", **bought)
    reading = scene.sync()

    streams = ("customers", "products", "order_details", "billing_schedule", "recon_errors")
    assert {stream: reading.records(stream) for stream in streams} == {stream: [] for stream in streams}
    assert [(row["period"], row["expected_count"]) for row in scene.totals("B1")] == [("", 0)]
    assert [(row["status"], row["expected_amount"]) for row in scene.totals("A1")] == [("Ties", 0)]


@pytest.mark.parametrize("kind", ["prepayment", "overpayment"])
def test_money_in_advance_appears_in_the_receivables_alone(scene: Scene, kind: str) -> None:
    """Received, applied in part, with the rest unapplied: no rows, and A1 ties through each step."""
    invoice = sell(scene.xero)
    scene.xero.act(f"receive_{kind}", contact="Basket Case", amount="500.00", date=DAY)
    reading = scene.sync()
    assert {row["document_id"] for row in reading.records("billing_schedule")} == {invoice["InvoiceID"]}
    assert [(row["actual_amount"], row["status"]) for row in scene.totals("A1")] == [(Decimal(700), "Ties")]

    endpoint, key = (("Prepayments", "PrepaymentID"), ("Overpayments", "OverpaymentID"))[kind == "overpayment"]
    (advance,) = scene.xero.books.collection(endpoint).values()
    scene.xero.act("allocate_credit_note", id=advance[key], invoice_id=invoice["InvoiceID"], amount="200.00")
    scene.sync()

    assert scene.billing(invoice, "billing_amount") == amounts("1200")
    assert scene.findings(invoice) == []
    assert [(row["actual_amount"], row["status"]) for row in scene.totals("A1")] == [(Decimal(700), "Ties")]


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
