"""Looks into Xero just before and after posting: nobody was faster, and each journal is there once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from destination_xero_journals.books.held_journals import MOST_LOOKED_UP
from destination_xero_journals.rules.comparison import alterations, remaining
from destination_xero_journals.rules.decision import Action
from destination_xero_journals.waiting import journals
from revrec_journals.problem import Code, Problem
from xero_api.errors import WalkIncomplete

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.plan.store import PlannedEntry
    from destination_xero_journals.rules.journal import HeldJournal
    from destination_xero_journals.waiting import Waiting

_PAUSES = (1, 2, 4, 8, 16, 32)


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


def listed(held: HeldJournals, waiting: Waiting, organisation: str) -> None:
    """Read Xero's journals until the lists show what was posted, which they may do late; at most a minute's wait.

    What they do not show is looked up by its id: where it is not there either, it is forgotten. Raises WalkIncomplete
    where it is, since the next sync would not see it; and where more is not shown than can be looked up.
    """
    held.read()
    for number, pause in enumerate(_PAUSES):
        missing = held.unlisted()
        if not missing:
            return
        entries = [each.key.journal_entry_id for each in missing]
        late = f"The list of {organisation} does not show {journals(entries)} yet, which Xero answered that it stored"
        waiting.wait(late, timedelta(seconds=pause), timedelta(seconds=sum(_PAUSES[number:])))
        held.read()
    missing = held.unlisted()
    for answered in missing[:MOST_LOOKED_UP]:
        there = held.look_up(answered.manual_journal_id)
        if there is not None and replace(there, stamp=answered.stamp) == answered:
            raise WalkIncomplete(
                f"Xero's list of manual journals does not show {len(missing)} of those just posted a minute after they "
                f"were posted, although Xero has {there.manual_journal_id} by its id. Nothing of this sync is "
                f"acknowledged further. Where no receipts are kept, do not sync again before the list shows them, "
                f"since they would be posted twice."
            )
    if len(missing) > MOST_LOOKED_UP:
        raise WalkIncomplete(
            f"Xero answered that it stored {len(missing)} journals that its list does not show a minute later, nor has "
            f"it the first {MOST_LOOKED_UP} of them by their ids. Nothing of this sync is acknowledged further. Look "
            f"whether they are in Xero before you sync again."
        )


def last_look(written: Iterable[PlannedEntry], held: HeldJournals) -> Iterator[PlannedEntry]:
    """Yield the written entries with a problem: those that are not in the books as they were sent, and there once.

    Nothing is taken back: another sync, or a person, may rely on either of two journals. Raises what looking up by id
    raises.
    """
    for planned in written:
        ours = planned.posted
        if ours is None:
            continue
        problem = _problem(planned, ours, held)
        if problem is not None:
            yield replace(planned, problems=(problem,))


def _problem(planned: PlannedEntry, ours: HeldJournal, held: HeldJournals) -> Problem | None:
    there = _there(ours, held)
    ids = [each.manual_journal_id for each in there]
    if ids == [ours.manual_journal_id]:
        altered = _altered(planned, there[0])
        if altered and held.confirm(ours.key.journal_entry_id):
            altered = [each for found in _there(ours, held) for each in _altered(planned, found)]
        return _differs(ours, altered) if altered else None
    known = {each.manual_journal_id for each in held.of(ours.key.journal_entry_id)}
    if not ids and ours.manual_journal_id not in known:
        return _absent(ours)
    return _doubt(ours, ids, known)


def _there(ours: HeldJournal, held: HeldJournals) -> list[HeldJournal]:
    """Return what is in the books under a journal's key; that it is gone is not believed of a list alone."""
    found = _shown(ours, held)
    if not found and held.confirm_gone(ours.key.journal_entry_id):
        found = _shown(ours, held)
    return found


def _shown(ours: HeldJournal, held: HeldJournals) -> list[HeldJournal]:
    return [each for each in held.of(ours.key.journal_entry_id) if each.key == ours.key and each.in_the_books]


def _altered(planned: PlannedEntry, there: HeldJournal) -> Sequence[str]:
    # A person may have approved a draft since.
    return alterations(planned.decision.journal, there.status, there) if planned.decision else ()


def _differs(ours: HeldJournal, altered: Iterable[str]) -> Problem:
    return Problem(
        Code.CHANGED,
        f"Journal {ours.key.journal_entry_id} differs in Xero from what was posted a moment ago",
        found=f"{ours.manual_journal_id}: {'; '.join(altered)}",
        expected="every line as it was sent",
        fix="Look at the journal in Xero, which is left as it is; a person or another program may have edited it",
    )


def _absent(ours: HeldJournal) -> Problem:
    return Problem(
        Code.CONTRADICTED,
        f"Xero answered that it stored journal {ours.key.journal_entry_id}, and does not have it",
        found="no journal, in the list or by its id",
        expected=ours.manual_journal_id,
        fix="Send it again after six minutes, for which Xero repeats its answers; if this stays, report the id to Xero",
    )


def _doubt(ours: HeldJournal, ids: list[str], known: Container[str]) -> Problem:
    """Say what is there in place of the one journal; `known` are the ids of all journals of the entry."""
    entry, identity = ours.key.journal_entry_id, ours.manual_journal_id
    look = "Look at the journals in Xero and void what is not wanted; another program may have posted too"
    if len(ids) > 1:
        code, message = Code.POSTED_TWICE, f"Journal {entry} is in Xero {len(ids)} times after posting"
    elif identity in known:
        code, message = Code.VOIDED, f"Journal {entry} was voided, deleted or archived in Xero right after posting"
    else:
        code, message = Code.CONTRADICTED, f"Xero answered with another id for journal {entry} than it is there under"
        look = "Look at the journal in Xero, and sync again; if this stays, report both ids to Xero"
    return Problem(code, message, found=", ".join(ids) or "no journal", expected=identity, fix=look)
