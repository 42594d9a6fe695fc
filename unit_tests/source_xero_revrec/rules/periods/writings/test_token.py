"""A word of a text, in the order of day and month that is asked for."""

from __future__ import annotations

import re
from datetime import date

from source_xero_revrec.rules.periods.writings.token import Token, found, one_day

BY_DAY, BY_MONTH = (date(2026, 2, 1),) * 2, (date(2026, 1, 2),) * 2


def test_a_date_is_read_in_the_order_given_or_in_the_only_one() -> None:
    """A day that exists in one order alone is that day in both."""
    both = Token("D", 0, 1, (BY_DAY, BY_MONTH))
    assert (both.span(day_first=True), both.span(day_first=False)) == (BY_DAY, BY_MONTH)
    for spans in ((BY_DAY, None), (None, BY_DAY)):
        assert {Token("D", 0, 1, spans).span(day_first=order) for order in (True, False)} == {BY_DAY}
    assert Token("D", 0, 1).span(day_first=True) is None


def test_a_date_without_its_year_is_read_in_the_order_given() -> None:
    """A month and a day."""
    token = Token("u", 0, 1, month_days=((2, 1), (1, 2)))

    assert (token.month_day(day_first=True), token.month_day(day_first=False)) == ((2, 1), (1, 2))


def test_a_match_becomes_a_token_of_one_reading() -> None:
    """With its place, its days and its number."""
    match = re.compile("b+").search("abbc")
    assert match
    assert found("M", match, BY_DAY, number=3) == Token("M", 1, 3, (BY_DAY, BY_DAY), number=3)
    assert found("X", match) == Token("X", 1, 3, (None, None), number=0)


def test_a_day_is_a_period_of_its_own() -> None:
    """What does not exist is none."""
    assert one_day(date(2026, 2, 1)) == BY_DAY
    assert one_day(None) is None


def test_what_a_token_does_not_say_is_nothing() -> None:
    """It names no days, counts nothing and measures nothing."""
    assert Token("w", 0, 1) == Token(
        kind="w",
        begin=0,
        stop=1,
        spans=(None, None),
        month_days=((0, 0), (0, 0)),
        number=0,
        place=(0, 0),
        term=None,
        plain=False,
    )
