"""What the options on documents, lines and columns do to the rows, seen in DuckDB after incremental syncs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.scene import Scene, amounts, credit, crm_list, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox


# -- which documents


def test_documents_before_the_conversion_date_give_no_rows_and_count_as_excluded(xero: Sandbox) -> None:
    """The day itself is in; what comes before is excluded with its amount, invoices and credit notes alike."""
    with Scene(xero, conversion_date="2026-03-10") as scene:
        scene.sync()
        late, early = sell(xero), sell(xero, line("500.00"), day=date(2026, 3, 9))
        note = credit(xero, line("30.00"), day=date(2026, 3, 9))
        scene.sync()

        assert scene.orders(late, "amount") == amounts("1200")
        assert scene.orders(early) == scene.billing(early) == scene.billing(note) == []
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["emitted_count"], total["excluded_count"], total["status"]) == (1, 2, "Ties")
        assert (total["emitted_amount"], total["excluded_amount"]) == (Decimal(1200), Decimal(470))


def test_a_document_redated_before_the_conversion_date_is_withdrawn(xero: Sandbox) -> None:
    """It was billed, and now it lies before RevRec's time: nothing of it is shown."""
    with Scene(xero, conversion_date="2026-03-10") as scene:
        invoice = sell(xero)
        scene.sync()
        assert scene.billing(invoice, "billing_amount") == amounts("1200")

        xero.act("edit_invoice", id=invoice["InvoiceID"], date=date(2026, 3, 9))
        scene.sync()

        assert scene.orders(invoice) == scene.billing(invoice) == []


def test_a_payment_taken_back_withdraws_the_rows_where_only_paid_invoices_count(xero: Sandbox) -> None:
    """Paid, sent; the payment is deleted, the rows are gone; paid again later, they are back with that day."""
    with Scene(xero, paid_invoices_only=True) as scene:
        invoice = sell(xero)
        payment = xero.act("pay_invoice", id=invoice["InvoiceID"], date=date(2026, 3, 20))
        scene.sync()
        assert scene.orders(invoice, "order_start_date") == [date(2026, 3, 20)]

        xero.act("remove_payment", id=payment["PaymentID"])
        scene.sync()
        assert scene.orders(invoice) == scene.billing(invoice) == []
        assert [row["excluded_count"] for row in scene.totals("B1", period="2026-03")] == [1]

        xero.act("pay_invoice", id=invoice["InvoiceID"], date=date(2026, 3, 25))
        scene.sync()
        assert scene.billing(invoice, "billing_date", "billing_amount") == [(date(2026, 3, 25), Decimal(1200))]
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_where_only_paid_invoices_count_a_credit_note_waits_until_it_is_used_up(xero: Sandbox) -> None:
    """The refund's day is the billing date, as RevRec's page on paid invoices has it."""
    with Scene(xero, paid_invoices_only=True) as scene:
        note = credit(xero, line("30.00"))
        scene.sync()
        assert scene.billing(note) == []

        xero.act("refund_credit_note", id=note["CreditNoteID"], date=date(2026, 3, 22))
        scene.sync()

        assert scene.billing(note, "billing_date", "billing_amount", "credit_use") == [
            (date(2026, 3, 22), Decimal(-30), "refunded")
        ]


def test_where_only_paid_invoices_count_an_allocation_that_stamps_no_credit_note_is_followed(xero: Sandbox) -> None:
    """Invoice and credit note settle each other, both are billed that day; taken apart again, both are withdrawn."""
    with Scene(xero, paid_invoices_only=True) as scene:
        invoice, note = sell(xero, line("300.00")), credit(xero, line("300.00"), day=date(2026, 3, 12))
        scene.sync()
        xero.clock.advance(60)
        allocated = xero.act(
            "allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="300.00"
        )
        scene.sync()
        assert scene.billing(invoice, "billing_date", "billing_amount") == [(date(2026, 3, 12), Decimal(300))]
        assert scene.billing(note, "billing_date", "billing_amount") == [(date(2026, 3, 12), Decimal(-300))]

        xero.clock.advance(60)
        allocation = allocated["Allocations"][0]["AllocationID"]
        xero.act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation)
        scene.sync()
        assert scene.billing(invoice) == scene.billing(note) == []
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


# -- which lines


@pytest.mark.parametrize(("discard", "items"), [(True, ["1", "3"]), (False, ["1", "2", "3"])])
def test_lines_of_zero_are_left_out_on_demand(xero: Sandbox, discard: bool, items: list[str]) -> None:  # noqa: FBT001
    """The other lines keep their numbers, and B1 ties either way."""
    with Scene(xero, discard_zero_lines=discard) as scene:
        invoice = sell(xero, line("10.00"), line("0.00", "Included"), line("20.00"))
        scene.sync()

        assert scene.orders(invoice, "order_item_number") == items
        assert [row["status"] for row in scene.totals("B1", period="2026-03")] == ["Ties"]


def test_a_void_reaches_the_warehouse_where_lines_of_zero_are_left_out(xero: Sandbox) -> None:
    """All rows of a voided invoice are 0; those that had an amount are sent, those that had none are not."""
    with Scene(xero, discard_zero_lines=True) as scene:
        invoice = sell(xero, line("10.00"), line("0.00", "Included"))
        scene.sync()
        xero.act("void", id=invoice["InvoiceID"])
        scene.sync()

        assert scene.orders(invoice, "order_item_number", "amount", "original_amount") == [("1", 0, Decimal(10))]


