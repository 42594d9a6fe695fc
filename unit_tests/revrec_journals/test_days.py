"""Days are read in the order that somebody named, and in no other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.days import (
    DAY_FIRST,
    ISO,
    MONTH_END,
    MONTH_FIRST,
    centuries,
    has_time,
    is_whole_number,
    order_fault,
    read_day,
    reads_as,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PATTERNS = {
    "DD.MM.YYYY": "%d.%m.%Y",
    "YYYY/MM/DD": "%Y/%m/%d",
    "YYYYMMDD": "%Y%m%d",
    "DD-MMM-YY": "%d-%b-%y",
    "MMMM DD, YYYY": "%B %d, %Y",
}
WRITINGS = {
    DAY_FIRST: ["%d/%m/%Y", "%d.%m.%y", "%d-%m-%Y", "%d %b %Y", "%d-%B-%y", "%d/%m/%Y 00:00:00"],
    MONTH_FIRST: ["%m/%d/%Y", "%m.%d.%y", "%m-%d-%Y", "%b %d, %Y", "%d-%b-%y", "%m/%d/%Y 12:00:00 AM"],
    ISO: ["%Y-%m-%d", "%Y-%m-%dT00:00:00Z"],
}


@given(DAYS, st.sampled_from([(order, each) for order, writings in WRITINGS.items() for each in writings]))
def test_a_day_in_a_named_order_is_read_back(day: date, written: tuple[str, str]) -> None:
    """With any mark between its parts, with names of months, with midnight behind it."""
    order, writing = written
    no_century = "%y" in writing and day.year > 2049

    assert read_day(day.strftime(writing), order) == (None if no_century else day)


@given(DAYS, st.sampled_from([*PATTERNS]))
def test_a_day_in_a_pattern_is_read_back(day: date, pattern: str) -> None:
    """And in no other writing but YYYY-MM-DD."""
    assert order_fault(pattern) == ""
    if "%y" not in PATTERNS[pattern] or day.year < 2050:
        assert read_day(day.strftime(PATTERNS[pattern]), pattern) == day
    assert read_day(day.isoformat(), pattern) == day
    assert read_day(f"{day.day}/{day.month}/{day.year}", pattern) is None


@given(DAYS)
def test_the_two_orders_of_people_differ_where_both_can_be(day: date) -> None:
    """That is why a date is never read without its order."""
    text = f"{day.day}/{day.month}/{day.year}"
    found = reads_as(text)

    assert found[DAY_FIRST] == day
    assert (MONTH_FIRST in found) == (day.day <= 12)
    assert read_day(text, ISO) is None


@pytest.mark.parametrize("order", [ISO, DAY_FIRST, MONTH_FIRST, "DD.MM.YYYY"])
def test_a_day_of_iso_is_read_in_every_order(order: str) -> None:
    """It can be read in one way alone, and Excel's days come so."""
    assert read_day("2026-01-31", order) == date(2026, 1, 31)
    assert read_day("2026-01-31T00:00:00Z", order) == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("01/31/2026", DAY_FIRST),
        ("31/01/2026", MONTH_FIRST),
        ("30/02/2026", DAY_FIRST),
        ("31/01/026", DAY_FIRST),
        ("31/01.2026", DAY_FIRST),
        ("31 Foo 2026", DAY_FIRST),
        ("31 Janu 2026", DAY_FIRST),
        ("31/01/2026 10:00", DAY_FIRST),
        ("2026/01/31", DAY_FIRST),
        ("1/1/2026", "DD/MM/YYYY"),
        ("46053", DAY_FIRST),
        ("31/01/99", DAY_FIRST),
        ("31-Jan-50", MONTH_FIRST),
        ("0026-01-31", ISO),
        ("31/01/2206", DAY_FIRST),
    ],
)
def test_what_the_order_does_not_explain_is_no_day(text: str, order: str) -> None:
    """Nothing is turned around to make a day of it."""
    assert read_day(text, order) is None


