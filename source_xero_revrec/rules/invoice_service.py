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
    """The periods of service on an invoice, each once and in the order of its lines, by product code and of all lines.

    Lines without a period say nothing.
    """

    by_product: Mapping[str, tuple[Span, ...]]
    whole: tuple[Span, ...]

    def of(self, product_code: str) -> tuple[Span, ...]:
        """Return the periods of the lines with that product, or else of the whole invoice.

        One is what a credit note refers to; of several nobody can tell which is meant.
        """
        return self.by_product.get(product_code, self.whole)


def invoice_service(items: Iterable[OrderItem]) -> InvoiceService:
    """Return the service that an invoice's items state."""
    by_product: dict[str, dict[Span, None]] = {}
    whole: dict[Span, None] = {}
    for item in items:
        if item.period.start and item.period.end:
            span = (item.period.start, item.period.end)
            by_product.setdefault(item.product_code, {})[span] = None
            whole[span] = None
    return InvoiceService({code: tuple(spans) for code, spans in by_product.items()}, tuple(whole))
