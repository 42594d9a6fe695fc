"""What a cashier's actions take, and where they go."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, credit_note, sale
from xero_sandbox.books import Books, BooksError


def test_amounts_and_rates_may_be_text(books: Books) -> None:
    """A float is refused: it has no exact cents."""
    sale(books, currency="USD")
    payment = books.person.pay_invoice("INV-0001", "1.00", "2026-02-03", rate="0.5")

    assert (payment["Amount"], payment["BankAmount"]) == (Decimal("1.00"), Decimal("2.00"))
    with pytest.raises(BooksError, match="give a decimal as text"):
        books.person.pay_invoice("INV-0001", 1.5, DAY)  # type: ignore[arg-type]


def test_without_amount_and_day_all_is_paid_today(books: Books) -> None:
    """So is a refund."""
    sale(books)
    credit_note(books)
    payments = [books.person.pay_invoice("INV-0001"), books.person.refund_credit_note("CN-0001")]

    assert {(each["Amount"], each["Date"]) for each in payments} == {(Decimal("100.00"), date(2026, 3, 2))}


def test_each_kind_of_advance_has_its_types(books: Books) -> None:
    """A prepayment is no overpayment."""
    with pytest.raises(BooksError, match="not one of RECEIVE-PREPAYMENT, SPEND-PREPAYMENT"):
        books.person.receive_prepayment("Ann", "1.00", DAY, type="RECEIVE-OVERPAYMENT")
    with pytest.raises(BooksError, match="not one of RECEIVE-OVERPAYMENT, SPEND-OVERPAYMENT"):
        books.person.receive_overpayment("Ann", "1.00", DAY, type="SPEND-PREPAYMENT")


def test_an_advance_is_credit_to_allocate_and_refund(books: Books) -> None:
    """By the same actions as a credit note."""
    sale(books)
    advance = books.person.receive_prepayment("Ann", "5.00", DAY, rate=None)
    books.person.allocate_credit_note(advance["PrepaymentID"], "INV-0001", "1.00")
    taken = books.person.unallocate(advance["PrepaymentID"], advance["Allocations"][0]["AllocationID"])

    assert taken["RemainingCredit"] == Decimal("5.00")
    assert books.person.refund_credit_note(advance["PrepaymentID"])["PaymentType"] == "ARPREPAYMENTPAYMENT"
