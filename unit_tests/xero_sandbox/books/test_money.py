"""Amounts and rates at the scales that Xero keeps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xero_sandbox.books.money import cents, decimal_of, four_places, in_base, rate_of
from xero_sandbox.books.records import BooksError


def test_half_a_cent_goes_away_from_zero() -> None:
    """On both sides of it; and no zero has a sign."""
    assert [str(cents(Decimal(text))) for text in ("0.005", "-0.005", "-0.004")] == ["0.01", "-0.01", "0.00"]
    assert str(four_places(Decimal("0.00005"))) == "0.0001"


def test_a_rate_is_foreign_units_for_one_base_unit() -> None:
    """60 dollars at 0.6 dollars for one base unit are 100 base units."""
    assert Decimal("100.00") == in_base(Decimal("60.00"), Decimal("0.6000000000"))


@pytest.mark.parametrize("value", [1.5, True, "abc", "NaN", "Infinity"])
def test_what_has_no_exact_cents_is_refused(value: object) -> None:
    """Floats, booleans and texts that are no finite numbers raise BooksError."""
    with pytest.raises(BooksError, match="is not an amount"):
        decimal_of(value)  # type: ignore[arg-type]


def test_one_to_one_leaves_an_amount_alone() -> None:
    """At any other rate it is turned into base currency and rounded."""
    assert str(in_base(Decimal("1.005"), Decimal(1))) == "1.005"
    assert str(in_base(Decimal("1.00"), Decimal("0.3"))) == "3.33"


@pytest.mark.parametrize("rate", ["0", "-0.5", "0.00000000001"])
def test_a_rate_is_greater_than_zero(rate: str) -> None:
    """At the ten places that are kept."""
    assert str(rate_of("0.5")) == "0.5000000000"
    with pytest.raises(BooksError, match="rate must be greater than zero"):
        rate_of(rate)
