"""The balance of Accounts Receivable, and the unrealised gains that can be on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

from source_xero_revrec.ledger.receivable_account import ReceivableAccount
from source_xero_revrec.rules.checks.receivables import Advance
from unit_tests.source_xero_revrec.ledger.test_balances import FakeReports

CHART = [
    {"AccountID": "debtors", "SystemAccount": "DEBTORS"},
    {"AccountID": "creditors", "SystemAccount": "CREDITORS"},
    {"AccountID": "gains", "SystemAccount": "UNREALISEDCURRENCYGAIN"},
    {"AccountID": "sales"},
]
BILL = Advance("ACCPAY", "AUTHORISED", "USD", Decimal("0.5"), Decimal("50.00"))


def account(debtors: str, creditors: str, gains: str) -> ReceivableAccount:
    """Return the account where balances are debit positive, creditors and gains credit positive."""
    reports = FakeReports(
        ("debtors", "Accounts Receivable (610)", "", "", debtors, ""),
        ("creditors", "Accounts Payable (800)", "", "", "", creditors),
        ("gains", "Unrealised Currency Gains (498)", "", "", "", gains),
        ("sales", "Sales (200)", "", "", "", "1,000.00"),
    )
    return ReceivableAccount(cast("Any", reports), CHART, date(2026, 1, 31))


def test_alone_all_gains_are_on_what_customers_owe() -> None:
    """Debit positive, thousands with their comma."""
    found = account("1,230.00", "", "7.00").alone

    assert (found.amount, found.unrealised_gain) == (Decimal("1230.00"), Decimal("7.00"))


def test_beside_bills_the_gain_on_them_is_taken_off() -> None:
    """A bill of 100.00 at its own rate that stands at 90.00 is a gain; what was paid ahead counts against it."""
    spent = Advance("SPEND-PREPAYMENT", "AUTHORISED", "NZD", None, Decimal("15.00"))
    received = Advance("RECEIVE-PREPAYMENT", "AUTHORISED", "NZD", None, Decimal("99.00"))

    found = account("230.00", "75.00", "17.00").beside([BILL], [spent, received])

    assert (found.amount, found.unrealised_gain) == (Decimal("230.00"), Decimal("7.00"))


def test_an_account_without_a_row_has_no_balance() -> None:
    """Xero leaves out what is zero."""
    empty = ReceivableAccount(cast("Any", FakeReports()), CHART, date(2026, 1, 31))

    assert (empty.alone.amount, empty.alone.unrealised_gain) == (0, 0)
