"""The lines of all documents of one organisation, on disk: a document that is met again counts as it was last."""

from __future__ import annotations

import pickle
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from source_xero_revrec.rules.recognition.line import Line


class DocumentLines:
    """Lines by document id; memory stays flat however many there are."""

    def __init__(self) -> None:
        """Open a database that SQLite keeps in an unnamed temporary file and removes by itself."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE document (id TEXT PRIMARY KEY, lines BLOB) WITHOUT ROWID")

    def enter(self, documents: Iterable[tuple[str, list[Line]]]) -> None:
        """Keep the lines of documents, each by its id."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT OR REPLACE INTO document VALUES (?, ?)",
            ((document_id, pickle.dumps(lines, pickle.HIGHEST_PROTOCOL)) for document_id, lines in documents),
        )
        self._db.execute("COMMIT")

    def each(self) -> Iterator[list[Line]]:
        """Yield the lines of every document that has any."""
        for (lines,) in self._db.execute("SELECT lines FROM document"):
            yield pickle.loads(lines)  # noqa: S301 - written above, into a file that has no name
