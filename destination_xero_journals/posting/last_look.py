"""Looks into Xero just before and after posting: nobody was faster, and each journal is there once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from destination_xero_journals.rules.comparison import remaining
from destination_xero_journals.rules.decision import Action
from revrec_journals.problem import Code, Problem
from xero_api.errors import WalkIncomplete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.plan.store import PlannedEntry
    from destination_xero_journals.rules.journal import HeldJournal
    from xero_api.patience import Patience

_LONGEST_PAUSE = 32


def changed_meanwhile(planned: PlannedEntry, held: HeldJournals) -> bool:
    """Tell whether an entry's journals changed since it was decided: another program or a person was faster."""
    decision = planned.decision
    if decision is None:
        return False
    now = held.of(decision.journal.key.journal_entry_id)
    if {each.manual_journal_id for each in now} != set(decision.others):
        return True
    before = decision.held
    if before and not any(
        (each.manual_journal_id, each.stamp) == (before.manual_journal_id, before.stamp) for each in now
    ):
        return True
    if decision.action is not Action.CORRECT or planned.wanted is None:
        return False
    # The difference is due to the earlier corrections too.
    in_the_books = sorted((each for each in now if each.in_the_books), key=lambda each: each.key.correction > 0)
    return remaining(planned.wanted, in_the_books) != decision.journal.lines


def listed(held: HeldJournals, patience: Patience) -> None:
    """Read Xero's journals until the lists show what was posted, which they may do late; at most a minute's wait.

    What they do not show is looked up by its id: where it is not there either, it is forgotten. Raises WalkIncomplete
    where it is, since the next sync would not see it.
    """
    held.read()
    pause = 1
    while held.unlisted() and pause <= _LONGEST_PAUSE:
        patience.clock.sleep(pause)
        pause *= 2
        held.read()
    hidden = [identity for identity in held.unlisted() if held.look_up(identity)]
    if hidden:
        raise WalkIncomplete(
            f"Xero's list of manual journals does not show {len(hidden)} of those just posted, which Xero has by their "
            f"ids (first {hidden[0]}), a minute after they were posted. Nothing of this sync is acknowledged further. "
            f"Do not sync again before the list shows them, since they would be posted twice."
        )


def last_look(written: Iterable[PlannedEntry], held: HeldJournals) -> Iterator[PlannedEntry]:
    """Yield the written entries with a problem: those that are not in the books, and there once.

    Nothing is taken back: another sync, or a person, may rely on either of two journals.
    """
    for planned in written:
        ours = planned.posted
        if ours is None:
            continue
        there = [each for each in held.of(ours.key.journal_entry_id) if each.key == ours.key and each.in_the_books]
        ids = [each.manual_journal_id for each in there]
        if ids != [ours.manual_journal_id]:
            yield replace(planned, problems=(_doubt(ours, ids),))


def _doubt(ours: HeldJournal, ids: list[str]) -> Problem:
    return Problem(
        Code.POSTED_TWICE if ids else Code.VOIDED,
        f"Journal {ours.key.journal_entry_id} is in Xero {len(ids)} times after posting",
        found=", ".join(ids) or "no journal",
        expected=ours.manual_journal_id,
        fix="Look at the journals in Xero and void what is not wanted; another program may have posted too",
    )
