"""What an organisation's books allow."""

from __future__ import annotations

from datetime import date

import pytest

from destination_xero_journals.rules.books import ACTIVE, Books
from unit_tests.destination_xero_journals.rules.made_entries import DEFERRED, books

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("period", "year", "until"),
    [
        (None, None, None),
        (JANUARY, None, JANUARY),
        (None, JANUARY, JANUARY),
        (JANUARY, FEBRUARY, FEBRUARY),
        (FEBRUARY, JANUARY, FEBRUARY),
    ],
)
def test_the_later_lock_date_counts(period: date | None, year: date | None, until: date | None) -> None:
    """Xero has two, and either forbids a journal."""
    assert books(period_lock_date=period, end_of_year_lock_date=year).locked_until == until


def test_books_may_have_no_tracking_no_lock_and_no_short_code() -> None:
    """A new organisation has none of them; its accounts are active."""
    new = Books("tenant", "Demo Company", "NZD", (DEFERRED,))

    assert (new.categories, new.short_code) == ((), "")
    assert (new.period_lock_date, new.end_of_year_lock_date, new.locked_until) == (None, None, None)
    assert DEFERRED.status == ACTIVE
