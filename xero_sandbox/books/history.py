"""What has happened to a document, and the notes that were left on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

LONGEST_NOTE = 2500
"""Characters of a note's Details (Xero documentation)."""

_USER = "System Generated"


class History:
    """History records of documents by their id: Changes, DateUTC, User and Details."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store
        self._records: dict[str, list[Record]] = {}

    def note(self, identifier: str, details: str) -> Record:
        """Leave a note on a document; it does not stamp the document and can never be changed."""
        self.require_note(details)
        return self.happened(identifier, "Note", details)

    def require_note(self, details: str) -> None:
        """Refuse a note that is empty or too long (the texts are ours)."""
        if not details.strip():
            raise BooksError("The details of a history note must be specified.")
        if len(details) > LONGEST_NOTE:
            raise BooksError(
                f"The details of a history note can have at most {LONGEST_NOTE} characters, not {len(details)}."
            )

    def happened(self, identifier: str, changes: str, details: str) -> Record:
        """Record that something happened to a document just now."""
        record = {"Changes": changes, "DateUTC": self._store.instant(), "User": _USER, "Details": details}
        self._records.setdefault(identifier, []).append(record)
        return record

    def of(self, identifier: str) -> list[Record]:
        """Return a document's history, the latest first; it begins with the document's creation (our choice)."""
        created = self._store.created[identifier]
        first = {"Changes": "Created", "DateUTC": created, "User": _USER, "Details": ""}
        return [*reversed(self._records.get(identifier, [])), first]
