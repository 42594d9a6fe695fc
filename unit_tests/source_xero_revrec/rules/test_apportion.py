"""Amounts are split and converted to the cent: nothing is lost, nothing appears."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from source_xero_revrec.rules.apportion import (
    apportion,
    apportion_lines,
    apportion_taxes,
    convert,
    share_of,
    to_cents,
)
from xero_api.money import CENT, ZERO


def cents(least: int, most: int) -> st.SearchStrategy[Decimal]:
    """Draw amounts of 2 decimals; the bounds are cents."""
    return st.integers(least, most).map(lambda drawn: drawn * CENT)


AMOUNTS = cents(-(10**13), 10**13)
WEIGHTS = st.lists(cents(0, 10**12) | cents(0, 3), min_size=1, max_size=8)
RATES = st.decimals("0.0001", "25000", places=6)


@given(AMOUNTS, WEIGHTS)
@example(Decimal("-0.01"), [Decimal("0.01"), Decimal("0.01")])
def test_the_parts_add_up_to_the_amount(amount: Decimal, weights: list[Decimal]) -> None:
    """Whatever the amount and the weights, no cent is lost and none appears."""
    parts = apportion(amount, weights)

    assert len(parts) == len(weights)
    assert sum(parts) == amount
    assert all(part == to_cents(part) for part in parts)


@given(AMOUNTS, WEIGHTS.filter(any))
def test_a_part_is_less_than_a_cent_from_its_exact_share(amount: Decimal, weights: list[Decimal]) -> None:
    """Each part is the exact share rounded up or down, with the sign of the amount."""
    whole = sum(map(Fraction, weights))

    for part, weight in zip(apportion(amount, weights), weights, strict=True):
        share = Fraction(amount) * Fraction(weight) / whole
        assert abs(Fraction(part) - share) < Fraction(CENT)
        assert part * amount >= 0


@given(AMOUNTS, WEIGHTS.filter(any))
def test_cents_left_over_go_to_the_largest_remainders(amount: Decimal, weights: list[Decimal]) -> None:
    """Nobody who got a cent on top was further from the next cent than somebody who got none."""
    whole = sum(map(Fraction, weights))
    shares = [abs(Fraction(amount)) * 100 * Fraction(weight) / whole for weight in weights]
    on_top = [int(abs(part) * 100) - share // 1 for part, share in zip(apportion(amount, weights), shares, strict=True)]
    remainders = [share % 1 for share in shares]

    with_cent = [remainder for remainder, extra in zip(remainders, on_top, strict=True) if extra]
    without = [remainder for remainder, extra in zip(remainders, on_top, strict=True) if not extra]
    assert set(on_top) <= {0, 1}
    assert not with_cent or not without or min(with_cent) >= max(without)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("100.00", ["1", "1", "1"], ["33.34", "33.33", "33.33"]),
        ("-100.00", ["1", "1", "1"], ["-33.34", "-33.33", "-33.33"]),
        ("0.01", ["1", "1"], ["0.01", "0.00"]),
        ("0.05", ["0", "1", "0"], ["0.00", "0.05", "0.00"]),
        ("10.00", ["0", "0", "0"], ["0.00", "0.00", "10.00"]),
        ("0.00", ["2", "1"], ["0.00", "0.00"]),
        ("7.77", ["5"], ["7.77"]),
        ("86.95", ["60.50", "39.50"], ["52.60", "34.35"]),
    ],
)
def test_amounts_are_split_as_an_accountant_would(amount: str, weights: list[str], parts: list[str]) -> None:
    """Among equal remainders the earlier comes first; a weight of zero gets nothing unless all are zero."""
    found = apportion(Decimal(amount), [Decimal(weight) for weight in weights])

    assert parts == [str(part) for part in found]


@pytest.mark.parametrize("weights", [[], [Decimal(1), Decimal("-0.01")]])
def test_nothing_is_split_over_no_or_negative_weights(weights: list[Decimal]) -> None:
    """Such weights are a programmer's error and are named."""
    with pytest.raises(ValueError, match="weights of at least zero"):
        apportion(Decimal("1.00"), weights)


@given(st.lists(cents(-(10**8), 10**8) | cents(-3, 3), max_size=6), WEIGHTS)
def test_lines_split_over_the_same_weights_tie_both_ways(amounts: list[Decimal], weights: list[Decimal]) -> None:
    """Each line's parts add up to the line, and each weight's parts to its share of the total."""
    table = apportion_lines(amounts, weights)

    assert amounts == [sum(parts) for parts in table]
    columns = [sum((parts[index] for parts in table), ZERO) for index in range(len(weights))]
    assert columns == apportion(sum(amounts, ZERO), weights)


@given(st.lists(AMOUNTS, max_size=8), RATES)
def test_converted_amounts_add_up_to_the_converted_total(amounts: list[Decimal], rate: Decimal) -> None:
    """Line by line in home currency is the same money as the whole document in home currency."""
    converted = convert(amounts, rate)

    assert len(converted) == len(amounts)
    assert sum(converted, ZERO) == to_cents(sum(amounts, ZERO) / rate)
    assert all(amount == to_cents(amount) for amount in converted)


@given(st.lists(AMOUNTS, min_size=1, max_size=8), RATES)
def test_a_converted_amount_is_within_a_cent_of_its_own_conversion(amounts: list[Decimal], rate: Decimal) -> None:
    """What rounding moves between lines is never more than one cent a line; and the first lines tie as all do."""
    converted = convert(amounts, rate)

    for amount, found in zip(amounts, converted, strict=True):
        assert abs(Fraction(found) - Fraction(amount) / Fraction(rate)) <= Fraction(CENT)
    for total, running in zip(accumulate(amounts), accumulate(converted), strict=True):
        assert running == to_cents(total / rate)


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1.0049", "1.00")]
)
def test_half_a_cent_is_rounded_away_from_zero(amount: str, rounded: str) -> None:
    """Cents are rounded as Xero rounds them, not to even."""
    assert Decimal(rounded) == to_cents(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "share", "expected"), [("100.00", "1/3", "33.33"), ("0.05", "1/2", "0.03"), ("-0.05", "1/2", "-0.03")]
)
def test_a_share_of_an_amount_is_rounded_half_away_from_zero(amount: str, share: str, expected: str) -> None:
    """As every other amount is."""
    assert str(share_of(Decimal(amount), Fraction(share))) == expected


@given(
    st.lists(st.tuples(cents(0, 10**6), cents(0, 10**5)), min_size=1, max_size=5),
    st.lists(cents(1, 10**5), min_size=1, max_size=4),
)
def test_net_and_tax_of_a_use_are_its_share_of_both(
    lines: list[tuple[Decimal, Decimal]], weights: list[Decimal]
) -> None:
    """As a credit note's amounts are, below zero; each line's parts add up to its own tax."""
    taxes = [-tax for _, tax in lines]
    nets = apportion_lines([-net for net, _ in lines], weights)

    split = apportion_taxes(taxes, nets, weights)

    assert [sum(parts, ZERO) for parts in split] == taxes
    net_of_uses = [sum(column, ZERO) for column in zip(*nets, strict=True)]
    gross = apportion(sum(taxes, ZERO) + sum(net_of_uses, ZERO), weights)
    if all(whole <= net for whole, net in zip(gross, net_of_uses, strict=True)):
        tax_of_uses = [sum(column, ZERO) for column in zip(*split, strict=True)]
        assert [net + tax for net, tax in zip(net_of_uses, tax_of_uses, strict=True)] == gross
