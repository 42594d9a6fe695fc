"""What becomes of one document: the bucket that it falls into, and its entries."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from source_xero_revrec.rules.customer_match import CrmCustomer
    from source_xero_revrec.rules.periods.service_period import ServicePeriod
    from xero_api.models import CreditNote, Invoice, LineItem

ZERO = Decimal(0)


class Bucket(StrEnum):
    """Where a document is; each document is in exactly one."""

    EMITTED = "emitted"
    PENDING = "pending"
    EXCLUDED = "excluded"


class DocumentType(StrEnum):
    """RevRec's word for a document, or for a single negative line of an invoice."""

    INVOICE = "Invoice"
    CREDIT_MEMO = "Credit Memo"
    ADJUSTMENT = "Adjustment"


def document_type(document: Invoice | CreditNote) -> DocumentType:
    """Return RevRec's word for a whole document."""
    return DocumentType.INVOICE if document.type == "ACCREC" else DocumentType.CREDIT_MEMO


@dataclass(slots=True)
class Entry:
    """One line of a document, or its share in one allocation: what an order row and a billing row are made of.

    Amounts are net of tax, in the document's currency with 2 decimals, negative for what is owed back; `home_amount` is
    in the organisation's base currency. A voided document's entries have `amount` 0 and keep `original_amount`.
    """

    item_number: str
    line_number: int
    line: LineItem
    document_type: DocumentType
    product_code: str
    product_rule: str
    billing_date: date
    amount: Decimal
    original_amount: Decimal
    tax_amount: Decimal
    quantity: Decimal
    unit_price: Decimal
    list_price: Decimal
    home_amount: Decimal | None
    period: ServicePeriod
    period_rule: str
    custom_fields: Mapping[str, str | None]
    reference_invoice_id: str = ""
    reference_invoice_number: str = ""
    allocation_id: str = ""
    credit_use: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document and what became of it.

    `net` is what the document's header says, net of tax and signed, 0 where it is voided; `left_out` is the sum of the
    lines that the options leave out.
    """

    document: Invoice | CreditNote
    bucket: Bucket
    reason: str = ""
    net: Decimal = ZERO
    left_out: Decimal = ZERO
    entries: tuple[Entry, ...] = ()
    customer: CrmCustomer | None = None
    order_number: str = ""

    @property
    def amount(self) -> Decimal:
        """Return the sum of the entries, in the document's currency, net of tax."""
        return sum((entry.amount for entry in self.entries), ZERO)
