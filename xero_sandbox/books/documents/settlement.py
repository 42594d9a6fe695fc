"""How payments and credits move a document's open amount and its status, and how a posting is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.kinds import CREDITS, POSTED, kind_of
from xero_sandbox.books.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


def settle(document: Record) -> None:
    """Work out the open amount from the document's payments and credits, and from that PAID or AUTHORISED."""
    if kind_of(document).is_credit:
        document["AppliedAmount"] = _sum(document["Allocations"], "Amount")
        open_amount = document["Total"] - document["AppliedAmount"] - _sum(document["Payments"], "Amount")
        document["RemainingCredit"] = open_amount
    else:
        document["AmountPaid"] = _sum(document["Payments"], "Amount")
        document["AmountCredited"] = sum((_sum(document[key], "AppliedAmount") for key in CREDITS), ZERO)
        deducted = document.get("CISDeduction", ZERO)
        open_amount = document["Total"] - document["AmountPaid"] - document["AmountCredited"] - deducted
        document["AmountDue"] = open_amount
    if document["Status"] not in POSTED:
        return
    document["Status"] = "AUTHORISED" if open_amount else "PAID"
    if open_amount:
        document.pop("FullyPaidOnDate", None)
    elif kind_of(document).endpoint in ("Invoices", "CreditNotes"):
        document["FullyPaidOnDate"] = _last_day(document)


def applied(document: Record) -> Decimal:
    """Return what has been paid, refunded, credited or allocated, in the document's currency."""
    total: Decimal = document["Total"]
    open_amount: Decimal = document[kind_of(document).open_field]
    return total - open_amount


def is_untouched(document: Record) -> bool:
    """Return whether the document has no payment, refund, credit, allocation or deduction."""
    return not any(document.get(key) for key in ("Payments", "Allocations", "CISDeduction", *CREDITS))


def close(document: Record, status: str) -> None:
    """End a document as VOIDED or DELETED; its open amounts become zero, its total and lines stay."""
    document["Status"] = status
    for key in ("AmountDue", "AmountPaid", "AmountCredited", "RemainingCredit", "AppliedAmount"):
        if key in document:
            document[key] = ZERO
    document.pop("FullyPaidOnDate", None)


def take_back(store: Store, source_id: str, document: Record, change: Decimal, on: date | None = None) -> None:
    """Reverse a posting so that the document's control account moves by exactly `change` (base currency).

    It leaves the ledger at its own date, or at `on`.
    At a foreign rate what is open rounds differently before and after other payments; the cent goes to Rounding.
    """
    control = store.system_account(kind_of(document).control)
    posted = store.ledger.live(source_id)
    rest = change + (posted.net_on(control) if posted else ZERO)
    store.ledger.reverse(source_id, store.instant(), store.postings.rounding(document, rest), on)


def _sum(elements: Iterable[Record], key: str) -> Decimal:
    return sum((element[key] for element in elements), ZERO)


def _last_day(document: Record) -> date:
    days: list[date] = [document["Date"]]
    for key in ("Payments", "Allocations", *CREDITS):
        days.extend(element["Date"] for element in document.get(key, ()))
    return max(days)
