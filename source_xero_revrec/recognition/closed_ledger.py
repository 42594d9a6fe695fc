"""What Xero's ledger has at the end of closed months, so that a later close sees what was changed there since."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.ledger.balances import NotRead
from source_xero_revrec.rules.periods.writings.calendar_dates import financial_year
from source_xero_revrec.rules.recognition.months import last_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from revrec_journals.keyed import KeyedLine
    from source_xero_revrec.ledger.balances import LedgerBalances


class Moved(NamedTuple):
    """An account that had another amount when a month was closed: cents of the base currency, credits positive."""

    account: str
    before: int
    after: int


class ClosedLedger:
    """Xero's ledger without the journals of recognition, which are posted after a close and told by their keys.

    Deferred accounts have their balance, revenue accounts what is on them since the financial year began.
    """

    def __init__(
        self,
        balances: LedgerBalances,
        ours: Iterable[KeyedLine],
        deferred: Collection[str],
        revenue: Collection[str],
        year_end: tuple[int, int],
    ) -> None:
        """Look at these accounts; `ours` are the lines of recognition's journals, `year_end` a month and a day."""
        self._balances = balances
        self._ours = [each for each in ours if not each.is_draft]
        self._deferred, self._revenue = frozenset(deferred), frozenset(revenue)
        self._year_end = year_end

    def at(self, month: int) -> dict[str, int] | None:
        """Return what is on each account at the end of a month, None where Xero's ledger cannot be read."""
        end = last_day(month)
        read = self._balances.at(end)
        if isinstance(read, NotRead):
            return None
        found = Counter({account: each.balance for account, each in read.items() if account in self._accounts})
        begun, until = financial_year(end.year, self._year_end)
        if end > until:
            begun, _ = financial_year(end.year + 1, self._year_end)
        for line in self._ours:
            in_year = line.account in self._deferred or line.date >= begun
            if line.account in self._accounts and line.date <= end and in_year:
                found[line.account] -= line.amount
        return {account: amount for account, amount in sorted(found.items()) if amount}

    def moved(self, month: int, kept: Mapping[str, int]) -> list[Moved]:
        """Return the accounts that are not what they were when a month was closed; `kept` is what `at` gave then."""
        now = self.at(month)
        if now is None or not kept:
            return []
        accounts = sorted((now.keys() | kept.keys()) & self._accounts)
        found = (Moved(account, kept.get(account, 0), now.get(account, 0)) for account in accounts)
        return [each for each in found if each.before != each.after]

    @property
    def _accounts(self) -> frozenset[str]:
        return self._deferred | self._revenue
