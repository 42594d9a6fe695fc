"""What becomes of one document: the bucket that it falls into, and its items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import force_setattr

from source_xero_revrec.rules.chart import NO_ACCOUNT, LineAccount
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from source_xero_revrec.rules.customer_match import CrmCustomer
    from source_xero_revrec.rules.overrides.of_documents import OverrideFault
    from xero_api.models import CreditNote, Invoice, LineItem, Tracking
    from xero_api.unreadable import UnreadableDocument


class Bucket(StrEnum):
    """Where a document is; each document is in exactly one."""

    EMITTED = "emitted"
    PENDING = "pending"
    EXCLUDED = "excluded"
    HELD = "held"


class DocumentType(StrEnum):
    """RevRec's word for a document, or for a single negative line of an invoice."""

    INVOICE = "Invoice"
    CREDIT_MEMO = "Credit Memo"
    ADJUSTMENT = "Adjustment"


def document_type(document: Invoice | CreditNote | UnreadableDocument) -> DocumentType:
    """Return RevRec's word for a whole document."""
    return DocumentType.INVOICE if document.type == "ACCREC" else DocumentType.CREDIT_MEMO


class OrderItem(Struct, gc=False):
    """One line of a document, or its share in one allocation: what an order row and a billing row are made of.

    Amounts are net of tax, in the document's currency with 2 decimals, negative for what is owed back; `home_amount` is
    in the organisation's base currency. A voided document's items have `amount` 0 and keep `original_amount`.
    """

    item_number: str
    line_number: int
    line: LineItem
    document_type: DocumentType
    product_code: str
    xero_product_code: str
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
    account: LineAccount = NO_ACCOUNT
    tracking: tuple[Tracking, ...] = ()
    withdrawn: ClassVar[bool] = False

    @property
    def line_item_id(self) -> str:
        """Return Xero's id of the line."""
        return self.line.line_item_id

    @property
    def description(self) -> str:
        """Return the text of the line."""
        return self.line.description


class NoItem:
    """What stands in a row that withdraws the earlier ones of a document: the columns of an item, each with nothing."""

    withdrawn = True
    item_number = "0"
    line_number = 0
    product_code = xero_product_code = product_rule = billing_date = None
    amount = original_amount = tax_amount = quantity = unit_price = list_price = home_amount = ZERO
    period = ServicePeriod(None, None, "")
    account = NO_ACCOUNT
    tracking = ()
    period_rule = line_item_id = description = ""
    reference_invoice_id = reference_invoice_number = allocation_id = credit_use = ""

    def __init__(self, kind: DocumentType, custom_fields: Mapping[str, None]) -> None:
        """Withdraw the rows of a document of this kind."""
        self.document_type = kind
        self.custom_fields = custom_fields


class Outcome(Struct, frozen=True, gc=False):
    """A document and what became of it.

    `net` is what the document's header says, net of tax and signed, 0 where it is voided; `left_out` is the sum of the
    lines that the options leave out (`left_out_items`); `shares_number` tells that another document bears its number;
    `override_faults` tell which rows of the table of overrides do nothing here.
    """

    document: Invoice | CreditNote
    bucket: Bucket
    reason: str = ""
    net: Decimal = ZERO
    left_out: Decimal = ZERO
    items: tuple[OrderItem, ...] = ()
    customer: CrmCustomer | None = None
    order_number: str = ""
    shares_number: bool = False
    override_faults: tuple[OverrideFault, ...] = ()
    left_out_items: tuple[OrderItem, ...] = ()
    amount: Decimal = ZERO
    """The sum of the items, in the document's currency, net of tax."""

    def __post_init__(self) -> None:
        """Sum the items, which several checks ask for."""
        force_setattr(self, "amount", sum([item.amount for item in self.items], ZERO))


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that cannot be understood: held, or excluded where it would give no rows whatever it says."""

    document: UnreadableDocument
    bucket: Bucket
    reason: str = ""

    @property
    def net(self) -> Decimal | None:
        """Return what the header says, net of tax and signed, 0 where it is voided; None where it cannot be read."""
        if self.document.status == "VOIDED":
            return ZERO
        net = self.document.sub_total
        return net if net is None or self.document.type == "ACCREC" else -net
