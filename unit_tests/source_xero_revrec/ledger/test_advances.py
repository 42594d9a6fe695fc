"""Prepayments and overpayments are read where the ledger or the documents moved, and else remembered."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.ledger.advances import Advances
from unit_tests.source_xero_revrec.ledger.made_ledger import reached

if TYPE_CHECKING:
    from source_xero_revrec.rules.checks.receivables import Advance
    from unit_tests.source_xero_revrec.fake_books import FakeBooks

BALANCE = Decimal("300.00")
OPEN = {"invoices": {"NZD": [3, "300.00", 0]}}


def beside(remembered: dict[str, Any], balance: Decimal, receivables: dict[str, Any]) -> list[Advance]:
    """Return the open advances, as a new sync finds them."""
    (organisation,) = reached().all()
    return Advances(organisation.client, remembered).beside(balance, receivables)


@pytest.mark.parametrize(
    ("balance", "receivables", "calls"),
    [(BALANCE, OPEN, 0), (Decimal("299.99"), OPEN, 2), (BALANCE, {"invoices": {"NZD": [2, "300.00", 0]}}, 2)],
)
def test_they_are_read_again_where_anything_moved(
    books: FakeBooks, balance: Decimal, receivables: dict[str, Any], calls: int
) -> None:
    """A cent in Debtors, or a document fewer; both give the same advances, digit for digit."""
    books.advance("Prepayments", 31, "RECEIVE-PREPAYMENT", "30.00")
    books.advance("Overpayments", 32, "RECEIVE-OVERPAYMENT", "20.50")
    books.advance("Overpayments", 33, "RECEIVE-OVERPAYMENT", "0.00")
    books.records["Overpayments"][next(iter(books.records["Overpayments"]))]["CurrencyRate"] = Decimal("0.5000")
    remembered: dict[str, Any] = {}
    first = beside(remembered, BALANCE, OPEN)
    books.asked.clear()

    second = beside(remembered, balance, receivables)

    assert str(second) == str(first)
    assert [str(advance.remaining_credit) for advance in first] == ["30.00", "20.50"]
    assert len(books.asked) - 1 == calls


def test_very_many_are_not_remembered(books: FakeBooks) -> None:
    """A state is to stay small."""
    books.page_size = 1000
    for number in range(201):
        books.advance("Prepayments", 1000 + number, "RECEIVE-PREPAYMENT", "1.00")
    remembered: dict[str, Any] = {}

    assert len(beside(remembered, BALANCE, OPEN)) == 201
    assert remembered == {}
