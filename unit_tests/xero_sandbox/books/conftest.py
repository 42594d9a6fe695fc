"""A small company, and what tests of its books keep asking for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from xero_sandbox.books import Books

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox.clock import SandboxClock

Record = dict[str, Any]

DAY, LATER, FAR = date(2026, 2, 3), date(2026, 2, 20), date(2026, 3, 31)
LINE: Record = {"Description": "Pro Feb 2026", "Quantity": "2", "UnitAmount": "50.00", "AccountCode": "200"}
"""100.00, and 15.00 of tax on it."""
UNTAXED = LINE | {"TaxType": "NONE"}
JOURNAL_LINES: Sequence[Record] = (
    {"LineAmount": "100.00", "AccountCode": "400", "Tracking": [{"Name": "Region", "Option": "North"}]},
    {"LineAmount": "-100.00", "AccountCode": "855"},
)


@pytest.fixture
def books(clock: SandboxClock) -> Books:
    """Return a company with two contacts, dollars and one tracking category, on the clock that stands at noon."""
    books = Books(seed=7, now=clock.now)
    for name in ("Ann", "Bob"):
        books.person.create_contact(name)
    books.person.add_currency("USD")
    books.person.create_tracking_category("Region", ["North", "South"])
    return books


def balances(books: Books, on: date = FAR) -> dict[str, Decimal]:
    """Return the balance of each account by code, debit positive; accounts without one are not in it."""
    rows = {row["Code"]: row["YTDDebit"] - row["YTDCredit"] for row in books.trial_balance(on)}
    return {code: balance for code, balance in rows.items() if balance}


def sale(books: Books, **more: Any) -> Record:  # noqa: ANN401 - whatever create_invoice takes
    """Sell for 100.00 to Ann, without tax."""
    return books.person.create_invoice("Ann", [UNTAXED], DAY, **more)


def credit_note(books: Books, **more: Any) -> Record:  # noqa: ANN401 - whatever create_credit_note takes
    """Credit 100.00 to Ann, without tax."""
    return books.person.create_credit_note("Ann", [UNTAXED], LATER, **more)


def bill(books: Books, **more: Any) -> Record:  # noqa: ANN401 - whatever create_invoice takes
    """Buy for 100.00 from Bob, without tax."""
    return books.person.create_invoice("Bob", [UNTAXED | {"AccountCode": "400"}], DAY, type="ACCPAY", **more)


def cents(*amounts: str) -> tuple[Decimal, ...]:
    """Return the amounts as Decimals."""
    return tuple(Decimal(amount) for amount in amounts)
