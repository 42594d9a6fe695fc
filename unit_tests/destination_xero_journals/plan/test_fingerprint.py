"""The fingerprint of a plan: of everything that would be written, and of nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from destination_xero_journals.plan.fingerprint import approves, fingerprint
from destination_xero_journals.rules.journal import Tag
from unit_tests.destination_xero_journals.plan.made_plan import NORTH, UNKNOWN, journal, line, refused, shown

if TYPE_CHECKING:
    from destination_xero_journals.plan.document import PlannedJournal

PLAN = [journal(1), journal(2, "update"), journal(3, "approve"), journal(5, "correct")]
SOUTH = Tag("region", "south", "Region", "South")


@given(st.permutations(PLAN), st.data())
def test_the_order_of_arrival_changes_nothing(plan: list[PlannedJournal], data: st.DataObject) -> None:
    """Neither the journals' nor the lines'."""
    first = plan[0]
    assert first.wanted
    lines = tuple(data.draw(st.permutations(first.wanted.lines)))

    assert fingerprint([replace(first, wanted=replace(first.wanted, lines=lines)), *plan[1:]]) == fingerprint(PLAN)


@pytest.mark.parametrize(
    "changed",
    [
        {"organisation": "Another Company"},
        {"journal_entry_id": "JE-0009"},
        {"action": "leave"},
        {"date": date(2026, 2, 1)},
        {"narration": "Revenue [RevRec JE-0001]"},
        {"xero_status": "DRAFT"},
        {"currency": "AUD"},
        {"lines": (line("2100", "1234.51"), line("4000", "-1234.51", NORTH))},
        {"lines": (line("2101", "1234.50"), line("4000", "-1234.50", NORTH))},
        {"lines": (line("2100", "1234.50"), line("4000", "-1234.50"))},
        {"lines": (line("2100", "1234.50"), line("4000", "-1234.50", SOUTH))},
        {"lines": (line("2100", "1234.50", text="January"), line("4000", "-1234.50", NORTH))},
        {"lines": (line("2100", "1234.50"), structs.replace(line("4000", "-1234.50", NORTH), tax_type="OUTPUT"))},
        {"lines": (line("2100", "1234.50"), line("4000", "-1234.50", NORTH)) * 2},
        {"lines": ()},
        {"overwrites": "update mj-1 /Date(1)/"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_would_be_written_otherwise_changes_it(changed: dict[str, Any]) -> None:
    """Each fact of a journal and of its lines."""
    assert fingerprint([journal(1, **changed), *PLAN[1:]]) != fingerprint(PLAN)


def test_a_journal_more_or_less_changes_it() -> None:
    """One that is there twice too."""
    prints = {fingerprint(PLAN[:count]) for count in range(len(PLAN) + 1)}

    assert len(prints | {fingerprint([*PLAN, PLAN[0]])}) == len(PLAN) + 2


@pytest.mark.parametrize(
    "other",
    [
        journal(7, "leave"),
        journal(7, "nothing_to_post"),
        journal(7, "held_back"),
        journal(7, "create", problems=(UNKNOWN,)),
        refused(),
    ],
    ids=lambda other: other.action_word,
)
def test_what_is_left_alone_is_no_part_of_it(other: PlannedJournal) -> None:
    """A journal that waits for its period, or is refused, needs no new signature."""
    assert fingerprint([*PLAN, other]) == fingerprint(PLAN)
    assert not other.writes


@pytest.mark.parametrize("action", ["create", "approve"])
def test_a_journal_counts_the_same_once_it_is_posted(action: str) -> None:
    """A sync that was interrupted is repeated under the same signature, and so is every one after it."""
    assert fingerprint([journal(1, "unchanged")]) == fingerprint([journal(1, action)])


@pytest.mark.parametrize("action", ["create", "update", "correct"])
def test_what_overwrites_xero_counts_for_that_state_of_xero_alone(action: str) -> None:
    """Approved while the journal was unchanged, or edited otherwise, it is not approved."""
    prints = {
        fingerprint([journal(1, action, overwrites=overwrites)])
        for overwrites in ("", f"{action} mj-1 /Date(1)/", f"{action} mj-1 /Date(2)/", f"{action} mj-2 /Date(1)/")
    }

    assert len(prints) == 4


def test_a_posted_difference_counts_as_the_whole_journal() -> None:
    """The lines of the difference are a way to get there."""
    whole = journal(1, "unchanged")
    lines = (shown(line("1", "0.01")), shown(line("2", "-0.01")))
    correct = replace(whole, action="correct", date=date(2026, 2, 1), lines=lines)

    assert fingerprint([correct]) == fingerprint([whole])


def test_zeros_after_an_amount_mean_nothing() -> None:
    """10 and 10.00 are one amount."""
    tens = {fingerprint([journal(lines=(line("1", ten), line("2", f"-{ten}")))]) for ten in ("10", "10.00", "1E+1")}

    assert len(tens) == 1


def test_an_option_that_has_yet_to_be_made_counts_by_its_name() -> None:
    """It has no id until somebody creates it."""
    made = [
        fingerprint([journal(lines=(line("1", "1", Tag("region", "", "Region", name)), line("2", "-1")))])
        for name in ("East", "East", "West")
    ]

    assert made[0] == made[1] != made[2]


def test_texts_cannot_pretend_to_be_one_another() -> None:
    """Where a text ends is part of the fingerprint."""
    one = journal(organisation="A", journal_entry_id="BC")
    other = journal(organisation="AB", journal_entry_id="C")

    assert fingerprint([one]) != fingerprint([other])


# -- options that would be created


def options(*names: str, new: frozenset[str] = frozenset()) -> str:
    """Return the fingerprint of a journal that bears these options of a category, of which some are to be created."""
    made = (Tag("region", "" if name in new else f"id-{name}", "Region", name) for name in names)
    return fingerprint([journal(lines=tuple(line("1", "1", tag) for tag in made))])


NAMES = [f"Region {number}" for number in range(6)]


@given(st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_a_plan_is_approved_with_the_options_that_it_was_to_create_and_no_other(
    agreed: set[str], now: set[str]
) -> None:
    """Those of them that are there by now need not be created again, as when a sync was interrupted."""
    approved, found = options(*NAMES, new=frozenset(agreed)), options(*NAMES, new=frozenset(now))

    assert approves(approved, found) is (now <= agreed)
    assert (approved == found) is (agreed == now)
    assert re.fullmatch("[0-9a-f]{64}", approved)


def test_an_approval_of_other_journals_approves_nothing() -> None:
    """Whatever the options are."""
    assert not approves(fingerprint(PLAN), options("East"))
    assert not approves("", options("East"))


def test_more_options_than_there_is_room_for_are_approved_as_a_whole() -> None:
    """Then one that is there by now asks for a new approval, rather than one too many being created."""
    names = [f"Region {number}" for number in range(200)]
    two, one = (options(*names, new=frozenset(names[:count])) for count in (2, 1))

    assert approves(two, two)
    assert not approves(two, one)
    assert not approves(one, two)
