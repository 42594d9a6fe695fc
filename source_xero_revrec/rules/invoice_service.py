"""The service that an invoice bills, as its credit notes refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from source_xero_revrec.rules.outcome import Entry

Span = tuple["date", "date"]


@dataclass(frozen=True, slots=True)
class InvoiceService:
    """First and last day of service on an invoice, by product code and over all of it (None: no line says)."""

    by_product: Mapping[str, Span]
    whole: Span | None

    def of(self, product_code: str) -> Span | None:
        """Return the days of the lines with that product, or else of the whole invoice."""
        return self.by_product.get(product_code, self.whole)


def invoice_service(entries: Iterable[Entry]) -> InvoiceService:
    """Return the service that an invoice's entries state; lines without a period say nothing about it."""
    by_product: dict[str, Span] = {}
    whole: Span | None = None
    for entry in entries:
        if entry.period.start and entry.period.end:
            span = (entry.period.start, entry.period.end)
            by_product[entry.product_code] = _joined(by_product.get(entry.product_code), span)
            whole = _joined(whole, span)
    return InvoiceService(by_product, whole)


def _joined(known: Span | None, span: Span) -> Span:
    return span if known is None else (min(known[0], span[0]), max(known[1], span[1]))
