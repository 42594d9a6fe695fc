"""One month of documents in one currency: its figures, and the control totals that they give."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.checks.tie_out import ControlTotal, verdict
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from source_xero_revrec.rules.outcome import OrderItem

_SENT = ("emitted", "rows", "rows_net", "pending", "pending_net", "billed_rows", "billed_net", "moved")


@dataclass(slots=True)
class MonthFigures:
    """Counts and signed net amounts of one month in one currency, by document date unless said otherwise."""

    documents: int = 0
    numbered: int = 0
    """Those with a number that are not excluded."""
    net: Decimal = ZERO
    emitted: int = 0
    rows: int = 0
    rows_net: Decimal = ZERO
    left_out: Decimal = ZERO
    rounding: Decimal = ZERO
    overrun: int = 0
    """Emitted documents whose header differs from their lines by more than Xero allows."""
    pending: int = 0
    pending_net: Decimal = ZERO
    excluded: int = 0
    excluded_net: Decimal = ZERO
    held: int = 0
    held_net: Decimal = ZERO
    """Of those whose total can be read."""
    untold: int = 0
    """Held documents whose total cannot be read."""
    excluded_untold: int = 0
    voided: int = 0
    voided_net: Decimal = ZERO
    voided_rows: Decimal = ZERO
    ambiguous: int = 0
    ambiguous_net: Decimal = ZERO
    absent: int = 0
    absent_net: Decimal = ZERO
    billed_rows: int = 0
    """By billing date."""
    billed_net: Decimal = ZERO
    """By billing date."""
    moved: Decimal = ZERO
    """Rows of this month's documents that are billed in another, less rows billed here of another's."""

    def to_json(self) -> dict[str, int | str]:
        """Return what is not zero; amounts are text."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in values if value}

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> MonthFigures:
        """Return what `to_json` wrote."""
        figures: dict[str, Any] = {
            name: Decimal(value) if isinstance(value, str) else value for name, value in saved.items()
        }
        return cls(**figures)

    def take(self, other: MonthFigures) -> None:
        """Add the figures of other documents of the same month and currency."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def with_sent(self, sent: MonthFigures) -> MonthFigures:
        """Return these figures with those of the rows and of pending documents as they were sent."""
        return replace(self, **{name: getattr(sent, name) for name in _SENT})

    def note_period(self, item: OrderItem) -> None:
        """Count a row whose service period is not known."""
        if item.period.problem == "ambiguous":
            self.ambiguous += 1
            self.ambiguous_net += item.amount
        elif item.period.problem == "absent":
            self.absent += 1
            self.absent_net += item.amount


def control_totals(period: str, currency: str, month: MonthFigures, stale: str = "") -> Iterator[ControlTotal]:
    """Yield the control totals of a month that has something to compare, in the catalogue's order.

    `stale` names the documents whose rows are not what Xero shows, empty where there is none.
    """
    if month.documents or month.emitted or month.pending:
        yield _completeness(period, currency, month, stale)
    if month.emitted or month.billed_rows:
        yield _billing(period, currency, month, stale)
    if month.voided:
        yield _voided(period, currency, month)
    if month.emitted:
        yield _periods(period, currency, month)


def _completeness(period: str, currency: str, month: MonthFigures, stale: str) -> ControlTotal:
    excluded = month.excluded_net + month.left_out
    actual = month.rows_net + month.pending_net + excluded + month.held_net
    actual_count = month.emitted + month.pending + month.excluded + month.held
    difference = actual + month.rounding - month.net
    if stale:
        found = verdict("B1", "Does not tie", "STALE")
    elif not difference and actual_count == month.documents:
        found = verdict("B1", "Does not tie" if month.untold else "Ties", "HELD" if month.held else "")
    else:
        found = verdict("B1", "Does not tie", "LINES" if month.overrun else "ROWS")
    return ControlTotal(
        check="B1",
        period=period,
        currency=currency,
        description=f"Documents in Xero {written(month.net, currency)} = rows {written(month.rows_net)} + pending "
        f"{written(month.pending_net)} + excluded {written(excluded)} {_held(month)}+ rounding "
        f"{written(month.rounding)}" + _off(difference, currency) + _untold(month) + stale,
        expected_count=month.documents,
        actual_count=actual_count,
        expected_amount=month.net,
        actual_amount=actual,
        difference=difference,
        emitted_count=month.emitted,
        emitted_amount=month.rows_net,
        pending_count=month.pending,
        pending_amount=month.pending_net,
        excluded_count=month.excluded,
        excluded_amount=excluded,
        held_count=month.held,
        held_amount=month.held_net,
        explained_amount=month.rounding,
        **found,
    )


def _billing(period: str, currency: str, month: MonthFigures, stale: str) -> ControlTotal:
    """Compare the headers of the month's documents with the rows billed in it."""
    without_rows = month.pending_net + month.excluded_net + month.held_net + month.left_out
    expected = month.net - without_rows - month.rounding
    difference = month.billed_net + month.moved - expected
    if difference:
        found = verdict("B2", "Does not tie", "STALE" if stale else "ROWS")
    else:
        found = verdict("B2", "Ties", "TIMING" if month.moved else "")
    return ControlTotal(
        check="B2",
        period=period,
        currency=currency,
        description=f"Documents of the month {written(expected, currency)} = rows billed in it "
        f"{written(month.billed_net)} + rows moved to other months {written(month.moved)}" + _off(difference, currency),
        expected_amount=expected,
        actual_amount=month.billed_net,
        difference=difference,
        emitted_count=month.billed_rows,
        emitted_amount=month.billed_net,
        pending_count=month.pending,
        pending_amount=month.pending_net,
        explained_amount=month.moved,
        **found,
    )


