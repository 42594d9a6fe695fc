"""Looks into Xero just before and after posting: nobody was faster, and each journal is there once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from destination_xero_journals.rules.comparison import differences, remaining
from destination_xero_journals.rules.decision import Action
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.plan.store import PlannedEntry
    from destination_xero_journals.posting.poster import Poster
    from destination_xero_journals.rules.journal import HeldJournal


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


def last_look(written: Iterable[PlannedEntry], held: HeldJournals, poster: Poster) -> Iterator[PlannedEntry]:
    """Yield the written entries about which there is something to note: a problem, or another journal in place of ours.

    Where two syncs posted the same journal at the same time, the one with the smaller id stays and the other sync takes
    its own back.
    """
    for planned in written:
        ours = planned.posted
        if ours is None:
            continue
        there = [each for each in held.of(ours.key.journal_entry_id) if each.key == ours.key and each.in_the_books]
        ids = [each.manual_journal_id for each in there]
        if ids == [ours.manual_journal_id]:
            continue
        theirs = _the_same(planned, there)
        if theirs is not None and theirs.manual_journal_id < ours.manual_journal_id:
            poster.withdraw(ours)
            yield replace(planned, posted=theirs)
            continue
        yield replace(planned, problems=(_doubt(ours, ids),))


def _the_same(planned: PlannedEntry, there: list[HeldJournal]) -> HeldJournal | None:
    """Return the one other journal that is the same as ours, where ours was made by this sync."""
    decision, ours = planned.decision, planned.posted
    if decision is None or ours is None or decision.action not in (Action.CREATE, Action.CORRECT):
        # What was in the books before this sync is not its own to take back.
        return None
    others = [each for each in there if each.manual_journal_id != ours.manual_journal_id]
    if len(there) != 2 or len(others) != 1 or any(differences(decision.journal, each) for each in there):
        return None
    return others[0]


def _doubt(ours: HeldJournal, ids: list[str]) -> Problem:
    return Problem(
        Code.POSTED_TWICE if ids else Code.VOIDED,
        f"Journal {ours.key.journal_entry_id} is in Xero {len(ids)} times after posting",
        found=", ".join(ids) or "no journal",
        expected=ours.manual_journal_id,
        fix="Look at the journals in Xero and void what is not wanted; another program may have posted too",
    )
