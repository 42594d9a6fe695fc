"""RevRec's rows: columns in snake_case of the template's names, then ours; amounts net of tax in `currency`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.columns import (
    AccountingColumns,
    BillingColumns,
    BuyerColumns,
    LineColumns,
    OrderColumns,
    OriginColumns,
    PartedRow,
    SharedColumns,
    with_fields,
)
from source_xero_revrec.rules.identifiers import order_number
from source_xero_revrec.rules.outcome import Bucket, NoItem, document_type
from xero_api.models import Tracking

if TYPE_CHECKING:
    from datetime import datetime

    from source_xero_revrec.rules.chart import LineAccount
    from source_xero_revrec.rules.outcome import OrderItem, Outcome, Unread

Row = Mapping[str, Any]
_UNTRACKED = Tracking(category="", option="")


class Rows:
    """The rows of one organisation's documents; `orders` tells whether each invoice is a contract."""

    def __init__(self, tenant_id: str, base_currency: str, *, orders: bool, custom_fields: tuple[str, ...]) -> None:
        """Write rows for an organisation whose home currency is `base_currency` (ISO 4217)."""
        self._tenant_id = tenant_id
        self._base_currency = base_currency
        self._orders = orders
        self._no_fields = dict.fromkeys(custom_fields)
        self._latest: tuple[Outcome, datetime] | None = None
        self._customer = self._document = SharedColumns()
        self._shared: dict[int, tuple[OrderItem | NoItem, SharedColumns]] = {}
        # Lines of one account, product and tracking are many, and so are documents of one page.
        self._kind = lru_cache(maxsize=512)(_kind)
        self._read_at = lru_cache(maxsize=16)(_read_at)

    def order_details(self, outcome: Outcome, read_at: datetime) -> list[Row]:
        """Return an order row for each item; the order is the document."""
        return [self._order(outcome, item, read_at) for item in outcome.items]

    def billing_schedule(self, outcome: Outcome, read_at: datetime) -> list[Row]:
        """Return a billing row for each item, tied to the order or, with orders from the CRM, to the customer."""
        return [self._billing(outcome, item, read_at) for item in outcome.items]

    def withdrawn_order(self, outcome: Outcome, read_at: datetime) -> Row:
        """Return the row that says that a document gives no order rows any more: older ones of it are out of date."""
        return self._order(outcome, NoItem(document_type(outcome.document), self._no_fields), read_at)

    def withdrawn_billing(self, outcome: Outcome, read_at: datetime) -> Row:
        """Return the row that says that a document gives no billing rows any more."""
        return self._billing(outcome, NoItem(document_type(outcome.document), self._no_fields), read_at)

    def held_order(self, unread: Unread, read_at: datetime) -> Row:
        """Return the row that says that a document, since it cannot be understood, gives no order rows."""
        return {"order_item_number": NoItem.item_number, **self._held(unread, read_at)}

    def held_billing(self, unread: Unread, read_at: datetime) -> Row:
        """Return the row that says that a document, since it cannot be understood, gives no billing rows."""
        row = self._held(unread, read_at)
        if not self._orders:
            del row["order_number"]
        return {"billing_id": f"{unread.document.document_id}:{NoItem.item_number}", **row}

    def _held(self, unread: Unread, read_at: datetime) -> dict[str, Any]:
        document = unread.document
        return {
            "tenant_id": self._tenant_id,
            "order_number": order_number(document.number, document.document_id),
            "currency": document.currency or None,
            "document_id": document.document_id,
            "document_type": document_type(document).value,
            "document_number": document.number or None,
            "document_status": document.status or None,
            "document_date": document.date,
            "document_updated_at": document.updated_at,
            "document_read_at": read_at,
            "withdrawn": True,
        }

    def no_longer_pending(self, unread: Unread, read_at: datetime) -> Row:
        """Return what says that a document waits no longer, since it cannot be understood."""
        row = self._held(unread, read_at)
        del row["order_number"], row["withdrawn"]
        reason = unread.reason or "It cannot be understood: see recon_errors"
        return {**row, "status": "Cleared", "reason": reason}

    def _order(self, outcome: Outcome, item: OrderItem | NoItem, read_at: datetime) -> Row:
        after = self._about(outcome, item, read_at)
        own = OrderColumns(
            order_number=outcome.order_number,
            order_item_number=item.item_number,
            order_name=None if item.withdrawn else outcome.document.reference or None,
            product_code=item.product_code,
            order_start_date=item.billing_date,
            service_start_date=item.period.start,
            service_end_date=item.period.end,
            currency=outcome.document.currency,
            quantity=item.quantity,
            unit_price=item.unit_price,
            list_price=item.list_price,
            amount=item.amount,
        )
        return PartedRow(self._customer, with_fields(own, item.custom_fields, "amount"), after)

    def _billing(self, outcome: Outcome, item: OrderItem | NoItem, read_at: datetime) -> Row:
        after = self._about(outcome, item, read_at)
        own = BillingColumns(
            billing_id=f"{outcome.document.document_id}:{item.item_number}",
            order_number=outcome.order_number if self._orders else None,
            order_item_number=item.item_number if self._orders else None,
            invoice_number=outcome.order_number,
            invoice_line_number=item.line_number,
            product_code=item.product_code,
            billing_date=item.billing_date,
            billing_amount=item.amount,
            currency=outcome.document.currency,
            service_start_date=item.period.start,
            service_end_date=item.period.end,
        )
        return PartedRow(self._customer, with_fields(own, item.custom_fields, "service_start_date"), after)

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

    def _about(self, outcome: Outcome, item: OrderItem | NoItem, read_at: datetime) -> SharedColumns:
        """Return what the order row and the billing row of an item end with, made once for both.

        What they begin with, the customer's, is at hand afterwards.
        """
        if self._latest is None or self._latest[0] is not outcome or self._latest[1] is not read_at:
            self._latest, self._shared = (outcome, read_at), {}
            self._customer = SharedColumns(self._buyer(outcome))
            updated = {"document_updated_at": outcome.document.updated_at}
            self._document = SharedColumns(self._origin(outcome), updated, self._read_at(read_at))
        # The item is held beside its columns, so that no other one takes its identity meanwhile.
        found = self._shared.get(id(item))
        if found is None:
            period = item.period
            kind = self._kind(
                item.account,
                item.tracking,
                (item.xero_product_code, item.product_rule),
                (item.period_rule, period.problem, period.note),
                item.allocation_id,
            )
            line = LineColumns(line_item_id=item.line_item_id or None, line_description=item.description or None)
            found = (item, SharedColumns(_accounting(item), self._document, line, kind))
            self._shared[id(item)] = found
        return found[1]

    def _buyer(self, outcome: Outcome) -> BuyerColumns:
        contact = outcome.document.contact
        known = outcome.customer
        return BuyerColumns(
            tenant_id=self._tenant_id,
            customer_id=known.customer_id if known else contact.contact_id,
            customer_name=known.name if known else contact.name,
        )

    def _origin(self, outcome: Outcome) -> OriginColumns:
        document = outcome.document
        return OriginColumns(
            home_currency=self._base_currency,
            exchange_rate=document.currency_rate or (1 if document.currency == self._base_currency else None),
            contact_id=document.contact.contact_id,
            contact_name=document.contact.name,
            document_id=document.document_id,
            document_number=document.number,
            document_status=document.status,
            document_date=document.date,
            due_date=document.due_date,
        )


