"""The first day on which the books are open."""

from __future__ import annotations

from datetime import date

import pytest

from destination_xero_journals.rules.lock_dates import open_day
from unit_tests.destination_xero_journals.rules.made_entries import books

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("period", "year", "opens"),
    [
        (None, None, JANUARY),
        (JANUARY, None, date(2026, 2, 1)),
        (None, JANUARY, date(2026, 2, 1)),
        (JANUARY, FEBRUARY, date(2026, 3, 1)),
        (FEBRUARY, JANUARY, date(2026, 3, 1)),
    ],
)
def test_the_books_open_the_day_after_the_later_lock_date(period: date | None, year: date | None, opens: date) -> None:
    """Xero has two lock dates, and either forbids a journal."""
    assert open_day(JANUARY, books(period_lock_date=period, end_of_year_lock_date=year)) == opens
