"""The figures by which the workbook ties to Xero: of each month and currency, from the control totals B1 and S2."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPLETENESS, UNDATED_ROWS = "B1", "S2"
TIES, DOES_NOT_TIE = "Ties", "Does not tie"


@dataclass
class Side:
    """Documents by what became of them; `documents` counts, amounts are net of tax in one currency.

    Rows without service dates are rows and not documents.
    """

    documents: int = 0
    amount: Decimal = ZERO

    def add(self, documents: Any, amount: Any) -> None:  # noqa: ANN401 - of a record, None where there is none
        """Count documents in."""
        self.documents += int(documents or 0)
        self.amount += Decimal(amount or 0)

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.documents or self.amount)


@dataclass
class Tie:
    """In Xero = rows + pending + excluded + held + rounding, by what each document's date says."""

    in_xero: Side = field(default_factory=Side)
    rows: Side = field(default_factory=Side)
    pending: Side = field(default_factory=Side)
    excluded: Side = field(default_factory=Side)
    held: Side = field(default_factory=Side)
    rounding: Side = field(default_factory=Side)
    undated: Side = field(default_factory=Side)
    failing: int = 0
    """Months that do not tie."""

    @property
    def difference(self) -> Side:
        """Return what is left over: in Xero, less everything that it is found in."""
        found = (self.rows, self.pending, self.excluded, self.held, self.rounding)
        return Side(
            self.in_xero.documents - sum(each.documents for each in found),
            self.in_xero.amount - sum((each.amount for each in found), ZERO),
        )

    def add(self, record: Mapping[str, Any]) -> None:
        """Count a control total in."""
        if record.get("check") == UNDATED_ROWS:
            self.undated.add(record.get("actual_count"), record.get("actual_amount"))
            return
        self.in_xero.add(record.get("expected_count"), record.get("expected_amount"))
        self.rows.add(record.get("emitted_count"), record.get("emitted_amount"))
        self.pending.add(record.get("pending_count"), record.get("pending_amount"))
        self.excluded.add(record.get("excluded_count"), record.get("excluded_amount"))
        self.held.add(record.get("held_count"), record.get("held_amount"))
        self.rounding.add(0, record.get("explained_amount"))
        self.failing += record.get("status") == DOES_NOT_TIE

    def take(self, other: Tie) -> None:
        """Count another month in."""
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, Side):
                mine.add(theirs.documents, theirs.amount)
        self.failing += other.failing


class Ties:
    """The figures of every month and currency; memory grows with these alone."""

    def __init__(self) -> None:
        """Begin with none."""
        self.months: dict[tuple[str, str], Tie] = {}

    def add(self, record: Mapping[str, Any]) -> None:
        """Count a control total in, if it is one of a month's documents."""
        if record.get("check") in (COMPLETENESS, UNDATED_ROWS) and record.get("period"):
            place = record.get("currency") or "", record["period"]
            self.months.setdefault(place, Tie()).add(record)

    def currencies(self) -> dict[str, Tie]:
        """Return the sums of all months by currency."""
        sums: dict[str, Tie] = {}
        for (currency, _), month in sorted(self.months.items()):
            sums.setdefault(currency, Tie()).take(month)
        return sums

    def of(self, currency: str) -> list[tuple[str, Tie]]:
        """Return the months of a currency in their order."""
        return sorted((period, month) for (code, period), month in self.months.items() if code == currency)
