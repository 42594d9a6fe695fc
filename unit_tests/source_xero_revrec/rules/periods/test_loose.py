"""Days without a year that look like months."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.loose import is_day_of, may_be_a_day, may_be_days, spans_years
from source_xero_revrec.rules.periods.writings.calendar_dates import months
from source_xero_revrec.rules.periods.writings.lexer import tokens

MARCH = (3, 31)


def days(text: str, *, day_leads: bool) -> bool:
    """Tell whether the two dates of a text may be days."""
    first, _, last = tokens(text, MARCH)
    return may_be_days(first, last, day_leads=day_leads)


@pytest.mark.parametrize(
    "text",
    ["Jan 10 - Jan 17", "Dec 22 - Jan 26", "Dec 01 - Jan 31", "Nov 20 - Feb 26", "Oct 30 - Jan 31", "Jan 26 - Mar 27"],
)
def test_a_cycle_may_be_told_in_days_everywhere(text: str) -> None:
    """As months they would be years apart, or end where a month does."""
    assert days(text, day_leads=True)
    assert days(text, day_leads=False)


@pytest.mark.parametrize("text", ["Dec 25 - Jan 26", "Oct 28 - Nov 28", "Mar 27 - Apr 27", "Apr 26 - Jun 26"])
def test_months_in_a_row_may_be_days_where_the_month_leads(text: str) -> None:
    """In Britain 27 March is written with its day first."""
    assert days(text, day_leads=False)
    assert not days(text, day_leads=True)


@pytest.mark.parametrize("text", ["Feb 26 - Jan 27", "Jan 26 - Dec 26", "Apr 26 - Mar 29", "Feb 30 - Mar 30"])
def test_a_year_is_told_in_months(text: str) -> None:
    """And so is what no calendar has as a day."""
    assert not days(text, day_leads=False)


def test_months_a_year_apart_would_be_a_short_cycle_in_days() -> None:
    """From December 2022 to January 2026, and not from May 2026 to April 2029."""
    assert spans_years(months(2022, 12), months(2026, 1))
    assert not spans_years(months(2026, 12), months(2027, 1))
    assert not spans_years(months(2026, 5), months(2029, 4))


def test_only_a_day_of_the_calendar_may_be_one() -> None:
    """Feb 45 is a month."""
    assert may_be_a_day(tokens("Feb 29", MARCH)[0])
    assert not may_be_a_day(tokens("Feb 45", MARCH)[0])


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("May 15 - Jun 14, 2026", True),
        ("Dec 15 - Jan 14, 2027", True),
        ("Apr 26 - May 25, 2026", True),
        ("Apr 26 - Mar 31, 2027", False),
        ("Feb 26 - 31 Mar 2026", False),
        ("Feb 45 - Mar 30, 2026", False),
        ("Q1 26 - Mar 30, 2026", False),
        ("Feb 15 - Mar 2026", False),
        ("Feb 15 - Feb 30, 2026", False),
    ],
)
def test_a_day_takes_the_year_of_the_date_written_alike(text: str, is_day: bool) -> None:  # noqa: FBT001
    """Unless it may be a month up to another month's end."""
    assert is_day_of(Sentence(text, tuple(tokens(text, MARCH))), 0, 2) == is_day
