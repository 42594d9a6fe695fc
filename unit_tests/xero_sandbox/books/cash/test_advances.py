"""Prepayments and overpayments."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LATER, balances, sale
from xero_sandbox.books import Books, BooksError


def test_an_overpayment_is_credit_that_can_be_allocated_and_refunded(books: Books) -> None:
    """It comes with a bank transaction, pays part of an invoice, and the rest goes back."""
    invoice = sale(books)
    advance = books.person.receive_overpayment("Ann", "40.00", DAY)
    books.person.allocate_credit_note(advance["OverpaymentID"], invoice["InvoiceID"], "25.00")
    books.person.refund_credit_note(advance["OverpaymentID"], None, LATER)

    assert ("PAID", Decimal("75.00")) == (advance["Status"], invoice["AmountDue"])
    (transaction,) = books.collection("BankTransactions").values()
    assert ("RECEIVE-OVERPAYMENT", advance["OverpaymentID"]) == (transaction["Type"], transaction["OverpaymentID"])
    assert {"090": Decimal("25.00"), "200": Decimal("-100.00"), "610": Decimal("75.00")} == balances(books)


def test_a_prepayment_lies_on_an_account_of_its_own_choice(books: Books) -> None:
    """An overpayment lies on the control account; both are gross and untaxed."""
    before = books.person.receive_prepayment("Ann", "40.00", DAY, description="Deposit")
    over = books.person.receive_overpayment("Ann", "10.00", DAY)

    assert [each["LineItems"][0]["AccountCode"] for each in (before, over)] == ["835", "610"]
    assert [each["LineItems"][0]["Description"] for each in (before, over)] == ["Deposit", "Overpayment"]
    assert balances(books) == {"090": Decimal("50.00"), "610": Decimal("-50.00")}


def test_money_can_go_out_in_advance(books: Books) -> None:
    """It leaves a debit with the supplier."""
    books.person.receive_prepayment("Bob", "40.00", DAY, type="SPEND-PREPAYMENT")

    assert balances(books) == {"090": Decimal("-40.00"), "800": Decimal("40.00")}


@pytest.mark.parametrize("how", [{"amount": "0"}, {"amount": "-5"}, {"account": "200"}])
def test_an_advance_needs_a_bank_and_an_amount(books: Books, how: dict[str, str]) -> None:
    """The sentence is ours."""
    with pytest.raises(BooksError, match="bank account and an amount greater than zero"):
        books.person.receive_prepayment("Ann", **({"amount": "5.00", "date": DAY} | how))


def test_a_foreign_advance_needs_its_currency(books: Books) -> None:
    """The day's rate serves where none is given."""
    assert books.person.receive_prepayment("Ann", "5.00", DAY, currency="USD")["CurrencyRate"] != 1
    with pytest.raises(BooksError, match="not subscribed to currency EUR"):
        books.person.receive_prepayment("Ann", "5.00", DAY, currency="EUR")


def test_an_unused_advance_is_voided_with_its_bank_transaction(books: Books) -> None:
    """Once something is allocated, it is not."""
    unused, used = (books.person.receive_overpayment("Ann", "5.00", DAY) for _ in range(2))
    books.person.allocate_credit_note(used["OverpaymentID"], sale(books)["InvoiceID"], "1.00")
    books.person.void(unused["OverpaymentID"])

    statuses = {each["OverpaymentID"]: each["Status"] for each in books.collection("BankTransactions").values()}
    assert statuses == {unused["OverpaymentID"]: "DELETED", used["OverpaymentID"]: "AUTHORISED"}
    assert (unused["Status"], unused["RemainingCredit"]) == ("VOIDED", Decimal("0.00"))
    with pytest.raises(BooksError, match="without allocations and refunds"):
        books.person.void(used["OverpaymentID"])
