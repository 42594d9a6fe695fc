"""What is recognised on each revenue account, month by month: by the schedule, and by what journals make of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from source_xero_revrec.rules.recognition.entries import Entries
    from source_xero_revrec.rules.recognition.positions import Positions


class RevenueMonth(NamedTuple):
    """A month of a revenue account in cents of the base currency, credits positive.

    `recognised` is what the schedule of the documents as they stand gives the month. `prior_period` is what the month
    makes up for in earlier ones, `other` what its own journals do otherwise than these documents ask for.
    """

    account: str
    month: int
    recognised: int
    prior_period: int
    other: int

    @property
    def revenue(self) -> int:
        """Return what documents and journals together bring to the account in the month."""
        return self.recognised + self.prior_period + self.other


def revenue_months(
    positions: Positions, entries: Entries, *, accounts: Collection[str], first: int | None, until: int
) -> Iterator[RevenueMonth]:
    """Yield every month of each account from its first one to `until`, in order; with a `first` month, none before.

    `accounts` are those of revenue. One has months where documents or journals are on it, lines without a schedule
    among them.
    """
    recognised: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for group, sums in positions.groups.items():
        for month, amount in enumerate(sums.homes, start=group.billed):
            recognised[group.revenue][month] += amount
    for held in positions.held:
        if held.account in accounts:
            recognised[held.account].setdefault(held.billed, 0)
    for month, owed in entries.owed.items():
        for account in owed.keys() & accounts:
            recognised[account].setdefault(month, 0)
    for account, months in sorted(recognised.items()):
        for month in range(max(min(months), first or 0), until + 1):
            prior, other = entries.prior_period(month, account), entries.other(month, account)
            yield RevenueMonth(account, month, months.get(month, 0), prior, other)
