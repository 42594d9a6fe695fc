"""Each difference between schedule and ledger gets its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.entries import Closing, Entries, journal_entries
from source_xero_revrec.rules.recognition.ledger import DatedLine, LedgerSide
from source_xero_revrec.rules.recognition.posted import PostedLine
from source_xero_revrec.rules.recognition.revenue import RevenueMonth, revenue_months
from source_xero_revrec.rules.recognition.roll_forward import roll_forward
from source_xero_revrec.rules.recognition.tie import Difference, Tie
from unit_tests.source_xero_revrec.rules.recognition.made_lines import (
    DEFERRED,
    SALES,
    SOLD_INTO,
    line,
    month,
    positions,
    sold_into,
    voided,
)

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Line

JANUARY = month("2026-01")
YEAR = line(120_000, "2026-01-05", "2026-01-01", "2026-12-31")
LAST_DAY = date(2026, 1, 31)


def tied(
    ledger: int,
    *journals: DatedLine,
    lines: tuple[Line, ...] = (YEAR,),
    account: str = DEFERRED,
    closing: Closing | None = None,
    before: int = 0,
) -> Tie:
    """Tie January's schedule to a ledger with these journals on the account."""
    chosen = closing or Closing(JANUARY, through=JANUARY)
    sums = positions([each] for each in lines)
    posted = [PostedLine(each.journal_entry_id, each.account, (), each.amount, each.is_draft) for each in journals]
    posted += [PostedLine(each.journal_entry_id, SALES, (), -each.amount) for each in journals]
    entries = journal_entries(sums, posted, chosen)
    rolled = roll_forward(sums, entries, accounts={DEFERRED, SOLD_INTO}, base_currency="NZD", until=JANUARY)
    schedule: dict[tuple[str, int], int] = {}
    for row in rolled:
        schedule[row.account, row.month] = schedule.get((row.account, row.month), 0) + row.homes.closing
    balances = {JANUARY: {account: ledger}, JANUARY - 1: {account: before}}
    return LedgerSide(balances, journals, chosen, "NZD").tie(account, JANUARY, schedule, sums, entries)


def ours(amount: int, *, day: date = LAST_DAY, kind: str = "DEFERRAL", is_draft: bool = False) -> DatedLine:
    """Return a line of a journal of January on the deferred account."""
    return DatedLine(DEFERRED, day, amount, f"REV-2026-01-{kind}", is_draft)


RELEASED = ours(-10_000, kind="RELEASE")


def test_a_month_that_is_posted_ties() -> None:
    """To the cent, without a word."""
    found = tied(110_000, ours(120_000), RELEASED)

    assert (found.is_exact, found.named) == (True, {})


def test_what_is_not_posted_is_named() -> None:
    """All of it, or the half that is missing."""
    assert tied(0).named == {Difference.NOT_POSTED: -110_000}
    assert tied(120_000, ours(120_000)).named == {Difference.NOT_POSTED: 10_000}


def test_a_draft_is_named() -> None:
    """It is done as far as entries go, and in no ledger."""
    assert tied(-10_000, ours(120_000, is_draft=True), RELEASED).named == {Difference.DRAFTS: -120_000}


def test_a_journal_of_another_date_is_named() -> None:
    """A correction may bear a later date than the month that it is for."""
    assert tied(120_000, ours(120_000), ours(-10_000, kind="RELEASE", day=date(2026, 2, 28))).named == {
        Difference.OTHER_DATE: 10_000
    }


def test_other_peoples_journals_are_named_up_to_the_day() -> None:
    """Those of later months are not in the balance."""
    later = DatedLine(DEFERRED, date(2026, 2, 1), 900)

    assert tied(110_700, ours(120_000), RELEASED, DatedLine(DEFERRED, LAST_DAY, 700), later).named == {
        Difference.OTHER_JOURNALS: 700
    }


def test_a_held_line_on_the_account_is_named() -> None:
    """Xero's document put it there, and nothing releases it."""
    held = sold_into(5_000, "2026-01-09")
    dated = sold_into(3_000, "2026-01-09", "2026-02-01", "2026-02-28")

    assert tied(8_000, lines=(held, dated), account=SOLD_INTO).named == {Difference.WITHOUT_SCHEDULE: 5_000}


def test_conversions_of_xeros_own_may_be_a_cent_a_line() -> None:
    """On an account that documents are booked to, and nowhere else."""
    foreign = sold_into(3_000, "2026-01-09", "2026-02-01", "2026-02-28", currency="USD", home=5_000)

    assert tied(5_001, lines=(foreign,), account=SOLD_INTO).named == {Difference.ROUNDING: 1}
    assert tied(5_002, lines=(foreign,), account=SOLD_INTO).unnamed == 2
    assert tied(110_001, ours(120_000), RELEASED).unnamed == 1


def test_the_balance_before_a_cut_over_is_named() -> None:
    """What the ledger held more or less than the schedule at that day stays so."""
    early = line(120_000, "2025-12-05", "2025-12-01", "2026-11-30")
    closing = Closing(JANUARY, through=JANUARY, first=JANUARY)

    assert tied(99_000, RELEASED, lines=(early,), closing=closing, before=109_000).named == {Difference.OPENING: -1_000}
    journal = Closing(JANUARY, through=JANUARY, first=JANUARY, opening_journal=True)
    opening = DatedLine(DEFERRED, date(2025, 12, 31), 110_000, "REV-OPENING")
    assert tied(100_000, opening, RELEASED, lines=(early,), closing=journal).named == {}