def test_excluded_products_give_no_rows_and_show_as_excluded_in_b1(xero: Sandbox) -> None:
    """By item code or by account: the lines are gone, their amount stands in B1's excluded_amount, and it ties."""
    with Scene(xero, excluded_products=["ONBOARD", "860"]) as scene:
        invoice = sell(xero, line("100.00"), line("1450.00", ItemCode="ONBOARD"), line("-0.02", "Rounding", "860"))
        scene.sync()

        assert scene.orders(invoice, "product_code", "amount") == [("200", Decimal(100))]
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["emitted_amount"], total["excluded_amount"]) == (Decimal(100), Decimal("1449.98"))
        assert (total["emitted_count"], total["excluded_count"], total["status"]) == (1, 0, "Ties")


def test_a_document_of_excluded_products_alone_is_excluded(xero: Sandbox) -> None:
    """It was billed before the edit that left nothing but excluded lines; its rows are withdrawn."""
    with Scene(xero, excluded_products=["ONBOARD"]) as scene:
        invoice = sell(xero, line("100.00"))
        scene.sync()
        assert scene.orders(invoice, "amount") == amounts("100")

        xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("99.00", ItemCode="ONBOARD")])
        scene.sync()

        assert scene.orders(invoice) == scene.billing(invoice) == []
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["excluded_count"], total["excluded_amount"], total["status"]) == (1, Decimal(99), "Ties")


# -- what is on a row


def test_the_product_code_is_the_account_on_demand(xero: Sandbox) -> None:
    """Items have an account too; the products stream then knows accounts alone."""
    lines = [line("1450.00", ItemCode="PLAT-PRO"), line("10.00", account="260")]
    with Scene(xero, product_code="account") as scene:
        invoice = sell(xero, *lines)
        scene.sync()

        assert scene.orders(invoice, "product_code", "product_rule") == [("210", "account"), ("260", "account")]
        products = scene.look("SELECT product_code, product_type FROM {schema}.products ORDER BY product_code")
        assert products == [
            {"product_code": "210", "product_type": "Account"},
            {"product_code": "260", "product_type": "Account"},
        ]


def test_custom_fields_are_columns_filled_by_tracking(xero: Sandbox) -> None:
    """RevRec's Location is Xero's Region: in the schema, on order and billing rows, empty where a line has none."""
    fields = [
        {"revrec_field": "Location", "xero_tracking_category": "Region"},
        {"revrec_field": "Business Unit", "xero_tracking_category": "Product Line"},
    ]
    with Scene(xero, custom_fields=fields) as scene:
        north = [{"Name": "Region", "Option": "North"}, {"Name": "Product Line", "Option": "Analytics"}]
        invoice = sell(xero, line(Tracking=north), line("10.00"))
        scene.sync()

        expected = [("North", "Analytics"), (None, None)]
        assert scene.orders(invoice, "location", "business_unit") == expected
        assert scene.billing(invoice, "location", "business_unit") == expected


@pytest.mark.parametrize("drop", [False, True])
def test_personal_data_is_left_out_on_demand(xero: Sandbox, drop: bool) -> None:  # noqa: FBT001 - a parameter
    """Address, telephone number and e-mail address; the name, which RevRec needs, stays."""
    xero.act(
        "edit_contact",
        id="Basket Case",
        EmailAddress="accounts@example.com",
        Phones=[{"PhoneType": "DEFAULT", "PhoneCountryCode": "64", "PhoneAreaCode": "4", "PhoneNumber": "555 0100"}],
        Addresses=[{"AddressType": "STREET", "AddressLine1": "1 Main Street", "City": "Wellington"}],
    )
    with Scene(xero, drop_personal_data=drop) as scene:
        sell(xero)
        scene.sync()

        (row,) = scene.look("SELECT * FROM {schema}.customers")
        shown = (row["customer_name"], row["email"], row["customer_phone"], row["customer_address"])
        told = (None, None, None) if drop else ("accounts@example.com", "64 4 555 0100", "1 Main Street, Wellington")
        assert shown == ("Basket Case", *told)


# -- keys


def test_two_sales_whose_numbers_look_alike_without_their_signs_stay_two_orders(xero: Sandbox) -> None:
    """INV/2026 1 and INV-2026#1 both become INV-2026-1 in RevRec's characters; the id keeps them apart."""
    with Scene(xero) as scene:
        first = sell(xero, line("10.00"), number="INV/2026 1")
        second = sell(xero, line("20.00"), number="INV-2026#1")
        plain = sell(xero, line("40.00"), number="INV-2026-1")
        scene.sync()

        numbers = [scene.orders(each, "order_number")[0] for each in (first, second, plain)]
        assert numbers == [
            f"INV-2026-1.{first['InvoiceID'][:8]}",
            f"INV-2026-1.{second['InvoiceID'][:8]}",
            "INV-2026-1",
        ]
        assert [scene.orders(each, "amount") for each in (first, second, plain)] == [
            amounts("10"),
            amounts("20"),
            amounts("40"),
        ]
        assert scene.findings(first, "check", "reason") == [("K1", "ILLEGAL_CHARACTERS")]
        assert scene.findings(plain) == []


def test_customers_of_the_crm_are_named_by_the_crm(xero: Sandbox) -> None:
    """With orders from the CRM there are no orders here: billing is tied to the CRM's customer, and not to an order."""
    with Scene(xero, mode=crm_list("Basket Case")) as scene:
        invoice = sell(xero)
        scene.sync()

        (row,) = scene.billing(invoice)
        assert (row["customer_id"], row["customer_name"]) == ("CRM-Basket-Case", "Basket Case")
        assert row["contact_id"] == invoice["Contact"]["ContactID"]
        assert not {"order_number", "order_item_number"} & row.keys()
