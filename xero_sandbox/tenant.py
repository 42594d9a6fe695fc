"""One organisation as the service sees it: its books, and the orders kept over them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.lists.ordering import Sorted
from xero_sandbox.lists.past import Past
from xero_sandbox.lists.selection import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from xero_sandbox.books.desk import Desk
    from xero_sandbox.books.records import Record
    from xero_sandbox.endpoints import Endpoint
    from xero_sandbox.switches import Switches

    OpenBooks = Callable[[Callable[[], datetime]], Sequence["OrganisationBooks"]]

_KEPT = tuple(name for name in ENDPOINTS if name not in ("Organisation", "Journals", "Reports"))
"""Endpoints whose records the books keep; the others are worked out."""


class ChangeCount(Protocol):
    """Counts the changes of the books, and knows when the last one was."""

    changes: int

    @property
    def changed_at(self) -> datetime:
        """The instant of the last change."""
        ...


class OrganisationBooks(Protocol):
    """What the service reads; `xero_sandbox.books.Books` is the real one."""

    switches: Switches
    """How the books behave where Xero's own behaviour is not known."""

    @property
    def organisation(self) -> Record:
        """The Organisation record."""
        ...

    @property
    def store(self) -> ChangeCount:
        """Counts every change, so that earlier sorting and searching can be reused."""
        ...

    def collection(self, endpoint: str) -> Mapping[str, Record]:
        """Return an endpoint's records by id."""
        ...

    def journals(self, after: int = 0, limit: int | None = None) -> list[Record]:
        """Return the general ledger after a JournalNumber, at most `limit` journals, ascending."""
        ...

    def journals_of(self, first: date, last: date) -> list[Record]:
        """Return the journals dated from a day to a day, both included."""
        ...

    def latest_day(self) -> date | None:
        """Return the latest date of a journal."""
        ...

    def trial_balance(self, on: date) -> list[Record]:
        """Return one row per account."""
        ...

    def control_totals(self) -> list[Record]:
        """Return counts and amounts, to check a copy against."""
        ...

    @property
    def desk(self) -> Desk:
        """Everyone who works on the records; what a write request asks for is done here."""
        ...

    @property
    def person(self) -> object:
        """What a person does in Xero's screens."""
        ...


class Tenant:
    """An organisation that tokens can be connected to."""

    def __init__(self, books: OrganisationBooks) -> None:
        """Hold the books."""
        self.books = books
        self._sorted = {name: Sorted(endpoint) for name, endpoint in ENDPOINTS.items()}
        self._past: Past | None = None
        self._old_journals = 0
        """How many journals there were when the lists began to lag."""
        self._noted = -1

    @property
    def tenant_id(self) -> str:
        """The OrganisationID, which is what xero-tenant-id holds."""
        return str(self.books.organisation["OrganisationID"])

    @property
    def name(self) -> str:
        """The organisation's name."""
        return str(self.books.organisation["Name"])

    @property
    def base_currency(self) -> str:
        """The code of the organisation's base currency."""
        return str(self.books.organisation["BaseCurrency"])

    def records(self, endpoint: Endpoint) -> Mapping[str, Record]:
        """Return the endpoint's records by id."""
        if endpoint.name == "Organisation":
            return {self.tenant_id: self.books.organisation}
        return self.books.collection(endpoint.name)

    def listing(self, endpoint: Endpoint, now: datetime) -> Listing:
        """Return what a list shows at an instant: the endpoint's records, with the orders that were kept of them.

        While lists lag, these are the records as they were so many seconds ago, ordered anew.
        """
        self.note_changes()
        if self._past is None or endpoint.name not in _KEPT:
            return Listing(self.records(endpoint), self.books.store.changes, self._sorted[endpoint.name])
        return Listing(self._past.records(endpoint.name, now - self._lag), 0, Sorted(endpoint))

    def lists_journal(self, journal: Record, now: datetime) -> bool:
        """Return whether the list of journals shows this one already; one that has been posted never changes."""
        old = self._past is None or journal["JournalNumber"] <= self._old_journals
        return old or bool(journal["CreatedDateUTC"] <= now - self._lag)

    def note_changes(self) -> None:
        """While lists lag, keep what has changed, so that a later list can still show the old state."""
        if not self._lag:
            self._past, self._noted = None, -1
            return
        store = self.books.store
        if self._noted == store.changes:
            return
        collections = {name: self.books.collection(name) for name in _KEPT}
        if self._past is None:
            self._past, self._old_journals = Past(collections), len(self.books.journals())
        else:
            self._past.note(collections, store.changed_at)
        self._noted = store.changes

    @property
    def _lag(self) -> timedelta:
        return timedelta(seconds=self.books.switches.lists_lag_seconds)

    def single(self, endpoint: Endpoint, key: str) -> Record | None:
        """Return the record of this id or number, or nothing."""
        records = self.records(endpoint)
        found = records.get(key) or records.get(key.lower())
        if found is None and endpoint.number_field:
            numbered = (each for each in list(records.values()) if each.get(endpoint.number_field) == key)
            found = next(numbered, None)
        return found
