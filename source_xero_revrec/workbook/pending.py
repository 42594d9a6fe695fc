"""Whose documents wait for a CRM customer: sums by currency, and the contacts with most of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.tie import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KEPT = 100


@dataclass
class Waiting:
    """A contact's documents that wait, and the CRM customers whose names are like its own."""

    contact: str
    hints: str
    documents: int = 0
    sums: defaultdict[str, Side] = field(default_factory=lambda: defaultdict(Side))


class Pending:
    """Counts of documents that come contact by contact; memory does not grow with either."""

    def __init__(self) -> None:
        """Begin with none."""
        self.documents = self.contacts = 0
        self.sums: defaultdict[str, Side] = defaultdict(Side)
        self._kept: list[Waiting] = []

    def add(self, record: Mapping[str, Any]) -> None:
        """Count a document in; its amount is net of tax."""
        contact, currency = record.get("contact_name") or "", record.get("currency") or ""
        if not self._kept or self._kept[-1].contact != contact:
            if len(self._kept) > 2 * _KEPT:
                self._kept = _largest(self._kept, _KEPT)
            self.contacts += 1
            self._kept.append(Waiting(contact, record.get("hints") or ""))
        last = self._kept[-1]
        self.documents += 1
        last.documents += 1
        self.sums[currency].add(1, record.get("amount"))
        last.sums[currency].add(1, record.get("amount"))

    def largest(self, most: int) -> list[Waiting]:
        """Return the contacts with most documents, at most a hundred."""
        return _largest(self._kept, most)


def told(sums: Mapping[str, Side]) -> str:
    """Return amounts by currency in one text, as `GBP 1,200.00, USD 30.00`."""
    return ", ".join(f"{currency or 'no currency'} {side.amount:,.2f}" for currency, side in sorted(sums.items()))


def _largest(contacts: Iterable[Waiting], most: int) -> list[Waiting]:
    return nlargest(most, contacts, key=lambda each: each.documents)
