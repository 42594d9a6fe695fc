"""What a look finds after a lost answer is what was sent, or something else that is left alone, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from destination_xero_journals.rules.comparison import alterations
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DRAFT, POSTED, VOIDED, HeldJournal, Journal
from destination_xero_journals.rules.sighting import Sighting, sighted
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.made_xero import wanted


def in_xero(made: Journal, identity: str = "mj-1", status: str = POSTED, stamp: str = "1") -> HeldJournal:
    """Return a journal as Xero holds it."""
    return HeldJournal(identity, made.key, status, made.date, made.narration, made.lines, stamp=stamp)


CREATE = Decision(Action.CREATE, wanted(), others=("mj-0",))
BEFORE = in_xero(wanted())
UPDATE = Decision(Action.UPDATE, wanted(amount="120.00"), BEFORE, ("mj-1",))


def problem_of(decision: Decision, *held: HeldJournal) -> Problem:
    """Return the problem with what Xero holds."""
    found = sighted(decision, POSTED, held)
    assert found is not None
    assert found.problem is not None
    return found.problem


def test_what_was_sent_is_found() -> None:
    """A new journal of the key, as it was sent."""
    found = sighted(CREATE, POSTED, [in_xero(wanted())])

    assert found is not None
    assert (found.held, found.problem) == (BEFORE, None)


@pytest.mark.parametrize(
    "held",
    [
        [],
        [in_xero(wanted(), "mj-0")],
        [in_xero(wanted(), status=VOIDED)],
        [in_xero(replace(wanted(), key=JournalKey("JE-1", 1)))],
    ],
    ids=["nothing", "there before", "voided", "a correction"],
)
def test_nothing_shows_that_a_new_journal_arrived(held: list[HeldJournal]) -> None:
    """It may still be on its way."""
    assert sighted(CREATE, POSTED, held) is None


def test_a_new_journal_that_differs_may_be_another_programs() -> None:
    """It is reported with its id, and what differs."""
    found = in_xero(wanted(amount="120.00"))

    assert problem_of(CREATE, found) == Problem(
        Code.CHANGED,
        "Journal JE-1 was found in Xero after a call without an answer, and differs from what was sent",
        found=f"mj-1: {'; '.join(alterations(CREATE.journal, POSTED, found))}",
        expected="every line as it was sent",
        fix="Look at the journal in Xero, which is left as it is: another program may post the same entries, or a "
        "person edited it, or Xero dropped something",
    )


def test_two_of_one_key_are_reported_whether_they_differ_or_not() -> None:
    """One of them may be ours."""
    first, second = in_xero(wanted(), "mj-2"), in_xero(wanted())

    assert sighted(CREATE, POSTED, [first, second]) == Sighting(
        first,
        Problem(
            Code.POSTED_TWICE,
            "Journal JE-1 is in Xero 2 times after a call without an answer",
            found="mj-1, mj-2",
            expected="one journal whose narration bears [RevRec JE-1]",
            fix="Look at the journals in Xero and void what is not wanted: another program may post the same entries, "
            "or a person edited it",
        ),
    )


def test_a_change_has_arrived_where_the_journal_is_as_it_was_sent() -> None:
    """Whatever its stamp says."""
    for stamp in ("1", "2"):
        found = sighted(UPDATE, POSTED, [in_xero(wanted(amount="120.00"), stamp=stamp)])
        assert found is not None
        assert found.problem is None


def test_a_change_has_not_arrived_where_the_journal_is_as_it_was() -> None:
    """Others of the entry do not matter."""
    correction = in_xero(replace(wanted(), key=JournalKey("JE-1", 1)), "mj-2", stamp="2")

    assert sighted(UPDATE, POSTED, [BEFORE, correction]) is None
    assert sighted(replace(UPDATE, held=None), POSTED, [BEFORE]) is None


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    """Neither as it was, nor as it was sent."""
    edited = replace(in_xero(wanted(), stamp="2"), date=date(2026, 2, 1))
    approved = Decision(Action.APPROVE, wanted(), replace(BEFORE, status=DRAFT), ("mj-1",))

    assert problem_of(UPDATE, edited).code is Code.CHANGED
    assert problem_of(UPDATE, in_xero(wanted(), status=VOIDED, stamp="2")).code is Code.CHANGED
    assert problem_of(approved, replace(edited, status=DRAFT)).code is Code.CHANGED
