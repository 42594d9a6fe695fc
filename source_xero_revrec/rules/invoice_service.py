"""The service that an invoice bills, as its credit notes refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from source_xero_revrec.rules.outcome import OrderItem

Span = tuple["date", "date"]


@dataclass(frozen=True, slots=True)
class InvoiceService:
    """First and last day of service on an invoice, by product code and over all of it (None: no line says)."""

    by_product: Mapping[str, Span]
    whole: Span | None

    def of(self, product_code: str) -> Span | None:
        """Return the days of the lines with that product, or else of the whole invoice."""
        return self.by_product.get(product_code, self.whole)


def invoice_service(items: Iterable[OrderItem]) -> InvoiceService:
    """Return the service that an invoice's items state; lines without a period say nothing about it."""
    by_product: dict[str, Span] = {}
    whole: Span | None = None
    for item in items:
        if item.period.start and item.period.end:
            span = (item.period.start, item.period.end)
            by_product[item.product_code] = _joined(by_product.get(item.product_code), span)
            whole = _joined(whole, span)
    return InvoiceService(by_product, whole)


def _joined(known: Span | None, span: Span) -> Span:
    return span if known is None else (min(known[0], span[0]), max(known[1], span[1]))
