"""Line and document arithmetic, to the cent, as Xero documents it and recorded traffic shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xero_sandbox.books.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Iterable

HUNDRED = Decimal(100)


def line_amount(quantity: Decimal, unit_amount: Decimal, discount_rate: Decimal = ZERO) -> Decimal:
    """Return quantity times unit amount less the discount (a percentage), rounded half up to cents."""
    full = quantity * unit_amount
    return cents(full * (HUNDRED - discount_rate) / HUNDRED) if discount_rate else cents(full)


def tax_amount(amount: Decimal, rate: Decimal, line_amount_types: str) -> Decimal:
    """Return the tax of one line, rounded on its own; the rate is a percentage, the amount gross if Inclusive."""
    if line_amount_types == "NoTax" or not rate:
        return ZERO
    if line_amount_types == "Inclusive":
        return cents(amount * rate / (HUNDRED + rate))
    return cents(amount * rate / HUNDRED)


@dataclass(frozen=True, slots=True)
class Totals:
    """A document's three sums, in the document's currency."""

    sub_total: Decimal
    total_tax: Decimal
    total: Decimal


def totals(lines: Iterable[tuple[Decimal, Decimal]], line_amount_types: str) -> Totals:
    """Sum (line amount, tax) pairs; tax was rounded per line, so the sums need no rounding."""
    amount, tax = ZERO, ZERO
    for line, line_tax in lines:
        amount += line
        tax += line_tax
    if line_amount_types == "Inclusive":
        return Totals(amount - tax, tax, amount)
    return Totals(amount, tax, amount + tax)
