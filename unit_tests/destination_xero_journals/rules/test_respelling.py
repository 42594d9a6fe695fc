"""A journal that comes back under another spelling of its id is refused, with both spellings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DRAFT, POSTED, VOIDED, Journal
from destination_xero_journals.rules.respelling import is_new, respelled_in_input, respelled_in_xero
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.rules.made_decisions import OTHER_LINES, correction, decided
from unit_tests.destination_xero_journals.rules.made_entries import REVENUE, held, journal, journal_line
from unit_tests.revrec_journals.made_entries import the

if TYPE_CHECKING:
    from destination_xero_journals.rules.journal import HeldJournal

WANTED = journal(key=JournalKey("00700300"), narration="[RevRec 00700300]")
BEFORE = replace(WANTED, key=JournalKey("700300"), narration="[RevRec 700300]")
LATER = date(2026, 2, 28)
REWORDED = tuple(structs.replace(line, description="Reworded") for line in WANTED.lines)


@pytest.mark.parametrize("status", [POSTED, DRAFT, VOIDED])
@pytest.mark.parametrize("lines", [WANTED.lines, WANTED.lines[::-1], REWORDED])
def test_what_xero_holds_under_another_spelling_is_not_posted_again(status: str, lines: tuple[()]) -> None:
    """Whatever became of it there, and however its lines are ordered and described."""
    problem = the(respelled_in_xero(WANTED, [held(BEFORE, status=status, lines=lines)]), Code.KEY_RESPELLED)

    assert problem.found == "00700300 and 700300"
    assert f"is in Xero as mj-1, {status}" in problem.message


def test_a_journal_that_a_lock_date_moved_is_known() -> None:
    """The day that RevRec gave it counts."""
    moved = held(BEFORE, date=LATER, narration=f"(RevRec date {WANTED.date}, moved to {LATER}) [RevRec 700300]")

    assert respelled_in_xero(WANTED, [moved])


def test_a_journal_with_its_corrections_is_known() -> None:
    """It is what they come to that counts, and no correction counts alone."""
    key = JournalKey("700300", 1)
    first = held(BEFORE, lines=(journal_line("90.00"), journal_line("-90.00", REVENUE)))

    assert respelled_in_xero(WANTED, [first, correction(key=key)])
    assert respelled_in_xero(WANTED, [held(BEFORE), correction(key=key)]) == ()
    assert respelled_in_xero(WANTED, [correction(key=key, lines=WANTED.lines)]) == ()


@pytest.mark.parametrize("other", [held(BEFORE, date=LATER), held(BEFORE, lines=OTHER_LINES)])
def test_another_date_or_other_lines_make_another_journal(other: HeldJournal) -> None:
    """JE-1 and JE-01 may be two journals."""
    assert respelled_in_xero(WANTED, [other]) == ()
    assert respelled_in_xero(WANTED, []) == ()


@pytest.mark.parametrize(
    ("other", "same"),
    [(BEFORE, True), (replace(BEFORE, date=LATER), False), (replace(BEFORE, lines=OTHER_LINES), False)],
)
def test_two_spellings_in_one_input_are_refused(other: Journal, *, same: bool) -> None:
    """Each names the other."""
    problems = respelled_in_input(WANTED, [replace(BEFORE, lines=OTHER_LINES), other])

    assert [problem.found for problem in problems] == ["00700300 and 700300"] * same


def test_a_journal_is_new_where_xero_holds_nothing_of_it() -> None:
    """One that is posted again after it was voided is not, nor is one that is not posted."""
    assert is_new(decided())
    assert not is_new(decided(archived=True))
    assert not is_new(decided(held(journal(), status=VOIDED), on_voided="post_again"))
    assert not is_new(Decision(Action.NOTHING_TO_POST, WANTED))
