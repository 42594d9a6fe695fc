"""The contacts of one organisation in a sync: those that changed first, the others when a document needs them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import orjson

from source_xero_revrec.ledger.state import sent_key
from source_xero_revrec.streams.spool import exact
from xero_api import dates, money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from decimal import Decimal

    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.ledger.heard import Heard
    from source_xero_revrec.ledger.state import LedgerState, StreamPlaces
    from source_xero_revrec.ledger.unread_records import UnreadRecords
    from source_xero_revrec.rules.customer_match import CustomerMatch
    from source_xero_revrec.rules.outcome import Outcome
    from xero_api.paging import Page
    from xero_api.progress import Progress


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
                (contact["ContactID"], dates.iso_instant(read_at), exact(contact, default=_digits))
                for contact in contacts
            ),
        )
        self._db.execute("COMMIT")

    def find(self, contact_id: str) -> tuple[dict[str, Any], str] | None:
        """Return a contact and when it was read (ISO, UTC), None for one that was not entered."""
        row = self._db.execute("SELECT record, read_at FROM contact WHERE id = ?", (contact_id,)).fetchone()
        return (money.parse(row[0]), row[1]) if row else None


class Contacts:
    """Reads contacts into a book, and says whose documents a change of a contact or of the CRM affects."""

    def __init__(
        self,
        walk: Callable[[], Iterator[Page]],
        documents: Documents,
        state: LedgerState,
        before: StreamPlaces,
        customers: CustomerMatch | None,
        *,
        heard: Heard,
        unread: UnreadRecords,
    ) -> None:
        """Read what changed from `walk`; `customers` are the CRM's, None where invoices are contracts."""
        self._unread = unread
        self.book = ContactBook()
        self.read_to = state.places.contacts
        self.changed: list[str] = []
        """The contacts that changed since the last sync."""
        self.sent_before: dict[str, str] = {}
        """Where all is sent again: the contacts that were sent, each with the id of its customer in the CRM."""
        self._walk = walk
        self._documents = documents
        self._state = state
        self._known_since = before.known_since
        self._resend = before.resend
        self._heard = heard
        self._customers = customers

    def read_changed(self) -> set[str]:
        """Keep the contacts that changed, and return those whose documents must be read again."""
        if self._customers and not self._known_since:
            self._state.crm = self._customers.digest
        everything = self._customers is not None and self._state.crm != self._customers.digest
        touched: set[str] = set()
        for page in self._documents.all_contacts() if everything else self._walk():
            contacts = self._enter(page)
            self.read_to = page.progress
            for contact in contacts:
                self._recall(contact["ContactID"])
                if self._concerns_documents(contact, page.progress):
                    # A merge stamps neither the documents nor, perhaps, the contact that they went to.
                    touched |= {contact["ContactID"], contact.get("MergedToContactID") or contact["ContactID"]}
        touched |= self._read_unread()
        if everything:
            # Until this sync is through, rows have been held against both: the next one must look at every name.
            self._state.crm = ""
        return touched

    def _read_unread(self) -> set[str]:
        """Read again what could not be understood; mended without a timestamp, it is met with its documents."""
        again = {each for each in self._unread.contacts if not self.book.find(each)}
        return {each["ContactID"] for page in self._documents.contacts(again) for each in self._enter(page)}

    def read_of(self, outcomes: Iterable[Outcome]) -> None:
        """Read the contacts of documents that give rows, as far as none of them changed, for their addresses."""
        ids = {outcome.document.contact.contact_id for outcome in outcomes if outcome.items}
        missing = {each for each in ids if not self.book.find(each) and not self._unread.is_unread(each)}
        for page in self._documents.contacts(missing):
            self._enter(page)

    def _enter(self, page: Page) -> list[dict[str, Any]]:
        contacts = self._unread.readable("Contact", page.records)
        self.book.enter(contacts, page.given_at)
        return contacts

    def _recall(self, contact_id: str) -> None:
        if self._resend and (sent_as := self._state.customers.get(sent_key(contact_id))) is not None:
            self.sent_before[contact_id] = sent_as

    def settle(self) -> None:
        """Keep which customers of the CRM all documents have been held against."""
        if self._customers:
            self._state.crm = self._customers.digest

    def _concerns_documents(self, contact: dict[str, Any], place: Progress) -> bool:
        updated_at = dates.instant(contact["UpdatedDateUTC"])
        heard = self._heard.again(contact["ContactID"], updated_at, place, lambda: contact)
        if self._known_since is None:
            return False
        changed = updated_at >= self._known_since and not heard
        if changed:
            self.changed.append(contact["ContactID"])
        return changed or self._changes_hands(contact)

    def _changes_hands(self, contact: dict[str, Any]) -> bool:
        """Tell whether the CRM may have given a contact's name to another customer, or to none, since the last sync."""
        return self._customers is not None and self._customers.may_differ(contact["Name"], self._state.crm)


def _digits(number: Decimal) -> orjson.Fragment:
    return orjson.Fragment(str(number))
