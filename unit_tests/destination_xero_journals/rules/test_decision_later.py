"""What is done with an entry whose journal was moved, corrected, archived, drafted or merely described otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from destination_xero_journals.rules.decision import Action
from destination_xero_journals.rules.journal import ARCHIVED, DELETED, DRAFT, POSTED, VOIDED
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.rules.made_decisions import (
    FEBRUARY,
    LOCKED,
    OTHER_LINES,
    WANTED,
    correction,
    decided,
)
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS, books, held
from unit_tests.revrec_journals.made_entries import the

MOVED = decided(in_books=LOCKED, move_out_of_lock=True).journal
REOPENED, LATER = books(period_lock_date=date(2025, 12, 31)), books(period_lock_date=date(2026, 4, 30))
TEXTS = tuple(structs.replace(each, description="another") for each in WANTED.lines)

# -- moved by a lock date


def test_a_journal_that_had_to_move_says_so() -> None:
    """Before its mark, which stays the last of the narration."""
    assert MOVED.narration == (
        "Revenue recognition January 2026 (RevRec date 2026-01-31, moved to 2026-02-01) [RevRec JE-1]"
    )
    assert "moved" not in decided(in_books=REOPENED, move_out_of_lock=True).journal.narration


@pytest.mark.parametrize("now", [BOOKS, REOPENED, LOCKED, LATER], ids=["none", "reopened", "locked", "later"])
@pytest.mark.parametrize("moved", [True, False])
def test_a_moved_journal_is_unchanged_whatever_is_locked_later(now: Any, moved: bool) -> None:  # noqa: ANN401, FBT001
    """Its narration holds the pair of dates that agrees."""
    assert decided(held(MOVED), in_books=now, move_out_of_lock=moved).action is Action.UNCHANGED


@pytest.mark.parametrize("day", [date(2026, 2, 2), date(2026, 3, 3)])
@pytest.mark.parametrize("now", [BOOKS, LOCKED, LATER], ids=["none", "locked", "later"])
def test_another_day_than_the_narration_says_is_a_person_s(day: date, now: Any) -> None:  # noqa: ANN401
    """Also one that the lock dates cover by now."""
    the(decided(held(MOVED, date=day), in_books=now, move_out_of_lock=True).problems, Code.CHANGED)


def test_a_move_of_another_date_does_not_agree() -> None:
    """RevRec dates the entry otherwise than when it moved."""
    wanted = replace(WANTED, date=date(2026, 1, 30))

    the(decided(held(MOVED), wanted=wanted, move_out_of_lock=True).problems, Code.CHANGED)


def test_an_update_of_a_moved_journal_says_where_it_moved() -> None:
    """And no more once RevRec's own day is open."""
    there = held(MOVED, lines=OTHER_LINES)
    still = decided(there, in_books=LOCKED, move_out_of_lock=True, on_changed="update")
    home = decided(there, in_books=REOPENED, move_out_of_lock=True, on_changed="update")

    assert (still.action, still.journal) == (Action.UPDATE, MOVED)
    assert (home.action, home.journal) == (Action.UPDATE, WANTED)


def test_an_update_stays_on_a_day_on_which_the_journal_stands() -> None:
    """The lock forbids it; it is not moved away from where it is."""
    decision = decided(held(WANTED, lines=OTHER_LINES), in_books=LOCKED, on_changed="update", move_out_of_lock=True)

    the(decision.problems, Code.DATE_LOCKED)
    assert decision.journal == WANTED


# -- descriptions in a locked period


@pytest.mark.parametrize("policy", ["fail", "update", "post_difference"])
def test_another_text_in_a_locked_period_is_unchanged(policy: str) -> None:
    """Nobody may change it and no amount moves; what differs is told all the same."""
    decision = decided(held(WANTED, lines=TEXTS), in_books=LOCKED, on_changed=policy)

    assert (decision.action, decision.problems) == (Action.UNCHANGED, ())
    assert decision.differences[0] == "another description of debit 100.00 on 2400 Deferred Revenue"


