"""The Trial Balance at the rates of its day: open foreign documents and the unrealised gain beside them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.books.conftest import DAY, LINE
from xero_sandbox.books.settings.currencies import rate_on

if TYPE_CHECKING:
    from xero_sandbox.books import Books

LATER = DAY + timedelta(days=20)


def on(books: Books, code: str) -> Decimal:
    """Return an account's balance in the Trial Balance of the later day, debit positive."""
    rows = [row for row in books.trial_balance(LATER) if row["Code"] == code]
    return sum((row["YTDDebit"] - row["YTDCredit"] for row in rows), Decimal(0))


def test_an_open_foreign_invoice_stands_at_the_rate_of_the_day(books: Books) -> None:
    """Its gain is on the account of unrealised gains, and no journal has it; what is paid is not revalued."""
    books.person.create_invoice("Ann", [LINE], DAY, currency="USD", rate="0.6")
    books.person.create_invoice("Ann", [LINE], DAY)
    plain, journals = on(books, "610"), books.journals()

    books.switches = books.switches.changed(trial_balance_revalues=True)

    gain = on(books, "610") - plain
    owed = Decimal("115.00") / rate_on("NZD", "USD", LATER)
    assert on(books, "610") == Decimal("115.00") + owed.quantize(Decimal("0.01"))
    assert gain
    assert on(books, "498") == -gain
    assert books.journals() == journals
    assert sum(row["YTDDebit"] - row["YTDCredit"] for row in books.trial_balance(LATER)) == 0

    books.person.pay_invoice("INV-0001", None, DAY)
    assert (on(books, "610"), on(books, "498")) == (Decimal("115.00"), 0)


def test_what_is_dated_later_is_not_in_it(books: Books) -> None:
    """A report of a day knows nothing of the next."""
    books.person.create_invoice("Ann", [LINE], LATER + timedelta(days=1), currency="USD", rate="0.6")
    books.switches = books.switches.changed(trial_balance_revalues=True)

    assert (on(books, "610"), on(books, "498")) == (0, 0)
