"""An answer that differs from what was sent is looked into; what is undone is provably the call's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.books.held_journals import NO_KEY
from destination_xero_journals.posting.verification import Verification
from destination_xero_journals.posting.withdrawal import Withdrawal
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import POSTED
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_xero import MadeXero, created, held, wanted

if TYPE_CHECKING:
    from requests_mock import Mocker

    from destination_xero_journals.rules.journal import HeldJournal
    from revrec_journals.problem import Problem
    from unit_tests.conftest import FakeClock

    Outcome = tuple[HeldJournal | None, Problem | None]

(CREATE,) = created("JE-1")


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def outcome(xero: MadeXero, answered: HeldJournal, decision: Decision = CREATE) -> Outcome:
    """Judge an answer."""
    verification = Verification(xero.held, Withdrawal(xero.organisation, xero.patience))
    return verification.outcome(decision, POSTED, answered, ())


def said(found: Outcome) -> str:
    """Return what is said of a journal that is not as it was sent."""
    posted, problem = found
    assert posted is None
    assert problem is not None
    assert problem.code is Code.ALTERED_BY_XERO
    return problem.message.partition(", and ")[2]


def test_an_answer_that_says_what_was_sent_is_taken(xero: MadeXero, requests_mock: Mocker) -> None:
    """Without another call."""
    there = held(xero, wanted())
    calls = requests_mock.call_count

    assert outcome(xero, there) == (there, None)
    assert requests_mock.call_count == calls


def test_an_answer_that_is_wrong_about_a_right_journal_takes_nothing_back(xero: MadeXero) -> None:
    """The books have it as it was sent."""
    there = held(xero, wanted())
    posted, problem = outcome(xero, replace(there, lines=there.lines[:1], status="DRAFT"))

    assert (posted, problem) == (there, None)
    assert xero.calls == []


def test_what_xero_has_as_it_answered_is_taken_back(xero: MadeXero) -> None:
    """It bears the key, and was not there before."""
    assert said(outcome(xero, held(xero, wanted(amount="99.00")))) == "it was taken back"
    assert [each["Status"] for each in xero.journals.values()] == ["VOIDED"]


def test_what_was_edited_since_the_answer_is_left(xero: MadeXero) -> None:
    """By a person, or by another program whose journal it is."""
    answered = replace(held(xero, wanted(amount="120.00")), lines=wanted(amount="99.00").lines)

    assert said(outcome(xero, answered)) == "holds something else than it answered, which is left as it is"
    assert [each["Status"] for each in xero.journals.values()] == ["POSTED"]


@pytest.mark.parametrize(
    ("name", "decision"),
    [("JE-2", CREATE), ("JE-1", replace(CREATE, others=("mj-1",)))],
    ids=["another's key", "there before"],
)
def test_an_answer_that_names_another_journal_takes_nothing_back(xero: MadeXero, name: str, decision: Decision) -> None:
    """Even where Xero has that one just as it answered."""
    answered = held(xero, wanted(name, "99.00"))

    assert said(outcome(xero, answered, decision)) == "names another journal, which is left as it is"
    assert [each["Status"] for each in xero.journals.values()] == ["POSTED"]


def test_a_journal_that_lost_its_key_alone_is_taken_back(xero: MadeXero) -> None:
    """Nobody would find it again; one that differs in more may be somebody else's."""
    there = held(xero, wanted())
    xero.store({"ManualJournalID": "mj-1", "Narration": "Revenue"})
    keyless = replace(there, key=NO_KEY, narration="Revenue")
    other = replace(CREATE, journal=wanted(amount="120.00"))

    assert said(outcome(xero, keyless, other)) == "names another journal, which is left as it is"
    assert xero.calls == []
    _, problem = outcome(xero, keyless)
    assert problem is not None
    assert "plainer narration" in problem.fix
    assert xero.journals["mj-1"]["Status"] == "VOIDED"


def test_what_is_not_in_the_books_needs_no_taking_back(xero: MadeXero) -> None:
    """Never there, or voided already by whoever sent the same call."""
    there = held(xero, wanted(amount="99.00"))
    assert said(outcome(xero, replace(there, manual_journal_id="mj-7"))) == "has no such journal"
    xero.store({"ManualJournalID": "mj-1", "Status": "VOIDED"})

    assert said(outcome(xero, there)) == "it is out of the books again"
    assert xero.calls == []


def test_an_update_is_written_back_where_it_is_as_answered(xero: MadeXero) -> None:
    """Else it is left, and a person is told."""
    before = held(xero, wanted())
    decision = Decision(Action.UPDATE, wanted(amount="120.00"), before, ("mj-1",))
    xero.store({"ManualJournalID": "mj-1", "Date": "2026-02-01"})
    answered = replace(before, date=before.date.replace(month=2, day=1))

    assert "something else" in said(outcome(xero, before, decision))
    assert xero.calls == []
    assert said(outcome(xero, answered, decision)) == "it was written back as it was before"
    assert JournalKey.found_in(str(xero.journals["mj-1"]["Narration"])) == JournalKey("JE-1")
