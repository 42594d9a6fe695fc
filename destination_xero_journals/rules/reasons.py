"""Why an entry is left as it stands in Xero, and what a person can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from destination_xero_journals.rules.journal import HeldJournal
    from destination_xero_journals.rules.standing import Standing


def posted_twice(standing: Standing) -> Problem:
    """Say that two journals bear one key."""
    by_key: dict[JournalKey, list[str]] = {}
    for each in (*standing.journals, *standing.corrections):
        by_key.setdefault(each.key, []).append(each.manual_journal_id)
    key, ids = next((key, ids) for key, ids in by_key.items() if len(ids) > 1)
    return Problem(
        Code.POSTED_TWICE,
        f"Journal {key.journal_entry_id} is in Xero {len(ids)} times",
        found=", ".join(sorted(ids)),
        expected=f"one journal whose narration bears {key.mark()}",
        fix="Void the copy in Xero, or take the key out of its narration if it is a journal of its own",
    )


def corrections_alone(standing: Standing) -> Problem:
    """Say that corrections stand without their journal."""
    return _gone(standing, "Void the corrections in Xero too", ", while its corrections still stand")


def archived(standing: Standing) -> Problem:
    """Say that the journal was archived."""
    return _gone(standing, "Restore it in Xero, or void or delete it")


def voided(standing: Standing) -> Problem:
    """Say that the journal was voided or deleted."""
    return _gone(standing, "Take the entry out of the input, or set on_voided to post_again or leave")


def changed(standing: Standing) -> Problem:
    """Say that Xero holds something else."""
    return _changed(
        standing,
        "is in Xero and differs from RevRec's",
        "Correct RevRec or Xero by hand, or set on_changed to update or post_difference",
    )


def corrected(standing: Standing) -> Problem:
    """Say that a journal with corrections is not updated."""
    return _changed(
        standing,
        "has corrections in Xero, so that it cannot be updated alone",
        "Set on_changed to post_difference, or void the corrections in Xero",
    )


def beyond_amounts(standing: Standing) -> Problem:
    """Say that no difference can be posted."""
    return _changed(
        standing,
        "differs from RevRec's in what no amount can correct",
        "Correct it in Xero by hand, or set on_changed to update",
    )


def unread(standing: Standing) -> Problem:
    """Say that Xero does not show what a journal consists of."""
    shown = [each for each in (*standing.journals, *standing.corrections) if not each.is_whole]
    return Problem(
        Code.CONTRADICTED,
        f"Journal {standing.wanted.key.journal_entry_id} is in Xero, which does not show all of its lines",
        found=", ".join(f"{each.manual_journal_id} {each.status} with {len(each.lines)} lines" for each in shown),
        expected="two lines or more whose debits are their credits",
        fix="Look at the journal in Xero, and sync again; if it is whole there, report its id to Xero",
    )


def contradicted(journal_entry_id: str, found: str) -> Problem:
    """Say that Xero's list says something else of a journal than Xero says by its id."""
    return Problem(
        Code.CONTRADICTED,
        f"Journal {journal_entry_id} is in Xero's list of manual journals otherwise than by its id",
        found=found,
        expected="the same journal by both",
        fix="Look at the journal in Xero, and sync again; if this stays, report both to Xero",
    )


def key_lost(journal_entry_id: str, found: Iterable[HeldJournal]) -> Problem:
    """Say that what was posted for an entry stands in Xero, and nothing in its narration tells so any more."""
    return Problem(
        Code.CONTRADICTED,
        f"Journal {journal_entry_id} was posted, as its receipt says, and stands in Xero with a narration that does "
        f"not bear its key",
        found=", ".join(f"{each.manual_journal_id} {each.status}, {each.narration!r}" for each in found),
        expected=f"{JournalKey(journal_entry_id).mark()} as its last mark, and no 'Reversal: ' before it",
        fix="Correct the narration in Xero, or void the journal there",
    )


def correction_gone(standing: Standing) -> Problem:
    """Say that a correction was voided, deleted or archived."""
    return Problem(
        Code.VOIDED,
        f"A correction of journal {standing.wanted.key.journal_entry_id} is voided or deleted in Xero",
        found=_statuses(standing.gone_corrections),
        expected="the correction, posted or a draft",
        fix="Take the entry out of the input, or set on_voided to post_again or leave",
    )


def taken_back_unproven(journal_entry_id: str, found: Iterable[HeldJournal]) -> Problem:
    """Say that a journal in the books says that it was taken back, and is not provably the one that was."""
    return Problem(
        Code.TAKEN_BACK,
        f"Journal {journal_entry_id} was taken back as the narration of a journal in Xero says, and that one is in the "
        f"books: a copy, or edited since",
        found=_statuses(found),
        expected="no journal in the books that says so",
        fix="Void it in Xero, or take the mark out of its narration if it is a journal of its own",
    )


def _gone(standing: Standing, fix: str, more: str = "") -> Problem:
    entry = standing.wanted.key.journal_entry_id
    return Problem(
        Code.VOIDED,
        f"Journal {entry} was posted before and is voided, deleted or archived in Xero{more}",
        found=_statuses([*standing.gone, *standing.corrections]),
        expected="a posted journal or a draft",
        fix=fix,
    )


def _changed(standing: Standing, how: str, fix: str) -> Problem:
    return Problem(
        Code.CHANGED,
        f"Journal {standing.wanted.key.journal_entry_id} {how}",
        found=f"{standing.there.manual_journal_id}: {'; '.join(standing.differences)}",
        expected="the lines of RevRec, each as it is",
        fix=fix,
    )


def _statuses(journals: Iterable[HeldJournal]) -> str:
    return ", ".join(f"{each.manual_journal_id} {each.status}" for each in journals)
