"""The figures of one close, gathered from the records of the streams while these pass by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from source_xero_revrec.close.sheets import listed
from source_xero_revrec.rules.recognition.changes import Reason
from source_xero_revrec.rules.recognition.line import Held
from source_xero_revrec.rules.recognition.months import month_from, period
from source_xero_revrec.rules.recognition.posted import Kind
from source_xero_revrec.rules.recognition.rows import amount
from source_xero_revrec.rules.recognition.verdict import CloseFindings
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from source_xero_revrec.rules.recognition.positions import Positions

    Record = Mapping[str, Any]

STREAMS = (
    "control_totals",
    "recon_errors",
    "journal_entries",
    "deferred_revenue",
    "recognised_revenue",
    "recognition_changes",
    "journal_control",
)
"""What a close reads, as far as the configuration offers it; the schedule is the one that the entries are made of."""
_REFUSING = frozenset({"B1", "A1", "K2", "J3"})
_ERROR = "error"


@dataclass
class Figures:
    """Sums and rows of one month; amounts are in the home currency.

    `left` is what the next month makes up for in this one; `shut`: Xero's lock date keeps the month from what it lacks.
    """

    period: str
    first_period: str = ""
    currency: str = ""
    organisation: str = ""
    billed: Decimal = ZERO
    recognised: Decimal = ZERO
    waterfall: dict[str, Decimal] = field(default_factory=dict)
    failing: list[tuple[str, str]] = field(default_factory=list)
    held: list[Record] = field(default_factory=list)
    entries: list[Record] = field(default_factory=list)
    changes: list[Record] = field(default_factory=list)
    left: list[Record] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shut: bool = False
    unposted: dict[str, None] = field(default_factory=dict)
    roll_forward: list[Record] = field(default_factory=list)
    revenue: list[Record] = field(default_factory=list)
    balances: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    _openings: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    _scheduled: dict[str, Decimal] = field(default_factory=dict)

    def add(self, stream: str, record: Record) -> None:
        """Take a record in."""
        self.currency = record.get("home_currency") or self.currency
        if stream == "journal_entries":
            self._entry(record)
        elif stream == "deferred_revenue":
            self._balance(record)
        elif stream == "recognition_changes":
            self._change(record)
        elif stream == "recognised_revenue":
            self.revenue += [record] if record["period"] == self.period else []
        elif record.get("check") in _REFUSING and record.get("severity") == _ERROR:
            self._check(record)

    def take(self, positions: Positions) -> None:
        """Take in what the documents come to, each as it was read last."""
        month = month_from(self.period)
        recognised = positions.recognised()
        self.billed = amount(positions.billed_in(month))
        self.recognised = amount(recognised.get(month, 0))
        self.waterfall = {period(each): amount(cents) for each, cents in sorted(recognised.items())}
        self._scheduled = {period(each): amount(cents) for each, cents in positions.deferred().items()}

    def hold(self, record: Record) -> None:
        """Take in a line without a schedule, where a person must decide about it before the month is closed."""
        refuses = Held(record["held_reason"]).refuses_a_close and record["billed_amount"]
        if refuses and self.first_period <= record["period"] <= self.period:
            self.held.append(record)

    @property
    def ties(self) -> list[Record]:
        """Return the deferred accounts whose balance is held against Xero's ledger."""
        return [row for row in self.roll_forward if "tie_status" in row]

    @property
    def revenue_ties(self) -> list[Record]:
        """Return the revenue accounts whose month is held against Xero's ledger."""
        return [row for row in self.revenue if "tie_status" in row]

    @property
    def deferred(self) -> Decimal:
        """Return what is deferred at the end of the month."""
        return self.balances[self.period]

    @property
    def earlier(self) -> dict[str, Decimal]:
        """Return what the schedule defers at the end of each month before those of the roll-forward.

        It is empty where that does not lead to what the roll-forward opens with.
        """
        first = min(self.balances, default="")
        found = {each: balance for each, balance in self._scheduled.items() if each < first}
        return found if found and found[max(found)] == self._openings[first] else {}

    @property
    def prior(self) -> Decimal:
        """Return what is made up for closed months: the debits of that journal."""
        return sum(
            (row["amount"] for row in self.entries if row["kind"] == Kind.PRIOR and row["posting_type"] == "Debit"),
            ZERO,
        )

    def made_up(self, changes: Iterable[Record]) -> Iterator[tuple[str, str, Decimal]]:
        """Yield what changes of deferred accounts make up for by reason: as it is, in words, and how much.

        Where both sides are the same, the words say how much goes each way.
        """
        deferred = {row["account_code"] for row in self.roll_forward}
        sums: defaultdict[str, list[Decimal]] = defaultdict(list)
        for row in changes:
            if row["account_code"] in deferred and row["home_amount"]:
                sums[row["reason"]].append(row["home_amount"])
        for reason, parts in sums.items():
            words, home = reason.replace("_", " "), sum(parts, ZERO)
            each_way = sum((part for part in parts if part > 0), ZERO)
            yield reason, words if home else f"{words}, {each_way:,.2f} each way", home

    @property
    def held_amount(self) -> Decimal:
        """Return what is held, as far as there is a rate; amounts of either sign count."""
        return sum((abs(row.get("billed_home_amount") or ZERO) for row in self.held), ZERO)

    def findings(self, *, is_over: bool) -> CloseFindings:
        """Return what a verdict looks at."""
        unrated = sum(1 for row in self.held if row.get("billed_home_amount") is None)
        unnamed = [(row["account_code"], row["unnamed_home_amount"]) for row in (*self.ties, *self.revenue_ties)]
        return CloseFindings(
            period=self.period,
            currency=self.currency,
            is_over=is_over,
            failing=self.failing,
            held_lines=len(self.held),
            held=self.held_amount,
            held_without_rate=unrated,
            held_where=self._held_where(),
            unposted=[*self.unposted],
            prior=self.prior,
            prior_where=self.causes(self.changes),
            unnamed=unnamed,
            tied=bool(self.ties) or not self.roll_forward or not is_over,
            restated=self._restated(),
            first_period=self.first_period,
        )

    def causes(self, changes: Iterable[Record]) -> dict[str, list[str]]:
        """Return the documents and journals behind changes of deferred accounts by reason, each once."""
        deferred = {row["account_code"] for row in self.roll_forward}
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in listed(changes):
            cause = row.get("document_number") or row.get("changed_journal_entry_id")
            if row["account_code"] in deferred and row["home_amount"] and cause:
                found[row["reason"]][cause] = None
        return {reason: [*names] for reason, names in found.items()}

    def _held_where(self) -> dict[str, list[str]]:
        """Return the documents of held lines by reason, each once."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in self.held:
            found[row["held_reason"]][row.get("document_number") or "a document without a number"] = None
        return {reason: [*numbers] for reason, numbers in found.items()}

    def _restated(self) -> list[tuple[str, str, str]]:
        """Return the lines that the form recognises otherwise now, each once."""
        found = (
            (f"{row['document_number']} line {row['order_item_number']}", row["before"], row["after"])
            for row in listed(self.changes)
            if Reason(row["reason"]).is_of_settings
        )
        return [*dict.fromkeys(found)]

    def _change(self, record: Record) -> None:
        if record["period"] == self.period:
            self.changes.append(record)
        elif record.get("closed_period") == self.period:
            self.left.append(record)

    def _entry(self, record: Record) -> None:
        self.organisation = record.get("organisation") or self.organisation
        if record["period"] == self.period or record["kind"] == Kind.OPENING:
            self.entries.append(record)
        elif record["period"] < self.period and record["period_status"] == "Closed":
            self.unposted[record["journal_entry_id"]] = None

    def _balance(self, record: Record) -> None:
        self.balances[record["period"]] += record["closing_home_amount"]
        self._openings[record["period"]] += record["opening_home_amount"]
        if record["period"] == self.period:
            self.roll_forward.append(record)

    def _check(self, record: Record) -> None:
        if record.get("status") not in ("Does not tie", "Open"):
            return
        about = record.get("document_number") or record.get("period") or "all documents"
        why = record.get("explanation") or record.get("description") or record.get("reason") or ""
        self.failing.append((record["check"], f"{about}: {why}"))
