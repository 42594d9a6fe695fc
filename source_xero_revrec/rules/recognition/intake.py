"""From what becomes of a document to the lines that recognition takes."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import structs

from revrec_journals.keyed import cents
from source_xero_revrec.rules.apportion import convert
from source_xero_revrec.rules.outcome import DocumentType
from source_xero_revrec.rules.recognition.line import Line, Voided
from source_xero_revrec.rules.recognition.months import month_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from source_xero_revrec.rules.outcome import OrderItem, Outcome
    from source_xero_revrec.rules.recognition.line import Tracking
    from xero_api.models import Tracking as LineTracking

_VOIDED = "VOIDED"


def lines_of(outcome: Outcome, tracking: Callable[[Iterable[LineTracking]], Tracking]) -> list[Line]:
    """Return the lines of a document's items, in order; `tracking` gives the options that journals carry, by ids.

    Raises WalkIncomplete where an amount has parts of a cent.
    """
    return _lines(outcome, outcome.items, tracking)


def left_out_lines(outcome: Outcome, tracking: Callable[[Iterable[LineTracking]], Tracking]) -> list[Line]:
    """Return the lines that the options leave out, which the ledger has; raises WalkIncomplete as above."""
    lines = _lines(outcome, outcome.left_out_items, tracking)
    for line in lines:
        line.left_out = True
    return lines


def _lines(
    outcome: Outcome, items: Sequence[OrderItem], tracking: Callable[[Iterable[LineTracking]], Tracking]
) -> list[Line]:
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
            voided=voided,
            description=item.description,
        )
        for item, home, voided in zip(
            items, _homes(items, outcome.document.currency_rate), _voided(outcome, items), strict=True
        )
    ]


def _voided(outcome: Outcome, items: Sequence[OrderItem]) -> list[Voided | None]:
    """Return what the items of a voided document came to, as far as their home amounts are known."""
    document = outcome.document
    if document.status != _VOIDED:
        return [None] * len(items)
    month = month_of(document.updated_at.date())
    whole = [
        structs.replace(
            item,
            amount=item.original_amount,
            home_amount=None if item.home_amount is None else item.original_amount,
        )
        for item in items
    ]
    return [
        None if home is None else Voided(cents(item.amount), cents(home), month)
        for item, home in zip(whole, _homes(whole, document.currency_rate), strict=True)
    ]


def _homes(items: Sequence[OrderItem], rate: Decimal | None) -> list[Decimal | None]:
    """Return the items' amounts in home currency as Xero's ledger has them, None where no rate is known.

    The ledger rounds each line of a document by itself; the parts of a line add up to it. Without a rate an amount is
    in the home currency already, or its home amount is not known.
    """
    if not rate:
        return [item.home_amount for item in items]
    homes: list[Decimal | None] = []
    for _, parts in groupby(items, key=attrgetter("line_number")):
        homes += convert([item.amount for item in parts], rate)
    return homes
