"""The tie of accounts to Xero's ledger: what is asked of Xero for it, and what only a difference asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.ledger.balances import LedgerBalances, NotRead
from source_xero_revrec.ledger.documents import date_time
from source_xero_revrec.rules.recognition.ledger import DatedLine, LedgerSide
from source_xero_revrec.rules.recognition.months import first_day, last_day, month_of
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
    from source_xero_revrec.rules.recognition.revenue import RevenueMonth
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


class Scheduled(NamedTuple):
    """What is held against the ledger: the balances of deferred accounts, and what months brought to revenue."""

    rolled: Sequence[RollForward]
    revenue: Sequence[RevenueMonth]
    positions: Positions
    entries: Entries


class Ties(NamedTuple):
    """The ties of deferred accounts' balances, and those of revenue accounts' months.

    `carried` is what Xero held on deferred accounts at a cut-over more than the schedule, in cents.
    """

    deferred: tuple[Tie, ...] = ()
    revenue: tuple[Tie, ...] = ()
    carried: Mapping[str, int] = {}


class LedgerReading:
    """Asks for few days' balances; where a difference has no name, for what else can be on an account."""

    def __init__(self, organisation: Organisation, chart: Iterable[Account], closing: Closing, base: str) -> None:
        """Read of one organisation, whose accounts are `chart` and whose currency is `base`; nothing is asked yet."""
        self._organisation = organisation
        self.balances = LedgerBalances(organisation.client, chart)
        self._closing = closing
        self._base = base

    def ties(self, journals: JournalsOnAccounts, scheduled: Scheduled, *, today: date) -> Ties | NotRead:
        """Return each account's tie for the months that were closed last and that are over.

        A deferred account's balance at the month's end is held against Xero's, a revenue account's month against its
        movement.
        """
        side = self._at(LedgerSide({}, _dated(journals), self._closing, self._base), self._months(today))
        if isinstance(side, NotRead):
            return side
        found = _ties(side, scheduled)
        if all(each.ties for each in (*found.deferred, *found.revenue)):
            return found
        return _ties(self._looked_into(side, found, scheduled.rolled), scheduled)

    def _months(self, today: date) -> set[int]:
        last_over = month_of(today) - 1
        closed = max(self._closing.locked or 0, self._closing.through or 0)
        months = {last_over, min(closed, last_over) if closed else last_over}
        return months | ({self._closing.first - 1} if self._closing.first is not None else set())

    def _at(self, side: LedgerSide, months: Iterable[int]) -> LedgerSide | NotRead:
        """Return the ledger's side with balances and movements at the ends of months."""
        balances: dict[int, dict[str, int]] = {}
        movements: dict[int, dict[str, int]] = {}
        for month in sorted(months):
            read = self.balances.at(last_day(month))
            if isinstance(read, NotRead):
                return read
            balances[month] = {account: each.balance for account, each in read.items()}
            movements[month] = {account: each.movement for account, each in read.items()}
        return replace(side, balances=balances, movements=movements)

    def _looked_into(self, side: LedgerSide, found: Ties, rolled: Sequence[RollForward]) -> LedgerSide:
        """Return the ledger's side with documents that are no sales, and what was there before all of it.

        A balance may come from any of them; a month only from those of its days.
        """
        balances = {each.account for each in found.deferred if not each.ties}
        months = [each for each in found.revenue if not each.ties]
        since = None if balances else first_day(min(each.month for each in months))
        accounts = balances.union(each.account for each in months)
        lines = [*side.lines, *self._others(frozenset(accounts), since)]
        return replace(side, lines=lines, openings=self._openings(balances, lines, rolled))

    def _openings(
        self, accounts: set[str], lines: Sequence[DatedLine], rolled: Sequence[RollForward]
    ) -> dict[str, int]:
        """Return what accounts held before anything was on them that is known."""
        begun = [month_of(line.date) for line in lines if line.account in accounts]
        begun += [row.month for row in rolled if row.account in accounts and row.homes.on_the_account]
        before = min(begun, default=0) - 1
        read = self.balances.at(last_day(before)) if before > 0 else {}
        if isinstance(read, NotRead):
            return dict.fromkeys(accounts, 0)
        return {account: read[account].balance if account in read else 0 for account in accounts}

    def _others(self, accounts: frozenset[str], since: date | None) -> Iterator[DatedLine]:
        """Yield what other documents put on the accounts, as far as they can be read and understood."""
        for endpoint in _OTHERS:
            try:
                yield from list(self._lines(_dated_since(endpoint, since) if since else endpoint, accounts))
            except (XeroError, ValueError, KeyError, TypeError):
                # What it would have named stays without a name, and the close is refused.
                continue

    def _lines(self, endpoint: Endpoint, accounts: frozenset[str]) -> Iterator[DatedLine]:
        for page in Walk(self._organisation.client, endpoint).pages(Progress()):
            for record in page.records:
                yield from other_lines(record, accounts)


def _dated_since(endpoint: Endpoint, day: date) -> Endpoint:
    where = [*filter(None, [endpoint.params.get("where")]), f"Date >= {date_time(day)}"]
    return replace(endpoint, params={**endpoint.params, "where": " AND ".join(where)})


def _dated(journals: JournalsOnAccounts) -> list[DatedLine]:
    """Return the lines of our journals and of everyone else's."""
    ours = (
        DatedLine(each.account, each.date, each.amount, each.key.journal_entry_id, each.is_draft)
        for each in journals.ours()
    )
    others = (
        DatedLine(each.account, each.date, each.amount, difference=Difference.OTHER_JOURNALS)
        for each in journals.others()
    )
    return [*ours, *others]


def _ties(side: LedgerSide, scheduled: Scheduled) -> Ties:
    """Return the ties of the months whose balances are known."""
    schedule: dict[tuple[str, int], int] = {}
    for row in scheduled.rolled:
        key = row.account, row.month
        schedule[key] = schedule.get(key, 0) + row.homes.closing
    tied = [month for month in sorted(side.balances) if month >= (side.closing.first or 0)]
    positions, entries = scheduled.positions, scheduled.entries
    accounts = sorted({row.account for row in scheduled.rolled})
    deferred = (side.tie(account, month, schedule, positions, entries) for month in tied for account in accounts)
    revenue = (side.revenue_tie(each, positions, entries) for each in scheduled.revenue if each.month in tied)
    return Ties(tuple(deferred), tuple(revenue), {account: side.carried(account, schedule) for account in accounts})
