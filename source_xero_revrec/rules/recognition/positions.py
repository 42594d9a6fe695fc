"""What stands on which account after which month: sums that are kept while documents pass by."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.recognition.line import Recognised, Way
from source_xero_revrec.rules.recognition.months import month_of
from source_xero_revrec.rules.recognition.schedule import earned_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from source_xero_revrec.rules.recognition.line import Held, Tracking, Unscheduled
    from source_xero_revrec.rules.recognition.weights import Weights


class Group(NamedTuple):
    """Lines whose sums are kept together: they share accounts, tracking options, currency and month of the document."""

    deferred: str
    revenue: str
    way: Way
    tracking: Tracking
    currency: str
    billed: int
    of_credit_notes: bool
    defers: bool


class Sums:
    """What a group was billed, and what of it is recognised month by month: cents, in both currencies.

    `voided` is what was billed besides until its document was voided.
    """

    __slots__ = ("amounts", "billed", "billed_home", "homes", "lines", "voided", "voided_home")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lines = self.billed = self.billed_home = self.voided = self.voided_home = 0
        self.amounts: list[int] = []
        self.homes: list[int] = []

    def add(self, each: Recognised, offset: int) -> None:
        """Add a line whose schedule begins `offset` months after the document's month."""
        line = each.line
        self.lines += 1
        self.billed += line.amount
        self.billed_home += line.home or 0
        if line.voided:
            self.voided += line.voided.amount
            self.voided_home += line.voided.home
        _add(self.amounts, offset, each.schedule.amounts)
        _add(self.homes, offset, each.home.amounts)


class HeldSums(NamedTuple):
    """Lines without a schedule that share reason, account, currency and month of the document, in cents."""

    lines: int
    amount: int
    home: int


class HeldGroup(NamedTuple):
    """What lines without a schedule have in common."""

    reason: Held
    account: str
    currency: str
    billed: int


class Positions:
    """The sums of all documents of one organisation; memory grows with accounts, options and months alone.

    `arrears` holds what was earned before it was billed: cents of its currency and of the base currency, by deferred
    account, currency, month in which it was earned and month in which it arrived. `voids` holds what was on an account
    until its document was voided: cents of the base currency by account, month of the document and month of the void.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.groups: dict[Group, Sums] = {}
        self.held: dict[HeldGroup, HeldSums] = {}
        self.arrears: dict[tuple[str, str, int, int], tuple[int, int]] = {}
        self.voids: dict[tuple[str, int, int], int] = {}

    def add(self, lines: Iterable[Recognised | Unscheduled]) -> None:
        """Take the lines of a document in."""
        for each in lines:
            if isinstance(each, Recognised):
                self._add(each)
            else:
                line = each.line
                group = HeldGroup(each.reason, line.account, line.currency, month_of(line.billed))
                before = self.held.get(group, HeldSums(0, 0, 0))
                self.held[group] = HeldSums(
                    before.lines + 1, before.amount + line.amount, before.home + (line.home or 0)
                )

    def billed_in(self, month: int) -> int:
        """Return what lines with a schedule were billed in a month, in cents of the base currency."""
        return sum(sums.billed_home for group, sums in self.groups.items() if group.billed == month)

    def recognised(self) -> dict[int, int]:
        """Return what is recognised in each month, in cents of the base currency."""
        found: dict[int, int] = {}
        for group, sums in self.groups.items():
            for month, home in enumerate(sums.homes, start=group.billed):
                found[month] = found.get(month, 0) + home
        return found

    def deferred(self) -> dict[int, int]:
        """Return what is billed and not recognised at the end of each month, in cents of the base currency."""
        moved = {month: -cents for month, cents in self.recognised().items()}
        for group, sums in self.groups.items():
            moved[group.billed] = moved.get(group.billed, 0) + sums.billed_home
        return dict(zip(sorted(moved), accumulate(moved[month] for month in sorted(moved)), strict=True))

    def _add(self, each: Recognised) -> None:
        line, accounts, billed = each.line, each.accounts, each.billed
        group = Group(
            accounts.deferred,
            accounts.revenue,
            accounts.way,
            line.tracking,
            line.currency,
            billed,
            line.of_credit_note,
            each.defers,
        )
        sums = self.groups.get(group)
        if sums is None:
            sums = self.groups[group] = Sums()
        sums.add(each, each.schedule.first - billed)
        if line.voided:
            place = line.account, billed, line.voided.month
            self.voids[place] = self.voids.get(place, 0) + line.voided.home
        shares = each.shares
        if shares and shares.first < billed:
            self._earned_before(each, shares)

    def _earned_before(self, each: Recognised, shares: Weights) -> None:
        line, billed = each.line, each.billed
        early = earned_before(line.amount, shares, billed)
        at_home = earned_before(line.home or 0, shares, billed)
        if early and at_home:
            for month, (amount, home) in enumerate(zip(early.amounts, at_home.amounts, strict=True), start=early.first):
                key = each.accounts.deferred, line.currency, month, billed
                before = self.arrears.get(key, (0, 0))
                self.arrears[key] = before[0] + amount, before[1] + home


def _add(sums: list[int], offset: int, amounts: tuple[int, ...]) -> None:
    missing = offset + len(amounts) - len(sums)
    if missing > 0:
        sums.extend([0] * missing)
    for place, amount in enumerate(amounts, start=offset):
        sums[place] += amount
