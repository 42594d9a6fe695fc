"""What the journals must have done for a line by a month's end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from source_xero_revrec.rules.recognition.closed_line import Closed, ClosedLine, closed_line, effect
from unit_tests.source_xero_revrec.rules.recognition.made_lines import (
    DEFERRED,
    SALES,
    SOLD_INTO,
    Line,
    decided,
    line,
    sold_into,
)
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month as number

YEAR = "2026-01-01", "2026-12-31"


def moved(each: Line, month: str, opening: str = "") -> dict[str, int]:
    """Return what is brought about by a month's end, by account."""
    closed = Closed(number(month), number(opening) if opening else None)
    return {account: amount for (account, _), amount in effect(closed_line(decided(each), closed), closed).items()}


@pytest.mark.parametrize(
    ("month", "deferred"), [("2025-12", 0), ("2026-01", 110_000), ("2026-06", 60_000), ("2026-12", 0)]
)
def test_what_was_booked_to_revenue_is_deferred_until_it_is_earned(month: str, deferred: int) -> None:
    """Nothing before its invoice, and nothing once it is earned."""
    expected = {DEFERRED: deferred, SALES: -deferred} if deferred else {}

    assert moved(line(120_000, "2026-01-05", *YEAR), month) == expected


def test_what_was_sold_into_a_liability_is_released() -> None:
    """The share that is earned."""
    assert moved(sold_into(120_000, "2026-01-05", *YEAR), "2026-02") == {SOLD_INTO: -20_000, SALES: 20_000}


def test_before_recognition_began_nothing_counts() -> None:
    """What the ledger held at the cut-over is taken as it is."""
    assert moved(line(120_000, "2026-01-05", *YEAR), "2026-03", "2026-01") == {DEFERRED: -20_000, SALES: 20_000}


def test_a_held_line_moves_nothing() -> None:
    """It says why, and is no schedule."""
    held = closed_line(decided(line(5_000, "2026-01-05")), Closed(number("2026-01")))

    assert effect(held, Closed(number("2026-01"))) == {}


SAID: dict[str, Any] = {
    "item_number": "1",
    "product": "PLAN",
    "account": SALES,
    "billed": date(2026, 1, 5),
    "start": date(2026, 1, 1),
    "end": date(2026, 12, 31),
    "period_rule": "line_description",
    "tracking": (("region", "north"),),
    "currency": "USD",
    "amount": 240_000,
    "home": 120_000,
}
OTHERWISE = {name: SAID[name] for name in ("period_rule", "tracking", "currency", "home")}


@pytest.mark.parametrize(("opening", "before"), [("", 0), ("2026-01", 10_000)])
def test_a_line_is_remembered_as_it_stands_at_the_end_of_the_month(opening: str, before: int) -> None:
    """With what it says, its accounts and method, and what is recognised by then in both currencies."""
    closed = Closed(number("2026-02"), number(opening) if opening else None)

    assert closed_line(decided(line(240_000, "2026-01-05", *YEAR, **OTHERWISE)), closed) == ClosedLine(
        **SAID,
        held="",
        way="revenue",
        deferred=DEFERRED,
        revenue=SALES,
        method="monthly",
        upto=40_000,
        upto_home=20_000,
        before_home=before,
    )


def test_a_line_that_has_no_schedule_is_remembered_with_its_reason() -> None:
    """Nothing of it is recognised; without a rate it has no home amount."""
    held = line(240_000, "2026-01-05", *YEAR, **{**OTHERWISE, "home": None})

    assert closed_line(decided(held), Closed(number("2026-02"))) == ClosedLine(
        **{**SAID, "home": 0},
        held="no_rate",
        way="",
        deferred="",
        revenue="",
        method="",
        upto=0,
        upto_home=0,
        before_home=0,
    )


def test_what_is_billed_in_the_month_itself_is_deferred_in_it() -> None:
    """Not a month sooner, though its service began before."""
    sooner = line(120_000, "2026-02-05", *YEAR)

    assert moved(sooner, "2026-01") == {}
    assert moved(sooner, "2026-02") == {DEFERRED: 100_000, SALES: -100_000}
    assert moved(sooner, "2026-03", "2026-02") == {DEFERRED: -10_000, SALES: 10_000}
