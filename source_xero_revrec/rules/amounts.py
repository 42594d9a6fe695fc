"""Amounts as they are written for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.apportion import to_cents
from xero_api.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal


def plain(amount: Decimal) -> Decimal:
    """Return an amount with two places where that loses nothing, so that equal amounts are written alike."""
    # Adding zero takes the sign off a negative zero.
    rounded = to_cents(amount) + ZERO
    return rounded if rounded == amount else amount


def written(amount: Decimal, currency: str = "") -> str:
    """Write an amount for a sentence: `1,348.89 NZD`; a fraction of a cent is shown, never rounded away."""
    return f"{plain(amount):,f} {currency}".rstrip()
