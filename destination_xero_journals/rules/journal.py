"""Manual journals: as they are wanted, and as Xero holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from revrec_journals.keyed import stands
from xero_api.money import ZERO

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from revrec_journals.key import JournalKey

    Place = tuple[str, tuple[tuple[str, str], ...], str]

NO_TAX = "NONE"
_UNTAXED = frozenset({"", NO_TAX, "BASEXCLUDED"})
"""How Xero says that a line bears no tax; the last one is Australia's."""
DRAFT, POSTED, VOIDED, DELETED, ARCHIVED = "DRAFT", "POSTED", "VOIDED", "DELETED", "ARCHIVED"


def is_taxed(tax_type: str) -> bool:
    """Tell whether a tax type of Xero's is a tax."""
    return tax_type not in _UNTAXED


@dataclass(frozen=True, order=True)
class Tag:
    """A tracking category's option on a line; `option_id` is empty while the option has yet to be created."""

    category_id: str
    option_id: str
    category: str
    option: str


# Without slots: lines are pickled by the million, and a frozen class with slots takes three times as long.
@dataclass(frozen=True)
class PostingLine:
    """An amount that a journal, wanted or held, puts on one account: base currency, debit positive.

    `account_name` is Xero's, for people; it is empty where nobody looked it up.
    """

    account_id: str
    account_code: str
    amount: Decimal
    description: str = ""
    tags: tuple[Tag, ...] = ()
    tax_type: str = NO_TAX
    account_name: str = field(default="", compare=False)

    @property
    def taxed(self) -> bool:
        """Tell whether the line bears a tax."""
        return is_taxed(self.tax_type)

    @property
    def place(self) -> Place:
        """Return where the amount stands: account by id, options by name, tax. Lines in one place can be summed."""
        tags = tuple(sorted((tag.category, tag.option) for tag in self.tags))
        return self.account_id, tags, self.tax_type if self.taxed else NO_TAX


@dataclass(frozen=True, slots=True)
class Journal:
    """The manual journal that a RevRec entry asks for; its narration ends with the key."""

    key: JournalKey
    date: date
    narration: str
    lines: tuple[PostingLine, ...]
    show_on_cash_basis: bool = True

    @property
    def total(self) -> Decimal:
        """Return the sum of the debits, base currency."""
        return sum((max(line.amount, ZERO) for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class HeldJournal:
    """A manual journal in Xero whose narration bears one of our keys.

    `stamp` is its UpdatedDateUTC as Xero writes it, which tells one state of the journal from the next; `balanced`
    tells whether its debits are its credits, tax included where it bears some.
    """

    manual_journal_id: str
    key: JournalKey
    status: str
    date: date
    narration: str
    lines: tuple[PostingLine, ...]
    show_on_cash_basis: bool = True
    stamp: str = ""
    balanced: bool = True

    @property
    def is_whole(self) -> bool:
        """Tell whether all of its lines can have been read: no journal in Xero is posted without, or out of balance."""
        return bool(self.lines) and self.balanced

    @property
    def in_the_books(self) -> bool:
        """Tell whether it counts: posted, or a draft that waits for approval."""
        return stands(self.status)
