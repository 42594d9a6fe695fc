"""The lines of all documents of one organisation, on disk: a document that is met again counts as it was last."""

from __future__ import annotations

import pickle
import sqlite3
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from source_xero_revrec.rules.recognition.closed_line import Document

L = TypeVar("L")


class DocumentLines(Generic[L]):
    """Documents and their lines by document id; memory stays flat however many there are."""

    def __init__(self) -> None:
        """Open a database that SQLite keeps in an unnamed temporary file and removes by itself."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(
            "CREATE TABLE document (id TEXT PRIMARY KEY, date TEXT, number TEXT, about BLOB, lines BLOB) WITHOUT ROWID"
        )

    def enter(self, documents: Iterable[tuple[Document, list[L]]]) -> None:
        """Keep documents and their lines."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?)",
            (
                (
                    about.document_id,
                    about.date.isoformat() if about.date else "",
                    about.number,
                    pickle.dumps(about, pickle.HIGHEST_PROTOCOL),
                    pickle.dumps(lines, pickle.HIGHEST_PROTOCOL),
                )
                for about, lines in documents
            ),
        )
        self._db.execute("COMMIT")

    def each(self) -> Iterator[list[L]]:
        """Yield the lines of every document that has any."""
        for (lines,) in self._db.execute("SELECT lines FROM document"):
            yield pickle.loads(lines)  # noqa: S301 - written above, into a file that has no name

    def documents(self) -> Iterator[tuple[Document, list[L]]]:
        """Yield every document with its lines, in the order of the ids."""
        for about, lines in self._db.execute("SELECT about, lines FROM document ORDER BY id"):
            yield pickle.loads(about), pickle.loads(lines)  # noqa: S301 - as above

    def by_date(self) -> Iterator[tuple[Document, list[L]]]:
        """Yield the same as a person lists them: by date and number, INV-9 before INV-10."""
        listed = self._db.execute("SELECT about, lines FROM document ORDER BY date, length(number), number, id")
        for about, lines in listed:
            yield pickle.loads(about), pickle.loads(lines)  # noqa: S301 - as above

    def of(self, document_id: str) -> list[L] | None:
        """Return the lines of a document, None where it is not there."""
        found = self._db.execute("SELECT lines FROM document WHERE id = ?", (document_id,)).fetchone()
        return None if found is None else pickle.loads(found[0])  # noqa: S301 - as above
