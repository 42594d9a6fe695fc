"""The tie of deferred accounts to Xero's ledger: what is asked of Xero for it, and what only a difference asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from source_xero_revrec.ledger.balances import LedgerBalances, NotRead
from source_xero_revrec.rules.recognition.ledger import DatedLine, LedgerSide
from source_xero_revrec.rules.recognition.months import last_day, month_of
from source_xero_revrec.rules.recognition.other_documents import other_lines
from source_xero_revrec.rules.recognition.tie import Difference
from xero_api.endpoints import BANK_TRANSACTIONS, CREDIT_NOTES, INVOICES
from xero_api.errors import XeroError
from xero_api.paging import Walk
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from source_xero_revrec.rules.journals.on_accounts import JournalsOnAccounts
    from source_xero_revrec.rules.recognition.entries import Closing, Entries
    from source_xero_revrec.rules.recognition.positions import Positions
    from source_xero_revrec.rules.recognition.roll_forward import RollForward
    from source_xero_revrec.rules.recognition.tie import Tie
    from xero_api.endpoints import Endpoint
    from xero_api.models import Account
    from xero_connectors.organisations import Organisation

_OTHERS = (
    replace(INVOICES, params={**INVOICES.params, "where": 'Type=="ACCPAY"'}),
    replace(CREDIT_NOTES, params={**CREDIT_NOTES.params, "where": 'Type=="ACCPAYCREDIT"'}),
    BANK_TRANSACTIONS,
)


class LedgerReading:
    """Asks for few days' balances; where a difference has no name, for what else can be on a deferred account."""

    def __init__(self, organisation: Organisation, chart: Iterable[Account], closing: Closing, base: str) -> None:
        """Read of one organisation, whose accounts are `chart` and whose currency is `base`; nothing is asked yet."""
        self._organisation = organisation
        self._balances = LedgerBalances(organisation.client, chart)
        self._closing = closing
        self._base = base

    def ties(
        self,
        journals: JournalsOnAccounts,
        rolled: Sequence[RollForward],
        positions: Positions,
        entries: Entries,
        *,
        today: date,
    ) -> tuple[Tie, ...] | NotRead:
        """Return each deferred account's tie at the ends of the months that were closed last and that are over."""
        balances = self._at(self._months(today))
        if isinstance(balances, NotRead):
            return balances
        side = LedgerSide(balances, _dated(journals), self._closing, self._base)
        found = tuple(_ties(side, rolled, positions, entries))
        unnamed = frozenset(each.account for each in found if not each.ties)
        if not unnamed:
            return found
        return tuple(_ties(self._looked_into(side, unnamed, rolled), rolled, positions, entries))

    def _months(self, today: date) -> set[int]:
        last_over = month_of(today) - 1
        closed = max(self._closing.locked or 0, self._closing.through or 0)
        months = {last_over, min(closed, last_over) if closed else last_over}
        return months | ({self._closing.first - 1} if self._closing.first is not None else set())

    def _at(self, months: Iterable[int]) -> dict[int, dict[str, int]] | NotRead:
        found: dict[int, dict[str, int]] = {}
        for month in sorted(months):
            balances = self._balances.at(last_day(month))
            if isinstance(balances, NotRead):
                return balances
            found[month] = {account: each.balance for account, each in balances.items()}
        return found

    def _looked_into(self, side: LedgerSide, accounts: frozenset[str], rolled: Sequence[RollForward]) -> LedgerSide:
        """Return the ledger's side with documents that are no sales, and what was there before all of it."""
        lines = [*side.lines, *self._others(accounts)]
        of_accounts = [line for line in lines if line.account in accounts]
        begun = [month_of(line.date) for line in of_accounts]
        begun += [row.month for row in rolled if row.account in accounts and row.homes.on_the_account]
        before = min(begun, default=0) - 1
        balances = self._at([before]) if before > 0 else {}
        openings: Mapping[str, int] = {} if isinstance(balances, NotRead) else balances.get(before, {})
        return replace(side, lines=lines, openings={account: openings.get(account, 0) for account in accounts})

    def _others(self, accounts: frozenset[str]) -> Iterator[DatedLine]:
        """Yield what other documents put on the accounts, as far as they can be read and understood."""
        for endpoint in _OTHERS:
            try:
                yield from list(self._lines(endpoint, accounts))
            except (XeroError, ValueError, KeyError, TypeError):
                # What it would have named stays without a name, and the close is refused.
                continue

    def _lines(self, endpoint: Endpoint, accounts: frozenset[str]) -> Iterator[DatedLine]:
        for page in Walk(self._organisation.client, endpoint).pages(Progress()):
            for record in page.records:
                yield from other_lines(record, accounts)


def _dated(journals: JournalsOnAccounts) -> list[DatedLine]:
    """Return the lines of our journals and of everyone else's on deferred accounts."""
    ours = (
        DatedLine(each.account, each.date, each.amount, each.key.journal_entry_id, each.is_draft)
        for each in journals.ours()
    )
    others = (
        DatedLine(each.account, each.date, each.amount, difference=Difference.OTHER_JOURNALS)
        for each in journals.others()
    )
    return [*ours, *others]


def _ties(side: LedgerSide, rolled: Sequence[RollForward], positions: Positions, entries: Entries) -> Iterator[Tie]:
    """Yield each deferred account's tie, at the end of the months whose balances are known."""
    schedule: dict[tuple[str, int], int] = {}
    for row in rolled:
        key = row.account, row.month
        schedule[key] = schedule.get(key, 0) + row.homes.closing
    for month in sorted(side.balances):
        for account in sorted({row.account for row in rolled}):
            if month >= (side.closing.first or 0):
                yield side.tie(account, month, schedule, positions, entries)
