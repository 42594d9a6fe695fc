"""The plan as it is shown, line by line, for each entry whatever becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.document import (
    LEFT_ALONE,
    TAKE_BACK,
    PlannedLine,
    planned_journal,
    standing_journal,
)
from destination_xero_journals.plan.store import PlannedEntry
from destination_xero_journals.rules.decision import Action, Decision
from unit_tests.destination_xero_journals.plan.made_plan import UNKNOWN, journal
from unit_tests.destination_xero_journals.rules import made_entries

if TYPE_CHECKING:
    from destination_xero_journals.plan.document import PlannedJournal


def test_a_moved_date_is_noted() -> None:
    """A lock date made it move."""
    moved = journal(date=date(2026, 2, 1))

    assert moved.notes == ("Ready to Post", "Dated 2026-01-31 in RevRec")
    assert moved.period == "February 2026"


# -- from an entry of the plan


def shown_of(planned: PlannedEntry, status: str = "POSTED") -> PlannedJournal:
    """Return an entry as the plan of the made-up books shows it."""
    names = {account.account_id: account.name for account in made_entries.BOOKS.accounts}
    return planned_journal(planned, replace(made_entries.BOOKS, short_code="!abc"), status, names)


def entry(decision: Decision | None = None, **fields: Any) -> PlannedEntry:  # noqa: ANN401 - any field
    """Return an entry of the plan for which something was decided, or nothing."""
    wanted = made_entries.journal() if decision else None
    return PlannedEntry(CollectedEntry("tenant", "JE-1", 1), "Demo Company", 2, wanted, decision, **fields)


def test_a_decided_entry_is_shown_as_its_journal() -> None:
    """Date, narration and lines are those of the journal that is written; the difference to Xero stands beside it."""
    wanted = made_entries.journal()
    decided = replace(wanted, date=date(2026, 2, 1), lines=wanted.lines[:1])
    decision = Decision(Action.CORRECT, decided, made_entries.held(wanted), differences=("10.00 less",))
    shown = shown_of(entry(decision, revrec_date=wanted.date), "DRAFT")

    assert (shown.organisation, shown.journal_entry_id, shown.action) == ("Demo Company", "JE-1", "correct")
    assert (shown.date, shown.revrec_date, shown.narration) == (decided.date, wanted.date, decided.narration)
    assert (shown.lines, shown.wanted) == ((PlannedLine("2400", "Deferred Revenue", Decimal("100.00")),), wanted)
    assert shown.differences == ("10.00 less",)
    assert shown.link.endswith("shortcode=!abc&redirecturl=/Journal/View.aspx?invoiceID=mj-1")
    assert (shown.currency, shown.xero_status) == ("NZD", "DRAFT")


def test_an_entry_with_a_problem_is_rejected_whatever_was_decided() -> None:
    """What stands on the plan for it is refused."""
    decision = Decision(Action.LEAVE, made_entries.journal(), problems=(UNKNOWN,))

    assert shown_of(entry(decision, problems=(UNKNOWN,))).action == "rejected"
    assert shown_of(entry(problems=(UNKNOWN,))).action_word == "Refuse"


def test_an_entry_that_waits_says_for_which_period() -> None:
    """Nothing of it could be decided."""
    shown = shown_of(entry(period_status="Open"))

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

    assert shown_of(entry(Decision(action, wanted, held, others))).overwrites == overwrites


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
    shown = standing_journal(held, made_entries.books(), action)

    assert (shown.action_word, shown.writes, shown.lines) == (word, writes, ())
    assert shown.touches.startswith(says)
