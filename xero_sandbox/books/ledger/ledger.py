"""The general ledger: balanced transactions in base currency, corrected only by reversal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xero_sandbox.books.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from xero_sandbox.books.records import Record


@dataclass(frozen=True, slots=True)
class Posting:
    """One line: the net amount in base currency, debit positive."""

    account: Record
    net: Decimal
    tax: Decimal = ZERO
    tax_type: str = ""
    description: str = ""
    tracking: Sequence[Record] = ()

    def reversed(self) -> Posting:
        """Return the line with its signs turned."""
        return replace(self, net=-self.net, tax=-self.tax)


@dataclass(frozen=True, slots=True)
class Transaction:
    """What one document, payment, allocation or journal posts; its lines sum to zero."""

    source_id: str
    source_type: str
    on: date
    reference: str
    postings: tuple[Posting, ...]

    def net_on(self, account: Record) -> Decimal:
        """Return what the transaction puts on one account."""
        return sum((line.net for line in self.postings if line.account is account), ZERO)


@dataclass(frozen=True, slots=True)
class Entry:
    """A posted transaction with its journal number and the instant it was posted."""

    number: int
    at: datetime
    transaction: Transaction


Deferred = tuple["Callable[[Record], Transaction]", "Record", "datetime"]


class Ledger:
    """Entries by ascending journal number; at most one entry of a source is live."""

    def __init__(self) -> None:
        """Start without entries."""
        self._entries: list[Entry | Deferred] = []
        self._live: dict[str, int] = {}

    def post(self, transaction: Transaction, at: datetime) -> None:
        """Post a transaction; an unbalanced one is a fault of the sandbox itself and raises ValueError."""
        difference = sum((line.net for line in transaction.postings), ZERO)
        if difference:
            raise ValueError(f"{transaction.source_type} {transaction.source_id} is out of balance by {difference}")
        if transaction.source_id in self._live:
            raise ValueError(f"{transaction.source_type} {transaction.source_id} is posted already")
        if transaction.postings:
            self._live[transaction.source_id] = len(self._entries)
            self._entries.append(Entry(len(self._entries) + 1, at, transaction))

    def defer(self, source_id: str, build: Callable[[Record], Transaction], record: Record, at: datetime) -> None:
        """Reserve the next journal number; the transaction is built when somebody looks at it."""
        self._live[source_id] = len(self._entries)
        self._entries.append((build, record, at))

    def live(self, source_id: str) -> Transaction | None:
        """Return what a source has posted and not reversed."""
        index = self._live.get(source_id)
        return None if index is None else self._entry(index).transaction

    def reverse(self, source_id: str, at: datetime, rounding: Sequence[Posting] = (), on: date | None = None) -> None:
        """Take a source's posting back, at its own date or another; rounding lines balance in themselves."""
        transaction = self.live(source_id)
        if transaction is None:
            return
        del self._live[source_id]
        lines = (*(line.reversed() for line in transaction.postings), *rounding)
        self.post(replace(transaction, postings=lines, on=on or transaction.on), at)
        del self._live[source_id]

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Yield every entry after a number, by ascending number."""
        return (self._entry(index) for index in range(after, len(self._entries)))

    def _entry(self, index: int) -> Entry:
        entry = self._entries[index]
        if isinstance(entry, Entry):
            return entry
        build, record, at = entry
        built = Entry(index + 1, at, build(record))
        self._entries[index] = built
        return built
