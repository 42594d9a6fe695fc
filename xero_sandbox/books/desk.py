"""Everyone who works on one organisation's records, each with one kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.attachments import Attachments
from xero_sandbox.books.cash.advances import Advances
from xero_sandbox.books.cash.allocations import Allocations
from xero_sandbox.books.cash.bank import Bank
from xero_sandbox.books.cash.payments import Payments
from xero_sandbox.books.catalogue import Catalogue
from xero_sandbox.books.contacts import Contacts
from xero_sandbox.books.documents.deductions import Deductions
from xero_sandbox.books.documents.documents import Documents
from xero_sandbox.books.documents.headers import Headers
from xero_sandbox.books.documents.lines import Lines
from xero_sandbox.books.documents.linked import LinkedTransactions
from xero_sandbox.books.documents.orders import Orders
from xero_sandbox.books.history import History
from xero_sandbox.books.manual_journals import ManualJournals
from xero_sandbox.books.tracking import Tracking

if TYPE_CHECKING:
    from xero_sandbox.books.store import Store


class Desk:
    """Brings them together, so that they share the same contacts and the same tracking."""

    def __init__(self, store: Store) -> None:
        """Give everyone the same store."""
        self.contacts = Contacts(store)
        self.tracking = Tracking(store)
        self.history = History(store)
        self.attachments = Attachments(store, self.history)
        self.lines = Lines(store, self.tracking)
        self.documents = Documents(store, self.lines)
        self.deductions = Deductions(store)
        self.headers = Headers(store, self.documents)
        self.payments = Payments(store, self.contacts)
        self.allocations = Allocations(store)
        self.advances = Advances(store)
        self.bank = Bank(store, self.lines)
        self.manual_journals = ManualJournals(store, self.tracking)
        self.orders = Orders(store, self.lines)
        self.linked = LinkedTransactions(store)
        self.catalogue = Catalogue(store)
