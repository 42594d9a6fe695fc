"""The roll-forward of deferred revenue: from each month's opening to its closing, by account and currency."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.recognition.entries import Entries
from source_xero_revrec.rules.recognition.line import Way

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from source_xero_revrec.rules.recognition.positions import Group, Positions, Sums

_A_YEAR = 12


class Figures(NamedTuple):
    """What happens to a deferred balance in a month, in cents; what lowers it is negative.

    `opening` is always the `closing` of the month before, and `closing` the sum of all before it. What was billed or
    credited counts as it was, and what of it was voided since is taken out again in the same month, as Xero's ledger
    does it. `prior_period` is what the month makes up for in earlier ones; `other` is what its own journals do
    otherwise than the documents as they stand ask for, until a later month makes up for it. `due_within_year` is what
    of the closing will be recognised in the next twelve months. `earned_unbilled` stands beside the balance: what was
    earned by the month's end and is billed in a later month, for whoever accrues it by hand.
    """

    opening: int
    billed: int
    credited: int
    released_from_opening: int
    released_from_billing: int
    prior_period: int
    voided: int
    other: int
    closing: int
    due_within_year: int
    earned_unbilled: int = 0

    @property
    def due_later(self) -> int:
        """Return what of the closing will be recognised after the next twelve months, or has no date yet."""
        return self.closing - self.due_within_year

    @property
    def on_the_account(self) -> bool:
        """Tell whether anything was on the account in the month; what is not billed yet is not."""
        return any(self._replace(earned_unbilled=0))


class RollForward(NamedTuple):
    """A month of a deferred account in one currency: in the documents' own, and in the base currency."""

    account: str
    currency: str
    month: int
    amounts: Figures
    homes: Figures


@dataclass(slots=True)
class _Moves:
    billed: int = 0
    credited: int = 0
    voided: int = 0
    from_opening: int = 0
    from_billing: int = 0


def roll_forward(
    positions: Positions,
    entries: Entries,
    *,
    accounts: Collection[str],
    base_currency: str,
    until: int,
    known: Mapping[str, int] | None = None,
) -> Iterator[RollForward]:
    """Yield every month of each deferred account and currency up to `until`, in order.

    `accounts` are those that may be deferred revenue, whether or not any document is on them now; those that are
    `known` to be have rows from a month on even where nothing is on them.
    A closing is what documents and journals have brought about. Journals are in the base currency alone, and so is what
    they make up for or do otherwise: it stands in the rows of the base currency, which every account has.
    """
    members = _members(positions)
    begun: dict[str, int] = {}
    for (account, _), each in members.items():
        first = min(group.billed for group, _ in each)
        begun[account] = min(first, begun.get(account, first))
    members |= {(account, base_currency): members.get((account, base_currency), []) for account in begun}
    for account, month in [*_first_owed(entries.owed, accounts).items(), *(known or {}).items()]:
        begun[account] = min(month, begun.get(account, month))
        members.setdefault((account, base_currency), [])
    early = _early(positions)
    for account, currency in early:
        begun[account] = min(*early[account, currency], begun.get(account, until))
        members.setdefault((account, currency), [])
        members.setdefault((account, base_currency), [])
    for account, currency in sorted(members):
        months = range(begun[account], until + 1)
        journals = entries if currency == base_currency else Entries()
        amounts = _months(members[account, currency], months, account, journals, homes=False)
        homes = _months(members[account, currency], months, account, journals, homes=True)
        unbilled = early.get((account, currency), {})
        for month, in_document, in_base in zip(months, amounts, homes, strict=True):
            amount, home = unbilled.get(month, (0, 0))
            yield RollForward(
                account,
                currency,
                month,
                in_document._replace(earned_unbilled=amount),
                in_base._replace(earned_unbilled=home),
            )


def since_cut_over(
    rows: Iterable[RollForward], first: int, carried: Mapping[str, int], base_currency: str
) -> Iterator[RollForward]:
    """Yield the rows from the first month on, opening at what the ledger held then: `carried` more than the schedule.

    It has no document, and nothing releases it. It stands in the rows of the base currency.
    """
    for row in rows:
        if row.month < first:
            continue
        more = carried.get(row.account, 0) if row.currency == base_currency else 0
        yield row._replace(amounts=_carrying(row.amounts, more), homes=_carrying(row.homes, more)) if more else row


def _carrying(figures: Figures, more: int) -> Figures:
    return figures._replace(opening=figures.opening + more, closing=figures.closing + more)


def _early(positions: Positions) -> dict[tuple[str, str], dict[int, tuple[int, int]]]:
    """Return what was earned by the end of each month and is billed later, by account and currency."""
    found: dict[tuple[str, str], dict[int, tuple[int, int]]] = {}
    for (account, currency, earned, billed), (amount, home) in positions.arrears.items():
        months = found.setdefault((account, currency), {})
        for month in range(earned, billed):
            before = months.get(month, (0, 0))
            months[month] = before[0] + amount, before[1] + home
    return found


def _members(positions: Positions) -> dict[tuple[str, str], list[tuple[Group, Sums]]]:
    """Return what has been on each deferred account, by account and currency."""
    members: dict[tuple[str, str], list[tuple[Group, Sums]]] = {}
    for group, sums in positions.groups.items():
        if group.way is Way.LIABILITY or group.defers:
            members.setdefault((group.deferred, group.currency), []).append((group, sums))
    return members


def _first_owed(owed: Mapping[int, Mapping[str, int]], accounts: Collection[str]) -> dict[str, int]:
    """Return the first month after which the journals owed an account anything."""
    first: dict[str, int] = {}
    for month in sorted(owed):
        for account in owed[month]:
            if account in accounts:
                first.setdefault(account, month)
    return first


def _months(
    members: list[tuple[Group, Sums]], months: range, account: str, journals: Entries, *, homes: bool
) -> Iterator[Figures]:
    moves = _moves(members, homes=homes)
    balance = 0
    for month in months:
        move = moves[month]
        prior, other = journals.prior_period(month, account), journals.other(month, account)
        moved = (
            move.billed,
            move.credited,
            -move.from_opening,
            -move.from_billing,
            prior,
            -move.voided,
            other,
        )
        opening = balance
        balance += sum(moved)
        yield Figures(opening, *moved, balance, _due(members, month, homes=homes))


def _moves(members: list[tuple[Group, Sums]], *, homes: bool) -> defaultdict[int, _Moves]:
    moves: defaultdict[int, _Moves] = defaultdict(_Moves)
    for group, sums in members:
        move = moves[group.billed]
        voided = sums.voided_home if homes else sums.voided
        billed = (sums.billed_home if homes else sums.billed) + voided
        move.voided += voided
        move.credited += billed if group.of_credit_notes else 0
        move.billed += 0 if group.of_credit_notes else billed
        for month, amount in enumerate(sums.homes if homes else sums.amounts, start=group.billed):
            if month == group.billed:
                move.from_billing += amount
            else:
                moves[month].from_opening += amount
    return moves


def _due(members: list[tuple[Group, Sums]], month: int, *, homes: bool) -> int:
    due = 0
    for group, sums in members:
        if group.billed <= month:
            amounts = sums.homes if homes else sums.amounts
            begin = month + 1 - group.billed
            due += sum(amounts[begin : begin + _A_YEAR])
    return due
