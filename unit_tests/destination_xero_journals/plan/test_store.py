"""The plan in its temporary file: what is done with each entry, how far it is, and what is safe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import Tag
from unit_tests.destination_xero_journals.plan.made_plan import UNKNOWN
from unit_tests.destination_xero_journals.rules.made_entries import held, journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


@pytest.fixture
def plan() -> Iterator[PlanStore]:
    """Give a test an empty plan."""
    made = PlanStore()
    yield made
    made.close()


def planned(
    first: int,
    action: Action | None = Action.CREATE,
    day: date = JANUARY,
    tenant: str = "one",
    *,
    refused: bool = False,
) -> PlannedEntry:
    """Return an entry whose first line came at a position; without an action nothing was decided about it."""
    wanted = replace(journal(), date=day)
    decision = None if action is None else Decision(action, wanted)
    problems = (UNKNOWN,) if refused else ()
    entry = CollectedEntry(tenant, f"JE-{first}", first)
    return PlannedEntry(entry, "Demo Company", 2, wanted, decision, problems=problems)


def firsts(found: Iterable[PlannedEntry]) -> list[int]:
    """Return the positions of entries."""
    return [each.entry.first for each in found]


def test_an_entry_comes_back_as_it_was_put(plan: PlanStore) -> None:
    """Amounts to their digits, and in place of what was kept of it before."""
    first = planned(1)
    after = replace(first, posted=held(journal()))
    plan.put(first, Stage.WAITING)
    plan.put(after, Stage.DONE)

    assert list(plan.all()) == [(after, Stage.DONE)]


def test_everything_comes_by_organisation_month_and_arrival(plan: PlanStore) -> None:
    """An entry without a journal comes before the months."""
    for each in (planned(1, day=FEBRUARY), planned(2, tenant="two"), planned(3), planned(4, None), planned(5)):
        plan.put(each, Stage.WAITING)

    assert firsts(each for each, _ in plan.all()) == [4, 3, 5, 1, 2]
    assert firsts(plan.at(Stage.WAITING)) == [4, 3, 5, 1, 2]
    assert firsts(plan.at(Stage.DONE)) == []


@pytest.mark.parametrize("action", [action for action in Action if action.writes])
def test_what_waits_to_be_written_is_handed_out_for_its_organisation(plan: PlanStore, action: Action) -> None:
    """By month and arrival; neither what is there already nor what is refused, done or another organisation's."""
    plan.put(planned(1, action, FEBRUARY), Stage.WAITING)
    plan.put(planned(2, action), Stage.WAITING)
    plan.put(planned(3, Action.UNCHANGED), Stage.DONE)
    plan.put(planned(4, action, refused=True), Stage.REJECTED)
    plan.put(planned(5, action), Stage.DONE)
    plan.put(planned(6, action, tenant="two"), Stage.WAITING)

    assert firsts(plan.to_write("one")) == [2, 1]
    assert firsts(plan.to_write("two")) == [6]
    assert firsts(plan.written("one")) == [5]
    assert (plan.writes_in("one", "2026-01"), plan.writes_in("one", "2026-02")) == (2, 1)


def test_what_bears_options_that_have_yet_to_be_created_is_found_without_reading_the_rest(plan: PlanStore) -> None:
    """An option has an id once it exists; what is not sent creates none."""
    for first, option_id in ((1, "south"), (2, "")):
        for place, stage in enumerate((Stage.WAITING, Stage.DONE)):
            made = planned(first + 10 * place)
            line = structs.replace(journal().lines[0], tags=(Tag("region", option_id, "Region", "South"),))
            wanted = replace(journal(), lines=(*journal().lines, line))
            plan.put(replace(made, decision=Decision(Action.CREATE, wanted)), stage)

    assert firsts(plan.creating("one")) == [2]
    assert firsts(plan.creating("two")) == []


