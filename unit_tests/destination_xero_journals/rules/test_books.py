"""What an organisation's books allow."""

from __future__ import annotations

from datetime import date

import pytest

from destination_xero_journals.rules.books import ACTIVE, Books
from unit_tests.destination_xero_journals.rules.made_entries import (
    BOOKS,
    DEFERRED,
    account,
    books,
    held,
    journal,
    journal_line,
)

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


def test_the_lines_of_a_journal_are_named_as_xero_names_their_accounts() -> None:
    """For people alone: a named line is the same line, and an account that is not known has no name."""
    wanted = journal(journal_line("1.00"), journal_line("-1.00", account("9", "Gone")))
    named = BOOKS.named(wanted)

    assert [line.account_name for line in named.lines] == ["Deferred Revenue", ""]
    assert named == wanted
    assert [line.account_name for line in BOOKS.named(held(wanted)).lines] == ["Deferred Revenue", ""]
