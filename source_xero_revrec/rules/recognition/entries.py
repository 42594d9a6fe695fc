"""The journal entries of each month: what the journals must have done by its end, less what they have done.

The ledger is the memory: what was done is read from the journals in Xero, by the month that their key names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.line import Way
from source_xero_revrec.rules.recognition.months import first_day, last_day, period
from source_xero_revrec.rules.recognition.posted import OPENING_KEY, Kind, journal_key, month_and_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from source_xero_revrec.rules.recognition.line import Tracking
    from source_xero_revrec.rules.recognition.positions import Positions
    from source_xero_revrec.rules.recognition.posted import PostedLine

Place = tuple[str, "Tracking"]
"""An account and the tracking options of a line on it."""
Amounts = dict[Place, int]
"""Cents of the base currency by place, credits positive."""

_OF_EVERY_MONTH = (Kind.PRIOR, Kind.DEFERRAL, Kind.RELEASE)


@dataclass(frozen=True, slots=True)
class Closing:
    """Which months are open; all are numbers of months, None: none.

    `locked` is the last month that Xero's lock dates shut, `through` the last that a person closed. Entries are given
    up to `until`. With a `first` month, earlier ones count as done: where `opening_journal`, once a journal has brought
    the ledger to the schedule, else as the ledger has them.
    """

    until: int
    locked: int | None = None
    through: int | None = None
    first: int | None = None
    opening_journal: bool = False

    @property
    def given_from(self) -> int:
        """Return the first month of which entries can be given."""
        return max((self.locked or 0) + 1, self.first or 0)

    def is_closed(self, month: int) -> bool:
        """Tell whether a person closed a month."""
        return self.through is not None and month <= self.through


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of an entry: `amount` in cents of the base currency, credits positive."""

    account: str
    tracking: Tracking
    amount: int


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A journal of one month and kind; `closed` tells that a person closed its month, so that it may be posted."""

    key: str
    kind: Kind
    month: int
    day: date
    closed: bool
    lines: tuple[EntryLine, ...]

    @property
    def total(self) -> int:
        """Return its debits, in cents."""
        return -sum(line.amount for line in self.lines if line.amount < 0)


@dataclass(slots=True)
class Entries:
    """The entries of the open months, and what the journals still owe by the end of each month, by account.

    What is owed after a month is what the documents as they stand ask for, less what was posted and what is given here.
    `wanted` is what the journals must have done by the end of each month, `prior` what each month's PRIOR does. `done`
    has what each journal has done or is given here to do, by its key.
    """

    journals: list[JournalEntry] = field(default_factory=list)
    owed: dict[int, dict[str, int]] = field(default_factory=dict)
    wanted: dict[int, dict[str, int]] = field(default_factory=dict)
    prior: dict[int, dict[str, int]] = field(default_factory=dict)
    done: dict[str, Amounts] = field(default_factory=dict)

    @property
    def accounts(self) -> set[str]:
        """Return the accounts that journals owe anything by the end of any month."""
        return {account for owed in self.owed.values() for account in owed}

    def done_in(self, month: int, account: str) -> int:
        """Return what the journals of a month have done on an account."""
        by_then, before = (
            self.wanted.get(each, {}).get(account, 0) - self.owed.get(each, {}).get(account, 0)
            for each in (month, month - 1)
        )
        return by_then - before

    def prior_period(self, month: int, account: str) -> int:
        """Return what a month makes up for in earlier ones."""
        return self.prior.get(month, {}).get(account, 0)

    def other(self, month: int, account: str) -> int:
        """Return what a month's own journals do otherwise than the documents as they stand ask for."""
        before, left = (self.owed.get(each, {}).get(account, 0) for each in (month - 1, month))
        return before - left - self.prior_period(month, account)


def movements(positions: Positions) -> dict[Kind, dict[int, Amounts]]:
    """Return what the journals of each kind and month must do.

    What was booked to revenue is deferred in the month of its document, all of it, and released from then on; lines of
    which nothing is left to defer at that month's end need no journal. What was sold into a liability is released.
    """
    found: dict[Kind, dict[int, Amounts]] = {Kind.DEFERRAL: {}, Kind.RELEASE: {}}
    for group, sums in positions.groups.items():
        if group.way is Way.REVENUE and not group.defers:
            continue
        deferred, revenue = (group.deferred, group.tracking), (group.revenue, group.tracking)
        if group.way is Way.REVENUE:
            _move(found[Kind.DEFERRAL], group.billed, revenue, deferred, sums.billed_home)
        for month, amount in enumerate(sums.homes, start=group.billed):
            _move(found[Kind.RELEASE], month, deferred, revenue, amount)
    return found


def journal_entries(positions: Positions, posted: Iterable[PostedLine], closing: Closing) -> Entries:
    """Return the entries of the months that are open, in order, the earliest first.

    A month that a person closed gives what is not in Xero yet; once its journals are there it gives nothing, and what
    its documents have come to ask for besides is made up for in the next month, apart. A month that nobody closed
    gives all of its entries, since they may change; Xero's copy of them is found by key.
    """
    return _Run(movements(positions), _by_month(posted), closing).entries()


