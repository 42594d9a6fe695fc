"""Manual journals: as they are wanted, and as Xero holds them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import astuple

from revrec_journals.keyed import stands
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

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


# Lines are made by the million, and a frozen dataclass takes six times as long.
class PostingLine(Struct, frozen=True, gc=False):
    """An amount that a journal, wanted or held, puts on one account: base currency, debit positive.

    `account_name` is Xero's, for people; it is empty where nobody looked it up.
    """

    account_id: str
    account_code: str
    amount: Decimal
    description: str = ""
    tags: tuple[Tag, ...] = ()
    tax_type: str = NO_TAX
    account_name: str = ""

    def __eq__(self, other: object) -> bool:
        """Tell whether a line is the same, whether the name of its account was looked up or not."""
        return isinstance(other, PostingLine) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        """Return the same for equal lines."""
        return hash(astuple(self)[:-1])

    @property
    def taxed(self) -> bool:
        """Tell whether the line bears a tax."""
        return is_taxed(self.tax_type)

    @property
    def place(self) -> Place:
        """Return where the amount stands: account by id, options by name, tax. Lines in one place can be summed."""
        tags = tuple(sorted((tag.category, tag.option) for tag in self.tags))
        return self.account_id, tags, self.tax_type if self.taxed else NO_TAX


class _WithLines:
    """A journal that is pickled with its lines by column, which takes a third of the time that line by line takes."""

    __slots__ = ()
    lines: tuple[PostingLine, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes it again."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
        if self.lines:
            values["lines"] = _columns(self.lines)
        return _with_lines, (type(self), values)


@dataclass(frozen=True, slots=True)
class Journal(_WithLines):
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
class HeldJournal(_WithLines):
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


def _columns(lines: Iterable[PostingLine]) -> tuple[tuple[Any, ...], ...]:
    """Return each field of all lines, amounts as text."""
    ids, codes, amounts, *more = zip(*map(astuple, lines), strict=True)
    return ids, codes, tuple(map(str, amounts)), *more


def _with_lines(kind: type[_WithLines], values: dict[str, Any]) -> _WithLines:
    if values["lines"]:
        ids, codes, amounts, *more = values["lines"]
        values["lines"] = tuple(map(PostingLine, ids, codes, map(Decimal, amounts), *more))
    return kind(**values)
