"""What the ledger holds beside the schedule, by account and month: the side that a tie is held against."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.recognition.line import Way
from source_xero_revrec.rules.recognition.months import month_of
from source_xero_revrec.rules.recognition.posted import OPENING_KEY, month_and_kind
from source_xero_revrec.rules.recognition.tie import Difference, Tie, tie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from source_xero_revrec.rules.recognition.entries import Closing, Entries
    from source_xero_revrec.rules.recognition.positions import Positions
    from source_xero_revrec.rules.recognition.revenue import RevenueMonth


class DatedLine(NamedTuple):
    """A line of a journal on an account: cents of the base currency, credits positive.

    `journal_entry_id` is empty for what is none of ours, which `difference` then names; `is_draft` tells that no ledger
    has it yet.
    """

    account: str
    date: date
    amount: int
    journal_entry_id: str = ""
    is_draft: bool = False
    difference: Difference = Difference.OTHER_JOURNALS


@dataclass(frozen=True, slots=True)
class LedgerSide:
    """Xero's balances of accounts at the ends of months, and the journals on them.

    `balances`, and the `movements` of the months themselves, are cents by month and account. `closing` says where
    recognition begins. `openings` is what accounts held before anything that was read, where that was asked for.
    """

    balances: Mapping[int, Mapping[str, int]]
    lines: Sequence[DatedLine]
    closing: Closing
    base_currency: str
    openings: Mapping[str, int] = field(default_factory=dict)
    movements: Mapping[int, Mapping[str, int]] = field(default_factory=dict)

    def tie(
        self,
        account: str,
        month: int,
        schedule: Mapping[tuple[str, int], int],
        positions: Positions,
        entries: Entries,
    ) -> Tie:
        """Hold an account's balance at the end of a month against Xero's; `schedule` has those of account and month."""
        opening = self.opening_month
        done = _of(entries.wanted, month, account) - _of(entries.owed, month, account)
        if opening is not None:
            done -= _of(entries.wanted, opening, account)
        before = self.openings.get(account, 0) if opening is None else self.carried(account, schedule)
        converted = sum(
            sums.lines
            for group, sums in positions.groups.items()
            if group.way is Way.LIABILITY and group.deferred == account and group.currency != self.base_currency
        )
        return tie(
            account,
            month,
            schedule=schedule.get((account, month), 0),
            ledger=self._ledger(account, month),
            differences={
                **self._differences(account, month, done, opening, positions),
                Difference.OPENING: before,
            },
            rounding_limit=converted,
            voids=_voids(positions, account, opening, month),
        )

    def revenue_tie(self, earned: RevenueMonth, positions: Positions, entries: Entries) -> Tie:
        """Hold what a month brought to a revenue account against its movement in Xero."""
        account, month = earned.account, earned.month
        converted = sum(
            sums.lines
            for group, sums in positions.groups.items()
            if group.way is Way.REVENUE
            and (group.revenue, group.billed) == (account, month)
            and group.currency != self.base_currency
        )
        return tie(
            account,
            month,
            schedule=earned.revenue,
            ledger=self.movements[month].get(account, 0),
            differences=self._differences(account, month, entries.done_in(month, account), month - 1, positions),
            rounding_limit=converted,
            voids=_voids(positions, account, month - 1, month),
        )

    def _differences(
        self, account: str, month: int, done: int, after: int | None, positions: Positions
    ) -> dict[Difference, int]:
        """Return what the ledger has otherwise from one month on up to another, where `done` is what journals did."""
        return {
            **self._journals(account, month, done, after),
            Difference.WITHOUT_SCHEDULE: sum(
                held.home
                for group, held in positions.held.items()
                if group.account == account and _between(after, group.billed, month)
            ),
        }

    def carried(self, account: str, schedule: Mapping[tuple[str, int], int]) -> int:
        """Return what Xero held on an account at a cut-over more than the schedule, 0 where nothing is taken over."""
        opening = self.opening_month
        return 0 if opening is None else self._ledger(account, opening) - schedule.get((account, opening), 0)

    @property
    def opening_month(self) -> int | None:
        """The month whose balance is taken as it is, None where every month has journals of its own."""
        if self.closing.first is None or self.closing.opening_journal:
            return None
        return self.closing.first - 1

    def _ledger(self, account: str, month: int) -> int:
        return self.balances[month].get(account, 0)

    def _journals(self, account: str, month: int, done: int, after: int | None) -> dict[Difference, int]:
        standing = drafts = other_date = 0
        others: Counter[Difference] = Counter()
        for line in self.lines:
            if line.account != account:
                continue
            dated = _between(after, month_of(line.date), month)
            if not line.journal_entry_id:
                others[line.difference] += line.amount if dated else 0
                continue
            named = _between(after, self._month(line.journal_entry_id), month)
            standing += line.amount if named else 0
            if line.is_draft:
                drafts -= line.amount if named else 0
            elif named != dated:
                other_date += line.amount if dated else -line.amount
        return {
            Difference.NOT_POSTED: standing - done,
            Difference.DRAFTS: drafts,
            Difference.OTHER_DATE: other_date,
            **others,
        }

    def _month(self, journal_entry_id: str) -> int:
        if journal_entry_id == OPENING_KEY and self.closing.first is not None:
            return self.closing.first - 1
        named = month_and_kind(journal_entry_id)
        return named[0] if named else 0


def _of(amounts: Mapping[int, Mapping[str, int]], month: int, account: str) -> int:
    return amounts.get(month, {}).get(account, 0)


def _voids(positions: Positions, account: str, after: int | None, month: int) -> int:
    """Return what the ledger has more in some months where voided documents leave it on the day of the void."""
    return sum(
        home * (_between(after, billed, month) - _between(after, voided, month))
        for (place, billed, voided), home in positions.voids.items()
        if place == account
    )


def _between(after: int | None, month: int, until: int) -> bool:
    return (after is None or month > after) and month <= until
