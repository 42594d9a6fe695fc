"""What others did in Xero meanwhile is seen before a journal is sent, and after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.store import PlannedEntry
from destination_xero_journals.posting.last_look import changed_meanwhile, last_look, listed
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DRAFT, VOIDED
from destination_xero_journals.waiting import Waiting
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_xero import MadeXero, created, held, post, stored, wanted
from xero_api.errors import WalkIncomplete

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
    lines = tuple(structs.replace(line, tags=()) for line in wanted(amount="10.00").lines)
    due = tuple(structs.replace(line, description="Correction of JE-1") for line in lines)
    made = replace(wanted(), key=JournalKey("JE-1", 2), lines=due)
    difference = planned(Decision(Action.CORRECT, made, first, ids), wanted(amount="130.00"))

    assert not changed_meanwhile(difference, xero.held)
    xero.store({"ManualJournalID": "mj-2", "Status": VOIDED})
    xero.held.read()
    assert changed_meanwhile(difference, xero.held)


# -- after it was sent


def looked(xero: MadeXero, *entries: PlannedEntry) -> list[PlannedEntry]:
    """Look once more, and return what has to be noted."""
    listed(xero.held, Waiting(xero.patience.clock, print), "Demo Company")
    return list(last_look(entries, xero.held))


def sent(xero: MadeXero, decision: Decision | None = None) -> PlannedEntry:
    """Post JE-1 and return its entry of the plan."""
    (task,) = post(xero, decision or created("JE-1")[0])
    assert task.posted
    return planned(task.decision, posted=task.posted)


def copy_of(xero: MadeXero, identity: str, **changed: object) -> None:
    """Let another program post what a journal has, under an id."""
    original = xero.journals["mj-1"]
    xero.store({**original, "ManualJournalID": identity, **changed})


def test_a_wait_for_the_list_says_for_what_it_waits_and_until_when(xero: MadeXero) -> None:
    """Each time it is read again, and no longer when it shows the journal."""
    sent(xero)
    xero.shows = lambda _: len(said) == 3
    said: list[str] = []
    listed(xero.held, Waiting(xero.patience.clock, said.append), "Demo Company")

    assert said == [
        f"The list of Demo Company does not show 1 journal (JE-1) yet, which Xero answered that it stored: Xero is "
        f"read again in {seconds} s, and waited for until 09:01:03 UTC at the latest."
        for seconds in (1, 2, 4)
    ]


def test_a_journal_that_is_there_once_needs_no_note(xero: MadeXero) -> None:
    """Neither does an entry for which nothing was posted."""
    assert looked(xero, sent(xero), planned(Decision(Action.UNCHANGED, wanted("JE-2")))) == []


@pytest.mark.parametrize("identity", ["mj-0", "mj-9"])
def test_of_two_that_are_the_same_both_stay_and_are_reported(xero: MadeXero, identity: str) -> None:
    """Somebody may rely on either; which one goes is for a person to say."""
    entry = sent(xero)
    copy_of(xero, identity)
    (noted,) = looked(xero, entry)

    (problem,) = noted.problems
    assert problem.code is Code.POSTED_TWICE
    assert (problem.found, problem.expected) == (", ".join(sorted(("mj-1", identity))), "mj-1")
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
    assert problem.message == "Journal JE-1 was voided, deleted or archived in Xero right after posting"
    assert problem.found == "no journal"


def test_a_journal_that_was_voided_is_not_replaced_by_a_copy_that_stands(xero: MadeXero) -> None:
    """Somebody sorted it out by hand, and is told what is there."""
    entry = sent(xero)
    copy_of(xero, "mj-0")
    xero.store({"ManualJournalID": "mj-1", "Status": VOIDED})
    (noted,) = looked(xero, entry)

    assert [(problem.code, problem.found) for problem in noted.problems] == [(Code.VOIDED, "mj-0")]
    assert len(xero.calls) == 1


def test_a_journal_that_is_there_under_another_id_than_xero_answered_is_a_contradiction(xero: MadeXero) -> None:
    """It is there once."""
    entry = sent(xero)
    assert entry.posted
    xero.journals["mj-7"] = {**xero.journals.pop("mj-1"), "ManualJournalID": "mj-7"}
    (noted,) = looked(xero, entry)

    (problem,) = noted.problems
    assert (problem.code, problem.found, problem.expected) == (Code.CONTRADICTED, "mj-7", "mj-1")
    assert problem.message == "Xero answered with another id for journal JE-1 than it is there under"


# -- lists that lag


def test_a_list_that_lags_is_waited_for(xero: MadeXero, clock: FakeClock) -> None:
    """A second, then twice as long each time, until it shows what was posted, and what another posted."""
    entry = sent(xero)
    copy_of(xero, "mj-0")
    begun = clock.monotonic()
    xero.shows = lambda identity: clock.monotonic() - begun >= 30  # noqa: ARG005
    (noted,) = looked(xero, entry)

    assert [problem.code for problem in noted.problems] == [Code.POSTED_TWICE]
    assert clock.monotonic() - begun == 1 + 2 + 4 + 8 + 16
    assert xero.lists == 6


def test_a_list_that_shows_everything_is_read_once(xero: MadeXero, clock: FakeClock) -> None:
    """No time passes."""
    entry, begun = sent(xero), clock.monotonic()

    assert looked(xero, entry) == []
    assert (xero.lists, clock.monotonic()) == (1, begun)


def test_what_was_answered_and_is_not_in_the_books_is_reported(xero: MadeXero) -> None:
    """Neither the list nor its id shows it: the answer alone is worth nothing."""
    entry = sent(xero)
    xero.journals.clear()
    (noted,) = looked(xero, entry)

    assert [(problem.code, problem.found) for problem in noted.problems] == [
        (Code.CONTRADICTED, "no journal, in the list or by its id")
    ]


def test_a_list_that_never_shows_what_is_in_the_books_ends_the_sync(xero: MadeXero) -> None:
    """The next sync would not see the journal, and post it again."""
    entry = sent(xero)
    xero.shows = lambda identity: False  # noqa: ARG005

    with pytest.raises(WalkIncomplete, match=r"does not show 1 of those just posted.*Xero has mj-1"):
        looked(xero, entry)


def test_a_journal_that_differs_from_what_was_sent_is_reported(xero: MadeXero) -> None:
    """The answer said that it was stored as it was sent; draft or approved does not matter."""
    entry = sent(xero)
    xero.journals["mj-1"]["Status"] = DRAFT
    assert looked(xero, entry) == []
    for line in xero.journals["mj-1"]["JournalLines"]:
        line["LineAmount"] = 2 * line["LineAmount"]
    (noted,) = looked(xero, entry)

    (problem,) = noted.problems
    assert problem.code is Code.CHANGED
    assert problem.found.startswith("mj-1: debit 200")


def test_what_the_list_alone_shows_otherwise_is_not_reported(xero: MadeXero) -> None:
    """By its id the journal is as it was sent."""
    entry = sent(xero)
    xero.listed = lambda journal: {
        **journal,
        "JournalLines": [{**line, "LineAmount": 2 * line["LineAmount"]} for line in journal["JournalLines"]],
    }

    assert looked(xero, entry) == []


def test_more_than_can_be_looked_up_is_not_taken_for_there(xero: MadeXero) -> None:
    """Xero answered that it stored them, and shows none of them anywhere."""
    entry = sent(xero)
    assert entry.posted
    xero.journals.clear()
    for number in range(60):
        xero.held.keep(replace(entry.posted, manual_journal_id=f"gone-{number}"))

    with pytest.raises(WalkIncomplete, match="stored 61 journals that its list does not show"):
        looked(xero, entry)


def test_what_a_list_wrongly_calls_voided_right_after_posting_is_looked_up(xero: MadeXero) -> None:
    """It is in the books by its id; what a person voided is not."""
    (decision,) = created("JE-1")
    (task,) = post(xero, decision)
    written = planned(decision, posted=task.posted)
    xero.listed = lambda journal: {**journal, "Status": VOIDED}
    xero.held.read()

    assert list(last_look([written], xero.held)) == []
    xero.store({"ManualJournalID": "mj-1", "Status": VOIDED})
    xero.held.read()
    (found,) = last_look([written], xero.held)
    assert [problem.code for problem in found.problems] == [Code.VOIDED]
