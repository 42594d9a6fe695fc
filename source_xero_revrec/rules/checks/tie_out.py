"""A row of control totals: one check of one period in one currency."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from source_xero_revrec.rules.amounts import plain
from source_xero_revrec.rules.checks.catalogue import CATALOGUE

if TYPE_CHECKING:
    from source_xero_revrec.rules.checks.check import Severity

Status = Literal["Ties", "Does not tie", "Information"]

_TELL = frozenset({"P1", "S2", "V1"})
"""The checks that compare nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTotal:
    """What a check of a period compared, and whether it ties.

    Amounts are in `currency`, net of tax unless the check says otherwise; `period` is YYYY-MM, empty where the check
    looks at all periods. `difference` is actual + explained - expected, so a shortage is negative. What a check does
    not look at is None. `excluded_amount` also holds the lines that the options leave out of emitted documents.
    """

    check: str
    period: str
    currency: str
    description: str
    expected_count: int | None = None
    actual_count: int | None = None
    expected_amount: Decimal | None = None
    actual_amount: Decimal | None = None
    difference: Decimal | None = None
    emitted_count: int | None = None
    emitted_amount: Decimal | None = None
    pending_count: int | None = None
    pending_amount: Decimal | None = None
    excluded_count: int | None = None
    excluded_amount: Decimal | None = None
    held_count: int | None = None
    held_amount: Decimal | None = None
    explained_amount: Decimal | None = None
    status: Status
    severity: Severity
    reason: str
    proposed_fix: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return check, period and currency, by which a row is known."""
        return self.check, self.period, self.currency

    def row(self) -> dict[str, Any]:
        """Return the columns in order; amounts are Decimal, with two places."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: plain(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def verdict(check: str, status: Status, reason: str = "") -> dict[str, Any]:
    """Return status, severity, reason and proposed fix of a control total; without a reason there is nothing to do."""
    if not reason:
        return {"status": status, "severity": "info", "reason": "", "proposed_fix": ""}
    remedy = CATALOGUE[check].remedy(reason)
    return {"status": status, "severity": remedy.severity, "reason": reason, "proposed_fix": remedy.proposed_fix}


def total_of_nothing(check: str, period: str, currency: str) -> ControlTotal:
    """Return a control total of which no more is known than that it was sent."""
    status: Status = "Information" if check in _TELL else "Ties"
    return ControlTotal(check=check, period=period, currency=currency, description="", **verdict(check, status))


def nothing_left(total: ControlTotal) -> ControlTotal:
    """Return the control total of a month and currency that has no documents any more, to replace the one it had."""
    numbers: dict[str, Any] = {
        field.name: type(value)(0)
        for field in fields(total)
        if isinstance(value := getattr(total, field.name), int | Decimal)
    }
    status: Status = "Information" if total.status == "Information" else "Ties"
    return replace(total, **numbers, description="No documents are left", **verdict(total.check, status))
