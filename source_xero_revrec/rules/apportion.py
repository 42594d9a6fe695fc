"""Splitting amounts to the cent so that nothing is lost and nothing appears (largest remainder)."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise
from operator import sub
from typing import TYPE_CHECKING

from xero_api.money import CENT, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction


def to_cents(amount: Decimal) -> Decimal:
    """Round to 2 decimals, half away from zero, as Xero does."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def apportion(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split an amount of 2 decimals over weights of at least zero; the parts add up to it exactly.

    Each part is the exact share rounded down, and the cents left over go to the largest remainders, earlier weights
    first. Where all weights are zero, everything falls to the last. Raises ValueError for no or negative weights.
    """
    if not weights or min(weights) < 0:
        raise ValueError(f"amounts are split over weights of at least zero (found: {list(weights)})")
    if amount < 0:
        return [-part for part in apportion(-amount, weights)]
    whole = sum(weights)
    if not whole:
        return [*[ZERO] * (len(weights) - 1), amount]
    cents = int(amount / CENT)
    shares = [Decimal(cents) * weight / whole for weight in weights]
    parts = [int(share.to_integral_value(ROUND_FLOOR)) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda index: parts[index] - shares[index])
    for index in by_remainder[: cents - sum(parts)]:
        parts[index] += 1
    return [part * CENT for part in parts]


def share_of(amount: Decimal, share: Fraction) -> Decimal:
    """Return an exact share of an amount, to the cent."""
    return to_cents(amount * share.numerator / share.denominator)


def apportion_lines(amounts: Sequence[Decimal], weights: Sequence[Decimal]) -> list[list[Decimal]]:
    """Split each of several amounts over the same weights; returns the parts of each amount.

    Each amount's parts add up to it, and each weight's parts add up to its share of the total: what is split is the
    running total, so that cents left over by one line are made good by the next.
    """
    running = ZERO
    before = [ZERO] * len(weights)
    table = []
    for amount in amounts:
        running += amount
        after = apportion(running, weights)
        table.append(list(map(sub, after, before)))
        before = after
    return table


def apportion_taxes(
    taxes: Sequence[Decimal], nets: Sequence[Sequence[Decimal]], weights: Sequence[Decimal]
) -> list[list[Decimal]]:
    """Split the taxes of lines over the uses of a credit note, so that net and tax of each use are its amount."""
    net_of_uses = [sum(column, ZERO) for column in zip(*nets, strict=True)] or [ZERO] * len(weights)
    gross_of_uses = apportion(sum(taxes, ZERO) + sum(net_of_uses, ZERO), weights)
    tax_of_uses = [net - gross for net, gross in zip(net_of_uses, gross_of_uses, strict=True)]
    return apportion_lines(taxes, tax_of_uses if any(tax_of_uses) and min(tax_of_uses) >= 0 else weights)


def convert(amounts: Sequence[Decimal], rate: Decimal) -> list[Decimal]:
    """Convert amounts at `rate` (units of their currency for one of the home currency), to 2 decimals.

    The running total is converted and rounded, so the converted amounts add up to the converted total.
    """
    totals = [ZERO]
    running = ZERO
    for amount in amounts:
        running += amount
        totals.append(to_cents(running / rate))
    return [after - before for before, after in pairwise(totals)]
