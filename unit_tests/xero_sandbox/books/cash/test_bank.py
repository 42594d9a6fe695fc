"""Money spent, received and moved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, balances
from xero_sandbox.books import Books, BooksError
from xero_sandbox.books.cash.bank import account_summary

FEE = [{"Description": "Fee", "UnitAmount": "15.00", "AccountCode": "404"}]


def test_money_is_spent_and_received(books: Books) -> None:
    """Tax is inside the amount unless it is said otherwise."""
    books.person.create_bank_transaction("Bob", FEE, DAY)
    taxed = [{"UnitAmount": "11.50", "AccountCode": "260"}]
    books.person.create_bank_transaction("Ann", taxed, DAY, type="RECEIVE")

    assert balances(books) == {
        "090": Decimal("-3.50"),
        "404": Decimal("15.00"),
        "260": Decimal("-10.00"),
        "820": Decimal("-1.50"),
    }


@pytest.mark.parametrize(("how", "sentence"), [
    ({"type": "LEND"}, "neither SPEND nor RECEIVE"),
    ({"account": "200"}, "not a bank account"),
    ({"lines": [{"UnitAmount": "-1", "AccountCode": "404"}]}, "cannot be negative"),
])  # fmt: skip
def test_a_bank_transaction_that_makes_no_sense_is_refused(books: Books, how: dict[str, str], sentence: str) -> None:
    """Nothing is kept of it."""
    with pytest.raises(BooksError, match=sentence):
        books.person.create_bank_transaction("Bob", **({"lines": FEE, "date": DAY} | how))
    assert dict(books.collection("BankTransactions")) == {}


def test_a_bank_transaction_is_deleted_once(books: Books) -> None:
    """Its record stays; one that belongs to an advance goes with the advance alone."""
    fee = books.person.create_bank_transaction("Bob", FEE, DAY)
    books.person.delete(fee["BankTransactionID"])
    books.person.receive_overpayment("Ann", "5.00", DAY)
    advance = list(books.collection("BankTransactions"))[1]

    assert (fee["Status"], balances(books)["090"]) == ("DELETED", Decimal("5.00"))
    for identifier in (fee["BankTransactionID"], advance):
        with pytest.raises(BooksError, match="cannot be deleted"):
            books.person.delete(identifier)


def test_money_moves_between_two_bank_accounts(books: Books) -> None:
    """Which must be two, and the amount greater than zero."""
    savings = books.person.account_named("Business Savings Account")
    transfer = books.person.transfer("090", savings["AccountID"], "100.00", DAY, reference="Reserve")

    assert (transfer["Amount"], transfer["ToBankAccount"]["Name"]) == (Decimal("100.00"), "Business Savings Account")
    assert balances(books) == {"090": Decimal("-100.00"), "": Decimal("100.00")}
    for target, amount in (("090", "1.00"), (savings["AccountID"], "0")):
        with pytest.raises(BooksError, match="two bank accounts and an amount"):
            books.person.transfer("090", target, amount, DAY)


def test_a_bank_account_may_have_no_code(books: Books) -> None:
    """What is shown of it then has none either."""
    assert account_summary(books.person.account_named("Business Savings Account")).keys() == {"AccountID", "Name"}
