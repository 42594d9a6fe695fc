"""Calendar months as numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.recognition.months import (
    days_in,
    first_day,
    is_of_books,
    last_day,
    last_whole_month,
    month_from,
    month_of,
    period,
)

DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31))


@given(DAYS)
def test_a_day_lies_between_the_first_and_the_last_of_its_month(day: date) -> None:
    """Every day has one month, whose neighbours begin and end beside it."""
    month = month_of(day)

    assert first_day(month) <= day <= last_day(month)
    assert last_day(month) + timedelta(1) == first_day(month + 1)
    assert (last_day(month) - first_day(month)).days + 1 == days_in(month)


@given(DAYS)
def test_a_written_month_reads_back(day: date) -> None:
    """2026-01 is January 2026, both ways."""
    assert month_from(period(month_of(day))) == month_of(day)
    assert period(month_of(day)) == f"{day:%Y-%m}".rjust(7, "0")


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-1", "2026-13", "2026-00", "26-01", "2026/01", "2026-01-01", "²026-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    """A month is four digits, a hyphen and two digits that name one."""
    with pytest.raises(ValueError, match="is no month; write it as 2026-01"):
        month_from(text)


@pytest.mark.parametrize(
    ("text", "books_have_it"),
    [("0001-01", False), ("1899-12", False), ("1900-01", True), ("2199-12", True), ("2200-01", False)],
)
def test_months_of_other_centuries_are_of_no_books(text: str, *, books_have_it: bool) -> None:
    """Somebody mistyped a year; thousands of months would be rolled forward for it."""
    assert is_of_books(month_from(text)) == books_have_it


@pytest.mark.parametrize(
    ("day", "month"),
    [("2026-01-31", "2026-01"), ("2026-01-30", "2025-12"), ("2024-02-28", "2024-01"), ("2024-02-29", "2024-02")],
)
def test_a_month_is_whole_with_its_last_day_only(day: str, month: str) -> None:
    """A lock date in the middle of a month leaves that month open."""
    assert period(last_whole_month(date.fromisoformat(day))) == month
