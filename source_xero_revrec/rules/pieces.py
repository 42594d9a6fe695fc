"""Items of which parts have periods of their own: each part becomes an item, since a row has one period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import structs

from source_xero_revrec.rules.apportion import apportion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from source_xero_revrec.rules.outcome import OrderItem
    from source_xero_revrec.rules.periods.service_period import ServicePeriod

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an item's original amount, its period, and what decided that."""

    amount: Decimal
    period: ServicePeriod
    rule: str


def split(item: OrderItem, pieces: Sequence[Piece]) -> list[OrderItem]:
    """Return an item in pieces, whose amounts add up to its original amount; one piece keeps its number and price.

    Tax and home amount follow the pieces' amounts to the cent; several are numbered behind a point.
    """
    if len(pieces) == 1:
        return [structs.replace(item, period=pieces[0].period, period_rule=pieces[0].rule)]
    weights = [abs(piece.amount) for piece in pieces]
    taxes = apportion(item.tax_amount, weights)
    homes = [None] * len(pieces) if item.home_amount is None else apportion(item.home_amount, weights)
    voided = item.amount != item.original_amount
    return [
        structs.replace(
            item,
            item_number=f"{item.item_number}.{number}",
            amount=item.amount if voided else piece.amount,
            original_amount=piece.amount,
            tax_amount=tax,
            home_amount=home,
            quantity=ONE,
            unit_price=item.amount if voided else piece.amount,
            list_price=piece.amount,
            period=piece.period,
            period_rule=piece.rule,
        )
        for number, (piece, tax, home) in enumerate(zip(pieces, taxes, homes, strict=True), start=1)
    ]
