"""What others did in Xero meanwhile is seen before a journal is sent, and after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.store import PlannedEntry
from destination_xero_journals.posting.last_look import changed_meanwhile, last_look
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import VOIDED
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_xero import MadeXero, created, held, post, stored, wanted

if TYPE_CHECKING:
    from requests_mock import Mocker

    from destination_xero_journals.rules.journal import HeldJournal, Journal
    from unit_tests.conftest import FakeClock


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def planned(decision: Decision, whole: Journal | None = None, posted: HeldJournal | None = None) -> PlannedEntry:
    """Return an entry of the plan for which something was decided, and what was posted for it."""
    entry = CollectedEntry("tenant-1", "JE-1", 1)
    return PlannedEntry(entry, "Demo Company", 2, whole or decision.journal, decision, posted=posted)


# -- before it is sent


def test_what_nobody_touched_is_sent(xero: MadeXero) -> None:
    """A new journal of which there is none, and one that is as it was."""
    there = held(xero, wanted("JE-2"))

    assert not changed_meanwhile(planned(Decision(Action.CREATE, wanted())), xero.held)
    assert not changed_meanwhile(planned(Decision(Action.UPDATE, wanted("JE-2"), there, ("mj-1",))), xero.held)
    undecided = PlannedEntry(CollectedEntry("tenant-1", "JE-1", 1), "Demo Company", 2)
    assert not changed_meanwhile(undecided, xero.held)


def test_what_another_sync_posted_since_is_not_sent(xero: MadeXero) -> None:
    """There is a journal of the key that the decision did not know, or one less."""
    there = held(xero, wanted())

    assert changed_meanwhile(planned(Decision(Action.CREATE, wanted())), xero.held)
    assert changed_meanwhile(planned(Decision(Action.UPDATE, wanted(), there, ("mj-1", "mj-2"))), xero.held)


def test_what_a_person_edited_since_is_not_overwritten(xero: MadeXero) -> None:
    """Its stamp is another one, whatever was edited."""
    there = held(xero, wanted())
    update = planned(Decision(Action.UPDATE, wanted(amount="120.00"), there, ("mj-1",)))
    xero.store({"ManualJournalID": "mj-1"})
    xero.held.read()

    assert changed_meanwhile(update, xero.held)


def test_a_difference_is_due_to_the_earlier_corrections_too(xero: MadeXero) -> None:
    """Voiding one of them changes what is missing, though the journal itself is as it was."""
    first = held(xero, wanted())
    earlier = replace(wanted(amount="20.00"), key=JournalKey("JE-1", 1), narration=f"x {JournalKey('JE-1', 1).mark()}")
    stored(xero, earlier, "POSTED")
    ids = ("mj-1", "mj-2")
    lines = tuple(replace(line, tags=()) for line in wanted(amount="10.00").lines)
    due = tuple(replace(line, description="Correction of JE-1") for line in lines)
    made = replace(wanted(), key=JournalKey("JE-1", 2), lines=due)
    difference = planned(Decision(Action.CORRECT, made, first, ids), wanted(amount="130.00"))

    assert not changed_meanwhile(difference, xero.held)
    xero.store({"ManualJournalID": "mj-2", "Status": VOIDED})
    xero.held.read()
    assert changed_meanwhile(difference, xero.held)


# -- after it was sent


def looked(xero: MadeXero, *entries: PlannedEntry) -> list[PlannedEntry]:
    """Look once more, and return what has to be noted."""
    xero.held.read()
    return list(last_look(entries, xero.held, xero.poster))


def sent(xero: MadeXero, decision: Decision | None = None) -> PlannedEntry:
    """Post JE-1 and return its entry of the plan."""
    (task,) = post(xero, decision or created("JE-1")[0])
    assert task.posted
    return planned(task.decision, posted=task.posted)


def copy_of(xero: MadeXero, identity: str, **changed: object) -> None:
    """Let another program post what a journal has, under an id."""
    original = xero.journals["mj-1"]
    xero.store({**original, "ManualJournalID": identity, **changed})


def test_a_journal_that_is_there_once_needs_no_note(xero: MadeXero) -> None:
    """Neither does an entry for which nothing was posted."""
    assert looked(xero, sent(xero), planned(Decision(Action.UNCHANGED, wanted("JE-2")))) == []


def test_of_two_that_are_the_same_the_smaller_id_stays(xero: MadeXero) -> None:
    """Ours is taken back, and the plan names theirs."""
    entry = sent(xero)
    copy_of(xero, "mj-0")
    (noted,) = looked(xero, entry)

    assert noted.posted
    assert (noted.posted.manual_journal_id, noted.problems) == ("mj-0", ())
    assert xero.journals["mj-1"]["Status"] == VOIDED
    assert xero.journals["mj-0"]["Status"] == "POSTED"


def test_of_two_that_are_the_same_ours_stays_with_the_smaller_id(xero: MadeXero) -> None:
    """The other sync takes its own back; until it did, a person is told."""
    entry = sent(xero)
    copy_of(xero, "mj-9")
    (noted,) = looked(xero, entry)

    (problem,) = noted.problems
    assert problem.code is Code.POSTED_TWICE
    assert (problem.found, problem.expected) == ("mj-1, mj-9", "mj-1")
    assert {journal["Status"] for journal in xero.journals.values()} == {"POSTED"}


def test_a_copy_that_somebody_edited_is_for_a_person_to_sort_out(xero: MadeXero) -> None:
    """It is no other program's posting of the same journal."""
    entry = sent(xero)
    edited = [line | {"Description": "By hand"} for line in xero.journals["mj-1"]["JournalLines"]]
    copy_of(xero, "mj-0", JournalLines=edited)
    (noted,) = looked(xero, entry)

    assert [problem.code for problem in noted.problems] == [Code.POSTED_TWICE]
    assert {journal["Status"] for journal in xero.journals.values()} == {"POSTED"}


