"""What was changed in Xero's ledger after a close."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from revrec_journals.key import JournalKey
from revrec_journals.keyed import KeyedLine
from source_xero_revrec.ledger.balances import AccountBalance, NotRead
from source_xero_revrec.recognition.closed_ledger import ClosedLedger, Moved
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month
from xero_api.errors import XeroError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.ledger.balances import LedgerBalances

JANUARY = month("2026-01")
CALENDAR, MARCH = (12, 31), (3, 31)
"""Year ends."""


class Ledger:
    """Has the same balances at the end of every day, or cannot be read."""

    def __init__(self, **balances: int) -> None:
        """Have cents on accounts."""
        self._balances = {name.removeprefix("a"): AccountBalance(cents) for name, cents in balances.items()}

    def at(self, _: date) -> Mapping[str, AccountBalance] | NotRead:
        """Answer."""
        return self._balances or NotRead("NOT_READ", XeroError("down"))


def ours(account: str, day: date, cents: int, *, is_draft: bool = False) -> KeyedLine:
    """Return a line of a journal of recognition."""
    return KeyedLine(JournalKey("REV-2026-01-RELEASE"), "journal-1", day, account, (), cents, is_draft)


def closed(ledger: Ledger, *lines: KeyedLine, year_end: tuple[int, int] = CALENDAR) -> ClosedLedger:
    """Return the ledger of an organisation that defers on 835 and sells on 200 and 210."""
    return ClosedLedger(cast("LedgerBalances", ledger), lines, {"835"}, {"200", "210"}, year_end)


def test_journals_of_recognition_are_left_out() -> None:
    """As far as the ledger has them: neither drafts nor what is dated later, nor accounts that nobody asked for."""
    lines = (
        ours("835", date(2025, 6, 30), 40),
        ours("835", date(2026, 1, 31), 100),
        ours("835", date(2026, 2, 28), 1_000),
        ours("200", date(2026, 1, 31), -100),
        ours("200", date(2026, 1, 31), 7, is_draft=True),
        ours("610", date(2026, 1, 31), 9),
    )

    assert closed(Ledger(a200=500, a835=640, a610=5), *lines).at(JANUARY) == {"200": 600, "835": 500}
    assert closed(Ledger(a835=140), *lines).at(JANUARY) == {"200": 100}


@pytest.mark.parametrize(("year_end", "left"), [(CALENDAR, 500), (MARCH, 460)])
def test_revenue_counts_from_the_start_of_the_financial_year(year_end: tuple[int, int], left: int) -> None:
    """As Xero's Trial Balance has it."""
    line = ours("200", date(2025, 12, 31), 40)

    assert closed(Ledger(a200=500), line, year_end=year_end).at(JANUARY) == {"200": left}


def test_what_moved_is_told_with_both_amounts() -> None:
    """Also what came or went; what is not kept cannot have moved, nor what cannot be read."""
    ledger = closed(Ledger(a200=500, a835=640))

    assert ledger.moved(JANUARY, {"200": 500, "210": 3, "835": 600, "900": 1}) == [
        Moved("210", 3, 0), Moved("835", 600, 640)
    ]  # fmt: skip
    assert ledger.moved(JANUARY, {}) == []
    assert closed(Ledger()).moved(JANUARY, {"200": 1}) == []
