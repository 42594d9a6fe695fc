"""From what becomes of a document to the lines that recognition takes."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from revrec_journals.keyed import cents
from source_xero_revrec.rules.apportion import convert
from source_xero_revrec.rules.outcome import DocumentType
from source_xero_revrec.rules.recognition.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

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
            home=None if home is None else cents(home),
            start=item.period.start,
            end=item.period.end,
            tracking=tracking(item.tracking) if item.tracking else (),
            of_credit_note=item.document_type is DocumentType.CREDIT_MEMO,
            problem=item.period.problem,
            period_rule=item.period_rule,
        )
        for item, home in zip(outcome.items, _homes(outcome), strict=True)
    ]


def _homes(outcome: Outcome) -> list[Decimal | None]:
    """Return the items' amounts in home currency as Xero's ledger has them, None where no rate is known.

    The ledger rounds each line of a document by itself; the parts of a line add up to it. Without a rate an amount is
    in the home currency already, or its home amount is not known.
    """
    rate = outcome.document.currency_rate
    if not rate:
        return [item.home_amount for item in outcome.items]
    homes: list[Decimal | None] = []
    for _, parts in groupby(outcome.items, key=attrgetter("line_number")):
        homes += convert([item.amount for item in parts], rate)
    return homes
