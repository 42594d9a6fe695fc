"""A close is refused for every reason at once, each with its remedy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from source_xero_revrec.rules.recognition.line import Held
from source_xero_revrec.rules.recognition.verdict import CloseFindings, Refusal, refusals

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
    assert told(replace(GOOD, first_period="2026-01")) == []


HELD_FIX = "or raise held_limit; sheet Held has every line"
PRIOR_FIX = (
    "look at sheet Prior-period and decide whether those months are restated (IAS 8, ASC 250); else raise "
    "restate_limit for this close"
)
UNPOSTED = "journals of earlier months are not in Xero: "
UNPOSTED_FIX = "close and post those months first, or set cut_over to the first month that is recognised here"
RESTATED = "the form recognises {} otherwise than closed months did: "
RESTATED_FIX = "put the form back, or confirm the change with --accept-settings (IAS 8, ASC 250)"
CHANGED = ("INV-7 line 1", "monthly", "daily")
TOLD = "INV-7 line 1 from monthly to daily"


@pytest.mark.parametrize(
    ("fields", "what", "fix"),
    [
        ({"is_over": False}, "2026-01 is not over", "wait for its last day, or look at it with --preview"),
        (
            {"first_period": "2026-02"},
            "2026-01 is before the cut-over, 2026-02",
            "close from that month on, or set cut_over to an earlier one",
        ),
        (
            {"failing": (("B1", "2026-01: one is missing"),)},
            "B1: 2026-01: one is missing",
            "see control_totals, recon_errors or journal_control; docs/checks.md",
        ),
        (
            {"held_lines": 1_002, "held": Decimal("0.01")},
            "1,002 lines are held, 0.01 NZD, and the limit is 0.00 NZD",
            HELD_FIX,
        ),
        (
            {"held_lines": 1, "held_without_rate": 1},
            "1 line is held, 0.00 NZD, 1 of them without a rate, and the limit is 0.00 NZD",
            HELD_FIX,
        ),
        ({"unposted": ("A", "B", "C")}, f"{UNPOSTED}A, B, C", UNPOSTED_FIX),
        ({"unposted": ("A", "B", "C", "D")}, f"{UNPOSTED}A, B, C and 1 more", UNPOSTED_FIX),
        (
            {"prior": Decimal("0.01")},
            "0.01 NZD would be made up for closed months, and the limit is 0.00 NZD",
            PRIOR_FIX,
        ),
        (
            {"prior": Decimal(1), "prior_where": {"late_invoice": ["INV-1"]}},
            "1.00 NZD would be made up for closed months, and the limit is 0.00 NZD (late invoice: INV-1)",
            PRIOR_FIX,
        ),
        (
            {"unnamed": (("835", Decimal("-0.01")),)},
            "account 835 does not tie: -0.01 NZD has no name",
            "hold the account's transactions in Xero against sheet Tie for what else was posted to it",
        ),
        (
            {"tied": False},
            "Xero's Trial Balance was not read, so that nothing ties",
            "grant accounting.reports.trialbalance.read if the app lacks it, and try again",
        ),
        ({"restated": (CHANGED,)}, f"{RESTATED.format('1 line')}{TOLD}", RESTATED_FIX),
        (
            {"restated": (CHANGED,) * 3},
            f"{RESTATED.format('3 lines')}{', '.join([TOLD] * 3)}",
            RESTATED_FIX,
        ),
        (
            {"restated": (CHANGED,) * 1_004},
            f"{RESTATED.format('1,004 lines')}{', '.join([TOLD] * 3)} and 1,001 more",
            RESTATED_FIX,
        ),
    ],
)
def test_each_reason_refuses_by_itself(fields: dict[str, Any], what: str, fix: str) -> None:
    """It is told with its amount, and with what to do."""
    none = Decimal(0)
    found = refusals(replace(GOOD, **fields), held_limit=none, restate_limit=none, preview=False)

    assert found == [Refusal(what, fix)]


def test_what_a_person_has_confirmed_is_no_reason() -> None:
    """Of lines that are recognised otherwise now; everything else is told all the same."""
    none = Decimal(0)
    changed = replace(GOOD, restated=(CHANGED,), is_over=False)
    found = refusals(changed, held_limit=none, restate_limit=none, preview=False, accepted=True)

    assert [each.what for each in found] == ["2026-01 is not over"]


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
    numbers = [f"INV-{number}" for number in range(1, 1_006)]
    held = replace(GOOD, held_lines=6, held=Decimal(9), held_where={"no_period": numbers, "no_rate": ["INV-9"]})
    limits = {"held_limit": Decimal(0), "restate_limit": Decimal(0)}

    assert refusals(held, **limits, preview=False) == [
        Refusal(
            "6 lines are held, 9.00 NZD, and the limit is 0.00 NZD (no period: INV-1, INV-2, INV-3 and 1,002 more; "
            "no rate: INV-9)",
            "give the line a period in Xero or in the overrides, or choose what `undated` says; enter the exchange "
            f"rate in Xero; {HELD_FIX}",
        )
    ]


@pytest.mark.parametrize(
    ("reason", "fix"),
    [
        (Held.AMBIGUOUS_PERIOD, "say in Xero or in the overrides which period is meant"),
        (Held.NO_REVENUE_ACCOUNT, "name the line's account in sold_into, or in other_liabilities"),
        (Held.UNKNOWN_ACCOUNT, "give the line an account of the chart in Xero"),
    ],
)
def test_each_reason_has_a_remedy_of_its_own(reason: Held, fix: str) -> None:
    """What refuses a close can be mended."""
    held = replace(GOOD, held_lines=1, held=Decimal(9), held_where={reason.value: ["INV-1"]})
    (refused,) = refusals(held, held_limit=Decimal(0), restate_limit=Decimal(0), preview=False)

    assert refused.fix == f"{fix}; {HELD_FIX}"
