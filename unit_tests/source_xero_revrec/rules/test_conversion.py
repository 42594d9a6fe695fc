"""From a sales document to its items: every cent of it, once, in the right bucket."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.options import RevrecOptions
from source_xero_revrec.rules.apportion import apportion, to_cents
from source_xero_revrec.rules.chart import Chart, LineAccount
from source_xero_revrec.rules.conversion import Conversion
from source_xero_revrec.rules.credit_uses import credit_uses
from source_xero_revrec.rules.customer_match import CrmCustomer, CustomerMatch
from source_xero_revrec.rules.lines import billed, net, total_net
from source_xero_revrec.rules.outcome import Bucket, DocumentType, Unread
from unit_tests.source_xero_revrec.rules.made_conversions import (
    conversion,
    convert,
    documents,
    item,
)
from unit_tests.source_xero_revrec.rules.made_documents import invoice
from xero_api.models import CreditNote, Invoice, LineItem
from xero_api.money import ZERO
from xero_api.unreadable import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Iterable


def total(parts: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of amounts that are all there."""
    return sum((part for part in parts if part is not None), ZERO)


@given(documents(credit=False))
def test_an_invoices_entries_are_its_lines_net_of_tax(document: Invoice) -> None:
    """One item a line, and they add up to the lines without tax, whether amounts hold the tax or not."""
    items = convert(document).items

    assert [sold.amount for sold in items] == [net(line, document.line_amount_types) for line in document.lines]
    assert total(sold.amount for sold in items) == total_net(document)
    assert [sold.tax_amount for sold in items] == [line.tax_amount for line in document.lines]


@given(documents(credit=True))
def test_a_credit_notes_entries_add_up_to_the_credit_note(note: CreditNote) -> None:
    """All uses together are minus its net, its tax is minus its tax, and each line is split to the cent."""
    items = convert(note).items

    assert total(sold.amount for sold in items) == -total_net(note)
    assert total(sold.tax_amount for sold in items) == -total(line.tax_amount for line in note.lines)
    for place, line in enumerate(note.lines, start=1):
        shares = [sold.amount for sold in items if sold.line_number == place]
        assert total(shares) == -net(line, note.line_amount_types)


@given(documents(credit=True))
def test_a_credit_notes_uses_get_their_share_of_it(note: CreditNote) -> None:
    """What was applied to one invoice is, over all lines, that allocation's share to the cent."""
    uses = credit_uses(note)
    items = convert(note).items

    shares = apportion(-total_net(note), [use.amount for use in uses])
    for number, (use, share) in enumerate(zip(uses, shares, strict=True), start=1):
        mine = [sold for sold in items if sold.item_number.endswith(f".{number}")]
        assert total(sold.amount for sold in mine) == share
        assert {(each.credit_use, each.reference_invoice_id, each.allocation_id) for each in mine} == {
            (use.kind, use.invoice_id, use.allocation_id)
        }


@given(documents())
def test_home_amounts_add_up_to_the_document_in_home_currency(document: Invoice | CreditNote) -> None:
    """At Xero's rate, rounded once; in home currency they are the amounts themselves."""
    outcome = convert(document)

    rate = document.currency_rate if document.currency == "USD" else None
    expected = to_cents(outcome.amount / rate) if rate else outcome.amount
    assert total(sold.home_amount for sold in outcome.items) == expected
    if not rate:
        assert all(sold.home_amount == sold.amount for sold in outcome.items)


@given(documents())
def test_what_revrec_multiplies_is_what_it_is_billed(document: Invoice | CreditNote) -> None:
    """Quantity times unit price is the amount of every item, at cents."""
    for sold in convert(document).items:
        assert to_cents(sold.quantity * sold.unit_price) == sold.amount


@given(documents(status="VOIDED"))
def test_a_voided_document_keeps_its_rows_at_nothing(document: Invoice | CreditNote) -> None:
    """Amount, tax, price and home amount are zero; what it was is in the original amount."""
    outcome = convert(document)

    sign = -1 if isinstance(document, CreditNote) else 1
    assert outcome.bucket is Bucket.EMITTED
    assert outcome.net == 0
    for sold in outcome.items:
        assert not any((sold.amount, sold.tax_amount, sold.unit_price, sold.home_amount))
    assert total(sold.original_amount for sold in outcome.items) == sign * total_net(document)


