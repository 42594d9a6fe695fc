"""Whatever comes back from a call, each journal is posted once, as it was sent, or a problem says why it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_xero import MadeXero, answer, created, cut, lost, post
from xero_api.errors import OutcomeUncertain, RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


# -- no answer, or none of Xero's


@pytest.mark.parametrize("status", [502, 503, 504, 408])
def test_what_stands_in_front_of_xero_does_not_answer_for_it(xero: MadeXero, status: int) -> None:
    """The first call may still be applied: the same one, under the same key, cannot double it."""
    xero.turns += [answer(status)]
    (task,) = post(xero, *created("JE-1"))

    assert task.posted
    assert xero.keys[0] == xero.keys[1]
    assert xero.statuses() == {"Revenue [RevRec JE-1]": ["POSTED"]}


def test_an_error_of_xeros_own_is_asked_for_again_under_the_same_key(xero: MadeXero) -> None:
    """An earlier call of the same batch may still be on its way, whatever became of this one."""
    xero.turns += [cut, answer(500)]
    (task,) = post(xero, *created("JE-1"))

    assert task.posted
    assert len(xero.keys) == 3
    assert len(set(xero.keys)) == 1


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
