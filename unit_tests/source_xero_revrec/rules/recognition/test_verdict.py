"""A close is refused for every reason at once, each with its remedy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from source_xero_revrec.rules.recognition.line import Held
from source_xero_revrec.rules.recognition.verdict import CloseFindings, refusals

GOOD = CloseFindings(
    period="2026-01",
    currency="NZD",
    is_over=True,
    failing=(),
    held_lines=0,
    held=Decimal(0),
    held_without_rate=0,
    unposted=(),
    prior=Decimal(0),
    unnamed=(("835", Decimal(0)),),
    tied=True,
)


def told(found: CloseFindings, *, limit: int = 0, preview: bool = False) -> list[str]:
    """Return what is refused."""
    limits = {"held_limit": Decimal(limit), "restate_limit": Decimal(limit)}
    return [each.what for each in refusals(found, **limits, preview=preview)]


def test_a_month_without_a_fault_may_be_closed() -> None:
    """There is nothing to say."""
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"is_over": False}, "2026-01 is not over"),
        ({"failing": (("B1", "2026-01: one is missing"),)}, "B1: 2026-01: one is missing"),
        ({"held_lines": 2, "held": Decimal("0.01")}, "2 lines are held, 0.01 NZD, and the limit is 0.00 NZD"),
        ({"held_lines": 1, "held_without_rate": 1}, "1 line is held, 0.00 NZD, 1 of them without a rate"),
        ({"unposted": ("A", "B", "C", "D")}, "not in Xero: A, B, C and 1 more"),
        ({"prior": Decimal("0.01")}, "0.01 NZD would be made up for closed months"),
        ({"prior": Decimal(1), "prior_where": {"voided": ["INV-1"]}}, "limit is 0.00 NZD (voided: INV-1)"),
        ({"unnamed": (("835", Decimal("-0.01")),)}, "account 835 does not tie: -0.01 NZD has no name"),
        ({"tied": False}, "Trial Balance was not read"),
    ],
)
def test_each_reason_refuses_by_itself(fields: dict[str, Any], what: str) -> None:
    """It is told with its amount."""
    (found,) = told(replace(GOOD, **fields))

    assert what in found


def test_all_reasons_are_told_at_once() -> None:
    """Nobody mends one to find the next."""
    assert len(told(replace(GOOD, is_over=False, unposted=("A",), prior=Decimal(1), tied=False))) == 4


def test_limits_let_amounts_pass() -> None:
    """Up to the limit, and no cent more."""
    within = replace(GOOD, held_lines=1, held=Decimal(50), prior=Decimal(50))

    assert told(within, limit=50) == []
    assert len(told(replace(within, held=Decimal("50.01"), prior=Decimal("50.01")), limit=50)) == 2


def test_a_preview_may_be_made_of_a_month_that_runs() -> None:
    """Everything else is told all the same."""
    assert told(replace(GOOD, is_over=False), preview=True) == []


def test_held_lines_are_named_with_the_remedy_of_their_reason() -> None:
    """A rate does not help a line without a period, nor a period one without an account."""
    numbers = [f"INV-{number}" for number in range(1, 6)]
    held = replace(GOOD, held_lines=6, held=Decimal(9), held_where={"no_period": numbers, "no_rate": ["INV-9"]})
    limits = {"held_limit": Decimal(0), "restate_limit": Decimal(0)}
    (refused,) = refusals(held, **limits, preview=False)

    assert refused.what.endswith("0.00 NZD (no period: INV-1, INV-2, INV-3 and 2 more; no rate: INV-9)")
    assert ("give the line a period" in refused.fix, "enter the exchange rate" in refused.fix) == (True, True)
    assert "sold_into" not in refused.fix
    for reason in Held:
        if reason.refuses_a_close:
            (each,) = refusals(replace(held, held_where={reason.value: ["INV-1"]}), **limits, preview=False)
            assert len(each.fix) > len("or raise held_limit; sheet Held has every line")