@given(
    documents() | documents(status="VOIDED") | documents(status="DRAFT"),
    st.booleans(),
    st.booleans(),
    st.sampled_from(([], ["200"], ["SHIPPING"])),
    st.sampled_from((None, "Boom FM", "Somebody else")),
)
def test_every_document_is_in_one_bucket_and_every_cent_accounted_for(
    document: Invoice | CreditNote,
    paid_only: bool,  # noqa: FBT001 - a drawn case
    discard: bool,  # noqa: FBT001 - a drawn case
    left_out: list[str],
    customer: str | None,
) -> None:
    """Under any options: rows and what the options leave out are the document, others give no rows and a reason."""
    rules = conversion(
        CustomerMatch([CrmCustomer("1", customer)]) if customer else None,
        paid_invoices_only=paid_only,
        discard_zero_lines=discard,
        excluded_products=left_out,
    )

    outcome = convert(document, rules=rules)

    sign = -1 if isinstance(document, CreditNote) else 1
    if outcome.bucket is Bucket.EMITTED:
        lined = ZERO if document.status == "VOIDED" else sign * total_net(document)
        assert outcome.amount + outcome.left_out == lined
    else:
        assert not outcome.items
        assert outcome.reason
    assert outcome.net == billed(document)


@pytest.mark.parametrize(("kind", "amount"), [("Exclusive", "115.00"), ("Inclusive", "100.00"), ("NoTax", "115.00")])
def test_net_is_what_xeros_kinds_of_amounts_mean(kind: str, amount: str) -> None:
    """115.00 with 15.00 tax is 100.00 net where the amount holds its tax, and 115.00 where it does not."""
    (sold,) = convert(invoice(item("115.00", "15.00"), line_amount_types=kind)).items

    assert amount == str(sold.amount)


def test_a_discounted_line_is_billed_after_its_discount() -> None:
    """10 at 12.50 less 20 % is 100.00: the unit price is after the discount, the list price before."""
    line = item("100.00", quantity=Decimal(10), unit_amount=Decimal("12.50"))

    (sold,) = convert(invoice(line)).items

    assert (sold.quantity, sold.unit_price, sold.list_price) == (Decimal(10), Decimal("10.0000"), Decimal("12.5000"))


def test_a_negative_line_is_an_adjustment() -> None:
    """It is kept as it is, with the invoice's date; the lines around it stay an invoice's."""
    items = convert(invoice(item("100.00"), item("-30.00"), item("0.00"))).items

    assert [sold.document_type for sold in items] == [
        DocumentType.INVOICE,
        DocumentType.ADJUSTMENT,
        DocumentType.INVOICE,
    ]
    assert items[1].billing_date == date(2026, 1, 15)


def test_a_line_of_text_gives_no_entry_and_keeps_its_place() -> None:
    """Rows are numbered as on the document, so the lines after a heading keep their numbers."""
    heading = LineItem(description="Services in January")

    items = convert(invoice(heading, item("1.00"), heading, item("2.00"))).items

    assert [(sold.item_number, sold.line_number) for sold in items] == [("2", 2), ("4", 4)]


@pytest.mark.parametrize("field", ["item_code", "account_code", "account_id"])
def test_a_line_that_names_an_item_or_an_account_is_an_entry_even_of_nothing(field: str) -> None:
    """A free month is booked, and its amount is zero."""
    (sold,) = convert(invoice(LineItem(**{field: "X", "line_amount": ZERO, "tax_amount": ZERO}))).items

    assert (sold.amount, sold.product_code) == (ZERO, "X")


def test_lines_that_xero_recreated_keep_their_item_numbers() -> None:
    """A new LineItemID on the same line is no new order item."""
    before = convert(invoice(item("1.00", line_item_id="one"), item("2.00", line_item_id="two"))).items
    after = convert(invoice(item("1.00", line_item_id="three"), item("2.00", line_item_id="four"))).items

    assert [sold.item_number for sold in before] == [sold.item_number for sold in after] == ["1", "2"]


def test_a_foreign_document_without_a_rate_has_no_home_amount() -> None:
    """Nothing is guessed; the check K2 says that the rate is missing."""
    (sold,) = convert(invoice(item("10.00"), currency="USD")).items

    assert sold.home_amount is None