def _voided(period: str, currency: str, month: MonthFigures) -> ControlTotal:
    """Set what the voided documents were, shown as excluded, beside their rows, which must be zero."""
    rows = month.voided_rows
    return ControlTotal(
        check="V1",
        period=period,
        currency=currency,
        description=f"{month.voided} voided documents, {written(month.voided_net, currency)} before that, and "
        f"{written(rows)} in rows",
        expected_amount=ZERO,
        actual_amount=rows,
        difference=rows,
        excluded_count=month.voided,
        excluded_amount=month.voided_net,
        **(verdict("V1", "Does not tie", "VOIDED_ROWS") if rows else verdict("V1", "Information", "VOIDED")),
    )


def _periods(period: str, currency: str, month: MonthFigures) -> ControlTotal:
    count, amount = month.ambiguous + month.absent, month.ambiguous_net + month.absent_net
    reason = ("AMBIGUOUS_PERIOD" if month.ambiguous else "ABSENT_PERIOD") if count else ""
    return ControlTotal(
        check="S2",
        period=period,
        currency=currency,
        description=f"{count} of {month.rows} rows, {written(amount, currency)}, have no service period: "
        f"{month.absent} name none, {month.ambiguous} can be read in two ways",
        actual_count=count,
        actual_amount=amount,
        emitted_count=month.rows,
        emitted_amount=month.rows_net,
        **verdict("S2", "Information", reason),
    )


def _held(month: MonthFigures) -> str:
    return f"+ held {written(month.held_net)} " if month.held else ""


def _untold(month: MonthFigures) -> str:
    if not month.held:
        excluded = month.excluded_untold
        return f"; {excluded} of the excluded without a total that can be read" if excluded else ""
    held = f"{month.held} document{'s' if month.held > 1 else ''} held, since not understood"
    return f"; {held}" + (f", {month.untold} of them without a total that can be read" if month.untold else "")


def _off(difference: Decimal, currency: str) -> str:
    if not difference:
        return ""
    return f": {written(abs(difference), currency)} too {'much' if difference > 0 else 'little'}"
