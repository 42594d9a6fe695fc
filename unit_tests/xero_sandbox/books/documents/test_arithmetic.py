"""Line and document arithmetic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from xero_sandbox.books.documents.arithmetic import line_amount, tax_amount, totals

AMOUNTS = st.decimals("-99999.99", "99999.99", places=2)


def half_up(value: Fraction) -> Decimal:
    """Round to cents, half away from zero, without Decimal's own rounding."""
    scaled = abs(value) * 100
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole) / 100


def test_tax_is_rounded_per_line_as_in_xeros_own_example() -> None:
    """25.06, 25.61 and 25.63 at 15 % give 3.76 + 3.84 + 3.84 = 11.44."""
    lines = [Decimal("25.06"), Decimal("25.61"), Decimal("25.63")]
    taxes = [tax_amount(line, Decimal(15), "Exclusive") for line in lines]

    assert [Decimal("3.76"), Decimal("3.84"), Decimal("3.84")] == taxes
    assert Decimal("11.44") == totals(zip(lines, taxes, strict=True), "Exclusive").total_tax


def test_inclusive_totals_take_the_tax_out_of_the_lines() -> None:
    """An Inclusive total is the sum of its lines, and the tax is part of it."""
    tax = tax_amount(Decimal("115.00"), Decimal(15), "Inclusive")
    result = totals([(Decimal("115.00"), tax)], "Inclusive")

    assert (Decimal("100.00"), Decimal("15.00"), Decimal("115.00")) == (
        result.sub_total,
        result.total_tax,
        result.total,
    )


def test_half_a_cent_goes_away_from_zero() -> None:
    """Half a cent rounds up, below zero it rounds down."""
    assert Decimal("0.13") == line_amount(Decimal(1), Decimal("0.1250"))
    assert Decimal("-0.13") == line_amount(Decimal(-1), Decimal("0.1250"))


def test_a_discount_is_a_percentage_of_the_line() -> None:
    """Quantity times unit amount times (100 - rate) / 100."""
    assert Decimal("131.22") == line_amount(Decimal(3), Decimal("49.99"), Decimal("12.5"))


@settings(max_examples=60)
@given(AMOUNTS, st.sampled_from(["0", "5", "8.75", "15", "20"]), st.sampled_from(["Exclusive", "Inclusive", "NoTax"]))
def test_tax_equals_the_exact_fraction_rounded_once(amount: Decimal, percentage: str, kind: str) -> None:
    """The tax is the exact product rounded half up once, whatever the sign."""
    rate = Fraction(percentage) / 100
    exact = {
        "Exclusive": Fraction(amount) * rate,
        "Inclusive": Fraction(amount) * rate / (1 + rate),
        "NoTax": Fraction(0),
    }

    assert half_up(exact[kind]) == tax_amount(amount, Decimal(percentage), kind)
