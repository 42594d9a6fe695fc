"""Control totals: every document that Xero has, by month and currency, against the rows that were made of it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.checks.check import TOLERANCE
from source_xero_revrec.rules.checks.month_figures import MonthFigures, control_totals
from source_xero_revrec.rules.checks.receivables import Receivables
from source_xero_revrec.rules.checks.tie_out import ControlTotal, verdict
from source_xero_revrec.rules.lines import billed, header_net, unlined
from source_xero_revrec.rules.outcome import Bucket, Unread
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from source_xero_revrec.rules.checks.receivables import Advance, LedgerReceivable
    from source_xero_revrec.rules.outcome import Outcome

Month = tuple[str, str]
"""A month (YYYY-MM) and a currency."""

NOTHING: Mapping[Month, str] = MappingProxyType({})

UNDATED = "undated"
"""The month of documents whose date cannot be read."""


def month_of(day: date | None) -> str:
    """Return the month of a document's date."""
    return UNDATED if day is None else _period(day)


class Tally:
    """Sums outcomes, in any order, into control totals.

    Memory and state grow with months and currencies, not with documents. Each document must be given once; with
    `to_json` and `from_json` the sums outlive the process.
    """

    def __init__(self) -> None:
        """Start without documents."""
        self._months: dict[Month, MonthFigures] = {}
        self._counted: dict[str, tuple[int, int]] = {}
        self._oldest_pending: dict[str, date] = {}
        self._receivables = Receivables()

    @classmethod
    def merged(cls, tallies: Iterable[Tally]) -> Tally:
        """Return one tally of the documents of several, which stay as they are; no document may be in two of them."""
        merged = cls()
        for tally in tallies:
            merged.take(tally)
        return merged

    @property
    def documents(self) -> int:
        """The number of documents that were added."""
        return sum(month.documents for month in self._months.values())

    @property
    def numbered(self) -> int:
        """The number of documents with a number that are not excluded."""
        return sum(month.numbered for month in self._months.values())

    @property
    def last_day(self) -> date | None:
        """The latest day on any approved document, payment or allocation; A1 needs a Trial Balance of it or later."""
        return self._receivables.last_day

    def add(self, outcome: Outcome | Unread) -> None:
        """Count a sales document and what became of it."""
        if isinstance(outcome, Unread):
            self._take_unread(outcome)
            return
        document = outcome.document
        period = _period(document.date)
        month = self._figures(period, document.currency)
        month.documents += 1
        month.numbered += bool(document.number) and outcome.bucket is not Bucket.EXCLUDED
        net = billed(document)
        month.net += net
        if document.status == "VOIDED":
            month.voided += 1
            month.voided_net += header_net(document)
            month.voided_rows += outcome.amount
        self._receivables.add(document)
        if outcome.bucket is Bucket.EMITTED:
            self._emit(outcome, period, month)
        elif outcome.bucket is Bucket.PENDING:
            month.pending += 1
            month.pending_net += net
            oldest = self._oldest_pending.get(document.currency, document.date)
            self._oldest_pending[document.currency] = min(oldest, document.date)
        else:
            month.excluded += 1
            month.excluded_net += net

    def counted(self, collection: str, *, expected: int, received: int) -> None:
        """Note Xero's own count of a collection, such as Invoices, and distinct records received; the last holds."""
        self._counted[collection] = (expected, received)

    def take(self, other: Tally) -> None:
        """Add the sums of other documents; `other` stays as it is."""
        for (period, currency), month in other._months.items():
            self._figures(period, currency).take(month)
        self._counted |= other._counted
        for currency, day in other._oldest_pending.items():
            self._oldest_pending[currency] = min(day, self._oldest_pending.get(currency, day))
        self._receivables.take(other._receivables)

    def rows(
        self, *, today: date, sent: Mapping[Month, MonthFigures] | None = None, stale: Mapping[Month, str] = NOTHING
    ) -> list[ControlTotal]:
        """Return a row for each check, month and currency; `today` (the organisation's day) tells the pending's age.

        Rows and pending documents count as they were `sent`, or, without that, as they would be. `stale` names
        documents whose rows are not what Xero shows.
        B1, V1 and S2 go by the document's month, B2 by the billing date's; amounts are signed and net of tax, in the
        row's currency. P1 has one row for each currency, and B1 one row without month and currency for Xero's counts.
        """
        months = self._months if sent is None else self._as_sent(sent)
        return [
            *self._counts(),
            *(
                total
                for key, month in sorted(months.items())
                for total in control_totals(*key, month, stale.get(key, ""))
            ),
            *self._pending(today, months),
        ]

    def _as_sent(self, sent: Mapping[Month, MonthFigures]) -> dict[Month, MonthFigures]:
        none = MonthFigures()
        keys = self._months.keys() | sent.keys()
        return {key: self._months.get(key, none).with_sent(sent.get(key, none)) for key in keys}

    def receivable(
        self, *, expected: LedgerReceivable, advances: Iterable[Advance], base_currency: str, day: date
    ) -> ControlTotal:
        """Return the control total A1; see `Receivables.row`."""
        return self._receivables.row(expected=expected, advances=advances, base_currency=base_currency, day=day)

    def to_json(self) -> dict[str, Any]:
        """Return the sums for a state message: some 200 bytes for each month and currency."""
        months: dict[str, dict[str, Any]] = {}
        for (period, currency), month in sorted(self._months.items()):
            months.setdefault(currency, {})[period] = month.to_json()
        return {
            "months": months,
            "counted": {collection: list(counts) for collection, counts in sorted(self._counted.items())},
            "oldest_pending": {key: day.isoformat() for key, day in sorted(self._oldest_pending.items())},
            "receivables": self._receivables.to_json(),
        }

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> Tally:
        """Return a tally that goes on where `to_json` was called."""
        tally = cls()
        tally._months = {
            (period, currency): MonthFigures.from_json(month)
            for currency, periods in saved["months"].items()
            for period, month in periods.items()
        }
        tally._counted = {key: (expected, received) for key, (expected, received) in saved["counted"].items()}
        tally._oldest_pending = {key: date.fromisoformat(day) for key, day in saved["oldest_pending"].items()}
        tally._receivables = Receivables.from_json(saved["receivables"])
        return tally

    def _figures(self, period: str, currency: str) -> MonthFigures:
        month = self._months.get((period, currency))
        if month is None:
            month = self._months[period, currency] = MonthFigures()
        return month

    def _take_unread(self, unread: Unread) -> None:
        document, net = unread.document, unread.net
        month = self._figures(month_of(document.date), document.currency)
        month.documents += 1
        month.net += net or ZERO
        if unread.bucket is Bucket.EXCLUDED:
            month.excluded += 1
            month.excluded_net += net or ZERO
            month.excluded_untold += net is None
        else:
            month.held += 1
            month.untold += net is None
            month.held_net += net or ZERO
            self._receivables.hold()

    def _emit(self, outcome: Outcome, period: str, month: MonthFigures) -> None:
        document = outcome.document
        month.emitted += 1
        month.left_out += outcome.left_out
        rounding = unlined(document)
        if abs(rounding) <= TOLERANCE:
            month.rounding += rounding
        else:
            month.overrun += 1
        voided = document.status == "VOIDED"
        for item in outcome.items:
            month.rows += 1
            month.rows_net += item.amount
            if not voided:
                month.note_period(item)
            billing_period = _period(item.billing_date)
            billing = month if billing_period == period else self._figures(billing_period, document.currency)
            billing.billed_rows += 1
            billing.billed_net += item.amount
            if billing is not month:
                month.moved += item.amount
                billing.moved -= item.amount

    def _counts(self) -> Iterable[ControlTotal]:
        """Yield one row for all collections, since a row is known by check, period and currency."""
        if not self._counted:
            return
        counts = sorted(self._counted.items())
        ties = all(expected == received for _, (expected, received) in counts)
        yield ControlTotal(
            check="B1",
            period="",
            currency="",
            description="Records received of those that Xero counts: "
            + ", ".join(f"{collection} {received} of {expected}" for collection, (expected, received) in counts),
            expected_count=sum(expected for _, (expected, _) in counts),
            actual_count=sum(received for _, (_, received) in counts),
            **(verdict("B1", "Ties") if ties else verdict("B1", "Does not tie", "RECORDS")),
        )

    def _pending(self, today: date, figures: Mapping[Month, MonthFigures]) -> Iterable[ControlTotal]:
        for wanted in sorted({currency for _, currency in figures}):
            months = [month for (_, currency), month in figures.items() if currency == wanted]
            count = sum(month.pending for month in months)
            amount = sum((month.pending_net for month in months), ZERO)
            text = "No document waits for a CRM customer"
            if count:
                oldest = self._oldest_pending.get(wanted, today)
                text = (
                    f"{count} documents, {written(amount, wanted)}, wait for a CRM customer; the oldest is of "
                    f"{oldest}, {(today - oldest).days} days ago"
                )
            yield ControlTotal(
                check="P1",
                period="",
                currency=wanted,
                description=text,
                pending_count=count,
                pending_amount=amount,
                **verdict("P1", "Information", "PENDING" if count else ""),
            )


@lru_cache(maxsize=4096)
def _period(day: date) -> str:
    return f"{day:%Y-%m}"
