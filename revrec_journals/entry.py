"""RevRec's journal entries as they arrive: lines of `JournalEntries.csv`, read and grouped."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


# Lines are made by the million, and a frozen dataclass takes six times as long.
class EntryLine(Struct, frozen=True, gc=False):
    """One line of a journal entry; `amount` is signed, debit positive, in `currency` (empty: the base currency).

    `number` counts the lines of its entry from 1 in the order of arrival. `fields` holds the values of the RevRec
    fields that the configuration maps to tracking categories, by the field's name there; blank ones are empty text.
    `narration` is the text of the whole entry, where the input has one. `rate_is_blank` tells that the line leaves its
    tax rate to its account.
    """

    number: int
    date: date
    amount: Decimal
    account_number: str = ""
    account_name: str = ""
    account_type: str = ""
    product_code: str = ""
    description: str = ""
    currency: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    narration: str = ""
    rate_is_blank: bool = False


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """What else a line says whose date, amount or side could not be read; these are None then.

    The other fields are those of EntryLine.
    """

    number: int
    date: date | None
    amount: Decimal | None
    account_number: str
    account_name: str
    account_type: str
    product_code: str
    description: str
    currency: str
    fields: Mapping[str, str]
    rate_is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry: all lines with one `Journal Entry Id` in one organisation, in the order of arrival."""

    journal_entry_id: str
    lines: tuple[EntryLine, ...]
