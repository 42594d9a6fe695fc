"""CIS deductions come off what is due, and stand on an account of their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LINE, balances
from xero_sandbox.books import Books, BooksError


def test_a_deduction_comes_off_what_is_due_and_stands_on_its_account(books: Books) -> None:
    """The total stays; the customer owes less, and the tax office the rest."""
    books.person.create_invoice("Ann", [LINE], DAY)

    invoice = books.person.deduct_cis("INV-0001", "20.00")

    assert (invoice["Total"], invoice["CISDeduction"]) == (Decimal("115.00"), Decimal("20.00"))
    assert (invoice["AmountDue"], invoice["Status"]) == (Decimal("95.00"), "AUTHORISED")
    assert (balances(books)["610"], balances(books)["855"]) == (Decimal("95.00"), Decimal("20.00"))


def test_the_rest_can_be_paid_and_the_invoice_not_be_voided(books: Books) -> None:
    """As with any other credit on it."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.deduct_cis("INV-0001", "20.00")

    with pytest.raises(BooksError, match="cannot be edited"):
        books.person.void("INV-0001")
    books.person.pay_invoice("INV-0001", None, DAY)

    assert balances(books).get("610", 0) == 0


@pytest.mark.parametrize("amount", ["0", "115.01"])
def test_a_deduction_is_more_than_nothing_and_at_most_what_is_due(books: Books, amount: str) -> None:
    """Anything else is refused."""
    books.person.create_invoice("Ann", [LINE], DAY)

    with pytest.raises(BooksError, match="at most what is due"):
        books.person.deduct_cis("INV-0001", amount)


def test_a_deduction_is_made_once(books: Books) -> None:
    """From an approved sales invoice, and from nothing else."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.create_invoice("Ann", [LINE], DAY, status="DRAFT")
    books.person.deduct_cis("INV-0001", "20.00")

    for number in ("INV-0001", "INV-0002"):
        with pytest.raises(BooksError, match="once"):
            books.person.deduct_cis(number, "1.00")
