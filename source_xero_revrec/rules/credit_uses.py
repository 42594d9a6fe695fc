"""What a credit note was used for: applied to invoices, refunded, or not used yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xero_api.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from xero_api.models import CreditNote


@dataclass(frozen=True, slots=True)
class CreditUse:
    """One use of a credit note; `amount` includes tax and only weighs the uses against each other."""

    kind: Literal["applied", "refunded", "unallocated"]
    amount: Decimal
    invoice_id: str = ""
    invoice_number: str = ""
    allocation_id: str = ""


def credit_uses(note: CreditNote) -> list[CreditUse]:
    """Return the uses of a credit note: its allocations, its refunds, and what remains; there is always one.

    Allocations come by date and id, refunds follow as one, the remainder is last, so that the same state of a credit
    note always gives the same rows.
    """
    allocations = [allocation for allocation in note.allocations if not allocation.is_deleted]
    uses = [
        CreditUse(
            "applied",
            allocation.amount,
            allocation.invoice.invoice_id,
            allocation.invoice.invoice_number,
            allocation.allocation_id,
        )
        for allocation in sorted(allocations, key=lambda each: (each.date, each.allocation_id))
    ]
    refunded = sum((payment.amount for payment in note.payments), ZERO)
    if refunded:
        uses.append(CreditUse("refunded", refunded))
    if note.remaining_credit > 0 or not uses:
        uses.append(CreditUse("unallocated", max(note.remaining_credit, ZERO)))
    return uses