def test_a_journal_that_is_there_three_times_is_for_a_person_to_sort_out(xero: MadeXero) -> None:
    """Nothing is taken back where it is not plain who posted what."""
    entry = sent(xero)
    copy_of(xero, "mj-0")
    copy_of(xero, "mj-00")
    (noted,) = looked(xero, entry)

    assert [problem.found for problem in noted.problems] == ["mj-0, mj-00, mj-1"]
    assert {journal["Status"] for journal in xero.journals.values()} == {"POSTED"}


def test_what_was_in_the_books_before_is_not_taken_back_for_a_copy(xero: MadeXero) -> None:
    """An update is of a journal that this sync did not make."""
    before = held(xero, wanted())
    entry = sent(xero, Decision(Action.UPDATE, wanted(amount="120.00"), before, ("mj-1",)))
    copy_of(xero, "mj-0")
    (noted,) = looked(xero, entry)

    assert [problem.code for problem in noted.problems] == [Code.POSTED_TWICE]
    assert xero.journals["mj-1"]["Status"] == "POSTED"


def test_a_journal_that_somebody_voided_meanwhile_is_reported(xero: MadeXero) -> None:
    """It was posted, and it is not there."""
    entry = sent(xero)
    xero.store({"ManualJournalID": "mj-1", "Status": VOIDED})
    (noted,) = looked(xero, entry)

    (problem,) = noted.problems
    assert problem.code is Code.VOIDED
    assert problem.message == "Journal JE-1 is in Xero 0 times after posting"
    assert problem.found == "no journal"


def test_a_journal_that_was_voided_is_not_replaced_by_a_copy_that_stands(xero: MadeXero) -> None:
    """Somebody sorted it out by hand, and is told what is there."""
    entry = sent(xero)
    copy_of(xero, "mj-0")
    xero.store({"ManualJournalID": "mj-1", "Status": VOIDED})
    (noted,) = looked(xero, entry)

    assert [(problem.code, problem.found) for problem in noted.problems] == [(Code.POSTED_TWICE, "mj-0")]
    assert len(xero.calls) == 1