def revenue(ledger: int, *journals: DatedLine, lines: tuple[Line, ...] = (YEAR,), at: int = JANUARY) -> Tie:
    """Tie what January, or another month, brought to sales; the journals are on the deferred account, and mirrored."""
    chosen = Closing(at, through=at)
    sums = positions([each] for each in lines)
    posted = [PostedLine(each.journal_entry_id, each.account, (), each.amount, each.is_draft) for each in journals]
    posted += [replace(each, account=SALES, amount=-each.amount) for each in posted]
    entries = journal_entries(sums, posted, chosen)
    (*_, earned) = revenue_months(sums, entries, accounts={SALES}, first=None, until=at)
    mirrored = [each._replace(account=SALES, amount=-each.amount) for each in journals]
    side = LedgerSide({}, mirrored, chosen, "NZD", movements={at: {SALES: ledger}})
    return side.revenue_tie(earned, sums, entries)


def test_a_months_revenue_that_is_posted_ties() -> None:
    """Invoice, deferral and release leave the month's share."""
    assert revenue(10_000, ours(120_000), RELEASED).is_exact


def test_what_a_months_revenue_lacks_is_named() -> None:
    """Journals that are missing, drafts, journals by hand, held lines: of this month alone."""
    assert revenue(120_000).named == {Difference.NOT_POSTED: 110_000}
    assert revenue(0, ours(120_000), ours(-10_000, kind="RELEASE", is_draft=True)).named == {Difference.DRAFTS: -10_000}
    earlier = DatedLine(DEFERRED, date(2025, 12, 31), 900)
    assert revenue(9_300, ours(120_000), RELEASED, DatedLine(DEFERRED, LAST_DAY, 700), earlier).named == {
        Difference.OTHER_JOURNALS: -700
    }
    held = line(5_000, "2026-01-09"), line(7_000, "2025-12-09")
    assert revenue(15_000, ours(120_000), RELEASED, lines=(YEAR, *held)).named == {Difference.WITHOUT_SCHEDULE: 5_000}


def test_lines_in_other_currencies_may_be_a_cent_each_in_their_month() -> None:
    """Xero converts them by itself."""
    foreign = line(3_000, "2026-01-09", "2026-01-01", "2026-01-31", currency="USD", home=5_000)

    assert revenue(5_001, lines=(foreign,)).named == {Difference.ROUNDING: 1}
    assert revenue(5_002, lines=(foreign,)).unnamed == 2


def test_a_void_on_the_day_is_named_in_both_months() -> None:
    """Where Xero books it so: the document's month has it still, the month of the void has it with the other sign."""
    once = voided(line(500, "2026-01-09", "2026-01-01", "2026-01-31"), "2026-02")
    sold = voided(sold_into(500, "2026-01-09", "2026-02-01", "2026-02-28"), "2026-02")

    assert revenue(500, lines=(once,)).named == {Difference.VOIDS: 500}
    assert revenue(-500, lines=(once,), at=JANUARY + 1).named == {Difference.VOIDS: -500}
    assert tied(500, lines=(sold,), account=SOLD_INTO).named == {Difference.VOIDS: 500}


def test_a_locked_month_that_got_no_journal_ties() -> None:
    """None was given to post, so that none is missing."""
    found = tied(0, closing=Closing(JANUARY, locked=JANUARY, through=JANUARY))

    assert (found.is_exact, found.named) == (True, {})


def test_an_account_that_nothing_is_on_ties() -> None:
    """Neither in the schedule nor in Xero."""
    assert tied(0, ours(120_000), RELEASED, account=SOLD_INTO).is_exact
    nothing = LedgerSide({JANUARY: {}}, (), Closing(JANUARY), "NZD", movements={JANUARY: {}})
    assert nothing.tie(SOLD_INTO, JANUARY, {}, positions([]), Entries()) == Tie(SOLD_INTO, JANUARY, 0, 0, {}, 0)
    earned = RevenueMonth(SALES, JANUARY, 0, 0, 0)
    assert nothing.revenue_tie(earned, positions([]), Entries()) == Tie(SALES, JANUARY, 0, 0, {}, 0)


def test_journals_on_other_accounts_and_of_later_months_are_not_in_the_balance() -> None:
    """Drafts among them."""
    february = DatedLine(DEFERRED, date(2026, 2, 28), -10_000, "REV-2026-02-RELEASE")
    others = (DatedLine(SALES, LAST_DAY, 700), february, february._replace(is_draft=True))

    assert tied(110_000, ours(120_000), RELEASED, *others).named == {}


def test_what_was_converted_elsewhere_rounds_nothing_here() -> None:
    """Lines of another account, of revenue, or of another month."""
    abroad = {"currency": "USD", "home": 5_000}
    sold = sold_into(3_000, "2026-01-09", "2026-02-01", "2026-02-28", **abroad)
    booked = line(3_000, "2026-01-09", "2026-01-01", "2026-01-31", **abroad)
    earlier = line(3_000, "2025-12-09", "2025-12-01", "2025-12-31", **abroad)

    assert tied(110_001, ours(120_000), RELEASED, lines=(YEAR, sold, booked)).unnamed == 1
    assert revenue(10_001, ours(120_000), RELEASED, lines=(YEAR, earlier)).unnamed == 1
    assert revenue(10_001, ours(120_000), RELEASED, lines=(YEAR, sold)).unnamed == 1
