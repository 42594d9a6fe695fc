"""RevRec's JournalEntries.csv: lines of a table as the journal entries that should stand in Xero."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from revrec_journals.period_status import is_closed
from source_xero_revrec.rules.journals.balances import Position, SentEntry, balances, tracking_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

REQUIRED = ("transaction_date", "journal_entry_id", "account_number", "posting_type", "amount")
"""Columns that every line has, as a warehouse writes RevRec's names."""

_AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=\Z|[T ])")
_SIGNS = {"debit": 1, "credit": -1}
# A warehouse that took the column for a number writes 4000.0.
_NUMBER_AS_FLOAT = re.compile(r"([0-9]+)\.0\Z")


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a journal entry; `amount` is debit positive, in `currency` (empty: the base currency)."""

    journal_entry_id: str
    date: date
    account_code: str
    tracking: str
    amount: Decimal
    currency: str


class TableRules:
    """How the columns of a table are understood."""

    def __init__(self, accounts: Mapping[str, str], categories: Iterable[tuple[str, str]]) -> None:
        """Map Account Numbers to Xero's account codes, and columns (as `column_name` has them) to tracking categories.

        An Account Number that is not mapped is Xero's own code.
        """
        self._accounts = accounts
        self._categories = tuple(categories)
        self.faults: list[str] = []
        """What is wrong with the lines read so far, a sentence each that names the line."""

    def lines(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[TableLine]:
        """Read rows, each with the place where a person finds it; a row that cannot be read is a fault.

        Rows of a period whose Period Status says that it is not closed are left out: they are not posted yet.
        """
        for place, cells in rows:
            if is_closed(cells.get("period_status", "")):
                try:
                    yield self._line({name: text.strip() for name, text in cells.items()})
                except ValueError as fault:
                    self.faults.append(f"{place} {fault}")

    def _line(self, cells: Mapping[str, str]) -> TableLine:
        blank = [name for name in REQUIRED if not cells.get(name)]
        if blank:
            raise ValueError(f"has no {' and no '.join(blank)}")
        number = _NUMBER_AS_FLOAT.sub(r"\1", cells["account_number"])
        tracking: dict[str, str] = {}
        for column, category in self._categories:
            if cells.get(column):
                tracking.setdefault(category, cells[column])
        return TableLine(
            cells["journal_entry_id"],
            _day(cells["transaction_date"]),
            self._accounts.get(cells["account_number"]) or self._accounts.get(number) or number,
            tracking_text(tracking),
            _sign(cells["posting_type"]) * _amount(cells["amount"]),
            cells.get("currency", "").upper(),
        )


def sent_by_table(lines: Iterable[TableLine], base_currency: str) -> list[SentEntry]:
    """Group lines into journal entries; a line without a currency is in the base currency (ISO 4217)."""
    entries: defaultdict[str, list[tuple[Position, Decimal]]] = defaultdict(list)
    for line in lines:
        place = Position(f"{line.date:%Y-%m}", line.account_code, line.tracking, line.currency or base_currency)
        entries[line.journal_entry_id].append((place, line.amount))
    return [SentEntry(entry_id, balances(amounts)) for entry_id, amounts in entries.items()]


def _day(text: str) -> date:
    found = _DAY.match(text)
    try:
        if found:
            return date.fromisoformat(found[0])
    except ValueError:
        pass
    raise ValueError(f"has the transaction_date {text[:40]!r}, which is no day written as 2026-01-31")


def _sign(text: str) -> int:
    try:
        return _SIGNS[text.lower()]
    except KeyError:
        raise ValueError(f"has the posting_type {text[:40]!r}, which is neither Debit nor Credit") from None


def _amount(text: str) -> Decimal:
    if _AMOUNT.match(text):
        return Decimal(text)
    raise ValueError(f"has the amount {text[:40]!r}, which is no number without sign and separators, such as 1250.00")
