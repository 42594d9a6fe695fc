"""Whatever comes back from a call, each journal is posted once, as it was sent, or a problem says why it is not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from destination_xero_journals.posting.poster import Poster, Task, batches
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DRAFT, POSTED
from destination_xero_journals.rules.request import journal_json
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_xero import MadeXero, answer, created, cut, held, lost, post, wanted
from xero_api.errors import OrganisationUnreachable, OutcomeUncertain, RequestRefused, WayBlocked

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests_mock import Mocker

    from destination_xero_journals.rules.journal import Journal
    from unit_tests.conftest import FakeClock
    from unit_tests.destination_xero_journals.made_xero import Turn


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


def test_a_batch_that_shows_in_part_is_waited_for(xero: MadeXero) -> None:
    """The rest may be under way: nothing is sent again, and the looks go on until all of it shows."""

    def first_alone(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        # Xero goes on with the batch; the look comes when one journal of it is stored.
        do()
        later.update({name: xero.journals.pop(name) for name in ("mj-2", "mj-3")})
        return cut(context, do)

    def arrives() -> None:
        if xero.lists == 3:
            xero.journals.update(later)

    later: dict[str, Any] = {}
    xero.turns += [first_alone]
    xero.on_list = arrives
    tasks = post(xero, *created("JE-1", "JE-2", "JE-3"))

    assert all(task.posted for task in tasks)
    assert len(xero.calls) == 1
    assert [len(each) for each in xero.statuses().values()] == [1, 1, 1]


def test_what_never_shows_of_a_batch_that_shows_in_part_is_left_to_the_next_sync(xero: MadeXero) -> None:
    """Another program posted the same JE-2 meanwhile, and our call is lost: sent again it would double that journal."""
    xero.turns += [posted_by_another(xero, wanted("JE-2"))]
    first, second, third = post(xero, *created("JE-1", "JE-2", "JE-3"))

    assert second.posted
    assert [task.left for task in (first, third)] == ["its call got no answer, and Xero shows other journals of it"] * 2
    assert (first.open, first.posted, first.problem) == (False, None, None)
    assert len(xero.calls) == 1
    assert len(xero.journals) == 1
    assert xero.lists == 5


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


def posted_by_another(xero: MadeXero, *others: Journal) -> Turn:
    """Return a turn on which our call never arrives, and another program posts journals meanwhile."""

    def turn(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        for other in others:
            xero.store(json.loads(orjson.dumps(journal_json(other, POSTED))))
        return cut(context, do)

    return turn


def test_what_a_look_finds_otherwise_is_left_and_reported(xero: MadeXero) -> None:
    """Another program's, with another amount: it stays, and nothing is sent again."""
    xero.turns += [posted_by_another(xero, wanted(amount="120.00"))]
    (task,) = post(xero, *created("JE-1"))

    assert task.problem
    assert task.problem.code is Code.CHANGED
    assert task.posted is None
    assert xero.statuses() == {"Revenue [RevRec JE-1]": ["POSTED"]}
    assert len(xero.calls) == 1


def test_what_a_look_does_not_find_beside_anothers_is_left_to_the_next_sync(xero: MadeXero) -> None:
    """The same call would post the other's a second time, and another call might post ours twice."""
    xero.turns += [posted_by_another(xero, wanted("JE-1", "120.00"), wanted("JE-2"))]
    first, second, third = post(xero, *created("JE-1", "JE-2", "JE-3"))

    assert first.problem
    assert second.posted
    assert (third.posted, third.problem, third.open) == (None, None, False)
    assert third.left
    assert len(xero.calls) == 1
    assert len(xero.journals) == 2


def test_two_that_a_look_finds_are_reported(xero: MadeXero) -> None:
    """Whichever is ours."""
    xero.turns += [posted_by_another(xero, wanted(), wanted())]
    (task,) = post(xero, *created("JE-1"))

    assert task.problem
    assert (task.problem.code, task.problem.found) == (Code.POSTED_TWICE, "mj-1, mj-2")


