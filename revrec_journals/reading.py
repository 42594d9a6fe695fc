"""The lines of a journal entry as they are read: what they come to, what is wrong, or for which period they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.deletion import UnclearMark, is_deleted
from revrec_journals.entry import Entry, EntryLine, UnreadLine
from revrec_journals.entry_checks import numbered, read_alike
from revrec_journals.line import is_bare_key, period_status, read_line, unread_line
from revrec_journals.lost_values import lost_values
from revrec_journals.period_status import is_closed
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revrec_journals.columns import Columns
    from revrec_journals.recognised import Recognised

_MOST_SHOWN = 60


class EntryReading:
    """One journal entry while its lines are read, in the order of their arrival.

    `line_count` counts what came, readable or not (two of a record that has two accounts), and `deleted` the rows of it
    that are marked as deleted or replaced: those are no lines.
    """

    def __init__(self, journal_entry_id: str, columns: Columns) -> None:
        """Read lines whose columns `columns` recognises."""
        self._id = journal_entry_id
        self._columns = columns
        self._lines: list[EntryLine] = []
        self._unread: list[UnreadLine] = []
        self._problems: dict[Problem, None] = {}
        self._unclear: dict[str, tuple[UnclearMark, list[int]]] = {}
        self._statuses: dict[str, str] = {}
        self._alike: set[tuple[object, ...]] | None = None
        self._taken_out: dict[tuple[object, ...], int] = {}
        self._marks: dict[str, None] = {}
        self._bare: list[int] = []
        self.line_count = 0
        self.deleted = 0

    def add(
        self,
        values: Mapping[str, Any],
        elsewhere: frozenset[str] = frozenset(),
        *,
        versions: bool = True,
        meta: object = None,
    ) -> None:
        """Read the next line; `elsewhere` are the columns that its table is known to have.

        `versions` says that the table may hold older versions of a row beside the newest; `meta` is the note that the
        row's message bears.
        """
        self.line_count += 1
        recognised = self._columns.recognise(values, elsewhere)
        try:
            deleted = is_deleted(values, recognised.marks)
        except UnclearMark as unclear:
            self._unclear.setdefault(unclear.column, (unclear, []))[1].append(self.line_count)
            return
        if deleted:
            self._leave_out(values, recognised, versions=versions)
            return
        if recognised.problems:
            # Every line of the entry lacks the same columns.
            self._problems.update(dict.fromkeys(recognised.problems))
            return
        lost = lost_values(values, recognised, meta)
        if lost:
            where = f"Journal {self._id}, line {self.line_count}"
            self._problems.update(dict.fromkeys(fault.of_line(where, self.line_count) for fault in lost))
            self._unread += [unread_line(values, half, self.line_count) for half in recognised.halves or (recognised,)]
            return
        status = period_status(values, recognised)
        self._statuses.setdefault(status.casefold(), status)
        self._read(values, recognised.halves[0] if recognised.halves else recognised)
        for half in recognised.halves[1:]:
            self.line_count += 1
            self._read(values, half)

    def _leave_out(self, values: Mapping[str, Any], recognised: Recognised, *, versions: bool) -> None:
        self.deleted += 1
        self._marks.update(dict.fromkeys(mark.column for mark in recognised.marks))
        if versions and is_bare_key(values, recognised):
            self._bare.append(self.line_count)
        elif versions and not recognised.problems:
            for half in recognised.halves or (recognised,):
                self._take_out(read_line(values, half, self.line_count))

    def _read(self, values: Mapping[str, Any], recognised: Recognised) -> None:
        read = read_line(values, recognised, self.line_count)
        if isinstance(read, EntryLine):
            self._lines.append(read)
            self._put_in(read)
        else:
            self._unread.append(unread_line(values, recognised, self.line_count))
            self._problems.update(dict.fromkeys(read))

    @property
    def waits_for(self) -> str:
        """Return the Period Status that all lines have and that is not closed; empty where nothing is waited for.

        Such an entry is neither posted nor expected in Xero, whatever else may be said of its lines.
        """
        return next(iter(self._waiting()), "") if len(self._statuses) == 1 else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything for which the lines cannot be read as an entry."""
        several = [self._several_statuses()] if self._waiting() and len(self._statuses) > 1 else []
        gone = self._gone()
        unclear = [self._unclear_mark(mark, lines) for mark, lines in self._unclear.values()]
        return (*self._problems, *unclear, *several, *gone, *map(self._older_version, self._taken_out.values()))

    @property
    def is_nothing(self) -> bool:
        """Tell whether there is no line at all, but deleted rows that name no journal entry."""
        return not self._id and self.deleted == self.line_count and not self._bare

    @property
    def entry(self) -> Entry:
        """Return the entry of the lines that could be read; with problems, others are missing."""
        return Entry(self._id, tuple(self._lines))

    @property
    def unread(self) -> tuple[UnreadLine, ...]:
        """Return what is known of the lines that could not be read, so that all that is wrong is said at once."""
        return tuple(self._unread)

    def _take_out(self, read: EntryLine | list[Problem]) -> None:
        if self._alike is None:
            self._alike = {*map(read_alike, self._lines)}
        if not isinstance(read, EntryLine):
            self._bare += [self.line_count] if self._id else []
        elif read_alike(read) in self._alike:
            self._taken_out[read_alike(read)] = read.number

    def _put_in(self, read: EntryLine) -> None:
        # Most entries have no deleted row, and nothing has to be compared.
        if self._alike is not None:
            self._alike.add(read_alike(read))
            self._taken_out.pop(read_alike(read), None)

    def _gone(self) -> list[Problem]:
        if self._id and self.deleted and self.deleted == self.line_count:
            rows = "1 row" if self.deleted == 1 else f"{self.deleted:,} rows"
            return [all_deleted(self._id, f"{rows}, all of them marked (by {', '.join(self._marks)})")]
        return [self._bare_deletions()] if self._bare else []

    def _bare_deletions(self) -> Problem:
        where = f"Journal {self._id}, {numbered(self._bare)}" if self._id else f"{len(self._bare):,} rows without an id"
        return Problem(
            Code.DELETION_UNCLEAR,
            f"{where}: marked as deleted, and too little is told to say which line is gone",
            found=", ".join(self._marks),
            expected="each row once, as it is now",
            fix="Choose Append + Deduped with the primary key of the rows, or send the rows that are not deleted alone",
            line=self._bare[0],
        )

    def _older_version(self, number: int) -> Problem:
        return Problem(
            Code.DELETION_UNCLEAR,
            f"Journal {self._id}, line {number} is marked as deleted and reads like a line before it, which may be an "
            f"older version of the same row",
            found=", ".join(self._marks),
            expected="each row once, as it is now",
            fix="Choose Append + Deduped with the primary key of the rows, or send the rows that are not deleted alone",
            line=number,
        )

    def _unclear_mark(self, unclear: UnclearMark, lines: list[int]) -> Problem:
        where = f"Journal {self._id}, {numbered(lines)}: {unclear.column} may say that"
        found = str(unclear.value)[:_MOST_SHOWN]
        if not unclear.sure:
            return Problem(
                Code.DELETION_UNCLEAR,
                f"{where} such a row is no line, or something else",
                found=found,
                expected="a word from you which of them it says",
                fix=f"Say in `format` deleted_by: [{unclear.column!r}] if it marks rows that are no lines, or "
                f"ignored_columns: [{unclear.column!r}] if it is about something else; name it in `columns` if it is "
                f"the Period Status",
                line=lines[0],
            )
        return Problem(
            Code.DELETION_UNCLEAR,
            f"{where} the row was deleted, and its value is not understood",
            found=found,
            expected="true or false, 1 or 0, a timestamp or nothing; of an operation insert, update or delete",
            fix="Write one of these, leave the column and the deleted rows out of the input, or say in `format` that "
            "the column is about something else (ignored_columns)",
            line=lines[0],
        )

    def _waiting(self) -> list[str]:
        return [status for status in self._statuses.values() if not is_closed(status)]

    def _several_statuses(self) -> Problem:
        return Problem(
            Code.SEVERAL_PERIOD_STATUSES,
            f"Journal {self._id} has lines of different Period Status",
            found=", ".join(status or "none" for status in self._statuses.values()),
            expected="one status on all lines",
            fix="Send the journal entry again when its period is closed",
        )


def all_deleted(journal_entry_id: str, found: str) -> Problem:
    """Return the problem of an entry of which nothing is left."""
    return Problem(
        Code.DELETED,
        f"Journal {journal_entry_id} has no line that is not marked as deleted",
        found=found,
        expected="lines that are there",
        fix="Void the journal in Xero if it is there, and leave the deleted rows out of the input",
    )