@pytest.mark.parametrize(
    ("text", "order", "days"),
    [
        ("31/01/99", DAY_FIRST, (date(1999, 1, 31), date(2099, 1, 31))),
        ("29/02/00", DAY_FIRST, (date(2000, 2, 29),)),
        ("31-Jan-50", "DD-MMM-YY", (date(2050, 1, 31),)),
        ("31/01/2099", DAY_FIRST, ()),
        ("99", ISO, ()),
    ],
)
def test_the_centuries_that_two_digits_may_be_of_are_told(text: str, order: str, days: tuple[date, ...]) -> None:
    """Of 1999 and 2099 nobody can say which is meant."""
    assert centuries(text, order) == days


def test_a_time_of_day_is_told_from_no_day() -> None:
    """Its day depends on the time zone."""
    assert has_time("31/01/2026 11:00", DAY_FIRST)
    assert has_time("2026-01-31T23:30:00Z")
    assert not has_time("31/01/2026 00:00", DAY_FIRST)
    assert not has_time("x 11:00")


NEITHER = "is neither iso, day_first, month_first, month_end, nor a pattern of YYYY or YY, M to MMMM, and D or DD"

TOGETHER = "has nothing between D and M, so that 1122026 could be 11 February or 1 December: write DD or MM"


@pytest.mark.parametrize(
    ("order", "fault"),
    [
        ("month", NEITHER),
        ("DD.MM", NEITHER),
        ("DD.MM.YYYY.DD", NEITHER),
        ("YYYY-Q-DD", NEITHER),
        ("%d/%m/%Y", NEITHER),
        ("YYYY-DD-MM", "has the day between year and month, where everybody else has the month"),
        ("DMYYYY", TOGETHER),
        ("YYYYMD", TOGETHER),
        ("D0MYY", TOGETHER),
        ("DMMYYYY", ""),
        ("DMMMYYYY", ""),
        ("YYYY-MM-DD", ""),
        ("D M YY", ""),
        (DAY_FIRST, ""),
        (MONTH_FIRST, ""),
        (ISO, ""),
    ],
)
def test_an_order_that_is_none_is_told(order: str, fault: str) -> None:
    """Nothing would be read by it, or something that nobody means."""
    assert order_fault(order) == fault


@pytest.mark.parametrize("year", [1953, 1954, 2119, 2120])
def test_years_in_which_no_journal_can_be_are_none(year: int) -> None:
    """A digit slipped; on either side the year beside it is one."""
    day = date(year, 1, 31)

    assert read_day(day.isoformat()) == read_day(f"31/01/{year}", DAY_FIRST) == (day if 1954 <= year < 2120 else None)


@pytest.mark.parametrize(("year", "found"), [("49", date(2049, 1, 31)), ("50", None), ("00", date(2000, 1, 31))])
def test_two_digits_are_of_this_century_up_to_49(year: str, found: date | None) -> None:
    """Beyond that nobody can tell."""
    assert read_day(f"31/01/{year}", DAY_FIRST) == found


def test_a_period_is_its_last_day_where_somebody_says_so() -> None:
    """A month without a day is no day otherwise."""
    assert read_day("2028-02", MONTH_END) == date(2028, 2, 29)
    assert read_day("2026-01-15", MONTH_END) == date(2026, 1, 15)
    assert order_fault(MONTH_END) == ""
    assert [read_day(text, order) for text, order in (("2026-02", ISO), ("2026-13", MONTH_END))] == [None, None]


def test_september_has_two_short_names() -> None:
    """Sept is what the British write."""
    assert read_day("30 Sept 2026", DAY_FIRST) == read_day("30-Sep-26", DAY_FIRST) == date(2026, 9, 30)


def test_a_pattern_of_nothing_but_digits_is_a_whole_number() -> None:
    """Such as a number in Excel may be."""
    assert all(map(is_whole_number, ("YYYYMMDD", "DDMMYY")))
    assert not any(map(is_whole_number, (ISO, DAY_FIRST, MONTH_FIRST, MONTH_END, "DD.MM.YYYY", "DDMMMYY")))
