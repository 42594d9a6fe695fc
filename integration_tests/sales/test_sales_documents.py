"""What people bill in Xero, and the rows that it gives: approved or not, net of tax, in periods that are held.

Each test does the thing in the sandbox between two incremental syncs and looks in DuckDB, through the shipped views.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from integration_tests.support.scene import DAY, FEBRUARY, JANUARY, Scene, amounts, credit, line, sell
from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock

Row = dict[str, Any]


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


def test_a_row_tells_the_account_of_its_line_when_it_is_due_and_how_it_is_tracked(scene: Scene) -> None:
    """The line's own account, whatever the item's is: 835 is a liability, so that line was sold as deferred."""
    north = [{"Name": "Region", "Option": "North"}]
    coded = {"ItemCode": "ONBOARD", "AccountCode": "835", "Tracking": north}
    invoice = sell(scene.xero, line(), line("1450.00", "Set-up", **coded), due_date=date(2026, 4, 9))
    scene.sync()

    posted = ("account_code", "account_class", "deferred_or_revenue", "due_date", "tracking_category_1")
    expected = [
        ("200", "REVENUE", "revenue", date(2026, 4, 9), None),
        ("835", "LIABILITY", "deferred", date(2026, 4, 9), "Region"),
    ]
    assert scene.orders(invoice, *posted) == scene.billing(invoice, *posted) == expected
    (tracked,) = invoice["LineItems"][1]["Tracking"]
    ids = ("tracking_option_1", "tracking_category_id_1", "tracking_option_id_1", "tracking_category_2")
    assert scene.orders(invoice, *ids)[1] == ("North", tracked["TrackingCategoryID"], tracked["TrackingOptionID"], None)


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