def test_what_is_settled_while_it_is_handed_out_disturbs_nothing(plan: PlanStore) -> None:
    """Posting puts entries back while it asks for the next."""
    for first in range(1, 6):
        plan.put(planned(first), Stage.WAITING)
    seen = []
    for each in plan.to_write("one"):
        plan.put(each, Stage.DONE)
        seen.append(each.entry.first)

    assert seen == [1, 2, 3, 4, 5]
    assert plan.count(Stage.DONE) == 5


def test_each_entry_is_handed_out_once_for_its_receipt(plan: PlanStore) -> None:
    """When it is safe, or at the end."""
    plan.put(planned(1, day=FEBRUARY), Stage.DONE)
    plan.put(planned(2), Stage.DONE)
    plan.put(planned(3), Stage.WAITING)
    assert firsts(plan.without_receipt(Stage.DONE)) == [2, 1]
    plan.receipts_given(Stage.DONE)
    plan.put(planned(3), Stage.DONE)

    assert firsts(plan.without_receipt(Stage.DONE)) == [3]
    assert firsts(plan.without_receipt(Stage.WAITING)) == []


def test_entries_are_counted_by_action_and_stage(plan: PlanStore) -> None:
    """In the order in which they came first."""
    plan.put(planned(1, Action.UNCHANGED), Stage.DONE)
    plan.put(planned(2), Stage.WAITING)
    plan.put(planned(3, None), Stage.HELD_BACK)
    plan.put(planned(4, Action.UNCHANGED), Stage.DONE)

    assert plan.counts() == [("unchanged", Stage.DONE, 2), ("create", Stage.WAITING, 1), ("", Stage.HELD_BACK, 1)]
    assert [plan.count(stage) for stage in Stage] == [1, 1, 0, 2]


def test_rejects_are_handed_out_until_they_are_recorded(plan: PlanStore) -> None:
    """In the order of arrival, whatever their month; one that is refused later is due again."""
    plan.put(planned(2, day=FEBRUARY, refused=True), Stage.REJECTED)
    plan.put(planned(3, refused=True), Stage.REJECTED)
    assert firsts(plan.unrecorded_rejects()) == [2, 3]
    plan.rejects_recorded()
    assert firsts(plan.unrecorded_rejects()) == []

    plan.put(planned(1, refused=True), Stage.REJECTED)
    assert firsts(plan.unrecorded_rejects()) == [1]


def test_a_position_is_safe_up_to_the_first_line_that_is_not(plan: PlanStore) -> None:
    """What waits, what is held back and what is refused and not recorded may come again; no state passes them."""
    assert plan.safe_before() is None
    plan.put(planned(1), Stage.DONE)
    assert plan.safe_before() is None
    plan.put(planned(9), Stage.WAITING)
    assert plan.safe_before() == 9
    plan.put(planned(7, None), Stage.HELD_BACK)
    assert plan.safe_before() == 7
    plan.put(planned(4, refused=True), Stage.REJECTED)
    assert plan.safe_before() == 4
    plan.rejects_recorded()
    assert plan.safe_before() == 7


@pytest.mark.parametrize(("action", "writes"), [(action, action.writes) for action in Action])
def test_an_entry_is_written_if_its_action_writes_and_nothing_is_wrong(action: Action, *, writes: bool) -> None:
    """Nothing is sent of an entry with a problem, or about which nothing was decided."""
    assert planned(1, action).writes is writes
    assert not planned(1, action, refused=True).writes
    assert not planned(1, None).writes


def test_a_month_is_the_one_in_which_the_journal_counts() -> None:
    """As Xero dates it, not as RevRec did."""
    assert planned(1, day=FEBRUARY).month == "2026-02"
    assert planned(1, None).month == ""


def test_what_is_due_is_counted_for_each_organisation() -> None:
    """What waits to be sent, and nothing else."""
    plan = PlanStore()
    plan.put(planned(1), Stage.WAITING)
    plan.put(planned(2), Stage.DONE)
    plan.put(planned(3, Action.UNCHANGED), Stage.WAITING)
    plan.put(planned(4, tenant="two"), Stage.WAITING)

    assert [plan.due(tenant) for tenant in ("one", "two", "three")] == [1, 1, 0]