class _Run:
    def __init__(
        self,
        moved: Mapping[Kind, Mapping[int, Amounts]],
        posted: Mapping[int | None, Mapping[Kind, Amounts]],
        closing: Closing,
    ) -> None:
        self._moved = moved
        self._posted = posted
        self._closing = closing
        self._wanted: Amounts = {}
        self._done: Amounts = {}
        self._entries = Entries()

    def entries(self) -> Entries:
        months = {month for amounts in self._moved.values() for month in amounts}
        months |= {month for month in self._posted if month is not None}
        if self._closing.first is not None:
            months.add(self._closing.first - 1)
        for month in range(min(months, default=self._closing.until), self._closing.until + 1):
            self._pass(month)
            self._entries.owed[month] = _by_account(_less(self._wanted, self._done))
            self._entries.wanted[month] = _by_account(self._wanted)
        return self._entries

    def _pass(self, month: int) -> None:
        prior = _less(self._wanted, self._done)
        contents = {
            Kind.PRIOR: prior,
            Kind.DEFERRAL: self._moved[Kind.DEFERRAL].get(month, {}),
            Kind.RELEASE: self._moved[Kind.RELEASE].get(month, {}),
        }
        standing = self._posted.get(month, {})
        for kind in (Kind.DEFERRAL, Kind.RELEASE):
            _add(self._wanted, contents[kind])
        given = self._given(month, contents, standing) if month >= self._closing.given_from else ()
        for kind in _OF_EVERY_MONTH:
            key = journal_key(period(month), kind)
            if kind in given and any(contents[kind].values()):
                self._give(key, kind, month, last_day(month), contents[kind])
            elif kind in standing:
                self._do(key, standing[kind])
        self._entries.prior[month] = _by_account(self._entries.done.get(journal_key(period(month), Kind.PRIOR), {}))
        if month + 1 == self._closing.first:
            self._open(month)

    def _given(
        self, month: int, contents: Mapping[Kind, Amounts], standing: Mapping[Kind, Amounts]
    ) -> tuple[Kind, ...]:
        if not (self._closing.is_closed(month) and standing):
            return _OF_EVERY_MONTH
        # The posting may have stopped half-way; a document that came after it belongs to the next month.
        stopped = all(_same(amounts, contents[kind]) for kind, amounts in standing.items())
        return tuple(kind for kind in (Kind.DEFERRAL, Kind.RELEASE) if stopped and kind not in standing)

    def _open(self, month: int) -> None:
        """Bring the ledger to the schedule before the first month, or take it as it is."""
        if not self._closing.opening_journal:
            self._done = dict(self._wanted)
            self._entries.done.clear()
            return
        standing = self._posted.get(None, {})
        if standing:
            self._do(OPENING_KEY, standing[Kind.OPENING])
            return
        content = _less(self._wanted, self._done)
        if any(content.values()):
            locked = self._closing.locked is not None and self._closing.locked >= month
            day = first_day(month + 1) if locked else last_day(month)
            self._give(OPENING_KEY, Kind.OPENING, month, day, content)

    def _give(self, key: str, kind: Kind, month: int, day: date, content: Amounts) -> None:
        lines = tuple(
            EntryLine(account, tracking, amount) for (account, tracking), amount in sorted(content.items()) if amount
        )
        closed = self._closing.is_closed(month + 1 if kind is Kind.OPENING else month)
        self._entries.journals.append(JournalEntry(key, kind, month, day, closed, lines))
        self._do(key, content)

    def _do(self, key: str, content: Amounts) -> None:
        self._entries.done[key] = {place: amount for place, amount in content.items() if amount}
        _add(self._done, content)


def _by_month(posted: Iterable[PostedLine]) -> dict[int | None, dict[Kind, Amounts]]:
    """Return what stands in Xero by month and kind; the opening has no month."""
    found: dict[int | None, dict[Kind, Amounts]] = {}
    for line in posted:
        named = month_and_kind(line.journal_entry_id)
        if named or line.journal_entry_id == OPENING_KEY:
            month, kind = named or (None, Kind.OPENING)
            amounts = found.setdefault(month, {}).setdefault(kind, {})
            place = line.account, line.tracking
            amounts[place] = amounts.get(place, 0) + line.amount
    return found


def _move(found: dict[int, Amounts], month: int, source: Place, target: Place, amount: int) -> None:
    if amount:
        amounts = found.setdefault(month, {})
        amounts[source] = amounts.get(source, 0) - amount
        amounts[target] = amounts.get(target, 0) + amount


def _add(sums: Amounts, more: Mapping[Place, int]) -> None:
    for place, amount in more.items():
        sums[place] = sums.get(place, 0) + amount


def _less(left: Amounts, right: Amounts) -> Amounts:
    """Return the difference, places with nothing left out."""
    found = {place: left.get(place, 0) - right.get(place, 0) for place in left.keys() | right.keys()}
    return {place: amount for place, amount in found.items() if amount}


def _same(left: Amounts, right: Amounts) -> bool:
    return not _less(left, right)


def _by_account(amounts: Amounts) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for (account, _), amount in amounts.items():
        sums[account] += amount
    return {account: amount for account, amount in sums.items() if amount}
