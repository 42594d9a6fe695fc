"""What is to be done with a journal entry, given what Xero holds of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from destination_xero_journals.rules.comparison import differences, remaining
from destination_xero_journals.rules.journal import DRAFT, POSTED, HeldJournal, Journal
from destination_xero_journals.rules.lock_dates import first_open_day
from destination_xero_journals.rules.problem import Code, Problem
from xero_revrec.journal_key import JournalKey

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
    under the same key, voided ones included. `differences` says what Xero has otherwise.
    """

    action: Action
    journal: Journal
    held: HeldJournal | None = None
    others: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    if not _date_agrees(journal, there, books, options):
        found = (f"the date is {there.date}, and {journal.date} is wanted", *found)
    if not found:
        draft = next((each for each in (there, *corrections) if each.status == DRAFT), None)
        if draft is None or options.status != POSTED:
            return Decision(Action.UNCHANGED, replace(journal, date=there.date), there, others)
        made = replace(journal, key=draft.key, date=draft.date, lines=draft.lines, narration=draft.narration)
        return Decision(Action.APPROVE, made, draft, others, (), _forbidden(assembled, draft.date, books))
    return _changed(assembled, journal, there, corrections, held, found, books, options)


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
    if corrected or (gone and options.on_voided == "fail"):
        seen = ", ".join(f"{each.manual_journal_id} {each.status}" for each in (*gone, *corrected))
        remedy = (
            "Void the corrections in Xero too"
            if corrected
            else "Take the entry out of the input, or set on_voided to post_again or leave"
        )
        problem = Problem(
            Code.VOIDED,
            f"Journal {journal.key.journal_entry_id} was posted before and is voided or deleted in Xero"
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
    made = replace(journal, date=_open_date(journal.date, books, options))
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
        made = replace(journal, date=wanted_date)
        problems = _forbidden(assembled, min(made.date, there.date), books)
        return Decision(Action.UPDATE, made, there, others, found, problems)
    if options.on_changed == "post_difference":
        number = max(each.key.correction for each in held) + 1
        lines = remaining(journal, [there, *corrections])
        day = _open_date(journal.date, books, options)
        if lines:
            made = replace(
                journal,
                key=JournalKey(entry, number),
                lines=lines,
                date=day,
                narration=journal.narration.replace(journal.key.mark(), JournalKey(entry, number).mark()),
            )
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
                expected=f"one journal whose narration ends with {key.mark()}",
                fix="Void the copy in Xero, or take the key out of its narration if it is a journal of its own",
            )
    return None


def _open_date(wanted: date, books: Books, options: PostingOptions) -> date:
    opens = first_open_day(books)
    if options.locked_period == "first_open_day" and opens and wanted < opens:
        return opens
    return wanted


def _date_agrees(journal: Journal, there: HeldJournal, books: Books, options: PostingOptions) -> bool:
    """Tell whether the date is RevRec's, or one to which a lock date made it move."""
    if there.date == journal.date:
        return True
    opens = first_open_day(books)
    moved = options.locked_period == "first_open_day" and opens is not None and journal.date < opens
    return moved and opens is not None and journal.date < there.date <= opens


def _forbidden(assembled: Assembled, day: date, books: Books) -> tuple[Problem, ...]:
    """Return what forbids writing the journal on a day: what is archived or locked matters to nothing that is there."""
    return (*assembled.write_problems, *locked(assembled.journal_entry_id, day, books))


def locked(journal_entry_id: str, day: date, books: Books) -> tuple[Problem, ...]:
    """Return the problem that the books are locked on a day, if they are."""
    until = books.locked_until
    if until is None or day > until:
        return ()
    return (
        Problem(
            Code.DATE_LOCKED,
            f"Journal {journal_entry_id} is dated {day}, and the books of {books.name} are locked",
            found=f"{day}; period lock date {books.period_lock_date or 'none'}, end of year lock date "
            f"{books.end_of_year_lock_date or 'none'}",
            expected=f"a date after {until}",
            fix="Move the lock date in Xero (Accounting, Advanced, Financial settings), date the entry later in "
            "RevRec, or set locked_period to first_open_day",
        ),
    )
