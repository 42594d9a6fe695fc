"""What a text says of a period that it does not name whole."""

from __future__ import annotations

from datetime import date

import pytest

from source_xero_revrec.rules.periods.hints import NO_HINTS, Hints
from source_xero_revrec.rules.periods.reading import read_period
from source_xero_revrec.rules.periods.writings.calendar_dates import Term

START, END = SPAN = (date(2026, 11, 15), date(2027, 1, 14))


@pytest.mark.parametrize(
    ("hints", "contradict", "outside"),
    [
        (NO_HINTS, False, False),
        (Hints(starts=(START,)), False, False),
        (Hints(starts=(END,)), True, False),
        (Hints(ends=(END,)), False, False),
        (Hints(ends=(START,)), True, False),
        (Hints(terms=(Term(months=2),)), False, False),
        (Hints(terms=(Term(months=2), Term(months=3))), True, False),
        (Hints(rhythms=(Term(months=2),)), False, False),
        (Hints(rhythms=(Term(months=1),)), False, True),
        (Hints(days=((START, START), (END, END))), False, False),
        (Hints(days=((date(2026, 11, 14), START),)), False, True),
        (Hints(days=((END, date(2027, 1, 15)),)), False, True),
        (Hints(months=(11, 12, 1)), False, False),
        (Hints(months=(10,)), False, True),
        (Hints(months=(2,)), False, True),
        (Hints(years=(2026, 2027)), False, False),
        (Hints(years=(2025,)), False, True),
        (Hints(years=(2028,)), False, True),
    ],
)
def test_a_period_agrees_with_hints_or_not(hints: Hints, contradict: bool, outside: bool) -> None:  # noqa: FBT001
    """Starts, ends and terms are its own; days, months and years lie within it."""
    assert (hints.contradict(SPAN), hints.lie_outside(SPAN)) == (contradict, outside)


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("Consulting", NO_HINTS),
        ("from 15 Nov 2026", Hints(starts=(START,))),
        ("15 Nov 2026 onwards", Hints(starts=(START,))),
        ("until 14 Jan 2027", Hints(ends=(END,))),
        ("from Nov 2026", Hints(starts=(date(2026, 11, 1),))),
        ("until Jan 2027", Hints(ends=(date(2027, 1, 31),))),
        ("dated 14 Jan 2027", NO_HINTS),
        (
            "2 months, annual, weekly, monthly",
            Hints(terms=(Term(months=2),), rhythms=(Term(months=12), Term(months=1))),
        ),
        ("15 Nov 2026 05/05/2026", Hints(days=((START, START), (date(2026, 5, 5), date(2026, 5, 5))))),
        ("01/02/2026", NO_HINTS),
        ("March plan 2026", Hints(months=(3,), years=(2026,))),
    ],
)
def test_hints_are_what_a_text_without_a_period_says(text: str, hints: Hints) -> None:
    """A date in numbers that may be read in two ways says nothing."""
    found = read_period(text, day_first=True, year_end=(3, 31))

    assert (found.span, found.note, found.hints) == (None, "", hints)