def test_another_text_alone_is_excused() -> None:
    """Not outside the lock, not an amount, not a date, and not beside corrections, whose sums leave texts out."""
    the(decided(held(WANTED, lines=TEXTS)).problems, Code.CHANGED)
    the(decided(held(WANTED, lines=OTHER_LINES), in_books=LOCKED).problems, Code.CHANGED)
    the(decided(held(WANTED, lines=TEXTS, date=date(2026, 1, 30)), in_books=LOCKED).problems, Code.CHANGED)
    assert decided(held(WANTED, lines=TEXTS), correction(amount="0.00"), in_books=LOCKED).differences == ()


# -- drafts


def test_a_draft_is_approved_as_it_is() -> None:
    """With its own narration, date and mark for reports on cash basis: only the status changes."""
    draft = held(WANTED, status=DRAFT, narration="By Jo [RevRec JE-1]", show_on_cash_basis=False)
    decision = decided(draft)

    assert decision.action is Action.APPROVE
    assert decision.journal == replace(WANTED, narration=draft.narration, show_on_cash_basis=False)
    assert not decision.unfinished


def test_several_drafts_are_approved_one_a_sync() -> None:
    """The journal first; the entry is unfinished until the last."""
    there = held(WANTED, lines=OTHER_LINES, status=DRAFT)
    first = decided(there, correction(status=DRAFT))
    second = decided(replace(there, status=POSTED), correction(status=DRAFT))

    assert (first.held, first.unfinished) == (there, True)
    assert (second.held, second.unfinished) == (correction(status=DRAFT), False)
    assert second.journal.key == JournalKey("JE-1", 1)
    assert second.journal.lines == correction().lines


# -- taken out of the books


def test_of_several_that_were_voided_the_last_is_the_one_that_is_left() -> None:
    """The earlier ones were posted again since."""
    gone = [held(WANTED, identity, VOIDED) for identity in ("mj-1", "mj-2")]

    decision = decided(*gone, on_voided="leave")

    assert (decision.held, decision.others, decision.differences) == (gone[1], ("mj-1", "mj-2"), ())


@pytest.mark.parametrize("policy", ["fail", "leave", "post_again"])
@pytest.mark.parametrize("beside", [(), (held(WANTED, "mj-0", VOIDED),)], ids=["alone", "beside a voided one"])
def test_an_archived_journal_is_for_a_person_to_judge(policy: str, beside: tuple[Any, ...]) -> None:
    """Under every policy."""
    decision = decided(held(WANTED, status=ARCHIVED), *beside, on_voided=policy)

    assert decision.action is Action.LEAVE
    assert "archived" in the(decision.problems, Code.VOIDED).message
    assert "mj-1 ARCHIVED" in decision.problems[0].found


@pytest.mark.parametrize("status", [VOIDED, DELETED])
@pytest.mark.parametrize(
    ("policy", "action", "codes"),
    [
        ("fail", Action.LEAVE, [Code.VOIDED]),
        ("leave", Action.LEAVE, []),
        ("post_again", Action.CORRECT, []),
    ],
)
def test_a_correction_taken_out_of_the_books_follows_on_voided(
    status: str, policy: str, action: Action, codes: list[Code]
) -> None:
    """It is a person's decision as it is with the journal itself; posted anew it has the next number."""
    there = held(WANTED, lines=OTHER_LINES)
    decision = decided(there, correction(status=status), on_changed="post_difference", on_voided=policy)

    assert decision.action is action
    assert [problem.code for problem in decision.problems] == codes
    if action is Action.CORRECT:
        assert decision.journal.key == JournalKey("JE-1", 2)
        assert [line.amount for line in decision.journal.lines] == [Decimal("10.00"), Decimal("-10.00")]


def test_a_voided_correction_of_what_agrees_does_not_matter() -> None:
    """Nothing is due."""
    assert decided(held(WANTED), correction(status=VOIDED)).action is Action.UNCHANGED


def test_a_moved_correction_is_dated_in_the_open_period() -> None:
    """Its own date is never compared."""
    there = held(WANTED, lines=OTHER_LINES)
    made = decided(there, in_books=LOCKED, on_changed="post_difference", move_out_of_lock=True).journal

    assert made.date == FEBRUARY
    assert decided(there, held(made, "mj-c1"), in_books=LOCKED).action is Action.UNCHANGED
