"""What the warehouse was sent of one document, as control totals add it up."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import Struct

from source_xero_revrec.rules.checks.control_totals import month_of
from source_xero_revrec.rules.checks.month_figures import MonthFigures
from source_xero_revrec.rules.outcome import Bucket

if TYPE_CHECKING:
    from decimal import Decimal

    from source_xero_revrec.rules.outcome import OrderItem, Outcome

WAITS = -1
"""The number of rows of a document that waits for its customer."""


class SentDocument(Struct, frozen=True, gc=False):
    """The rows of a document that were sent last, or that it waits for its customer.

    `period` is the month of its date, `billed` that of its rows' billing date (YYYY-MM). `net` is what its rows add up
    to, or what it waits with, net of tax and signed. `looks` differs wherever any column of its rows does.
    """

    period: str
    currency: str
    rows: int
    net: Decimal
    billed: str
    looks: str


def sent_document(outcome: Outcome) -> SentDocument | None:
    """Return what is sent of a document, None where nothing is."""
    document = outcome.document
    period = month_of(document.date)
    if outcome.bucket is Bucket.PENDING:
        return SentDocument(period, document.currency, WAITS, outcome.net, period, _looks(outcome))
    if outcome.bucket is not Bucket.EMITTED:
        return None
    billed = month_of(outcome.items[0].billing_date) if outcome.items else period
    return SentDocument(period, document.currency, len(outcome.items), outcome.amount, billed, _looks(outcome))


def add(sums: dict[tuple[str, str], MonthFigures], sent: SentDocument) -> None:
    """Add a document to the figures, by month and currency, of what was sent."""
    month = sums.setdefault((sent.period, sent.currency), MonthFigures())
    if sent.rows == WAITS:
        month.pending += 1
        month.pending_net += sent.net
        return
    month.emitted += 1
    month.rows += sent.rows
    month.rows_net += sent.net
    billing = sums.setdefault((sent.billed, sent.currency), MonthFigures())
    billing.billed_rows += sent.rows
    billing.billed_net += sent.net
    if billing is not month:
        month.moved += sent.net
        billing.moved -= sent.net


def _looks(outcome: Outcome) -> str:
    document, customer = outcome.document, outcome.customer
    told: list[object] = [
        outcome.order_number,
        document.contact.contact_id,
        document.contact.name,
        document.reference,
        document.currency_rate,
        document.due_date,
        customer and (customer.customer_id, customer.name),
    ]
    texts = [*map(str, told), *[_look(item) for item in outcome.items]]
    return blake2b("\n".join(texts).encode("utf-8", "surrogatepass"), digest_size=2).hexdigest()


def _look(item: OrderItem) -> str:
    period, account = item.period, item.account
    text = (
        f"{item.item_number}\n{item.product_code}\n{item.quantity!s}\n{item.amount!s}\n{item.tax_amount!s}\n"
        f"{item.home_amount!s}\n{period.start!s}\n{period.end!s}\n{item.period_rule}\n{item.description}\n"
        f"{account.code}\n{account.account_class}\n{item.reference_invoice_id}\n{item.credit_use}"
    )
    for each in item.tracking:
        text += f"\n{each.category}={each.option}"
    return text
