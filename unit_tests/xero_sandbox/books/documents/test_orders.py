"""Quotes, purchase orders and repeating invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LINE, UNTAXED
from xero_sandbox.books import Books, BooksError


def test_a_quote_has_a_number_an_end_and_a_discount(books: Books) -> None:
    """Its LineAmountTypes are in capitals, as Xero writes them there alone."""
    quote = books.person.create_quote("Ann", [LINE | {"DiscountRate": "10"}], DAY, currency="USD")

    assert (quote["QuoteNumber"], quote["ExpiryDate"], quote["Status"]) == ("QU-0001", date(2026, 3, 5), "DRAFT")
    assert (quote["TotalDiscount"], quote["LineAmountTypes"]) == (Decimal("10.00"), "EXCLUSIVE")
    assert quote["CurrencyRate"] != 1


def test_nothing_of_an_order_is_posted(books: Books) -> None:
    """Neither a quote nor an order nor a template."""
    books.person.create_quote("Ann", [LINE], DAY)
    books.person.create_purchase_order("Bob", [UNTAXED | {"AccountCode": "400"}], DAY)
    books.person.create_repeating_invoice("Ann", [LINE], DAY)

    assert books.journals() == []


@pytest.mark.parametrize(("statuses", "wrong"), [
    (("SENT", "ACCEPTED", "INVOICED"), "DRAFT"), (("SENT", "DECLINED"), "ACCEPTED"), (("DELETED",), "DRAFT"),
])  # fmt: skip
def test_a_quote_takes_xeros_steps_alone(books: Books, statuses: tuple[str, ...], wrong: str) -> None:
    """The refusal names both statuses."""
    quote = books.person.create_quote("Ann", [LINE], DAY)
    for status in statuses:
        books.person.set_status(quote["QuoteID"], status)

    with pytest.raises(BooksError, match=f"cannot go from {statuses[-1]} to {wrong}"):
        books.person.set_status("QU-0001", wrong)


def test_an_order_and_a_template_have_steps_of_their_own(books: Books) -> None:
    """A template has no time stamp to move."""
    order = books.person.create_purchase_order("Bob", [UNTAXED | {"AccountCode": "400"}], DAY)
    for status in ("SUBMITTED", "AUTHORISED", "BILLED"):
        books.person.set_status("PO-0001", status)
    template = books.person.create_repeating_invoice("Ann", [LINE], DAY)
    books.person.set_status(template["RepeatingInvoiceID"], "DRAFT")

    assert (order["Status"], template["Status"]) == ("BILLED", "DRAFT")
    assert "UpdatedDateUTC" not in template
    with pytest.raises(BooksError, match="cannot go"):
        books.person.set_status(template["RepeatingInvoiceID"], "BILLED")


def test_a_foreign_order_needs_its_currency(books: Books) -> None:
    """The sentence is Xero's."""
    with pytest.raises(BooksError, match="not subscribed to currency EUR"):
        books.person.create_quote("Ann", [LINE], DAY, currency="EUR")
