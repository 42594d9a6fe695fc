"""Amounts as they are written: two places, and never a fraction lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.amounts import plain, written


@pytest.mark.parametrize(
    ("amount", "text"),
    [("7", "7.00"), ("7.5", "7.50"), ("7.250", "7.25"), ("-7.1", "-7.10"), ("0", "0.00"), ("-0.00", "0.00")],
)
def test_an_amount_has_two_places_and_nothing_has_no_sign(amount: str, text: str) -> None:
    """Equal amounts are written alike."""
    assert str(plain(Decimal(amount))) == text


@pytest.mark.parametrize("amount", ["0.005", "1348.8901", "-0.001"])
def test_a_fraction_of_a_cent_stays(amount: str) -> None:
    """Rounded, two amounts that differ would look alike."""
    assert str(plain(Decimal(amount))) == amount


@given(st.decimals(-(10**12), 10**12, places=4))
def test_what_is_written_is_the_amount(amount: Decimal) -> None:
    """Thousands are set apart, and no digit is lost."""
    assert Decimal(written(amount).replace(",", "")) == amount


def test_a_sentence_has_the_amount_and_its_currency() -> None:
    """Without a currency there is no space behind it."""
    assert written(Decimal("1348.89"), "NZD") == "1,348.89 NZD"
    assert written(Decimal("-1348.895")) == "-1,348.895"
