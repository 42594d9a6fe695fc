"""The lines of a journal entry as they are read: what they come to, what is wrong, or for which period they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.entry import Entry, EntryLine
from revrec_journals.line import period_status, read_line
from revrec_journals.period_status import is_closed
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revrec_journals.columns import Columns


class EntryReading:
    """One journal entry while its lines are read, in the order of their arrival.

    `line_count` counts what came, readable or not.
    """

    def __init__(self, journal_entry_id: str, columns: Columns) -> None:
        """Read lines whose columns `columns` recognises."""
        self._id = journal_entry_id
        self._columns = columns
        self._lines: list[EntryLine] = []
        self._problems: dict[Problem, None] = {}
        self._statuses: dict[str, str] = {}
        self.line_count = 0

    def add(self, values: Mapping[str, Any], elsewhere: frozenset[str] = frozenset()) -> None:
        """Read the next line; `elsewhere` are the columns that its table is known to have."""
        self.line_count += 1
        recognised = self._columns.recognise(values, elsewhere)
        if recognised.problems:
            # Every line of the entry lacks the same columns.
            self._problems.update(dict.fromkeys(recognised.problems))
            return
        status = period_status(values, recognised)
        self._statuses.setdefault(status.casefold(), status)
        read = read_line(values, recognised, self.line_count)
        if isinstance(read, EntryLine):
            self._lines.append(read)
        else:
            self._problems.update(dict.fromkeys(read))

    @property
    def waits_for(self) -> str:
        """Return the Period Status that all lines have and that is not closed; empty where nothing is waited for.

        Such an entry is neither posted nor expected in Xero, whatever else may be said of its lines.
        """
        return "".join(self._waiting()) if len(self._statuses) == 1 else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything for which the lines cannot be read as an entry."""
        several = [self._several_statuses()] if self._waiting() and len(self._statuses) > 1 else []
        return (*self._problems, *several)

    @property
    def entry(self) -> Entry:
        """Return the entry of the lines that could be read; with problems, others are missing."""
        return Entry(self._id, tuple(self._lines))

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
