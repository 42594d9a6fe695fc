"""What Xero holds after a call whose answer was lost: what was sent, something else, or nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from destination_xero_journals.rules.comparison import alterations
from destination_xero_journals.rules.decision import Action
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal

_ANOTHER = "another program may post the same entries, or a person edited it"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A journal that may be the one sent, or another program's; a problem where it is not as it was sent."""

    held: HeldJournal
    problem: Problem | None = None


def sighted(decision: Decision, status: str, held: Iterable[HeldJournal]) -> Sighting | None:
    """Return what Xero holds of a decision that was sent with `status`; None where nothing shows that it arrived.

    `held` are all journals of the entry, as Xero has them now.
    """
    there = [each for each in held if each.key == decision.journal.key and _is_since(decision, status, each)]
    if not there:
        return None
    if len(there) > 1:
        return Sighting(there[0], _twice(decision, there))
    (found,) = there
    altered = alterations(decision.journal, status, found)
    return Sighting(found, _differs(decision, found, altered) if altered else None)


def _is_since(decision: Decision, status: str, found: HeldJournal) -> bool:
    """Tell whether a journal came, or was changed, after the decision was made."""
    if decision.action in (Action.CREATE, Action.CORRECT):
        return found.in_the_books and found.manual_journal_id not in decision.others
    before = decision.held
    if before is None or found.manual_journal_id != before.manual_journal_id:
        return False
    return found.stamp != before.stamp or not alterations(decision.journal, status, found)


def _twice(decision: Decision, there: Iterable[HeldJournal]) -> Problem:
    key = decision.journal.key
    ids = sorted(each.manual_journal_id for each in there)
    return Problem(
        Code.POSTED_TWICE,
        f"Journal {key.journal_entry_id} is in Xero {len(ids)} times after a call without an answer",
        found=", ".join(ids),
        expected=f"one journal whose narration bears {key.mark()}",
        fix=f"Look at the journals in Xero and void what is not wanted: {_ANOTHER}",
    )


def _differs(decision: Decision, found: HeldJournal, altered: Iterable[str]) -> Problem:
    entry = decision.journal.key.journal_entry_id
    return Problem(
        Code.CHANGED,
        f"Journal {entry} was found in Xero after a call without an answer, and differs from what was sent",
        found=f"{found.manual_journal_id}: {'; '.join(altered)}",
        expected="every line as it was sent",
        fix=f"Look at the journal in Xero, which is left as it is: {_ANOTHER}, or Xero dropped something",
    )