def test_an_update_is_not_sent_again_over_what_somebody_edited_meanwhile(xero: MadeXero) -> None:
    """The call got lost, and the journal is neither as it was nor as it was sent."""
    before = held(xero, wanted())

    def edited(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        xero.store({"ManualJournalID": "mj-1", "Date": "2026-02-01"})
        return cut(context, do)

    xero.turns += [edited]
    (task,) = post(xero, Decision(Action.UPDATE, wanted(amount="120.00"), before, ("mj-1",)))

    assert task.problem
    assert task.problem.code is Code.CHANGED
    assert len(xero.calls) == 1
    assert xero.journals["mj-1"]["Date"] == "2026-02-01"


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


@pytest.mark.parametrize("status", [400, 413])
def test_what_a_refused_call_stored_all_the_same_is_found_before_anything_is_sent_again(
    xero: MadeXero, status: int
) -> None:
    """Whether Xero keeps what is valid of a refused call is not documented."""
    xero.turns += [answer(status, done=True)]
    tasks = post(xero, *created("JE-1", "JE-2", "JE-3"))

    assert all(task.posted for task in tasks)
    assert len(xero.calls) == 1
    assert [len(each) for each in xero.statuses().values()] == [1, 1, 1]


def test_what_a_refused_call_stored_in_part_is_not_sent_again(xero: MadeXero) -> None:
    """The rest is, in halves."""

    def first_alone(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        do()
        del xero.journals["mj-2"], xero.journals["mj-3"]
        context.status_code = 400
        return "{}"

    xero.turns += [first_alone]
    tasks = post(xero, *created("JE-1", "JE-2", "JE-3"))

    assert all(task.posted for task in tasks)
    assert xero.sent[1:] == [["Revenue [RevRec JE-2]"], ["Revenue [RevRec JE-3]"]]
    assert [len(each) for each in xero.statuses().values()] == [1, 1, 1]


@pytest.mark.parametrize("refusals", [1, 2])
def test_a_journal_that_xero_refused_and_stored_is_not_sent_again(xero: MadeXero, refusals: int) -> None:
    """An ERROR about it is held against the books, the second one too."""

    def refused(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401, ARG001 - requests-mock's
        if len(xero.keys) == refusals:
            do()
        error = {"StatusAttributeString": "ERROR", "ValidationErrors": [{"Message": "Something is wrong"}]}
        return json.dumps({"ManualJournals": [error]})

    xero.turns += [refused] * refusals
    (task,) = post(xero, *created("JE-1"))

    assert task.posted
    assert len(xero.calls) == refusals
    assert len(xero.journals) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(302, WayBlocked), (404, RequestRefused), (409, RequestRefused), (422, RequestRefused)]
)
def test_another_refusal_of_a_whole_call_ends_the_posting(
    xero: MadeXero, status: int, error: type[RequestRefused | WayBlocked]
) -> None:
    """It is not about a journal, or not Xero's; a look comes first, and what it cannot tell is said."""
    xero.turns += [answer(status)]
    with pytest.raises(error) as failure:
        post(xero, *created("JE-1", "JE-2"))

    assert len(xero.calls) == 1
    assert failure.value.__notes__ == [
        "Of the last call 2 journals (first JE-1) may be in Xero or not: a look right after it does not show them."
    ]


@pytest.mark.parametrize("status", [302, 404, 409, 422])
def test_what_another_refusal_stored_all_the_same_is_posted(xero: MadeXero, status: int) -> None:
    """The look shows all of it, as it was sent."""
    xero.turns += [answer(status, done=True)]
    tasks = post(xero, *created("JE-1", "JE-2"))

    assert all(task.verified for task in tasks)
    assert len(xero.calls) == 1


def test_what_a_call_stored_that_ended_in_any_other_error_is_settled_before_it_is_raised(xero: MadeXero) -> None:
    """Here only one of two."""

    def first_alone(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        do()
        xero.journals.pop("mj-2", None)
        context.status_code = 401
        return ""

    xero.turns += [first_alone] * 2
    tasks = [xero.poster.task(decision) for decision in created("JE-1", "JE-2")]
    with pytest.raises(OrganisationUnreachable) as failure:
        xero.poster.post(tasks)

    assert [task.verified for task in tasks] == [True, False]
    assert "1 journal (first JE-2) may be in Xero or not: a look right after" in failure.value.__notes__[0]


def test_where_a_look_fails_too_nothing_is_known(xero: MadeXero) -> None:
    """And that is said."""
    xero.turns += [answer(401)] * 2
    xero.listed = lambda journal: journal | {"ManualJournalID": None}
    xero.store(json.loads(orjson.dumps(journal_json(wanted("JE-9"), POSTED))))
    with pytest.raises(OrganisationUnreachable) as failure:
        post(xero, *created("JE-1"))

    assert failure.value.__notes__ == [
        "Of the last call 1 journal (first JE-1) may be in Xero or not: Xero could not be read after it."
    ]


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


@pytest.mark.parametrize("count", [0, 2])
def test_an_answer_of_another_size_says_nothing_about_any_journal(xero: MadeXero, count: int) -> None:
    """The look settles it."""

    def other(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401, ARG001 - requests-mock's
        (journal,) = json.loads(do())["ManualJournals"]
        return json.dumps({"ManualJournals": [journal] * count})

    xero.turns += [other]
    (task,) = post(xero, *created("JE-1"))

    assert task.posted
    assert len(xero.calls) == 1


# -- what is sent for each action


def test_what_xero_warns_of_stands_beside_what_it_changed(xero: MadeXero) -> None:
    """The warning is often the reason."""

    def warned(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401, ARG001 - requests-mock's
        (journal,) = json.loads(do())["ManualJournals"]
        journal |= {"Warnings": [{"Message": "The date was moved"}]}
        return json.dumps({"ManualJournals": [journal]})

    xero.stores = lambda made: made | {"Date": "2026-02-01"}
    xero.turns += [warned]
    (task,) = post(xero, *created("JE-1"))

    assert task.problem
    assert task.problem.found == ("the date is 2026-02-01, and 2026-01-31 was sent; Xero warns: The date was moved")


@pytest.mark.parametrize("turn", [cut, lost], ids=["not applied", "applied"])
def test_an_update_whose_answer_was_lost_is_settled_by_what_xero_holds(xero: MadeXero, turn: Turn) -> None:
    """Where the journal is as it is wanted, it was applied; else the very same call is sent again."""
    before = held(xero, wanted())
    xero.turns += [turn]
    (task,) = post(xero, Decision(Action.UPDATE, wanted(amount="120.00"), before, ("mj-1",)))

    assert task.posted
    assert task.posted.lines[0].amount == 120
    assert len(xero.journals) == 1
    assert len(xero.calls) == (2 if turn is cut else 1)
    assert len(set(xero.keys)) == 1


def test_a_correction_whose_answer_was_lost_is_found_by_its_own_key(xero: MadeXero) -> None:
    """The journal that it corrects is another one."""
    before = held(xero, wanted())
    correction = replace(wanted(amount="20.00"), key=JournalKey("JE-1", 1), narration="x [RevRec JE-1 correction 1]")
    xero.turns += [lost]
    (task,) = post(xero, Decision(Action.CORRECT, correction, before, ("mj-1",)))

    assert task.posted
    assert (task.posted.manual_journal_id, task.posted.key) == ("mj-2", JournalKey("JE-1", 1))
    assert len(xero.calls) == 1


def test_creations_and_changes_go_in_calls_of_their_own(xero: MadeXero) -> None:
    """Xero creates by PUT and changes by POST."""
    before, draft = held(xero, wanted("JE-2")), held(xero, wanted("JE-3"), DRAFT)
    tasks = post(
        xero,
        Decision(Action.UPDATE, wanted("JE-2", "120.00"), before, ("mj-1",)),
        *created("JE-1"),
        Decision(Action.APPROVE, wanted("JE-3"), draft, ("mj-2",)),
    )

    assert all(task.posted for task in tasks)
    assert [method for method, _, _ in xero.calls] == ["PUT", "POST"]
    assert xero.sent == [["Revenue [RevRec JE-1]"], ["Revenue [RevRec JE-2]", "mj-2"]]
    assert {journal["Status"] for journal in xero.journals.values()} == {"POSTED"}


@pytest.mark.parametrize(("before", "after"), [(POSTED, POSTED), (DRAFT, DRAFT)])
def test_an_approved_journal_is_never_taken_back_to_a_draft(xero: MadeXero, before: str, after: str) -> None:
    """With status DRAFT an update leaves a posted journal posted."""
    drafting = Poster(xero.organisation, xero.held, xero.patience, DRAFT)
    there = held(xero, wanted(), before)
    task = drafting.task(Decision(Action.UPDATE, wanted(amount="120.00"), there, ("mj-1",)))
    drafting.post([task])

    assert task.posted
    assert task.posted.status == after


def test_what_was_voided_or_edited_since_is_posted_by_another_call(xero: MadeXero) -> None:
    """Xero remembers calls for six minutes, and would answer the new one with the old answer."""
    post(xero, *created("JE-1"))
    xero.store({"ManualJournalID": "mj-1", "Status": "VOIDED"})
    xero.held.read()
    (again,) = post(xero, Decision(Action.CREATE, wanted(), others=("mj-1",)))

    assert again.posted
    assert again.posted.manual_journal_id == "mj-2"
    there = again.posted
    for stamp in ("/Date(1+0000)/", "/Date(2+0000)/"):
        post(xero, Decision(Action.UPDATE, wanted(amount="120.00"), replace(there, stamp=stamp), ("mj-1", "mj-2")))
    assert len(set(xero.keys)) == 4


def test_what_was_posted_is_known_without_another_call(xero: MadeXero) -> None:
    """For the differences that may follow, and the last look."""
    (task,) = post(xero, *created("JE-1"))

    assert xero.held.of("JE-1") == [task.posted]
    assert not task.open
    assert task.entry == "JE-1"


def test_a_refusal_without_a_text_is_a_refusal(xero: MadeXero) -> None:
    """It says so much."""
    refused = json.dumps({"ManualJournals": [{"StatusAttributeString": "ERROR"}]})
    xero.turns += [answer(200, refused)] * 2
    (task,) = post(xero, *created("JE-1"))

    assert task.problem
    assert (task.problem.code, task.problem.found) == (Code.REFUSED_BY_XERO, "an ERROR without a text")


# -- batches


def sizes(*elements: int) -> list[list[int]]:
    """Return the batches of tasks whose JSON has so many bytes."""
    (decision,) = created("JE-1")
    due = [(size, Task(decision, b"x" * size)) for size in elements]
    return [[size for size, _ in batch] for batch in batches(due)]


def test_fifty_journals_go_into_one_call() -> None:
    """What Xero recommends; the rest goes into the next, in the same order."""
    assert sizes(*range(1, 102)) == [[*range(1, 51)], [*range(51, 101)], [101]]
    assert sizes() == []


def test_a_call_holds_no_more_than_three_megabytes() -> None:
    """Commas counted; a journal that is larger goes alone."""
    assert sizes(1_499_999, 1_499_999, 1) == [[1_499_999, 1_499_999], [1]]
    assert sizes(1_500_000, 1_499_999) == [[1_500_000], [1_499_999]]
    assert sizes(1, 4_000_000, 1) == [[1], [4_000_000], [1]]


def test_a_journal_that_was_stored_without_an_answer_and_is_listed_as_voided_is_not_sent_again(xero: MadeXero) -> None:
    """It is looked up by its id before its call is taken for one that left nothing."""
    xero.listed = lambda journal: {**journal, "Status": "VOIDED"}
    xero.turns += [answer(400, "{}", done=True)]
    (task,) = post(xero, *created("JE-1"))

    assert (len(xero.calls), list(xero.statuses().values())) == (1, [["POSTED"]])
    assert task.posted
    assert task.posted.manual_journal_id == "mj-1"
