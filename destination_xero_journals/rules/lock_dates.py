"""Lock dates: the day on which a journal is dated, and what its narration says where that is not RevRec's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from datetime import date

    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import HeldJournal, Journal

_MOVED = re.compile(r"\(RevRec date ([0-9-]{10}), moved to ([0-9-]{10})\)")


def open_day(day: date, books: Books) -> date:
    """Return the day itself if the books are open on it, otherwise the day after the later lock date."""
    until = books.locked_until
    return until + timedelta(days=1) if until and day <= until else day


def dated(journal: Journal, day: date) -> Journal:
    """Return the journal on a day; the narration says so where that is not RevRec's."""
    if day == journal.date:
        return journal
    mark = journal.key.mark()
    text = journal.narration.removesuffix(mark)
    return replace(journal, date=day, narration=f"{text}(RevRec date {journal.date}, moved to {day}) {mark}")


def date_agrees(journal: Journal, there: HeldJournal) -> bool:
    """Tell whether the date is RevRec's, or the day to which a lock date moved it when it was posted."""
    if there.date == journal.date:
        return True
    moved = _MOVED.search(there.narration)
    return moved is not None and moved.groups() == (str(journal.date), str(there.date))


def locked(journal_entry_id: str, day: date, books: Books) -> tuple[Problem, ...]:
    """Return the problem that the books are locked on a day; nothing where they are open."""
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
