"""Quantity and unit price of a row: what RevRec multiplies must give the amount to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from source_xero_revrec.rules.apportion import to_cents

if TYPE_CHECKING:
    from xero_api.models import LineItem

ONE = Decimal(1)
FOUR_DECIMALS = Decimal("0.0001")


def priced(amount: Decimal, quantity: Decimal | None) -> tuple[Decimal, Decimal]:
    """Return quantity and unit price (net, 4 decimals) whose product rounds to `amount`.

    Xero's quantity is kept, without its sign, wherever 4 decimals can express the price; else it is one lot at the
    whole amount, since a cent off is worse than a quantity of one (our choice).
    """
    if quantity:
        quantity = abs(quantity)
        price = (amount / quantity).quantize(FOUR_DECIMALS, ROUND_HALF_UP)
        if to_cents(price * quantity) == amount:
            return quantity, price
    return ONE, amount


def list_price(line: LineItem, net_amount: Decimal, quantity: Decimal) -> Decimal:
    """Return the price before discount of one of `quantity`, net of tax, 4 decimals; `net_amount` is the line's."""
    if line.unit_amount is None:
        return (net_amount / quantity).quantize(FOUR_DECIMALS, ROUND_HALF_UP)
    price = line.unit_amount
    if line.quantity and abs(line.quantity) != quantity:
        price = price * abs(line.quantity) / quantity
    if line.line_amount and net_amount != line.line_amount:
        price = price * net_amount / line.line_amount
    return price.quantize(FOUR_DECIMALS, ROUND_HALF_UP)
