"""The plan as it is shown, and its fingerprint: of everything that would be written, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.document import (
    LEFT_ALONE,
    TAKE_BACK,
    fingerprint,
    planned_journal,
    printable,
    standing_journal,
)
from destination_xero_journals.plan.store import PlannedEntry
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import Tag
from unit_tests.destination_xero_journals.plan.made_plan import NORTH, UNKNOWN, journal, line, refused
from unit_tests.destination_xero_journals.rules import made_entries

if TYPE_CHECKING:
    from destination_xero_journals.plan.document import PlannedJournal

PLAN = [journal(1), journal(2, "update"), journal(3, "approve"), journal(5, "correct")]
SOUTH = Tag("region", "south", "Region", "South")


@given(st.permutations(PLAN), st.data())
def test_the_order_of_arrival_changes_nothing(plan: list[PlannedJournal], data: st.DataObject) -> None:
    """Neither the journals' nor the lines'."""
    first = plan[0]
    assert first.wanted
    lines = tuple(data.draw(st.permutations(first.lines)))

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
        {"lines": (line("2100", "1234.50"), replace(line("4000", "-1234.50", NORTH), tax_type="OUTPUT"))},
        {"lines": (*journal().lines, *journal().lines)},
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
    correct = replace(whole, action="correct", date=date(2026, 2, 1), lines=(line("1", "0.01"), line("2", "-0.01")))

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


def test_a_moved_date_is_noted() -> None:
    """A lock date made it move."""
    moved = journal(date=date(2026, 2, 1))

    assert moved.notes == ("Ready to Post", "Dated 2026-01-31 in RevRec")
    assert moved.period == "February 2026"


@given(st.text(st.characters(exclude_categories=())))
def test_a_printable_text_commands_no_terminal(text: str) -> None:
    """No escape, no line break, no half character."""
    assert printable(text).isprintable()


# -- from an entry of the plan


def entry(decision: Decision | None = None, **fields: Any) -> PlannedEntry:  # noqa: ANN401 - any field
    """Return an entry of the plan for which something was decided, or nothing."""
    wanted = made_entries.journal() if decision else None
    return PlannedEntry(CollectedEntry("tenant", "JE-1", 1), "Demo Company", 2, wanted, decision, **fields)


def test_a_decided_entry_is_shown_as_its_journal() -> None:
    """Date, narration and lines are those of the journal that is written; the difference to Xero stands beside it."""
    wanted = made_entries.journal()
    decided = replace(wanted, date=date(2026, 2, 1), lines=wanted.lines[:1])
    decision = Decision(Action.CORRECT, decided, made_entries.held(wanted), differences=("10.00 less",))
    shown = planned_journal(entry(decision, revrec_date=wanted.date), "NZD", "DRAFT")

    assert (shown.organisation, shown.journal_entry_id, shown.action) == ("Demo Company", "JE-1", "correct")
    assert (shown.date, shown.revrec_date, shown.narration) == (decided.date, wanted.date, decided.narration)
    assert (shown.lines, shown.wanted, shown.differences) == (decided.lines, wanted, ("10.00 less",))
    assert (shown.currency, shown.xero_status) == ("NZD", "DRAFT")


def test_an_entry_with_a_problem_is_rejected_whatever_was_decided() -> None:
    """What stands on the plan for it is refused."""
    decision = Decision(Action.LEAVE, made_entries.journal(), problems=(UNKNOWN,))

    assert planned_journal(entry(decision, problems=(UNKNOWN,)), "NZD", "POSTED").action == "rejected"
    assert planned_journal(entry(problems=(UNKNOWN,)), "NZD", "POSTED").action_word == "Refuse"


def test_an_entry_that_waits_says_for_which_period() -> None:
    """Nothing of it could be decided."""
    shown = planned_journal(entry(period_status="Open"), "", "POSTED")

    assert (shown.action, shown.notes) == ("held_back", ("Held back: the period is Open",))
    assert (shown.date, shown.narration, shown.lines) == (None, "", ())


@pytest.mark.parametrize(
    ("action", "others", "overwrites"),
    [
        (Action.CREATE, (), ""),
        (Action.CREATE, ("mj-1", "mj-2"), "mj-1,mj-2"),
        (Action.UPDATE, ("mj-1",), "update mj-1 /Date(5)/"),
        (Action.CORRECT, ("mj-1",), "correct mj-1 /Date(5)/"),
        (Action.APPROVE, ("mj-1",), ""),
        (Action.UNCHANGED, ("mj-1",), ""),
        (Action.LEAVE, ("mj-1",), ""),
    ],
)
def test_what_of_xero_is_overwritten_is_named_in_its_state(
    action: Action, others: tuple[str, ...], overwrites: str
) -> None:
    """What is posted anew after it was voided, and what is changed, as it was when it was looked at."""
    wanted = made_entries.journal()
    held = None if action is Action.CREATE else made_entries.held(wanted, stamp="/Date(5)/")

    assert planned_journal(entry(Decision(action, wanted, held, others)), "NZD", "POSTED").overwrites == overwrites


@pytest.mark.parametrize(
    ("action", "word", "writes", "says"),
    [
        (TAKE_BACK, "Take back", True, "Voids POSTED journal mj-1 of 100.00 NZD"),
        (LEFT_ALONE, "Leave", False, "POSTED journal mj-1 of 100.00 NZD says that it was taken back"),
    ],
)
def test_what_says_that_it_was_taken_back_is_shown_and_counts(
    *, action: str, word: str, writes: bool, says: str
) -> None:
    """As it is, with its amount, and none of its lines among those that are posted."""
    held = made_entries.held(made_entries.journal(), stamp="/Date(5)/")
    shown = standing_journal(held, "Demo Company", "NZD", action)

    assert (shown.action_word, shown.writes, shown.lines) == (word, writes, ())
    assert shown.notes[0].startswith(says)
    prints = {
        fingerprint(PLAN),
        fingerprint([*PLAN, shown]),
        fingerprint([*PLAN, replace(shown, overwrites=f"{action} mj-1 /Date(6)/")]),
    }
    assert len(prints) == 3
