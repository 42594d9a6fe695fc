"""Ranges and lists are one period, or say why they are none."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.ranges import NO_FINANCIAL_YEAR
from source_xero_revrec.rules.periods.writings.lexer import tokens

MARCH, DECEMBER = (3, 31), (12, 31)


def only(text: str, year_end: tuple[int, int] = MARCH) -> tuple[str, str, bool, bool]:
    """Return the days of a text's one period or its fault, whether it is a range, and whether it is strong."""
    (claim,) = [claim for claim in claims(Sentence(text, tuple(tokens(text, year_end)))) if claim.role == "period"]
    days = f"{claim.span[0]} {claim.span[1]}" if claim.span else ""
    return days, claim.fault, claim.ranged, claim.strong


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 Feb 2026 to 31 Jan 2027", "2026-02-01 2027-01-31"),
        ("Feb 2026 - 5 Mar 2026", "2026-02-01 2026-03-05"),
        ("Q1 2026 - Feb 2027", "2026-01-01 2027-02-28"),
        ("FY26 to FY27", "2025-04-01 2027-03-31"),
        ("Q1 26 - Q2 26", "2026-01-01 2026-06-30"),
        ("Feb 2026 - Feb 2026", "2026-02-01 2026-02-28"),
        ("1 Feb 2026 - 1 Feb 2027", "2026-02-01 2027-02-01"),
        ("Feb 26 - Jan 27", "2026-02-01 2027-01-31"),
        ("Jan 26 - Dec 26", "2026-01-01 2026-12-31"),
        ("Jul-26 - Jun-27", "2026-07-01 2027-06-30"),
        ("Jan-26 - Dec-27", "2026-01-01 2027-12-31"),
        ("Jan-26 - Mar-26", "2026-01-01 2026-03-31"),
        ("Jun-45 - Jul-46", "2045-06-01 2046-07-31"),
        ("1 May 2026 up to but not including 1 Jun 2026", "2026-05-01 2026-05-31"),
        ("4/2026-3/2027", "2026-04-01 2027-03-31"),
        ("1. bis 15. Mai 2026", "2026-05-01 2026-05-15"),
        ("Villa 3 - 10 July 2026", "2026-07-03 2026-07-10"),
        ("Feb 30 - Mar 30", "2030-02-01 2030-03-31"),
        ("Feb 30 - Mar 31", "2030-02-01 2031-03-31"),
        ("2026-02-01/2027-01-31", "2026-02-01 2027-01-31"),
        ("1 - 28 Feb 2026", "2026-02-01 2026-02-28"),
        ("15 Nov - 14 Jan 2027", "2026-11-15 2027-01-14"),
        ("1 Feb - 28 Feb 2026", "2026-02-01 2026-02-28"),
        ("1/2 - 31/3/2026", "2026-02-01 2026-03-31"),
        ("Feb 1 - 28, 2026", "2026-02-01 2026-02-28"),
        ("Feb 10 - 28, 2026", "2026-02-10 2026-02-28"),
        ("Jan - Mar 2026", "2026-01-01 2026-03-31"),
        ("Nov - Jan 2027", "2026-11-01 2027-01-31"),
        ("Mar - Mar 2026", "2026-03-01 2026-03-31"),
        ("Q1 - Q3 2026", "2026-01-01 2026-09-30"),
        ("Q4 - Q1 2027", "2026-10-01 2027-03-31"),
        ("Q1 & Q2 FY27", "2026-04-01 2026-09-30"),
        ("H1 - H2 2026", "2026-01-01 2026-12-31"),
        ("Users 1 Feb 2026 - 3 Feb 2026", "2026-02-01 2026-02-03"),
        ("5 users 3-5 March 2026", "2026-03-03 2026-03-05"),
        ("Workshop 3-5 March 2026", "2026-03-03 2026-03-05"),
        ("3 nights 3-5 March 2026", "2026-03-03 2026-03-05"),
    ],
)
def test_a_range_is_read_from_its_start_to_its_end(text: str, days: str) -> None:
    """A year that is told once is that of the end."""
    assert only(text) == (days, "", True, True)


