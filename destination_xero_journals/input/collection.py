"""The lines of a sync, kept in a temporary file: in any order, from any stream, however many there are."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from revrec_journals.key import essence
from xero_api import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

_AT_ONCE = 5_000
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE line (
  position INTEGER PRIMARY KEY, organisation TEXT, entry TEXT, stream TEXT, identity TEXT, message BLOB
);
CREATE UNIQUE INDEX line_identity ON line (stream, identity) WHERE identity IS NOT NULL;
CREATE TABLE emptied (
  organisation TEXT, entry TEXT, first INTEGER, PRIMARY KEY (organisation, entry)
) WITHOUT ROWID;
CREATE TRIGGER line_without_entry BEFORE INSERT ON line WHEN NEW.entry = '' AND NEW.identity IS NOT NULL BEGIN
  INSERT INTO emptied SELECT organisation, entry, position FROM line
  WHERE stream = NEW.stream AND identity = NEW.identity AND entry <> '';
END;
CREATE TABLE state (position INTEGER PRIMARY KEY, message BLOB, stream TEXT, after INTEGER, records INTEGER);
CREATE TABLE refused (position INTEGER PRIMARY KEY, stream TEXT);
"""
_SPELLED_ALIKE = """
WITH spelled AS (
  SELECT organisation, entry, MIN(position) AS first, essence(entry) AS essence FROM line GROUP BY organisation, entry
)
SELECT organisation, entry, first, essence FROM spelled
JOIN (SELECT organisation, essence FROM spelled GROUP BY organisation, essence HAVING COUNT(*) > 1)
USING (organisation, essence) ORDER BY organisation, essence, first
"""
_INDEX = "CREATE INDEX IF NOT EXISTS line_of_entry ON line (organisation, entry, position)"


@dataclass(frozen=True, slots=True)
class CollectedEntry:
    """A journal entry whose lines are kept; `first` is the position of its first line."""

    organisation: str
    journal_entry_id: str
    first: int


class CollectedLine(NamedTuple):
    """A line as it came; with `versions`, older versions of the same row may be kept beside it.

    `meta` is what its message says of what happened to it on the way.
    """

    stream: str
    versions: bool
    data: dict[str, Any]
    meta: object = None


@dataclass(frozen=True, slots=True)
class CollectedState:
    """A state's message as it came, and how many of the records since the state before it were taken and refused."""

    position: int
    message: bytes
    taken: int
    refused: int


