"""Control totals of one organisation: counted with the walk over all documents, then month by month as they change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.receivable_total import ReceivableTotal
from source_xero_revrec.ledger.stale_documents import StaleDocuments
from source_xero_revrec.rules.checks.control_totals import UNDATED, Tally, month_of
from source_xero_revrec.rules.checks.duplicate_numbers import key_total
from source_xero_revrec.rules.checks.tie_out import nothing_left, total_of_nothing
from source_xero_revrec.rules.outcome import Outcome
from xero_api import dates
from xero_api.endpoints import CREDIT_NOTES, INVOICES, PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.ledger.outcomes import Outcomes
    from source_xero_revrec.ledger.sent_documents import SentDocuments
    from source_xero_revrec.ledger.shared_numbers import SharedNumbers
    from source_xero_revrec.ledger.state import LedgerState, StreamPlaces
    from source_xero_revrec.rules.checks.tie_out import ControlTotal
    from source_xero_revrec.rules.outcome import Unread
    from xero_api.endpoints import Endpoint
    from xero_api.errors import XeroError
    from xero_api.paging import Page
    from xero_api.progress import Progress
    from xero_connectors.organisations import Organisation

# So many documents are not counted anew for a difference that no sync saw before.
_MANY = 10_000
_ONCE = "once: "
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Look:
    """What one call tells of a collection: whether it may have changed, and Xero's time (UTC)."""

    changed: bool
    given_at: datetime