def _read_at(moment: datetime) -> SharedColumns:
    return SharedColumns({"document_read_at": moment})


def _accounting(item: OrderItem | NoItem) -> AccountingColumns:
    return AccountingColumns(
        reference_invoice_number=item.reference_invoice_number or None,
        reference_invoice_id=item.reference_invoice_id or None,
        credit_use=item.credit_use or None,
        original_amount=item.original_amount,
        tax_amount=item.tax_amount,
        home_amount=item.home_amount,
        document_type=item.document_type.value,
        withdrawn=item.withdrawn,
    )


def _kind(
    account: LineAccount,
    tracking: tuple[Tracking, ...],
    product: tuple[str | None, str | None],
    period: tuple[str, str, str],
    allocation_id: str,
) -> SharedColumns:
    """Return what all lines of one kind have."""
    code, product_rule = product
    period_rule, problem, note = period
    return SharedColumns(
        {
            "account_code": account.code or None,
            "account_class": account.account_class or None,
            "deferred_or_revenue": account.deferred_or_revenue,
            **_tracking(tracking),
            "xero_product_code": code,
            "product_rule": product_rule,
            "service_period_rule": period_rule or None,
            "service_period_problem": problem or None,
            "service_period_note": note or None,
            "allocation_id": allocation_id or None,
        }
    )


def _tracking(tracking: tuple[Tracking, ...]) -> dict[str, Any]:
    """Return the line's tracking as the line has it: Xero lets a line have two categories at most."""
    first, second, *_ = *tracking, _UNTRACKED, _UNTRACKED
    return {
        "tracking_category_1": first.category or None,
        "tracking_option_1": first.option or None,
        "tracking_category_id_1": first.category_id or None,
        "tracking_option_id_1": first.option_id or None,
        "tracking_category_2": second.category or None,
        "tracking_option_2": second.option or None,
        "tracking_category_id_2": second.category_id or None,
        "tracking_option_id_2": second.option_id or None,
    }


def _clearing(outcome: Outcome) -> str:
    if outcome.customer:
        return f"Matched with CRM customer {outcome.customer.customer_id}"
    return outcome.reason
