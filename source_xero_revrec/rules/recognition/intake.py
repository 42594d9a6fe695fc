"""From what becomes of a document to the lines that recognition takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revrec_journals.keyed import cents
from source_xero_revrec.rules.outcome import DocumentType
from source_xero_revrec.rules.recognition.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from source_xero_revrec.rules.outcome import Outcome
    from source_xero_revrec.rules.recognition.line import Tracking
    from xero_api.models import Tracking as LineTracking


def lines_of(outcome: Outcome, tracking: Callable[[Iterable[LineTracking]], Tracking]) -> list[Line]:
    """Return the lines of a document's items, in order; `tracking` gives the options that journals carry, by ids.

    Raises WalkIncomplete where an amount has parts of a cent.
    """
    currency = outcome.document.currency
    return [
        Line(
            item_number=item.item_number,
            product=item.product_code,
            account=item.account.code,
            account_class=item.account.account_class,
            currency=currency,
            billed=item.billing_date,
            amount=cents(item.amount),
            home=None if item.home_amount is None else cents(item.home_amount),
            start=item.period.start,
            end=item.period.end,
            tracking=tracking(item.tracking) if item.tracking else (),
            of_credit_note=item.document_type is DocumentType.CREDIT_MEMO,
            problem=item.period.problem,
        )
        for item in outcome.items
    ]
