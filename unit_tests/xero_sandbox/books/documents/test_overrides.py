"""A total that a person overrides: what the document shows, and where the ledger has the difference."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from xero_sandbox.books import Books, BooksError

DAY = date(2026, 2, 3)
LINE = {"Description": "Pro Feb 2026", "Quantity": "2", "UnitAmount": "50.00", "AccountCode": "200"}


@pytest.fixture
def books() -> Books:
    """Return a company with one contact."""
    books = Books(seed=7, now=lambda: datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    books.person.create_contact("Ann")
    books.person.add_currency("USD")
    return books


def balances(books: Books) -> dict[str, Decimal]:
    """Return receivable, sales, tax and rounding, debit positive."""
    rows = {row["Code"]: row["YTDDebit"] - row["YTDCredit"] for row in books.trial_balance(date(2026, 3, 31))}
    return {code: rows.get(code, Decimal(0)) for code in ("610", "200", "820", "860")}


def sums(document: dict[str, object]) -> tuple[object, ...]:
    """Return the three sums of a document."""
    return tuple(document[key] for key in ("SubTotal", "TotalTax", "Total"))


def test_a_difference_in_the_subtotal_is_on_no_line_and_goes_to_rounding(books: Books) -> None:
    """SubTotal and Total move, lines and tax do not, and the ledger has the cents on 860."""
    books.person.create_invoice("Ann", [LINE], DAY)
    invoice = books.person.override_total("INV-0001", "115.10")

    assert (Decimal("100.10"), Decimal("15.00"), Decimal("115.10")) == sums(invoice)
    assert Decimal("100.00") == invoice["LineItems"][0]["LineAmount"]
    assert Decimal("115.10") == invoice["AmountDue"]
    assert [Decimal("115.10"), -100, -15, Decimal("-0.10")] == list(balances(books).values())


def test_a_difference_in_the_tax_goes_to_the_tax_account(books: Books) -> None:
    """TotalTax and Total move; at a foreign rate the difference is turned into base currency."""
    books.person.create_invoice("Ann", [LINE], DAY, currency="USD", rate="0.5")
    invoice = books.person.override_total("INV-0001", "114.97", onto="TotalTax")

    assert (Decimal("100.00"), Decimal("14.97"), Decimal("114.97")) == sums(invoice)
    assert [Decimal("229.94"), -200, Decimal("-29.94"), 0] == list(balances(books).values())


def test_more_than_ten_cents_is_refused(books: Books) -> None:
    """0.10 from what the lines make is the most, however often it is overridden."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.override_total("INV-0001", "114.90")

    for total in ("114.89", "115.11"):
        with pytest.raises(BooksError, match=r"at most 0\.10"):
            books.person.override_total("INV-0001", total)
    with pytest.raises(BooksError, match="not one of SubTotal, TotalTax"):
        books.person.override_total("INV-0001", "115.01", onto="Total")
    assert Decimal("115.00") == books.person.override_total("INV-0001", "115.00")["Total"]


def test_what_is_paid_cannot_be_overridden(books: Books) -> None:
    """A paid invoice keeps its total, and a partly paid one owes what it lacks."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.pay_invoice("INV-0001", "100.00", DAY)
    assert Decimal("15.05") == books.person.override_total("INV-0001", "115.05")["AmountDue"]
    books.person.pay_invoice("INV-0001", None, DAY)

    with pytest.raises(BooksError, match="payment or credit note"):
        books.person.override_total("INV-0001", "115.00")


def test_other_words_keep_the_override_and_other_amounts_undo_it(books: Books) -> None:
    """An edit that changes no amount leaves the total, paid or not; any other works it out anew."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.override_total("INV-0001", "115.07")
    words = books.person.edit_invoice_lines("INV-0001", [LINE | {"Description": "Pro, February"}])
    assert Decimal("115.07") == words["Total"]

    books.person.edit_invoice_lines("INV-0001", [LINE, LINE])
    assert Decimal("230.00") == books.person.remove_line("INV-0001", 0)["Total"] * 2


def test_a_draft_and_a_credit_note_can_be_overridden_too(books: Books) -> None:
    """The draft posts its total when it is approved; voiding leaves nothing in the ledger."""
    books.person.create_invoice("Ann", [LINE], DAY, status="DRAFT")
    books.person.create_credit_note("Ann", [LINE], DAY)
    books.person.override_total("INV-0001", "115.02")
    note = books.person.override_total("CN-0001", "114.99")
    assert Decimal("114.99") == note["RemainingCredit"]

    books.person.approve("INV-0001")
    assert Decimal("0.03") == balances(books)["610"]
    books.person.void("INV-0001")
    books.person.void("CN-0001")
    assert list(balances(books).values()) == [0, 0, 0, 0]