@pytest.mark.parametrize(
    ("line", "options", "product"),
    [
        ({"item_code": "SEATS"}, {}, ("SEATS", "item")),
        ({"item_code": "SEATS"}, {"product_code": "account"}, ("200", "account")),
        ({}, {}, ("200", "account")),
        ({"item_code": "Séats 12"}, {}, ("Seats-12.23f3a12e", "item")),
        ({"item_code": "商品"}, {}, ("item.7e4c0021", "item")),
        ({"account_code": "", "account_id": "ac-1"}, {}, ("ac-1", "account")),
    ],
)
def test_the_product_is_the_item_or_the_account(
    line: dict[str, str], options: dict[str, Any], product: tuple[str, str]
) -> None:
    """In RevRec's characters, and never empty; an account without a code is known by its id."""
    (sold,) = convert(invoice(item("1.00", **line)), **options).items

    assert product == (sold.product_code, sold.product_rule)


def test_the_account_is_the_lines_and_tracking_gets_the_ids_that_xero_leaves_out() -> None:
    """Lines name their options; an id that stands on the line is kept."""
    region = {"Name": "Region", "TrackingCategoryID": "id-region", "Option": "North"}
    rules = Conversion(
        RevrecOptions().conversion_settings(),
        base_currency="NZD",
        country="NZ",
        year_end=(3, 31),
        chart=Chart([{"AccountID": "id-200", "Code": "200", "Class": "REVENUE"}]),
        option_id=lambda category_id, option: f"{category_id}:{option}",
    )

    lines = item("1.00", tracking=[region]), item("2.00", tracking=[{**region, "TrackingOptionID": "id-north"}])
    found, known = rules.invoice(invoice(*lines)).items

    assert found.account == LineAccount("200", "REVENUE")
    assert [each.option_id for each in (*found.tracking, *known.tracking)] == ["id-region:North", "id-north"]
    assert [each.option_id for each in convert(invoice(*lines)).items[0].tracking] == [""]


def test_custom_fields_are_filled_from_tracking() -> None:
    """Each has its column; a line without that category leaves it empty."""
    fields = [{"revrec_field": "Sales Region", "xero_tracking_category": "Region"}]
    tracked = item("1.00", tracking=[{"Name": "Region", "Option": "North"}, {"Name": "Team", "Option": "Blue"}])

    items = convert(invoice(tracked, item("2.00")), custom_fields=fields).items

    assert [sold.custom_fields for sold in items] == [{"sales_region": "North"}, {"sales_region": None}]


@pytest.mark.parametrize(
    ("status", "kind", "options", "reason"),
    [
        ("AUTHORISED", "ACCREC", {}, ""),
        ("DRAFT", "ACCREC", {}, "Draft in Xero"),
        ("AUTHORISED", "ACCREC", {"conversion_date": "2026-03-10"}, ""),
        ("AUTHORISED", "ACCREC", {"conversion_date": "2026-03-11"}, "Before the conversion date"),
        ("DRAFT", "ACCREC", {"conversion_date": "2026-03-11"}, "Draft in Xero"),
        ("AUTHORISED", "ACCREC", {"paid_invoices_only": True}, "Not fully paid"),
        ("AUTHORISED", "ACCRECCREDIT", {"paid_invoices_only": True}, "Not fully used"),
        ("PAID", "ACCREC", {"paid_invoices_only": True, "conversion_date": "2026-03-11"}, ""),
    ],
)
def test_what_cannot_be_understood_is_held_unless_it_would_give_no_rows(
    status: str, kind: str, options: dict[str, Any], reason: str
) -> None:
    """Of what is only billed when paid, no day is known to hold against the conversion date."""
    document = UnreadableDocument("id-7", "7", kind, status, "NZD", date(2026, 3, 10), None, None, ())

    assert conversion(**options).unread(document) == Unread(
        document, Bucket.EXCLUDED if reason else Bucket.HELD, reason
    )


def test_what_cannot_be_understood_and_has_no_date_is_before_no_date() -> None:
    """It is held, whatever the conversion date."""
    document = UnreadableDocument("id-7", "7", "ACCREC", "AUTHORISED", "NZD", None, None, None, ())

    assert conversion(conversion_date="2026-03-11").unread(document) == Unread(document, Bucket.HELD, "")
