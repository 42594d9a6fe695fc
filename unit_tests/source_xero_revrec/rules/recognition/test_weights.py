"""Shares of months are exact and add up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.recognition.months import days_in, month_of, period
from source_xero_revrec.rules.recognition.weights import METHODS, Method, weights

STARTS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
SPANS = st.tuples(STARTS, st.integers(0, 2_000)).map(lambda drawn: (drawn[0], drawn[0] + timedelta(drawn[1])))


def shares(method: Method, start: date, end: date) -> dict[str, Fraction]:
    """Return the share of each month."""
    found = weights(method, start, end)
    parts = [after - before for before, after in zip((0, *found.upto), found.upto, strict=False)]
    return {period(found.first + place): Fraction(part, found.whole) for place, part in enumerate(parts)}


@given(st.sampled_from(METHODS), SPANS)
def test_shares_are_not_negative_and_add_up_to_one(method: Method, span: tuple[date, date]) -> None:
    """Whatever the service, all of it belongs to its months and to no other."""
    found = shares(method, *span)

    assert sum(found.values()) == 1
    assert min(found.values()) >= 0
    assert {*found} <= {period(month) for month in range(month_of(span[0]), month_of(span[1]) + 1)}


@given(SPANS)
def test_daily_shares_count_days(span: tuple[date, date]) -> None:
    """Each day weighs the same, leap days among them."""
    start, end = span
    days = [start + timedelta(number) for number in range((end - start).days + 1)]

    assert shares("daily", *span) == {
        month: Fraction(sum(f"{day:%Y-%m}" == month for day in days), len(days))
        for month in {f"{day:%Y-%m}" for day in days}
    }


@given(SPANS)
def test_monthly_shares_count_the_served_part_of_each_month(span: tuple[date, date]) -> None:
    """A whole month weighs one whatever its length, a part of one by its days."""
    start, end = span
    days = [start + timedelta(number) for number in range((end - start).days + 1)]
    served: dict[str, Fraction] = {}
    for day in days:
        served[f"{day:%Y-%m}"] = served.get(f"{day:%Y-%m}", Fraction(0)) + Fraction(1, days_in(month_of(day)))

    assert shares("monthly", *span) == {month: part / sum(served.values()) for month, part in served.items()}


def test_everything_may_belong_to_the_first_or_the_last_month() -> None:
    """at_start, at_end and the day of the document put all of it into one month."""
    span = date(2026, 1, 15), date(2026, 4, 14)

    assert shares("point_in_time", span[0], span[0]) == shares("point_in_time", *span) == {"2026-01": 1}
    assert shares("at_start", *span) == {"2026-01": 1}
    assert shares("at_end", *span) == {"2026-04": 1}


def test_service_that_ends_before_it_starts_is_refused() -> None:
    """Nothing is made of such dates."""
    with pytest.raises(ValueError, match="ends before it starts"):
        weights("monthly", date(2026, 2, 1), date(2026, 1, 31))


def test_nothing_belongs_to_months_outside() -> None:
    """Before the first month nothing was earned, after the last one everything."""
    found = weights("monthly", date(2026, 1, 1), date(2026, 3, 31))

    assert found.until(found.first - 1) == 0
    assert found.until(found.last) == found.until(found.last + 9) == found.whole
