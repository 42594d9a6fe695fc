"""What the journals must have done for a line by a month's end."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.recognition.closed_line import Closed, closed_line, effect
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

    assert (held.held, effect(held, Closed(number("2026-01")))) == ("no_period", {})