@pytest.mark.parametrize(
    ("text", "days", "strong"),
    [
        ("Jan, Feb & Mar 2026", "2026-01-01 2026-03-31", False),
        ("Dec & Jan 2027", "2026-12-01 2027-01-31", False),
        ("Jan 2026, Feb 2026 and Mar 2026", "2026-01-01 2026-03-31", False),
        ("FY26, FY27", "2025-04-01 2027-03-31", False),
        ("Q1 (Jan-Mar) 2026", "2026-01-01 2026-03-31", True),
        ("H1 (Apr-Sep) FY27", "2026-04-01 2026-09-30", True),
        ("Q1 (Jan-Mar) calendar year 2026", "2026-01-01 2026-03-31", True),
    ],
)
def test_a_list_in_a_row_is_one_period(text: str, days: str, strong: bool) -> None:  # noqa: FBT001
    """Months, parts of a year, years."""
    assert only(text) == (days, "", False, strong)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1 Jan 2026 - 2 Jan 2026 - 3 Jan 2026", "joins more than two dates"),
        ("Feb 26 - 31 Mar 2026", "may hold a day without its year"),
        ("Jan 10 - Jan 17", "may hold a day without its year"),
        ("Jan 10 - Mar 2026", "may hold a day without its year"),
        ("Jun-26 - Jul-27", "may hold a day without its year"),
        ("Q1 26 - Feb 27", "may hold a day without its year"),
        ("Jan - Mar 26", "may hold a day without its year"),
        ("Q1 - Q2 26", "may hold a day without its year"),
        ("Jan & Mar 26", "may hold a day without its year"),
        ("Feb 2026 - Feb 2027", "may end before its last month"),
        ("Feb 2026 - Feb 2028", "may end before its last month"),
        ("FY26/28 - FY28", NO_FINANCIAL_YEAR),
        ("FY25 - FY26/28", NO_FINANCIAL_YEAR),
        ("Q1 - Q2 FY26/28", NO_FINANCIAL_YEAR),
        ("30 Feb 2026 - 31 Mar 2026", "names a day that does not exist"),
        ("1 Feb 2026 - 30 Feb 2026", "names a day that does not exist"),
        ("1 - 31 Apr 2026", "names a day that does not exist"),
        ("30 Feb - 31 Mar 2026", "names a day that does not exist"),
        ("Feb 1 - 30, 2026", "names a day that does not exist"),
        ("Users 3-5 March 2026", "may be days, or tell which users is meant"),
        ("Room: 5 Feb 2026 - Mar 2026", "may be days, or tell which room is meant"),
        ("Villa 5 Feb 2026 - Mar 2026", "may be days, or tell which villa is meant"),
        ("15 Jan - Mar 2026", "begins on a day without its year"),
        ("Q1/Q3 2026", "names parts of a year that do not follow each other"),
        ("Q1, Q3 2026", "names parts of a year that do not follow each other"),
        ("Jan & Mar 2026", "names months that do not follow each other"),
        ("Feb, Jan 2026", "names months that do not follow each other"),
        ("Q1 (Apr-Jun) 2026", "names a part of a year and other months"),
        ("Q1 (Jan-Apr) 2026", "names a part of a year and other months"),
        ("Q1 (Mar) 2026", "names a part of a year and other months"),
        ("Q1 (Apr-Jun) FY26/28", "names a part of a year and other months"),
    ],
)
def test_a_range_that_is_none_says_why(text: str, fault: str) -> None:
    """Nothing is guessed."""
    days, why, _, _ = only(text)

    assert (days, why) == ("", fault)


def test_periods_that_do_not_follow_each_other_are_periods_of_their_own() -> None:
    """Each is one."""
    for text in ("Jan 2026, Mar 2026", "FY26/28, FY28", "Jan 2026 & Jan 2026"):
        found = claims(Sentence(text, tuple(tokens(text, MARCH))))
        assert [claim.role for claim in found] == ["period", "period"]


def test_a_stroke_joins_dates_of_one_kind_alone() -> None:
    """2026-02-01/2027-01-31 is the standard's; 1 Feb 2026/3 Mar 2026 may be a list, and so is one with a plus."""
    for text in ("1 Feb 2026/2026-03-01", "2026-02-01/1 Mar 2026", "2026-02-01+2026-03-01"):
        assert claims(Sentence(text, tuple(tokens(text, MARCH)))) == []


def test_parts_are_counted_back_over_the_turn_of_the_year() -> None:
    """A year that ends in November has its first quarter in two calendar years."""
    assert only("Q4 - Q1 FY27", (11, 30))[0] == "2026-09-01 2027-02-28"
    assert only("Q1 - Q2 FY27", (11, 30))[0] == "2026-12-01 2027-05-31"
