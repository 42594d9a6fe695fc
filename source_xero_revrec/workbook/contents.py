"""What went into the workbook, counted on the way, in memory that does not grow with the documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from source_xero_revrec.workbook.pending import Pending
from source_xero_revrec.workbook.sheets import CONTROL_TOTALS, SHEETS
from source_xero_revrec.workbook.tie import DOES_NOT_TIE, Ties

if TYPE_CHECKING:
    from collections.abc import Mapping

# RevRec's help: identifiers may hold letters, digits, hyphen, underscore, colon and period.
_REFUSED = re.compile(r"[^A-Za-z0-9_:.\-]")
_IDENTIFIERS = ("customer_id", "order_number", "order_item_number", "invoice_number", "product_code")
_EXAMPLES = 5
FINDINGS, PENDING = "recon_errors", "pending_data"


class Cause(NamedTuple):
    """Why something is to be looked at: a check, and the reason and severity that it gave."""

    check: str
    reason: str
    severity: str


@dataclass
class Contents:
    """Counts and sums of everything that was written; amounts are in the transaction currency, net of tax.

    `causes` are those of open findings, `failing` and `warned` those of control totals.
    """

    rows: Counter[str] = field(default_factory=Counter)
    totals: defaultdict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    statuses: Counter[str] = field(default_factory=Counter)
    ties: Ties = field(default_factory=Ties)
    causes: Counter[Cause] = field(default_factory=Counter)
    failing: Counter[Cause] = field(default_factory=Counter)
    warned: Counter[Cause] = field(default_factory=Counter)
    pending: Pending = field(default_factory=Pending)
    checks: set[str] = field(default_factory=set)
    changed_numbers: int = 0
    changed_examples: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    refused_examples: dict[str, str] = field(default_factory=dict)
    _document: Any = None

    def add(self, stream: str, record: Mapping[str, Any]) -> None:
        """Count one record; its numbers are Decimal or int."""
        self.rows[stream] += 1
        amount = record.get(SHEETS[stream].total)
        if amount is not None:
            self.totals[stream, record.get("currency") or ""] += Decimal(amount)
        if record.get("check"):
            self.checks.add(record["check"])
        if stream in (CONTROL_TOTALS, FINDINGS, PENDING):
            self._add_what_is_ours(stream, record)
        elif stream == "order_details" or (stream == "billing_schedule" and not self.rows["order_details"]):
            self._look_at_number(record)
        if SHEETS[stream].template:
            self._look_at_identifiers(record)

    def _add_what_is_ours(self, stream: str, record: Mapping[str, Any]) -> None:
        if stream == CONTROL_TOTALS:
            self._add_control_total(record)
        elif stream == FINDINGS and record.get("status") == "Open":
            self.causes[_cause(record)] += 1
        elif stream == PENDING and record.get("status") == "Pending":
            self.pending.add(record)

    def _add_control_total(self, record: Mapping[str, Any]) -> None:
        self.statuses[record.get("status") or ""] += 1
        self.ties.add(record)
        if record.get("status") == DOES_NOT_TIE:
            self.failing[_cause(record)] += 1
        elif record.get("severity") == "warning":
            self.warned[_cause(record)] += 1

    def _look_at_number(self, record: Mapping[str, Any]) -> None:
        number = record.get("document_number") or ""
        if not _REFUSED.search(number) or record.get("document_id") == self._document:
            return
        self._document = record.get("document_id")
        written = record.get("order_number") or record.get("invoice_number") or ""
        if written != number:
            self.changed_numbers += 1
            if len(self.changed_examples) < _EXAMPLES:
                self.changed_examples.append(f"{number} is {written}")

    def _look_at_identifiers(self, record: Mapping[str, Any]) -> None:
        for name in _IDENTIFIERS:
            value = record.get(name)
            if isinstance(value, str) and _REFUSED.search(value):
                self.refused[name] += 1
                self.refused_examples.setdefault(name, value)


def _cause(record: Mapping[str, Any]) -> Cause:
    return Cause(*(record.get(name) or "" for name in ("check", "reason", "severity")))
