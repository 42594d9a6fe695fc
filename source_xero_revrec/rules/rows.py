"""RevRec's rows: columns in snake_case of the template's names, then ours; amounts net of tax in `currency`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.outcome import Bucket, document_type

if TYPE_CHECKING:
    from datetime import datetime

    from source_xero_revrec.rules.outcome import Entry, Outcome

Row = dict[str, Any]

ZERO = Decimal("0.00")


class Rows:
    """The rows of one organisation's documents; `orders` tells whether each invoice is a contract."""

    def __init__(self, tenant_id: str, base_currency: str, *, orders: bool, custom_fields: tuple[str, ...]) -> None:
        """Write rows for an organisation whose home currency is `base_currency` (ISO 4217)."""
        self._tenant_id = tenant_id
        self._base_currency = base_currency
        self._orders = orders
        self._no_fields = dict.fromkeys(custom_fields)

    def order_details(self, outcome: Outcome, read_at: datetime) -> list[Row]:
        """Return an order row for each entry; the order is the document."""
        origin = self._origin(outcome, read_at)
        customer = self._customer(outcome)
        return [
            {
                **customer,
                "order_number": outcome.order_number,
                "order_item_number": entry.item_number,
                "order_name": outcome.document.reference or None,
                "product_code": entry.product_code,
                "order_start_date": entry.billing_date,
                "service_start_date": entry.period.start,
                "service_end_date": entry.period.end,
                "currency": outcome.document.currency,
                "quantity": entry.quantity,
                "unit_price": entry.unit_price,
                "list_price": entry.list_price,
                **entry.custom_fields,
                "amount": entry.amount,
                **self._accounting(entry),
                **origin,
                **_line(entry),
            }
            for entry in outcome.entries
        ]

    def billing_schedule(self, outcome: Outcome, read_at: datetime) -> list[Row]:
        """Return a billing row for each entry, tied to the order or, with orders from the CRM, to the customer."""
        origin = self._origin(outcome, read_at)
        customer = self._customer(outcome)
        document_id = outcome.document.document_id
        return [
            {
                **customer,
                "billing_id": f"{document_id}:{entry.item_number}",
                **(
                    {"order_number": outcome.order_number, "order_item_number": entry.item_number}
                    if self._orders
                    else {}
                ),
                "invoice_number": outcome.order_number,
                "invoice_line_number": entry.line_number,
                "product_code": entry.product_code,
                "billing_date": entry.billing_date,
                "billing_amount": entry.amount,
                "currency": outcome.document.currency,
                **entry.custom_fields,
                "service_start_date": entry.period.start,
                "service_end_date": entry.period.end,
                **self._accounting(entry),
                **origin,
                **_line(entry),
            }
            for entry in outcome.entries
        ]

    def withdrawn_order(self, outcome: Outcome, read_at: datetime) -> Row:
        """Return the row that says that a document gives no order rows any more: older ones of it are out of date."""
        number = outcome.order_number
        blank = dict.fromkeys(("order_name", "product_code", "order_start_date", "service_start_date"))
        return {
            **self._customer(outcome),
            "order_number": number,
            "order_item_number": "0",
            **blank,
            "service_end_date": None,
            "currency": outcome.document.currency,
            "quantity": ZERO,
            "unit_price": ZERO,
            "list_price": ZERO,
            **self._no_fields,
            "amount": ZERO,
            **self._nothing(outcome, read_at),
        }

    def withdrawn_billing(self, outcome: Outcome, read_at: datetime) -> Row:
        """Return the row that says that a document gives no billing rows any more."""
        order = {"order_number": outcome.order_number, "order_item_number": "0"} if self._orders else {}
        return {
            **self._customer(outcome),
            "billing_id": f"{outcome.document.document_id}:0",
            **order,
            "invoice_number": outcome.order_number,
            "invoice_line_number": 0,
            **dict.fromkeys(("product_code", "billing_date")),
            "billing_amount": ZERO,
            "currency": outcome.document.currency,
            **self._no_fields,
            **dict.fromkeys(("service_start_date", "service_end_date")),
            **self._nothing(outcome, read_at),
        }

    def pending(self, outcome: Outcome, read_at: datetime, hints: list[str]) -> Row:
        """Return a document that waits for its customer, or that has stopped waiting (`Cleared`)."""
        document = outcome.document
        waiting = outcome.bucket is Bucket.PENDING
        return {
            "tenant_id": self._tenant_id,
            "document_id": document.document_id,
            "document_type": document_type(document).value,
            "document_number": document.number,
            "document_date": document.date,
            "document_status": document.status,
            "contact_id": document.contact.contact_id,
            "contact_name": document.contact.name,
            "amount": outcome.net,
            "currency": document.currency,
            "status": "Pending" if waiting else "Cleared",
            "reason": outcome.reason if waiting else _clearing(outcome),
            "hints": ", ".join(hints) if waiting and hints else None,
            "customer_id": outcome.customer.customer_id if outcome.customer else None,
            "document_updated_at": document.updated_at,
            "document_read_at": read_at,
        }

    def _customer(self, outcome: Outcome) -> Row:
        contact = outcome.document.contact
        known = outcome.customer
        return {
            "tenant_id": self._tenant_id,
            "customer_id": known.customer_id if known else contact.contact_id,
            "customer_name": known.name if known else contact.name,
        }

    def _accounting(self, entry: Entry) -> Row:
        return {
            "reference_invoice_number": entry.reference_invoice_number or None,
            "reference_invoice_id": entry.reference_invoice_id or None,
            "credit_use": entry.credit_use or None,
            "original_amount": entry.original_amount,
            "tax_amount": entry.tax_amount,
            "home_amount": entry.home_amount,
            "document_type": entry.document_type.value,
            "withdrawn": False,
        }

    def _nothing(self, outcome: Outcome, read_at: datetime) -> Row:
        return {
            **dict.fromkeys(("reference_invoice_number", "reference_invoice_id", "credit_use")),
            "original_amount": ZERO,
            "tax_amount": ZERO,
            "home_amount": ZERO,
            "document_type": document_type(outcome.document).value,
            "withdrawn": True,
            **self._origin(outcome, read_at),
            **dict.fromkeys(
                (
                    "line_item_id",
                    "line_description",
                    "product_rule",
                    "service_period_rule",
                    "service_period_problem",
                    "allocation_id",
                )
            ),
        }

    def _origin(self, outcome: Outcome, read_at: datetime) -> Row:
        document = outcome.document
        return {
            "home_currency": self._base_currency,
            "exchange_rate": document.currency_rate or (1 if document.currency == self._base_currency else None),
            "contact_id": document.contact.contact_id,
            "contact_name": document.contact.name,
            "document_id": document.document_id,
            "document_number": document.number,
            "document_status": document.status,
            "document_date": document.date,
            "document_updated_at": document.updated_at,
            "document_read_at": read_at,
        }


def _line(entry: Entry) -> Row:
    return {
        "line_item_id": entry.line.line_item_id or None,
        "line_description": entry.line.description or None,
        "product_rule": entry.product_rule,
        "service_period_rule": entry.period_rule or None,
        "service_period_problem": entry.period.problem or None,
        "allocation_id": entry.allocation_id or None,
    }


def _clearing(outcome: Outcome) -> str:
    if outcome.customer:
        return f"Matched with CRM customer {outcome.customer.customer_id}"
    return outcome.reason
