"""The lines of Xero's documents, net of tax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_api.models import Invoice
from xero_api.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from xero_api.models import CreditNote, LineItem, SalesDocument


def net(line: LineItem, line_amount_types: str) -> Decimal:
    """Return a line's amount net of tax, after discount, in the document's currency, unsigned as Xero writes it.

    Inclusive amounts hold their tax; Exclusive and NoTax amounts do not (Xero's documentation).
    """
    return line.line_amount - line.tax_amount if line_amount_types == "Inclusive" else line.line_amount


def total_net(document: SalesDocument) -> Decimal:
    """Return the sum of a document's lines net of tax, in its currency, unsigned as Xero writes it."""
    total = sum([line.line_amount for line in document.lines], ZERO)
    if document.line_amount_types == "Inclusive":
        total -= sum([line.tax_amount for line in document.lines], ZERO)
    return total


def billed(document: Invoice | CreditNote) -> Decimal:
    """Return what a document's header bills net of tax, in its currency: negative for a credit note, 0 if voided."""
    return ZERO if document.status == "VOIDED" else header_net(document)


def header_net(document: Invoice | CreditNote) -> Decimal:
    """Return a document's SubTotal in its currency, negative for a credit note, whatever its status."""
    return document.sub_total if isinstance(document, Invoice) else -document.sub_total


def unlined(document: Invoice | CreditNote) -> Decimal:
    """Return what a document bills on no line, signed as `billed`; Xero lets a person override a total a little.

    It is worked out from the document alone, so that rows lost on the way can never pass for rounding.
    """
    if document.status == "VOIDED":
        return ZERO
    rest = document.sub_total - total_net(document)
    return rest if isinstance(document, Invoice) else -rest


def booked(document: Invoice | CreditNote) -> list[tuple[int, LineItem]]:
    """Return the lines that book something, with their place on the document; the others are text alone."""
    return [
        (place, line)
        for place, line in enumerate(document.lines, start=1)
        if line.line_amount or line.account_code or line.account_id or line.item_code
    ]
