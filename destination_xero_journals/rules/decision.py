"""What is to be done with a journal entry, given what Xero holds of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from destination_xero_journals.rules.comparison import differ_in_text_alone, differences, remaining
from destination_xero_journals.rules.journal import ARCHIVED, DRAFT, POSTED, HeldJournal, Journal
from destination_xero_journals.rules.lock_dates import date_agrees, dated, locked, open_day
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from destination_xero_journals.options import PostingOptions
    from destination_xero_journals.rules.assembly import Assembled
    from destination_xero_journals.rules.books import Books


class Action(StrEnum):
    """What a sync does with a journal entry; the first four write into Xero."""

    CREATE = "create"
    UPDATE = "update"
    APPROVE = "approve"
    CORRECT = "correct"
    UNCHANGED = "unchanged"
    LEAVE = "leave"
    NOTHING_TO_POST = "nothing_to_post"

    @property
    def writes(self) -> bool:
        """Tell whether something is sent to Xero."""
        return self in (Action.CREATE, Action.UPDATE, Action.APPROVE, Action.CORRECT)


@dataclass(frozen=True, slots=True)
class Decision:
    """An action with the journal that it writes, or problems that forbid any.

    `held` is the journal that is updated, approved or left, `others` the ids of every journal that Xero already holds
    under the same key, voided ones included. `differences` says what Xero has otherwise. `unfinished` tells that the
    entry needs another sync after this one.
    """

    action: Action
    journal: Journal
    held: HeldJournal | None = None
    others: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unfinished: bool = False


def decide(
    assembled: Assembled, journal: Journal, held: Sequence[HeldJournal], books: Books, options: PostingOptions
) -> Decision:
    """Return what is to be done with `journal`, of which Xero holds `held`."""
    others = tuple(sorted(each.manual_journal_id for each in held))
    live = [each for each in held if each.in_the_books and not each.key.correction]
    corrections = [each for each in held if each.in_the_books and each.key.correction]
    twice = _posted_twice(live, corrections)
    if twice:
        return Decision(Action.LEAVE, journal, None, others, (), (twice,))
    if not live:
        return _without_a_live_one(assembled, journal, held, others, books, options)
    (there,) = live
    found = differences(journal, there, corrections)
    if not date_agrees(journal, there):
        found = (f"the date is {there.date}, and {journal.date} is wanted", *found)
    if not found:
        drafts = [each for each in (there, *corrections) if each.status == DRAFT]
        if not drafts or options.status != POSTED:
            return Decision(Action.UNCHANGED, replace(journal, date=there.date), there, others)
        return _approved(assembled, journal, drafts, others, books)
    if not corrections and _locked_text(journal, there, books):
        # What nobody may change any more, and what moves no amount.
        return Decision(Action.UNCHANGED, replace(journal, date=there.date), there, others, found)
    return _changed(assembled, journal, there, corrections, held, found, books, options)


def _approved(
    assembled: Assembled, journal: Journal, drafts: Sequence[HeldJournal], others: tuple[str, ...], books: Books
) -> Decision:
    draft = drafts[0]
    made = replace(
        journal,
        key=draft.key,
        date=draft.date,
        lines=draft.lines,
        narration=draft.narration,
        show_on_cash_basis=draft.show_on_cash_basis,
    )
    problems = _forbidden(assembled, draft.date, books)
    return Decision(Action.APPROVE, made, draft, others, (), problems, unfinished=len(drafts) > 1)


def _without_a_live_one(  # noqa: PLR0917 - what a decision rests on
    assembled: Assembled,
    journal: Journal,
    held: Sequence[HeldJournal],
    others: tuple[str, ...],
    books: Books,
    options: PostingOptions,
) -> Decision:
    corrected = [each for each in held if each.in_the_books]
    gone = [each for each in held if not each.in_the_books and not each.key.correction]
    archived = [each for each in gone if each.status == ARCHIVED]
    if corrected or archived or (gone and options.on_voided == "fail"):
        seen = ", ".join(f"{each.manual_journal_id} {each.status}" for each in (*gone, *corrected))
        remedy = (
            "Void the corrections in Xero too"
            if corrected
            else "Restore it in Xero, or void or delete it"
            if archived
            else "Take the entry out of the input, or set on_voided to post_again or leave"
        )
        problem = Problem(
            Code.VOIDED,
            f"Journal {journal.key.journal_entry_id} was posted before and is voided, deleted or archived in Xero"
            + (", while its corrections still stand" if corrected else ""),
            found=seen,
            expected="a posted journal or a draft",
            fix=remedy,
        )
        return Decision(Action.LEAVE, journal, None, others, (), (problem,))
    if gone and options.on_voided == "leave":
        return Decision(Action.LEAVE, journal, gone[-1], others)
    if not journal.lines:
        return Decision(Action.NOTHING_TO_POST, journal, None, others)
    made = dated(journal, _open_date(journal.date, books, options))
    return Decision(Action.CREATE, made, None, others, (), _forbidden(assembled, made.date, books))


def _changed(  # noqa: PLR0917 - what a decision rests on
    assembled: Assembled,
    journal: Journal,
    there: HeldJournal,
    corrections: Sequence[HeldJournal],
    held: Sequence[HeldJournal],
    found: tuple[str, ...],
    books: Books,
    options: PostingOptions,
) -> Decision:
    others = tuple(sorted(each.manual_journal_id for each in held))
    entry = journal.key.journal_entry_id
    changed = Problem(
        Code.CHANGED,
        f"Journal {entry} is in Xero and differs from RevRec's",
        found=f"{there.manual_journal_id}: {'; '.join(found)}",
        expected="the lines of RevRec, each as it is",
        fix="Correct RevRec or Xero by hand, or set on_changed to update or post_difference",
    )
    if options.on_changed == "update" and not corrections and journal.lines:
        wanted_date = journal.date if journal.date == there.date else _open_date(journal.date, books, options)
        made = dated(journal, wanted_date)
        problems = _forbidden(assembled, min(made.date, there.date), books)
        return Decision(Action.UPDATE, made, there, others, found, problems)
    gone = [each for each in held if each.key.correction and not each.in_the_books]
    if options.on_changed == "post_difference" and gone and options.on_voided != "post_again":
        if options.on_voided == "leave":
            return Decision(Action.LEAVE, journal, there, others, found)
        changed = replace(
            changed,
            code=Code.VOIDED,
            message=f"A correction of journal {entry} is voided or deleted in Xero",
            found=", ".join(f"{each.manual_journal_id} {each.status}" for each in gone),
            expected="the correction, posted or a draft",
            fix="Take the entry out of the input, or set on_voided to post_again or leave",
        )
    elif options.on_changed == "post_difference":
        number = max(each.key.correction for each in held) + 1
        lines = remaining(journal, [there, *corrections])
        day = _open_date(journal.date, books, options)
        if lines:
            key = JournalKey(entry, number)
            narration = journal.narration.removesuffix(journal.key.mark()) + key.mark()
            made = dated(replace(journal, key=key, lines=lines, narration=narration), day)
            return Decision(Action.CORRECT, made, there, others, found, _forbidden(assembled, day, books))
        changed = replace(
            changed,
            message=f"Journal {entry} differs from RevRec's in what no amount can correct",
            fix="Correct it in Xero by hand, or set on_changed to update",
        )
    elif options.on_changed == "update" and corrections:
        changed = replace(
            changed,
            message=f"Journal {entry} has corrections in Xero, so that it cannot be updated alone",
            fix="Set on_changed to post_difference, or void the corrections in Xero",
        )
    return Decision(Action.LEAVE, journal, there, others, found, (changed,))


def _posted_twice(live: Sequence[HeldJournal], corrections: Sequence[HeldJournal]) -> Problem | None:
    by_key: dict[JournalKey, list[str]] = {}
    for each in (*live, *corrections):
        by_key.setdefault(each.key, []).append(each.manual_journal_id)
    for key, ids in by_key.items():
        if len(ids) > 1:
            return Problem(
                Code.POSTED_TWICE,
                f"Journal {key.journal_entry_id} is in Xero {len(ids)} times",
                found=", ".join(sorted(ids)),
                expected=f"one journal whose narration bears {key.mark()}",
                fix="Void the copy in Xero, or take the key out of its narration if it is a journal of its own",
            )
    return None


def _open_date(wanted: date, books: Books, options: PostingOptions) -> date:
    return open_day(wanted, books) if options.locked_period == "first_open_day" else wanted


def _locked_text(journal: Journal, there: HeldJournal, books: Books) -> bool:
    """Tell whether only descriptions differ, in a journal that the lock dates keep from being changed."""
    until = books.locked_until
    in_lock = until is not None and there.date <= until
    return in_lock and date_agrees(journal, there) and differ_in_text_alone(journal, there)


def _forbidden(assembled: Assembled, day: date, books: Books) -> tuple[Problem, ...]:
    """Return what forbids writing the journal on a day: what is archived or locked matters to nothing that is there."""
    return (*assembled.write_problems, *locked(assembled.journal_entry_id, day, books))
