"""What Xero stored otherwise than it was sent does not stay in the books, and what was there before does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.posting.withdrawal import Withdrawal
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DRAFT, POSTED
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_xero import (
    MadeXero,
    answer,
    created,
    cut,
    held,
    post,
    retired_in,
    wanted,
)
from xero_api.errors import OutcomeUncertain, XeroUnavailable

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from unit_tests.destination_xero_journals.made_xero import Turn


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def withdrawal(xero: MadeXero) -> Withdrawal:
    """Return what takes journals back."""
    return Withdrawal(xero.organisation, xero.patience)


def marked(xero: MadeXero) -> str:
    """Return the narration of the only journal that says that it was taken back."""
    (narration,) = [each["Narration"] for each in xero.journals.values() if " taken back " in each["Narration"]]
    assert re.fullmatch(r"Revenue \[RevRec JE-1 taken back [0-9a-f]{32}\]", narration)
    return str(narration)


def test_an_approval_never_voids(xero: MadeXero) -> None:
    """Where Xero shows the draft otherwise once it is approved, it stands and a person is told."""
    draft = held(xero, wanted(), DRAFT)
    xero.stores = lambda made: made | {"Date": "2026-02-01"}
    (task,) = post(xero, Decision(Action.APPROVE, wanted(), draft, ("mj-1",)))

    assert task.problem
    assert task.problem.code is Code.ALTERED_BY_XERO
    assert "stands in the books like that" in task.problem.message
    assert xero.statuses() == {"Revenue [RevRec JE-1]": ["POSTED"]}


def test_an_update_that_went_wrong_is_written_back(xero: MadeXero) -> None:
    """Under its id, as it was; the next sync may try again."""
    before = held(xero, wanted())
    xero.stores = lambda made: made | {"Date": "2026-02-01"} if "120" in str(made["JournalLines"]) else made
    (task,) = post(xero, Decision(Action.UPDATE, wanted(amount="120.00"), before, ("mj-1",)))
    xero.held.read()

    assert task.problem
    assert "written back as it was before" in task.problem.message
    (after,) = xero.held.of("JE-1")
    assert replace(after, stamp="") == replace(before, stamp="")


def test_a_journal_that_went_wrong_loses_its_key_before_it_is_voided(xero: MadeXero) -> None:
    """So that it is not taken for one that a person voided, and the next call is not answered with the old one."""
    xero.stores = lambda made: made | {"Date": "2026-02-01"} if made["Status"] == "POSTED" else made
    (task,) = post(xero, *created("JE-1"))
    xero.held.read()

    assert task.problem
    assert "taken back" in task.problem.message
    assert xero.held.of("JE-1") == []
    assert xero.held.to_take_back() == []
    assert xero.sent[1:] == [[marked(xero)], ["mj-1"]]
    xero.stores = lambda made: made
    (again,) = post(xero, *created("JE-1"))
    assert again.posted
    assert xero.statuses() == {marked(xero): ["VOIDED"], "Revenue [RevRec JE-1]": ["POSTED"]}


def test_what_an_earlier_sync_did_not_come_to_void_is_voided_first(xero: MadeXero) -> None:
    """It bears the mark of what is taken back; a draft of that kind is deleted."""
    for name, status in (("JE-1", POSTED), ("JE-2", DRAFT)):
        retired_in(xero, wanted(name), status)
    xero.poster.finish_withdrawals()

    assert list(xero.statuses().values()) == [["VOIDED"], ["DELETED"]]
    xero.held.read()
    assert xero.held.to_take_back() == []


@pytest.mark.parametrize("change", [{"Status": "VOIDED"}, {"Date": "2026-02-01"}, {"Narration": "By hand"}])
def test_what_somebody_touched_since_it_was_read_is_not_voided(xero: MadeXero, change: dict[str, str]) -> None:
    """It is looked up once more before it is."""
    retired_in(xero, wanted())
    xero.store({"ManualJournalID": "mj-1", **change})
    before = dict(xero.journals["mj-1"])
    xero.poster.finish_withdrawals()

    assert xero.journals["mj-1"] == before
    assert xero.calls == []


@pytest.mark.parametrize("turn", [answer(503), answer(500), cut], ids=["503", "500", "cut"])
def test_taking_back_is_repeated_until_it_is_done(xero: MadeXero, turn: Turn) -> None:
    """Whatever goes wrong with either call."""
    xero.stores = lambda made: made | {"Date": "2026-02-01"} if made["Status"] == "POSTED" else made
    xero.turns += [lambda _, do: do(), turn, turn, lambda _, do: do(), turn]
    (task,) = post(xero, *created("JE-1"))

    assert task.problem
    assert xero.statuses() == {marked(xero): ["VOIDED"]}


@pytest.mark.parametrize(("status", "target"), [(POSTED, "VOIDED"), (DRAFT, "DELETED")])
def test_what_is_in_the_books_is_voided_and_what_waits_is_deleted(xero: MadeXero, status: str, target: str) -> None:
    """As Xero has it; a person could do nothing else."""
    wrong = held(xero, wanted(), status)
    withdrawal(xero).take_back(wrong)

    assert xero.statuses() == {marked(xero): [target]}


def test_a_journal_that_is_voided_already_is_taken_back(xero: MadeXero) -> None:
    """Somebody was faster: the refusal is settled by a look at its status."""
    wrong = held(xero, wanted())
    xero.store({"ManualJournalID": "mj-1", "Status": "VOIDED"})
    xero.turns += [answer(400, '{"Message": "It is voided"}')]
    withdrawal(xero).finish(wrong)

    assert xero.statuses() == {"Revenue [RevRec JE-1]": ["VOIDED"]}


def test_a_journal_that_xero_does_not_void_is_for_a_person(xero: MadeXero) -> None:
    """The message names it and what Xero said, and the sync ends."""
    wrong = held(xero, wanted())
    xero.turns += [answer(400, '{"Message": "The period is locked"}')]

    with pytest.raises(XeroUnavailable, match=r"Journal mj-1 .* could not be taken back .*period is locked.* by hand"):
        withdrawal(xero).finish(wrong)


def test_an_outcome_that_stays_uncertain_ends_the_sync(xero: MadeXero) -> None:
    """After six tries under one key; the mark tells the next sync what is left to do."""
    wrong = held(xero, wanted())
    xero.turns += [lambda _, do: do(), *[cut] * 6]
    with pytest.raises(OutcomeUncertain):
        withdrawal(xero).take_back(wrong)

    assert len(set(xero.keys[1:])) == 1
    assert xero.statuses() == {marked(xero): ["POSTED"]}


@pytest.mark.parametrize(
    "unmarked",
    [
        {"narration": "Revenue, by hand"},
        {"key": JournalKey("x" * 201), "narration": "Revenue"},
    ],
    ids=["mark taken out", "id too long"],
)
def test_a_journal_without_its_mark_is_voided_alone(xero: MadeXero, unmarked: dict[str, Any]) -> None:
    """There is nothing to retire."""
    wrong = replace(held(xero, wanted()), **unmarked)
    withdrawal(xero).take_back(wrong)

    assert xero.sent == [["mj-1"]]
    assert xero.statuses() == {"Revenue [RevRec JE-1]": ["VOIDED"]}


def test_a_journal_that_cannot_be_written_back_is_said_to_stand(xero: MadeXero) -> None:
    """Xero stores the old one otherwise too, or refuses it."""
    before = held(xero, wanted())
    wrong = replace(before, stamp="/Date(1+0000)/")
    xero.stores = lambda made: made | {"Date": "2026-02-01"}
    assert not withdrawal(xero).restore(before, wrong)
    xero.turns += [answer(400)]
    assert not withdrawal(xero).restore(before, wrong)

    xero.stores = lambda made: made
    assert withdrawal(xero).restore(before, replace(before, stamp="/Date(2+0000)/"))


@pytest.mark.parametrize("status", [400, 404, 409])
def test_a_restoration_that_was_refused_and_applied_all_the_same_is_seen(xero: MadeXero, status: int) -> None:
    """By the journal's id."""
    before = held(xero, wanted())
    xero.store({"ManualJournalID": "mj-1", "Date": "2026-02-01"})
    xero.turns += [answer(status, done=True)]

    assert withdrawal(xero).restore(before, replace(before, stamp="/Date(1+0000)/"))
    assert xero.journals["mj-1"]["Date"] == f"{before.date}"
