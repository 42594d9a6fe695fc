"""The contacts of one organisation on disk, so that a customer is found when a document names it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import orjson

from source_xero_revrec.streams.records import verbatim
from xero_api import dates, money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal


class ContactBook:
    """Contacts by their id; memory stays flat however many there are."""

    def __init__(self) -> None:
        """Open a database that SQLite keeps in an unnamed temporary file and removes by itself."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE contact (id TEXT PRIMARY KEY, read_at TEXT, record BLOB) WITHOUT ROWID")

    def enter(self, contacts: Iterable[dict[str, Any]], read_at: datetime) -> None:
        """Keep contacts as Xero has them now; amounts in them keep their digits."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT OR REPLACE INTO contact VALUES (?, ?, ?)",
            (
                (contact["ContactID"], dates.iso_instant(read_at), orjson.dumps(contact, default=_digits))
                for contact in contacts
            ),
        )
        self._db.execute("COMMIT")

    def find(self, contact_id: str) -> tuple[dict[str, Any], str] | None:
        """Return a contact and when it was read (ISO, UTC), None for one that was not entered."""
        row = self._db.execute("SELECT record, read_at FROM contact WHERE id = ?", (contact_id,)).fetchone()
        return (money.parse(row[0]), row[1]) if row else None


def _digits(number: Decimal) -> orjson.Fragment:
    return verbatim(str(number))
