"""New journals whose id is another spelling of one that is known: most likely one journal, and posted twice.

Spreadsheets take zeros from the beginning of an id and warehouses make floats of it, so that it comes back as another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from destination_xero_journals.rules.comparison import differ_in_text_alone, differences
from destination_xero_journals.rules.decision import Action
from destination_xero_journals.rules.lock_dates import date_agrees
from revrec_journals.problem import Code, Problem, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal, Journal


def is_new(decision: Decision) -> bool:
    """Tell whether a journal is to be posted of whose id Xero holds nothing, and nothing forbids it."""
    return decision.action is Action.CREATE and not decision.others and not decision.problems


def respelled_in_xero(wanted: Journal, spelled_otherwise: Sequence[HeldJournal]) -> tuple[Problem, ...]:
    """Return why a new journal is not posted, where Xero holds one of its date and lines under another spelling.

    One that was voided counts as well: it is the old spelling that says what is to be done then.
    """
    for held in spelled_otherwise:
        corrections = [each for each in spelled_otherwise if each.key.correction and _entry(each) == _entry(held)]
        if not held.key.correction and date_agrees(wanted, held) and _same_lines(wanted, held, corrections):
            return (_respelled(wanted, _entry(held), f"is in Xero as {held.manual_journal_id}, {held.status}"),)
    return ()


def respelled_in_input(wanted: Journal, others: Iterable[Journal]) -> tuple[Problem, ...]:
    """Return why a new journal is not posted, where another one of its date and lines comes beside it."""
    for other in others:
        if other.date == wanted.date and differ_in_text_alone(wanted, other):
            return (_respelled(wanted, other.key.journal_entry_id, "comes in the same input"),)
    return ()


def _same_lines(wanted: Journal, held: HeldJournal, corrections: Sequence[HeldJournal]) -> bool:
    return not differences(wanted, held, corrections) or (not corrections and differ_in_text_alone(wanted, held))


def _entry(held: HeldJournal) -> str:
    return held.key.journal_entry_id


def _respelled(wanted: Journal, other: str, where: str) -> Problem:
    entry = wanted.key.journal_entry_id
    return Problem(
        Code.KEY_RESPELLED,
        f"Journal {visible(entry)} is new and has the date and the lines of {visible(other)}, which {where}: the ids "
        f"differ by what loading changes alone (leading zeros, .0, an exponent, braces, case, spaces, unseen letters)",
        found=f"{entry} and {other}",
        expected="one spelling of an id in every sync",
        fix=f"Send the journal as {visible(other)}, or give it an id that differs in more if it is another journal",
    )