class RunningTotals:
    """The totals of one organisation, a tally for each month of document dates.

    A month whose documents changed is read and counted anew, since what a document was before is not remembered; where
    that takes more calls than counting all documents, all are. A document that left a month for another shows in the
    count of all: Xero's number is smaller than the tallies'.
    """

    def __init__(
        self,
        organisation: Organisation,
        before: StreamPlaces,
        state: LedgerState,
        *,
        documents: Documents,
        outcomes: Outcomes,
        sent: SentDocuments,
        numbers: SharedNumbers,
        base_currency: str,
        today: date,
        accounts: Callable[[], list[dict[str, Any]]],
        customers_may_be_missing: bool,
    ) -> None:
        """Go on with the tallies that `state` has of an earlier sync, or none; totals are those of `today` (UTC).

        Rows count as they were `sent`; K1 tells which `numbers` are shared.
        The base currency is an ISO 4217 code; `accounts` gives Xero's chart of accounts. P1 is told where documents can
        wait for a customer.
        """
        self._before = before
        self._today = today
        self._documents = documents
        self._outcomes = outcomes
        self._tallies, self._distrusted = _recalled(state.tally)
        self._state = state
        self._newest = state.newest
        self._all_counted = False
        self._latest = {
            endpoint.path: dates.instant(state.newest[endpoint.path]) if endpoint.path in state.newest else _LONG_AGO
            for endpoint in (INVOICES, CREDIT_NOTES)
        }
        self._receivable = ReceivableTotal(
            organisation.client, documents, state.advances, base_currency=base_currency, today=today, accounts=accounts
        )
        self._seen: dict[str, int] = {}
        self._customers_may_be_missing = customers_may_be_missing
        self._sent = sent
        self._stale = StaleDocuments(documents, sent, state.stale)
        self._told = {total.key: total for total in (*_foretold(state.sent), *self._totals(date.min))}
        self._changed: set[str] = self._stale.periods
        self._numbers = numbers
        self.unread: list[Unread] = []
        """What could not be understood where documents were counted anew."""

    @property
    def ledger_unread(self) -> XeroError | None:
        """Return why A1 has no balance to be held against, where asking for it failed."""
        return self._receivable.unread

    def count_along(self, endpoint: Endpoint, started: Progress) -> bool:
        """Tell whether totals are counted during a walk, from its first page or from where they had got to.

        `started` is where the walk begins. Totals that were counted up to another place are of no use: all documents
        are then counted anew. Other streams may make a walk begin further back; what was counted stays right, and
        changed months are counted anew.
        """
        begin = self._before.begin.of(endpoint)
        if started == begin == self._before.beginning.of(endpoint):
            if endpoint is INVOICES:
                self._begin_anew()
            return True
        counted = self._before.saved.get("control_totals")
        stands_here = counted is not None and counted.of(endpoint) == begin
        if stands_here and (begin.started_at is None or started == begin):
            return begin.started_at is not None
        self._distrusted = True
        self._sent.distrust()
        return False

    def look(self, endpoint: Endpoint, begin: Progress) -> Look:
        """Ask in one call for Xero's count and the latest change, and tell whether a walk from `begin` is needed.

        None is where the latest change lies before `begin` and is the latest one that was met: that it is the very one
        proves that Xero answered in the order that was asked for.
        """
        found = self._documents.latest(endpoint)
        self._seen[endpoint.path] = found.count
        latest = _read(found.stamp)
        since = begin.modified_since.replace(microsecond=0) if begin.modified_since else _LONG_AGO
        same = latest == self._newest.get(endpoint.path, "") and latest < dates.iso_instant(since)
        return Look(changed=begin.started_at is not None or not same, given_at=found.given_at)

    def _begin_anew(self) -> None:
        """Forget what was counted: the walk over all documents begins."""
        self._tallies, self._changed = {}, set()
        self._all_counted = True
        self._distrusted = False

    def meet(self, outcome: Outcome | Unread, started_at: datetime | None, *, changed: bool) -> None:
        """Count a document that a walk over all documents meets; `started_at` is None once that walk is over.

        One that changed since then may have been counted before, and its month is counted anew.
        """
        self._note(outcome)
        self._sent.adopt(outcome)
        updated_at = outcome.document.updated_at
        undated = _period(outcome) == UNDATED
        if started_at is not None and (undated or updated_at is None or updated_at < started_at):
            self._tallies.setdefault(_period(outcome), Tally()).add(outcome)
        elif started_at is not None or changed:
            self._changed.add(_period(outcome))

    def _note(self, outcome: Outcome | Unread) -> None:
        document = outcome.document
        endpoint = INVOICES if document.type == "ACCREC" else CREDIT_NOTES
        if document.updated_at is not None and document.updated_at > self._latest[endpoint.path]:
            self._latest[endpoint.path] = document.updated_at
            self._newest[endpoint.path] = dates.iso_instant(document.updated_at)

    def is_current(self, outcome: Outcome | Unread) -> bool:
        """Tell whether what was sent of a document is what Xero shows."""
        return self._sent.is_current(outcome)

    def stale(self) -> Iterator[tuple[Endpoint, Page]]:
        """Read the documents again whose rows were not what Xero showed to the sync before."""
        return self._stale.pages()

    def keep(self, state: LedgerState) -> None:
        """Put the tallies and what was sent into a state; a month that must be counted anew is in it as it was."""
        state.tally = {period: tally.to_json() for period, tally in sorted(self._tallies.items())}
        state.sent_documents = self._sent.to_json()

    def recount(self, *, incomplete: bool = False) -> None:
        """Count what changed anew.

        A document that Xero counts and no walk met is not counted in quietly: its rows were never sent, and B1 says so.
        Where the walk came `incomplete`, what was received is counted.
        """
        self._recount(incomplete=incomplete)
        if incomplete:
            return
        expected = self._expected()
        if (expected and not self._tallies) or expected < self._counted():
            self._forget_looks()
            self._count_all()
        self._search()
        self._stale.settle()

    def _search(self) -> None:
        """Count all documents where the ledger differs from them by what it did not before: some changed unseen."""
        found = self._receivable.row(Tally.merged(self._tallies.values()))
        off = str(found.difference) if found.status == "Does not tie" else ""
        if off not in ("", self._state.searched) and not self._all_counted:
            if self._counted() > _MANY and self._state.searched != f"{_ONCE}{off}":
                # People may have worked between the documents and the report, and many take many calls.
                self._state.searched = f"{_ONCE}{off}"
                return
            self._forget_looks()
            self._count_all()
            found = self._receivable.row(Tally.merged(self._tallies.values()))
            off = str(found.difference) if found.status == "Does not tie" else ""
        self._state.searched = off

    def rows(self, *, incomplete: bool = False) -> list[ControlTotal]:
        """Return all control totals: what Xero counts and the ledger holds against what was sent."""
        expected = self._expected()
        totals = self._totals(self._today, expected)
        totals.append(self._receivable.row(Tally.merged(self._tallies.values())))
        if not incomplete:
            totals.append(key_total(Tally.merged(self._tallies.values()).numbered, self._numbers.numbers))
        told = {total.key for total in totals}
        return [*totals, *(nothing_left(total) for key, total in self._told.items() if key not in told)]

    def _forget_looks(self) -> None:
        self._seen = {}
        self._receivable.forget()

    def _recount(self, *, incomplete: bool) -> None:
        if incomplete or self._distrusted or self._changed:
            self._forget_looks()
        if incomplete:
            self._count_received()
        elif self._distrusted:
            self._count_all()
        elif self._changed:
            self._count_changed()

    def _totals(self, today: date, expected: int | None = None) -> list[ControlTotal]:
        total = Tally.merged(self._tallies.values())
        if expected is not None:
            total.counted("sales documents", expected=expected, received=self._counted())
        rows = total.rows(today=today, sent=self._sent.figures(), stale=self._stale.told())
        return [each for each in rows if self._customers_may_be_missing or each.check != "P1"]

    def _expected(self) -> int:
        for endpoint in (INVOICES, CREDIT_NOTES):
            if endpoint.path not in self._seen:
                self._seen[endpoint.path] = self._documents.count(endpoint)
        return sum(self._seen.values())

    def _count_changed(self) -> None:
        counted = {period: self._tallies[period].documents for period in self._changed if period in self._tallies}
        by_month = 2 * len(self._changed) + sum(counted.values()) / PAGE_SIZE
        if UNDATED in self._changed or by_month >= 2 + self._counted() / PAGE_SIZE:
            self._count_all()
            return
        for period in sorted(self._changed):
            self._count(period)
        self._changed = set()

    def _counted(self) -> int:
        return sum(tally.documents for tally in self._tallies.values())

    def _count(self, period: str) -> None:
        year, month = map(int, period.split("-"))
        after = date(year + month // 12, month % 12 + 1, 1)
        tally = Tally()
        met: set[str] = set()
        self._stale.begin(period)
        for endpoint in (INVOICES, CREDIT_NOTES):
            for page in self._documents.between(endpoint, date(year, month, 1), after):
                for outcome in self._outcomes.of_page(endpoint, page):
                    if outcome.document.document_id not in met and _period(outcome) == period:
                        met.add(outcome.document.document_id)
                        tally.add(outcome)
                        self._see(outcome)
        self._tallies[period] = tally
        self._stale.end()

    def _see(self, outcome: Outcome | Unread) -> None:
        self._stale.meet(outcome)
        if not isinstance(outcome, Outcome):
            self.unread.append(outcome)

    def _count_all(self) -> None:
        self._begin_anew()
        self._stale.begin()
        for endpoint in (INVOICES, CREDIT_NOTES):
            started_at: datetime | None = None
            for page in self._documents.every(endpoint):
                started_at = started_at or page.given_at
                for outcome in self._outcomes.of_page(endpoint, page):
                    self.meet(outcome, started_at, changed=True)
                    self._see(outcome)
        self._stale.end()
        for period in sorted(self._changed):
            self._count(period)
        self._changed = set()

    def _count_received(self) -> None:
        """Count what Xero hands out: a walk that came short gave nothing of the page where it did."""
        self._tallies = {}
        met: set[str] = set()
        for endpoint in (INVOICES, CREDIT_NOTES):
            for page in self._documents.received(endpoint):
                for outcome in self._outcomes.of_page(endpoint, page, learn=False):
                    if outcome.document.document_id not in met:
                        met.add(outcome.document.document_id)
                        self._tallies.setdefault(_period(outcome), Tally()).add(outcome)

    def settled(self) -> bool:
        """Tell whether Debtors' balance is what it was beside the same open documents: then no credit was refunded."""
        if self._documents.since or self._distrusted or self._changed:
            return False
        return self._receivable.stands(Tally.merged(self._tallies.values()))


def _recalled(saved: dict[str, Any]) -> tuple[dict[str, Tally], bool]:
    """Return the tallies of a state, and whether they are none that this version wrote: then all is counted anew."""
    try:
        return {period: Tally.from_json(tally) for period, tally in saved.items()}, False
    except (KeyError, ValueError, TypeError):
        return {}, True


def _period(outcome: Outcome | Unread) -> str:
    return month_of(outcome.document.date)


def _read(stamp: str) -> str:
    """Return a timestamp as `newest` has it; one that cannot be read is like no other."""
    try:
        return dates.iso_instant(dates.instant(stamp)) if stamp else ""
    except ValueError:
        return "unreadable"


def _foretold(sent: Mapping[str, str]) -> Iterator[ControlTotal]:
    """Yield the totals of months that an attempt may have told without coming to its end."""
    for name, looks in sent.items():
        check, _, month = name.partition(" ")
        # A currency may be any words that Xero sends.
        period, _, currency = month.partition(" ")
        if period and not looks:
            yield total_of_nothing(check, period, currency)
