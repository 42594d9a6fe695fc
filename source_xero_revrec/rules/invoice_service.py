"""The service that an invoice bills, as its credit notes refer to it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from source_xero_revrec.rules.outcome import OrderItem
    from xero_api.models import CreditNote

Span = tuple["date", "date"]
LineKey = tuple[str, str]
"""An account and a product code: what a credit note's line shares with the line that it credits."""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A line that bills a service; `amount` is net of tax in the document's currency, `span` None without a period."""

    key: LineKey
    amount: Decimal
    span: Span | None


@dataclass(frozen=True, slots=True)
class InvoiceService:
    """The lines of an invoice that bill something; `credits` are credit notes that were applied to it, if they matter.

    What takes something off (a discount, a correction) is no line that could be credited: it is in `deductions`.
    """

    lines: tuple[ServiceLine, ...]
    credits: tuple[CreditNote, ...] = ()
    deductions: tuple[ServiceLine, ...] = ()

    def of(self, key: LineKey) -> tuple[ServiceLine, ...]:
        """Return the lines of the same account and product."""
        return tuple(line for line in self.lines if line.key == key)


def line_key(item: OrderItem) -> LineKey:
    """Return the account and the product of a line."""
    return item.line.account_code or item.line.account_id, item.product_code


def invoice_service(items: Iterable[OrderItem]) -> InvoiceService:
    """Return the service that an invoice's items state."""
    lines = [ServiceLine(line_key(item), item.original_amount, stated(item)) for item in items]
    return InvoiceService(
        tuple(line for line in lines if line.amount > 0),
        deductions=tuple(line for line in lines if line.amount < 0),
    )


def stated(item: OrderItem) -> Span | None:
    """Return the service period that an item states, None where it states none."""
    start, end = item.period.start, item.period.end
    return (start, end) if start and end else None


def share_within(span: Span, window: Span) -> Fraction:
    """Return which share of a service lies within some days, between 0 and 1.

    Each month counts by the share of its days that are served (our choice: as a schedule by months does).
    """
    start, end = span
    return Fraction(_months_served(max(start, window[0]), min(end, window[1])), _months_served(start, end))


def _months_served(start: date, end: date) -> Fraction:
    """Return how many months lie between two days, both inside; 0 where the first comes after the last."""
    if start > end:
        return Fraction(0)
    first, last = (Fraction(day.day, calendar.monthrange(day.year, day.month)[1]) for day in (start, end))
    one_day = Fraction(1, calendar.monthrange(start.year, start.month)[1])
    whole = (end.year - start.year) * 12 + end.month - start.month
    return whole + last - first + one_day
