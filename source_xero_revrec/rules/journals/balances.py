"""What journal entries and manual journals debit and credit, by month, account, tracking options and currency."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from revrec_journals.by_name import ByName, bare, folded
from revrec_journals.keyed import stands
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from revrec_journals.key import JournalKey


class Position(NamedTuple):
    """Month of the journal's date (YYYY-MM), account code, tracking (`Region=North`) and currency (ISO 4217)."""

    period: str
    account_code: str
    tracking: str
    currency: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of what is debited and of what is credited, both positive, in the position's currency."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """Return debits less credits."""
        return self.debit - self.credit

    def __add__(self, other: Balance) -> Balance:
        """Return the sums of both."""
        return Balance(self.debit + other.debit, self.credit + other.credit)


NOTHING = Balance()
Balances = dict[Position, Balance]


@dataclass(frozen=True, slots=True)
class SentEntry:
    """A journal entry as it was sent to Xero; without balances where nothing of it should stand there."""

    journal_entry_id: str
    balances: Balances


@dataclass(frozen=True, slots=True)
class FoundJournal:
    """A manual journal of Xero whose narration bears the key of a journal entry."""

    manual_journal_id: str
    key: JournalKey
    status: str
    balances: Balances

    @property
    def stands(self) -> bool:
        """Tell whether it counts: posted, or a draft that waits for approval."""
        return stands(self.status)


def balances(amounts: Iterable[tuple[Position, Decimal]]) -> Balances:
    """Sum signed amounts, debit positive; a position that only zeros stand on is left out."""
    sums: defaultdict[Position, Balance] = defaultdict(Balance)
    for position, amount in amounts:
        if amount:
            sums[position] += Balance(debit=amount) if amount > 0 else Balance(credit=-amount)
    return dict(sums)


def total(several: Iterable[Balances]) -> Balances:
    """Sum the balances of several journals."""
    sums: defaultdict[Position, Balance] = defaultdict(Balance)
    for each in several:
        for position, balance in each.items():
            sums[position] += balance
    return dict(sums)


def tracking_text(options: Mapping[str, str]) -> str:
    """Write tracking options by category as text, the categories in the order of their names, whatever their case."""
    named = sorted((folded(category), category.strip(), option.strip()) for category, option in options.items())
    return "; ".join(f"{category}={option}" for _, category, option in named)


class Spellings:
    """How Xero spells account codes and tracking options: RevRec's may differ in case, and mean the same.

    Options may differ in white space and kind of dash too.
    """

    def __init__(self, journals: Iterable[Balances]) -> None:
        """Learn from the balances of journals that Xero has."""
        places = [place for journal in journals for place in journal]
        self._codes = _by_name(place.account_code for place in places)
        self._tracking = _by_name(place.tracking for place in places)
        self._bare = ByName(((bare(name),), name) for name in dict.fromkeys(place.tracking for place in places))

    def of(self, sent: Balances) -> Balances:
        """Return what was sent as Xero spells it; what it spells in no way, or in several, stays as it is."""
        return total({self._place(place): balance} for place, balance in sent.items())

    def _place(self, place: Position) -> Position:
        return place._replace(
            account_code=_only(self._codes.matching(place.account_code)) or place.account_code,
            tracking=_only(self._tracking.matching(place.tracking) or self._bare.exactly(bare(place.tracking)))
            or place.tracking,
        )


def _by_name(names: Iterable[str]) -> ByName[str]:
    return ByName(((name,), name) for name in dict.fromkeys(names))


def _only(found: Sequence[str]) -> str:
    return found[0] if len(found) == 1 else ""
