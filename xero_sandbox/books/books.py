"""One organisation's books: its records, what a person does with them, and the reports."""

from __future__ import annotations

from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from xero_sandbox.books.desk import Desk
from xero_sandbox.books.ledger.control_totals import control_totals
from xero_sandbox.books.ledger.revaluation import REVALUED, revalued
from xero_sandbox.books.ledger.trial_balance import journal, trial_balance
from xero_sandbox.books.people import Person
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from xero_sandbox.books.ledger.ledger import Posting
    from xero_sandbox.books.records import Record
    from xero_sandbox.switches import Switches


class Books:
    """One organisation: an empty set of books with a chart of accounts, tax rates and the base currency.

    Records carry Xero's field names; money is Decimal in the document's currency, days are dates, instants aware UTC
    datetimes. `now` is the clock that stamps every change. Readers must not change what they are given.
    """

    def __init__(
        self,
        *,
        seed: int,
        now: Callable[[], datetime],
        name: str = "Demo Company (Global)",
        base_currency: str = "NZD",
        country: str = "NZ",
    ) -> None:
        """Open an empty set of books."""
        self.store = Store(seed=seed, now=now, name=name, base_currency=base_currency, country=country)
        self.desk = Desk(self.store)
        self.person = Person(self.store, self.desk)

    @property
    def organisation(self) -> Record:
        """The Organisation record; OrganisationID is the tenant id."""
        return self.store.organisation

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock that stamps every change."""
        return self.store.now

    @now.setter
    def now(self, clock: Callable[[], datetime]) -> None:
        self.store.now = clock

    @property
    def switches(self) -> Switches:
        """How the books behave where Xero's own behaviour is not known."""
        return self.store.switches

    @switches.setter
    def switches(self, switches: Switches) -> None:
        self.store.switches = switches

    def collection(self, endpoint: str) -> Mapping[str, Record]:
        """Return an endpoint's records by id, in the order they were made; an unknown endpoint raises BooksError."""
        if endpoint not in self.store.records:
            raise BooksError(f"There is no endpoint '{endpoint}'.")
        if endpoint == "Contacts":
            self.desk.contacts.refresh_balances()
        return MappingProxyType(self.store.records[endpoint])

    def journals(self, after: int = 0, limit: int | None = None) -> list[Record]:
        """Return the general ledger's Journal records after a JournalNumber, at most `limit` of them, ascending.

        Amounts are in base currency, debit positive.
        """
        rates = self.store.records["TaxRates"]
        return [journal(entry, rates) for entry in islice(self.store.ledger.entries(after), limit)]

    def journals_of(self, first: date, last: date) -> list[Record]:
        """Return the journals dated from a day to a day, both included, by date and number."""
        rates = self.store.records["TaxRates"]
        found = [entry for entry in self.store.ledger.entries() if first <= entry.transaction.on <= last]
        found.sort(key=lambda entry: (entry.transaction.on, entry.number))
        return [journal(entry, rates) for entry in found]

    def latest_day(self) -> date | None:
        """Return the latest date of a journal; None where there is none."""
        return max((entry.transaction.on for entry in self.store.ledger.entries()), default=None)

    def trial_balance(self, on: date) -> list[Record]:
        """Return the trial balance at the end of a day, base currency; see the module trial_balance."""
        retained = self.store.system_account("RETAINEDEARNINGS")
        more: Iterable[Posting] = ()
        if self.switches.trial_balance_revalues:
            documents = chain.from_iterable(self.store.records[endpoint].values() for endpoint in REVALUED)
            more = revalued(documents, self.store.system_account, self.store.base_currency, on)
        return trial_balance(self.store.ledger.entries(), self.organisation, retained, on, more)

    def control_totals(self) -> list[Record]:
        """Return counts and amounts per endpoint, Type, Status and CurrencyCode; see the module control_totals."""
        return control_totals(self.store.records)
