"""Negative lines of an invoice that state no period of their own: they take something off its dated lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.apportion import apportion
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.pieces import Piece, split
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from source_xero_revrec.rules.invoice_service import Span
    from source_xero_revrec.rules.outcome import OrderItem

RULE = "invoice_lines"


def dated_by_the_others(items: Sequence[OrderItem]) -> list[OrderItem]:
    """Return an invoice's items, of which negative ones without a period have those of its dated lines, by amount.

    Where these have several, such a line is split over them, since a row has one period. A line whose period is
    ambiguous stays so.
    """
    billed: dict[Span, Decimal] = {}
    for item in items:
        if item.original_amount > 0 and item.period.start and item.period.end:
            span = item.period.start, item.period.end
            billed[span] = billed.get(span, ZERO) + item.original_amount
    if not billed:
        return list(items)
    return [
        piece
        for item in items
        for piece in (split(item, _pieces(item, billed)) if _is_undated_deduction(item) else [item])
    ]


def _is_undated_deduction(item: OrderItem) -> bool:
    return item.original_amount < 0 and item.period.problem == "absent"


def _pieces(item: OrderItem, billed: dict[Span, Decimal]) -> list[Piece]:
    parts = apportion(item.original_amount, list(billed.values()))
    return [Piece(part, ServicePeriod(*span, RULE), RULE) for span, part in zip(billed, parts, strict=True) if part]
