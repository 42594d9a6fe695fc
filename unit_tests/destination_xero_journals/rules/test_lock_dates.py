"""The lock dates: where a journal may stand, what its narration says of a move, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.rules.lock_dates import date_agrees, dated, locked, open_day
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS, DAY, books, held, journal

if TYPE_CHECKING:
    from destination_xero_journals.rules.books import Books

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
MOVED = dated(journal(), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("period", "year", "opens"),
    [
        (None, None, JANUARY),
        (date(2026, 1, 30), None, JANUARY),
        (JANUARY, None, date(2026, 2, 1)),
        (None, JANUARY, date(2026, 2, 1)),
        (JANUARY, FEBRUARY, date(2026, 3, 1)),
        (FEBRUARY, JANUARY, date(2026, 3, 1)),
    ],
)
def test_the_books_open_the_day_after_the_later_lock_date(period: date | None, year: date | None, opens: date) -> None:
    """Xero has two lock dates, and either forbids a journal; an open day is taken as it is."""
    assert open_day(JANUARY, books(period_lock_date=period, end_of_year_lock_date=year)) == opens


def test_a_journal_that_moves_says_from_where_and_to_where() -> None:
    """Before its mark, which stays the last of the narration; one that does not move stays as it is."""
    assert (
        replace(
            journal(),
            date=date(2026, 2, 1),
            narration="Revenue recognition January 2026 (RevRec date 2026-01-31, moved to 2026-02-01) [RevRec JE-1]",
        )
        == MOVED
    )
    assert dated(journal(), DAY) == journal()


def test_a_date_agrees_where_it_is_revrecs_or_the_narration_tells_of_the_move() -> None:
    """Of that move, from that day to this one."""
    assert date_agrees(journal(), held(journal()))
    assert date_agrees(journal(), held(MOVED))
    assert not date_agrees(journal(), held(journal(), date=FEBRUARY))
    assert not date_agrees(journal(), held(MOVED, date=FEBRUARY))
    assert not date_agrees(journal(date=date(2026, 1, 30)), held(MOVED))


@pytest.mark.parametrize(
    ("in_books", "dates"),
    [
        (books(period_lock_date=DAY), "period lock date 2026-01-31, end of year lock date none"),
        (books(end_of_year_lock_date=DAY), "period lock date none, end of year lock date 2026-01-31"),
    ],
    ids=["period", "year"],
)
def test_a_locked_day_is_refused_with_both_lock_dates_and_the_remedy(in_books: Books, dates: str) -> None:
    """The lock date is the last locked day."""
    assert locked("JE-1", DAY, in_books) == (
        Problem(
            Code.DATE_LOCKED,
            "Journal JE-1 is dated 2026-01-31, and the books of Demo Company are locked",
            found=f"2026-01-31; {dates}",
            expected="a date after 2026-01-31",
            fix="Move the lock date in Xero (Accounting, Advanced, Financial settings), date the entry later in "
            "RevRec, or set locked_period to first_open_day",
        ),
    )
    assert locked("JE-1", date(2026, 2, 1), in_books) == ()
    assert locked("JE-1", DAY, BOOKS) == ()
