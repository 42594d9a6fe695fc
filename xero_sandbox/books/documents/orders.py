"""Purchase orders, quotes and repeating invoices: documents that post nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from xero_sandbox.books.documents.lines import discount_of, sums
from xero_sandbox.books.money import ZERO
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.currencies import rate_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xero_sandbox.books.documents.lines import Lines
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

# Status: the statuses that may follow it.
_QUOTE = {
    "DRAFT": ("SENT", "DELETED"),
    "SENT": ("ACCEPTED", "DECLINED", "INVOICED", "DRAFT", "DELETED"),
    "ACCEPTED": ("INVOICED", "SENT", "DELETED"),
    "DECLINED": ("SENT", "DELETED"),
    "INVOICED": ("SENT",),
    "DELETED": (),
}
_PURCHASE_ORDER = {
    "DRAFT": ("SUBMITTED", "AUTHORISED", "DELETED"),
    "SUBMITTED": ("AUTHORISED", "DRAFT", "DELETED"),
    "AUTHORISED": ("BILLED", "DELETED"),
    "BILLED": ("AUTHORISED",),
    "DELETED": (),
}
_REPEATING = {"DRAFT": ("AUTHORISED", "DELETED"), "AUTHORISED": ("DRAFT", "DELETED"), "DELETED": ()}


class Orders:
    """Prices and keeps documents that come before an invoice."""

    def __init__(self, store: Store, lines: Lines) -> None:
        """Work on the records of this store."""
        self._store = store
        self._lines = lines

    def quote(
        self, contact: Record, lines: Sequence[Record], *, on: date, currency: str, line_amount_types: str, title: str
    ) -> Record:
        """Add a DRAFT quote; it expires after 30 days. Quotes write their LineAmountTypes in capitals."""
        priced = self._lines.price(lines, line_amount_types, selling=True)
        quote: Record = {
            "QuoteID": self._store.new_id(),
            "QuoteNumber": self._store.next_number("Quotes", "QU-"),
            "Reference": "",
            "Terms": "Valid for 30 days",
            "Title": title,
            "Summary": "",
            "ExpiryDate": on + timedelta(days=30),
            "LineAmountTypes": line_amount_types.upper(),
            "TotalDiscount": discount_of(priced),
            **self._shared(contact, priced, on, currency, line_amount_types),
        }
        self._store.touch(quote)
        return self._store.add("Quotes", quote)

    def purchase_order(
        self, contact: Record, lines: Sequence[Record], *, on: date, currency: str, line_amount_types: str
    ) -> Record:
        """Add a DRAFT purchase order."""
        priced = self._lines.price(lines, line_amount_types, selling=False)
        order: Record = {
            "PurchaseOrderID": self._store.new_id(),
            "PurchaseOrderNumber": self._store.next_number("PurchaseOrders", "PO-"),
            "Reference": "",
            "DeliveryDate": on + timedelta(days=14),
            "DeliveryAddress": "23 Main Street\nWellington 6011",
            "AttentionTo": "Front desk",
            "Telephone": "",
            "DeliveryInstructions": "",
            "SentToContact": False,
            "LineAmountTypes": line_amount_types,
            "TotalDiscount": ZERO,
            "HasAttachments": False,
            "Attachments": [],
            **self._shared(contact, priced, on, currency, line_amount_types),
        }
        self._store.touch(order)
        return self._store.add("PurchaseOrders", order)

    def repeating_invoice(
        self,
        kind: str,
        contact: Record,
        lines: Sequence[Record],
        *,
        start: date,
        line_amount_types: str,
        reference: str,
    ) -> Record:
        """Add a monthly template; its invoices are made by hand in the sandbox."""
        priced = self._lines.price(lines, line_amount_types, selling=kind == "ACCREC")
        identifier = self._store.new_id()
        template: Record = {
            "RepeatingInvoiceID": identifier,
            "ID": identifier,
            "Type": kind,
            "Reference": reference,
            "LineAmountTypes": line_amount_types,
            "Schedule": {
                "Period": 1,
                "Unit": "MONTHLY",
                "DueDate": 20,
                "DueDateType": "OFFOLLOWINGMONTH",
                "StartDate": start,
                "NextScheduledDate": start,
            },
            "HasAttachments": False,
            "Attachments": [],
            "ApprovedForSending": False,
            "SendCopy": False,
            "MarkAsSent": False,
            "IncludePDF": False,
            "Contact": contact,
            "LineItems": priced,
            **sums(priced, line_amount_types),
            "CurrencyCode": self._store.base_currency,
            "Status": "AUTHORISED",
        }
        return self._store.add("RepeatingInvoices", template)

    def move(self, document: Record, status: str) -> Record:
        """Move a quote, purchase order or repeating invoice to another status."""
        steps = _QUOTE if "QuoteID" in document else _PURCHASE_ORDER if "PurchaseOrderID" in document else _REPEATING
        if status not in steps[document["Status"]]:
            raise BooksError(f"The status cannot go from {document['Status']} to {status}.")
        document["Status"] = status
        if "UpdatedDateUTC" in document:
            self._store.touch(document)
        return document

    def _shared(self, contact: Record, priced: list[Record], on: date, currency: str, line_amount_types: str) -> Record:
        self._store.require_currency(currency)
        return {
            "Contact": contact,
            "Date": on,
            "Status": "DRAFT",
            "LineItems": priced,
            **sums(priced, line_amount_types),
            "CurrencyCode": currency,
            "CurrencyRate": rate_on(self._store.base_currency, currency, on),
        }