class Collection:
    """Lines and states in the order of their arrival, counted by position from 1; memory stays flat."""

    def __init__(self) -> None:
        """Open a temporary file without a name, which leaves nothing behind however the process ends."""
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.create_function("essence", 1, essence, deterministic=True)
        self._file.executescript(_TABLES)
        self._file.execute("BEGIN")
        self._waiting: list[tuple[int, str, str, str, str | None, bytes]] = []
        self._columns: dict[str, set[str]] = {}
        self._records: Counter[str] = Counter()
        self._last_state: dict[str, tuple[int, int]] = {}
        self.position = 0
        self.lines = 0
        self.state_count = 0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the file."""
        self._file.close()

    def add_line(self, organisation: str, entry: str, stream: str, message: bytes, identity: str | None) -> None:
        """Keep a record's message; of several with the same identity in a stream the last is kept."""
        self.position += 1
        self.lines += 1
        self._records[stream] += 1
        self._waiting.append((self.position, organisation, entry, stream, identity, message))
        if len(self._waiting) >= _AT_ONCE:
            self._store()

    def add_columns(self, stream: str, names: Iterable[str]) -> None:
        """Note that a stream has these columns, though a line may lack one whose value is null."""
        known = self._columns.setdefault(stream, set())
        if not known.issuperset(names):
            known.update(names)

    def add_state(self, message: bytes, stream: str = "") -> None:
        """Keep a state's message as it came; it is about the records of a stream, or of all where it names none."""
        self.position += 1
        self.state_count += 1
        records = self._records[stream] if stream else self.lines
        after, counted = self._last_state.get(stream, (0, 0))
        row = (self.position, message, stream, after, records - counted)
        self._file.execute("INSERT INTO state VALUES (?, ?, ?, ?, ?)", row)
        self._last_state[stream] = (self.position, records)

    def entries(self) -> Iterator[CollectedEntry]:
        """Hand out every journal entry, in the order of the first line."""
        self._store()
        self._file.execute(_INDEX)
        found = self._file.cursor().execute(
            "SELECT organisation, entry, MIN(position) AS first FROM line GROUP BY organisation, entry ORDER BY first"
        )
        for organisation, entry, first in found:
            yield CollectedEntry(organisation, entry, first)

    def emptied(self) -> Iterator[CollectedEntry]:
        """Hand out the entries all of whose lines a later row of the same identity replaced, which names no entry."""
        self._store()
        self._file.execute(_INDEX)
        found = self._file.cursor().execute(
            "SELECT organisation, entry, first FROM emptied AS gone WHERE NOT EXISTS (SELECT 1 FROM line WHERE "
            "line.organisation = gone.organisation AND line.entry = gone.entry) ORDER BY first"
        )
        for organisation, entry, first in found:
            yield CollectedEntry(organisation, entry, first)

    def spelled_alike(self) -> Iterator[list[CollectedEntry]]:
        """Hand out the entries of an organisation whose ids differ by what loading changes of an id alone."""
        self._store()
        self._file.execute(_INDEX)
        found = self._file.cursor().execute(_SPELLED_ALIKE)
        for _, group in groupby(found, key=lambda row: (row[0], row[3])):
            yield [CollectedEntry(organisation, entry, first) for organisation, entry, first, _ in group]

    def organisations(self) -> list[str]:
        """Return the organisations that lines name, in the order of their first line."""
        self._store()
        found = self._file.execute("SELECT organisation FROM line GROUP BY organisation ORDER BY MIN(position)")
        return [*dict.fromkeys([*(name for (name,) in found), *(each.organisation for each in self.emptied())])]

    def data_of(self, entry: CollectedEntry) -> list[dict[str, Any]]:
        """Return the lines of an entry as they came, in the order of arrival; numbers are Decimal."""
        return [line.data for line in self.lines_of(entry)]

    def lines_of(self, entry: CollectedEntry) -> list[CollectedLine]:
        """Return the lines of an entry in the order of arrival; numbers are Decimal."""
        self._store()
        found = self._file.execute(
            "SELECT stream, identity IS NULL, message FROM line WHERE organisation = ? AND entry = ? ORDER BY position",
            (entry.organisation, entry.journal_entry_id),
        )
        return [
            CollectedLine(stream, bool(versions), record["data"], record.get("meta"))
            for stream, versions, message in found
            for record in (money.parse(message, Decimal)["record"],)
        ]

    def columns_of(self, stream: str) -> frozenset[str]:
        """Return the columns that a stream is known to have."""
        return frozenset(self._columns.get(stream, ()))

    def states(self, after: int, before: int | None, refused: Iterable[int] = ()) -> Iterator[CollectedState]:
        """Yield the states between two positions; without `before`, up to the end.

        `refused` are the positions of the first lines of the entries that are refused.
        """
        last = self.position + 1 if before is None else before
        between = "FROM state WHERE position > ? AND position < ?"
        if self._file.execute(f"SELECT 1 {between} LIMIT 1", (after, last)).fetchone():
            self._refuse(refused)
        columns = "position, message, stream, after, records"
        found = self._file.execute(f"SELECT {columns} {between} ORDER BY position", (after, last))
        for position, message, stream, begin, records in found:
            (count,) = self._file.execute(
                "SELECT COUNT(*) FROM refused WHERE position > ? AND position < ? AND ? IN ('', stream)",
                (begin, position, stream),
            ).fetchone()
            yield CollectedState(position, message, records - count, count)

    def _refuse(self, firsts: Iterable[int]) -> None:
        """Note which lines are refused, in place of what was noted before."""
        self._store()
        self._file.execute(_INDEX)
        self._file.execute("DELETE FROM refused")
        self._file.executemany(
            "INSERT INTO refused SELECT line.position, line.stream FROM line AS first JOIN line "
            "USING (organisation, entry) WHERE first.position = ?",
            ((first,) for first in firsts),
        )

    def _store(self) -> None:
        if self._waiting:
            self._file.executemany("INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?, ?)", self._waiting)
            self._waiting.clear()
