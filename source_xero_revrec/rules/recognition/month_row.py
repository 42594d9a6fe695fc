"""A line in one month, as the sheets of a close list it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.line import Recognised
from source_xero_revrec.rules.recognition.months import month_of, period
from source_xero_revrec.rules.recognition.rows import amount, decided

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.closed_line import Document
    from source_xero_revrec.rules.recognition.line import Unscheduled
    from source_xero_revrec.rules.recognition.rows import Row


def month_row(document: Document, each: Recognised | Unscheduled, month: int) -> Row | None:
    """Return what a line recognises in a month and has deferred at its end, None where it has nothing there.

    A line has months from its document's to the last in which anything is recognised. One without a schedule has none,
    so that it is shown in every month from its document's on, and says why.
    """
    line = each.line
    billed = month_of(line.billed)
    if month < billed or (isinstance(each, Recognised) and month > max(each.schedule.last, billed)):
        return None
    about: Row = {
        "document_number": document.number or None,
        "document_date": document.date,
        "contact_name": document.contact or None,
        "order_item_number": line.item_number,
        "product_code": line.product,
        "line_description": line.description or None,
        "account_code": line.account or None,
        "service_start_date": line.start,
        "service_end_date": line.end,
        "currency": line.currency,
    }
    if not isinstance(each, Recognised):
        return {
            **about,
            "period": period(billed),
            "billed_amount": amount(line.amount),
            "billed_home_amount": None if line.home is None else amount(line.home),
            "held_reason": each.reason.value,
        }
    return {
        **about,
        **decided(each),
        "period": period(month),
        "recognised_amount": amount(each.schedule.until(month) - each.schedule.until(month - 1)),
        "recognised_home_amount": amount(each.home.until(month) - each.home.until(month - 1)),
        "deferred_home_amount": amount((line.home or 0) - each.home.until(month)),
    }
