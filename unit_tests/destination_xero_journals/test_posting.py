"""Whatever comes back from a call, each journal is posted once, as it was sent, or a problem says why it is not."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import requests

from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DRAFT, POSTED, HeldJournal, Journal
from destination_xero_journals.rules.problem import Code
from destination_xero_journals.rules.request import journal_json
from unit_tests.destination_xero_journals.made_xero import MadeXero
from unit_tests.destination_xero_journals.rules.made_entries import REVENUE, journal, journal_line
from xero_api.errors import OutcomeUncertain, RequestRefused
from xero_revrec.journal_key import JournalKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests_mock import Mocker

    from destination_xero_journals.posting import Task
    from unit_tests.conftest import FakeClock

    Turn = Callable[[Any, Callable[[], str]], str]


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def wanted(name: str = "JE-1", amount: str = "100.00") -> Journal:
    """Return a journal of an entry."""
    key = JournalKey(name)
    lines = (journal_line(amount), journal_line(str(-Decimal(amount)), REVENUE))
    return journal(*lines, key=key, narration=f"Revenue {key.mark()}")


def post(xero: MadeXero, *decisions: Decision) -> list[Task]:
    """Post decisions in one batch."""
    tasks = [xero.posting.task(decision) for decision in decisions]
    xero.posting.post(tasks)
    return tasks


def created(*names: str) -> list[Decision]:
    """Return the decisions to create these entries."""
    return [Decision(Action.CREATE, wanted(name)) for name in names]


def held(xero: MadeXero, made: Journal, status: str = POSTED) -> HeldJournal:
    """Have Xero hold a journal, and return it as it was read."""
    xero.store(journal_json(made, status) | {"JournalLines": _plain(made, status)})
    xero.held.read()
    (found,) = xero.held.of(made.key.journal_entry_id)
    return found


def _plain(made: Journal, status: str) -> list[dict[str, Any]]:
    lines = journal_json(made, status)["JournalLines"]
    return [each | {"LineAmount": float(line.amount)} for each, line in zip(lines, made.lines, strict=True)]


def answer(status: int, text: str = "", *, done: bool = False) -> Turn:
    """Return a turn that answers with a status, after or without doing what is asked."""

    def turn(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        if done:
            do()
        context.status_code = status
        return text

    return turn


def cut(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401, ARG001 - requests-mock's
    """Lose the request on its way."""
    raise requests.ReadTimeout


# -- no answer, or none of Xero's


@pytest.mark.parametrize("status", [502, 503, 504, 408])
def test_what_stands_in_front_of_xero_does_not_answer_for_it(xero: MadeXero, status: int) -> None:
    """The first call may still be applied: the same one, under the same key, cannot double it."""
    xero.turns += [answer(status)]
    (task,) = post(xero, *created("JE-1"))

    assert task.posted
    assert xero.keys[0] == xero.keys[1]
    assert xero.statuses() == {"Revenue [RevRec JE-1]": ["POSTED"]}


def test_an_error_of_xeros_own_is_asked_for_under_another_key(xero: MadeXero) -> None:
    """Xero replays it under the first."""
    xero.turns += [answer(500)]
    (task,) = post(xero, *created("JE-1"))

    assert task.posted
    assert xero.keys[0] != xero.keys[1]


def test_what_an_error_of_xeros_own_posted_all_the_same_is_found(xero: MadeXero) -> None:
    """The look settles it: nothing is sent again."""
    xero.turns += [answer(500, done=True)]
    (task,) = post(xero, *created("JE-1"))

    assert task.posted
    assert len(xero.keys) == 1


def test_a_batch_that_is_there_in_part_is_sent_again_whole(xero: MadeXero) -> None:
    """The rest may be under way, so that the very same batch alone cannot double it."""

    def first_alone(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        # Xero goes on with the batch; the look comes when one journal of it is stored.
        do()
        later.update({name: xero.journals.pop(name) for name in ("mj-2", "mj-3")})
        return cut(context, do)

    def rest(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401, ARG001 - requests-mock's
        xero.journals.update(later)
        return do()

    later: dict[str, Any] = {}
    xero.turns += [first_alone, rest]
    tasks = post(xero, *created("JE-1", "JE-2", "JE-3"))

    assert all(task.posted for task in tasks)
    assert len(set(xero.keys)) == 1
    assert xero.sent[0] == xero.sent[1]
    assert [len(each) for each in xero.statuses().values()] == [1, 1, 1]


def test_an_unanswered_batch_that_is_there_whole_is_not_sent_again(xero: MadeXero) -> None:
    """The look finds all of it."""

    def lost(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        do()
        return cut(context, do)

    xero.turns += [lost]
    tasks = post(xero, *created("JE-1", "JE-2"))

    assert all(task.posted for task in tasks)
    assert len(xero.keys) == 1


def test_an_outcome_that_stays_uncertain_ends_the_posting(xero: MadeXero) -> None:
    """After six tries under one key."""
    xero.turns += [cut] * 6
    with pytest.raises(OutcomeUncertain):
        post(xero, *created("JE-1"))

    assert len(xero.keys) == 6
    assert len(set(xero.keys)) == 1


# -- answers that have to be read closely


def test_answers_in_another_order_are_matched_by_their_keys(xero: MadeXero) -> None:
    """Each task has its own journal, and nothing is taken back."""

    def reversed_(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401, ARG001 - requests-mock's
        body = json.loads(do())
        return json.dumps({"ManualJournals": body["ManualJournals"][::-1]})

    xero.turns += [reversed_]
    tasks = post(xero, *created("JE-1", "JE-2", "JE-3"))

    assert [task.posted.manual_journal_id for task in tasks if task.posted] == ["mj-1", "mj-2", "mj-3"]
    assert len(xero.calls) == 1


def test_a_journal_that_answers_without_its_key_is_taken_back(xero: MadeXero) -> None:
    """It is matched by its place; without its key nobody would find it again."""
    xero.stores = lambda made: made | {"Narration": made["Narration"].replace("[RevRec JE-2]", "")}
    first, second = post(xero, *created("JE-1", "JE-2"))

    assert first.posted
    assert second.problem
    assert second.problem.code is Code.ALTERED_BY_XERO
    assert [journal["Status"] for journal in xero.journals.values()] == ["POSTED", "VOIDED"]


@pytest.mark.parametrize("status", [400, 413])
def test_the_one_journal_for_which_xero_refuses_a_call_is_found_by_halves(xero: MadeXero, status: int) -> None:
    """The others are posted, each once."""

    def refuse(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        if "Revenue [RevRec JE-3]" not in xero.sent[-1]:
            return do()
        context.status_code = status
        return '{"Message": "JSON for post data was invalid"}'

    xero.turns += [refuse] * 10
    tasks = post(xero, *created("JE-1", "JE-2", "JE-3", "JE-4", "JE-5"))

    assert [bool(task.posted) for task in tasks] == [True, True, False, True, True]
    assert tasks[2].problem
    assert tasks[2].problem.code is Code.REFUSED_BY_XERO
    assert "post data was invalid" in tasks[2].problem.found
    assert [len(each) for each in xero.statuses().values()] == [1] * 4


def test_another_refusal_of_a_whole_call_ends_the_posting(xero: MadeXero) -> None:
    """It is not about a journal."""
    xero.turns += [answer(404)]
    with pytest.raises(RequestRefused):
        post(xero, *created("JE-1", "JE-2"))

    assert len(xero.calls) == 1


def test_a_refusal_is_asked_for_once_more_under_a_key_of_this_sync(
    requests_mock: Mocker, xero: MadeXero, clock: FakeClock
) -> None:
    """Xero replays the refusals of the last six minutes, also to the next sync, whose cause may be mended."""
    refused = json.dumps(
        {"ManualJournals": [{"StatusAttributeString": "ERROR", "ValidationErrors": [{"Message": "Archived"}]}]}
    )
    xero.turns += [answer(200, refused)] * 2
    (task,) = post(xero, *created("JE-1"))
    clock.sleep(60)
    next_sync = MadeXero(requests_mock, clock)
    next_sync.turns += [answer(200, refused)]
    (again,) = post(next_sync, *created("JE-1"))

    assert task.problem
    assert task.problem.found == "Archived"
    assert again.posted
    assert next_sync.keys[0] == xero.keys[0]
    assert len({*xero.keys, *next_sync.keys}) == 3


# -- what Xero stored otherwise


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
    assert xero.held.taken_back == {}
    assert xero.sent[1:] == [["Revenue [RevRec JE-1 taken back]"], ["mj-1"]]
    xero.stores = lambda made: made
    (again,) = post(xero, *created("JE-1"))
    assert again.posted
    assert xero.statuses() == {"Revenue [RevRec JE-1 taken back]": ["VOIDED"], "Revenue [RevRec JE-1]": ["POSTED"]}


def test_what_an_earlier_sync_did_not_come_to_void_is_voided_first(xero: MadeXero) -> None:
    """It bears the mark of what is taken back; a draft of that kind is deleted."""
    for name, status in (("JE-1", POSTED), ("JE-2", DRAFT)):
        retired = replace(wanted(name), narration=f"Revenue {JournalKey(name).taken_back_mark()}")
        xero.store(journal_json(retired, status) | {"JournalLines": _plain(retired, status)})
    xero.held.read()
    xero.posting.finish_taking_back()

    assert list(xero.statuses().values()) == [["VOIDED"], ["DELETED"]]
    xero.held.read()
    assert xero.held.taken_back == {}


@pytest.mark.parametrize("turn", [answer(503), answer(500), cut], ids=["503", "500", "cut"])
def test_taking_back_is_repeated_until_it_is_done(xero: MadeXero, turn: Turn) -> None:
    """Whatever goes wrong with either call."""
    xero.stores = lambda made: made | {"Date": "2026-02-01"} if made["Status"] == "POSTED" else made
    xero.turns += [lambda _, do: do(), turn, turn, lambda _, do: do(), turn]
    (task,) = post(xero, *created("JE-1"))

    assert task.problem
    assert xero.statuses() == {"Revenue [RevRec JE-1 taken back]": ["VOIDED"]}
