"""Months, terms and financial years are counted as accountants count them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.periods.writings.calendar_dates import (
    Term,
    day_comes_first,
    day_of,
    financial_year,
    first_day_of_term,
    full_year,
    last_day_of_term,
    part_of_financial_year,
    written,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
YEAR_ENDS = st.tuples(st.integers(1, 12), st.integers(1, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 2, 1), 12, date(2027, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 29), 1, date(2026, 2, 28)),
        (date(2026, 1, 28), 1, date(2026, 2, 27)),
        (date(2026, 1, 31), 2, date(2026, 3, 30)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
    ],
)
def test_a_term_ends_the_day_before_the_same_day_or_with_the_month(start: date, months: int, end: date) -> None:
    """A start on the 29th to 31st never drops or rolls a day when the last month is shorter."""
    assert last_day_of_term(start, months) == end


@given(DAYS, st.integers(1, 120))
def test_a_longer_term_ends_later_and_every_term_within_its_last_month(start: date, months: int) -> None:
    """A term of n months spans n to n + 1 calendar months, and n + 1 months end after n months."""
    end = last_day_of_term(start, months)

    assert (end.year - start.year) * 12 + end.month - start.month in {months - 1, months}
    assert end < last_day_of_term(start, months + 1)


@given(DAYS, st.integers(1, 120))
def test_a_term_that_is_counted_back_is_the_term_that_was_counted_on(end: date, months: int) -> None:
    """Counting back gives a start whose term ends on that very day, or nothing."""
    start = first_day_of_term(end, months)

    assert start is None or last_day_of_term(start, months) == end


@given(st.integers(1950, 2090), YEAR_ENDS)
def test_financial_years_follow_each_other_without_a_gap(year: int, year_end: tuple[int, int]) -> None:
    """The day after a financial year begins the next one, for every day that Xero lets a year end on."""
    _, end = financial_year(year, year_end)

    assert financial_year(year + 1, year_end)[0] == end + timedelta(days=1)
    assert end.year == year


@given(st.integers(1950, 2090), YEAR_ENDS)
def test_the_quarters_of_a_financial_year_make_up_the_year(year: int, year_end: tuple[int, int]) -> None:
    """Four quarters, and two halves, cover the year and leave no day out."""
    first, last = financial_year(year, year_end)
    for count in (3, 6):
        parts = [part_of_financial_year(year, year_end, skipped, count) for skipped in range(0, 12, count)]

        assert (parts[0][0], parts[-1][1]) == (first, last)
        assert all(later[0] == sooner[1] + timedelta(days=1) for sooner, later in pairwise(parts))


def test_a_year_that_ends_in_february_ends_with_the_month() -> None:
    """Xero holds the 28th; in a leap year the 29th belongs to the year that ends."""
    assert financial_year(2024, (2, 28)) == (date(2023, 3, 1), date(2024, 2, 29))
    assert financial_year(2024, (2, 27))[1] == date(2024, 2, 27)
    assert financial_year(2025, (2, 29)) == (date(2024, 3, 1), date(2025, 2, 28))


@pytest.mark.parametrize(
    ("country", "order"),
    [
        *((code, True) for code in ("NZ", "gb", "AU", "DE")),
        *((code, False) for code in ("AS", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "us", "VI")),
        *((code, None) for code in ("CA", "PA", "PH", "", "N", "NZL", "12")),
    ],
)
def test_the_country_gives_the_order_of_day_and_month(country: str, order: bool | None) -> None:  # noqa: FBT001
    """Month first in the United States and their like, unknown where both orders are in use or no country is told."""
    assert day_comes_first(country) is order


def test_two_digits_are_years_from_1980_to_2079() -> None:
    """00-79 lie in this century, 80-99 in the last."""
    assert [full_year(digits) for digits in ("00", "79", "80", "99", "2026")] == [2000, 2079, 1980, 1999, 2026]


def test_a_day_that_does_not_exist_is_no_day() -> None:
    """Nothing rolls over into the next month."""
    assert [day_of(2026, 2, 29), day_of(2026, 13, 1), day_of(2026, 1, 0)] == [None, None, None]
    assert day_of(2024, 2, 29) == date(2024, 2, 29)


def test_a_term_is_counted_in_months_or_in_days() -> None:
    """From a start or back from an end; it fits a period of exactly its length."""
    year, weeks = Term(months=12), Term(days=28)

    assert (year.last_day(date(2026, 2, 1)), year.first_day(date(2027, 1, 31))) == (date(2027, 1, 31), date(2026, 2, 1))
    assert (weeks.last_day(date(2026, 2, 2)), weeks.first_day(date(2026, 3, 1))) == (date(2026, 3, 1), date(2026, 2, 2))
    assert [year.fits((date(2026, 2, 1), date(2027, 1, day))) for day in (30, 31)] == [False, True]
    assert [weeks.fits((date(2026, 2, 2), date(2026, 3, day))) for day in (1, 2)] == [True, False]
    assert not Term().fits((date(2026, 2, 1), date(2026, 1, 31)))
    assert Term(months=1).first_day(date(2026, 3, 29)) is None


def test_a_term_beyond_the_calendar_has_no_end() -> None:
    """Years are counted from 1 to 9999."""
    for term in (Term(months=12), Term(days=400)):
        assert term.last_day(date(9999, 2, 1)) is None
        assert term.first_day(date(1, 2, 1)) is None


def test_a_day_is_written_with_the_months_name() -> None:
    """So that people of every country read it alike."""
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"

    assert " ".join(written(date(2026, month, 5)).split()[1] for month in range(1, 13)) == names
    assert written(date(2026, 2, 1)) == "1 Feb 2026"
