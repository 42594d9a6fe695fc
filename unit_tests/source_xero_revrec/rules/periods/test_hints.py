"""What a text says of a period that it does not name whole."""

from __future__ import annotations

from datetime import date

import pytest

from source_xero_revrec.rules.periods.hints import NO_HINTS, Hints
from source_xero_revrec.rules.periods.reading import read_period
from source_xero_revrec.rules.periods.writings.calendar_dates import Term

START, END = SPAN = (date(2026, 11, 15), date(2027, 1, 14))


@pytest.mark.parametrize(
    ("hints", "contradict"),
    [
        (NO_HINTS, False),
        (Hints(starts=(START,)), False),
        (Hints(starts=(END,)), True),
        (Hints(ends=(END,)), False),
        (Hints(ends=(START,)), True),
        (Hints(terms=(Term(months=2),)), False),
        (Hints(terms=(Term(months=2), Term(months=3))), True),
    ],
)
def test_a_period_agrees_with_hints_or_not(hints: Hints, contradict: bool) -> None:  # noqa: FBT001
    """Starts, ends and terms are its own."""
    assert hints.contradict(SPAN) == contradict


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
        ("2 months, annual", Hints(terms=(Term(months=2),))),
        ("01/02/2026", NO_HINTS),
    ],
)
def test_hints_are_what_a_text_without_a_period_says(text: str, hints: Hints) -> None:
    """A date in numbers that may be read in two ways says nothing."""
    found = read_period(text, day_first=True, year_end=(3, 31))

    assert (found.span, found.note, found.hints) == (None, "", hints)
