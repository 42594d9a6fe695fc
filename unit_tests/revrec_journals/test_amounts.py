"""Amounts are read exactly in the notation that somebody named, and in no other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.amounts import AS_PROGRAMS_WRITE, Notation, may_be_thousands, read_amount

GERMAN = Notation(",", ".", "€")
SWISS = Notation(".", "'", "CHF")
FRENCH = Notation(",", " ", "€")
AMERICAN = Notation("", ",", "$")
CENTS = st.integers(0, 10**14)


def grouped(cents: int, notation: Notation) -> str:
    """Write an amount as people of a notation do."""
    text = f"{cents // 100:,}.{cents % 100:02d}".replace(",", "\0").replace(".", notation.decimal_mark or ".")
    return text.replace("\0", notation.thousands)


@given(CENTS, st.sampled_from([AS_PROGRAMS_WRITE, GERMAN, SWISS, FRENCH, AMERICAN]), st.integers(0, 6))
def test_what_is_written_in_a_notation_is_read_back(cents: int, notation: Notation, how: int) -> None:
    """With its sign in any of the places in which accountants put it, and the currency before or behind."""
    text, sign = grouped(cents, notation), notation.currency_sign
    written = [text, f"-{text}", f"({text})", f"{text}-", f"{sign}{text}", f"-{sign} {text}", f"{text} {sign}-"][how]
    expected = Decimal(cents).scaleb(-2)

    assert read_amount(written, notation) == (-expected if "-" in written or "(" in written else expected)


@given(CENTS, st.sampled_from([GERMAN, SWISS, FRENCH, AMERICAN]))
def test_an_amount_is_read_in_another_notation_as_the_same_or_not_at_all(cents: int, notation: Notation) -> None:
    """Two notations that nobody named never give two amounts, but where a point may be either."""
    text = grouped(cents, notation)
    read = read_amount(text)

    assert read in (None, Decimal(cents).scaleb(-2)) or may_be_thousands(text, AS_PROGRAMS_WRITE)


@pytest.mark.parametrize(
    ("text", "notation", "amount"),
    [
        ("1.234,50", GERMAN, "1234.50"),
        ("1234,5", GERMAN, "1234.5"),
        ("1.234", GERMAN, "1234"),
        ("1'234.50", SWISS, "1234.50"),
        ("1\N{RIGHT SINGLE QUOTATION MARK}234.50", SWISS, "1234.50"),
        ("CHF 1'234.50", SWISS, "1234.50"),
        ("1\N{NARROW NO-BREAK SPACE}234,50 €", FRENCH, "1234.50"),
        ("1\N{FIGURE SPACE}234,50", FRENCH, "1234.50"),
        ("12,34,567.00", AMERICAN, "1234567.00"),
        ("$(1.00)", AMERICAN, None),
        ("($1.00)", AMERICAN, "-1.00"),
        ("\N{MINUS SIGN}1.00", AS_PROGRAMS_WRITE, "-1.00"),
        ("+1.00", AMERICAN, "1.00"),
        ("1E+3", AMERICAN, "1000"),
        ("1,5E+3", GERMAN, "1500"),
    ],
)
def test_writings_of_people_are_read(text: str, notation: Notation, amount: str | None) -> None:
    """As they are found in files."""
    assert read_amount(text, notation) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("1,234.50", AS_PROGRAMS_WRITE),
        ("1234,50", AS_PROGRAMS_WRITE),
        ("$1", AS_PROGRAMS_WRITE),
        ("€1", AMERICAN),
        ("1,23.50", AMERICAN),
        ("1,2345", AMERICAN),
        (",234", AMERICAN),
        ("1.23,50", GERMAN),
        ("1.5", GERMAN),
        ("1,234.50", GERMAN),
        ("1.5", Notation(",")),
        ("1.5", Notation(",", "'")),
        ("1 234.50", SWISS),
        ("(1.00", AMERICAN),
        ("1.00)", AMERICAN),
        ("(-1.00)", AMERICAN),
        ("-1.00-", AMERICAN),
        ("--1", AMERICAN),
        ("1.00 CR", AMERICAN),
        ("", AMERICAN),
        ("$", AMERICAN),
        ("\u0661,\u0660\u0660\u0660", AMERICAN),
    ],
)
def test_what_a_notation_does_not_explain_is_no_amount(text: str, notation: Notation) -> None:
    """Nothing in it is left over."""
    assert read_amount(text, notation) is None


@pytest.mark.parametrize("notation", [AS_PROGRAMS_WRITE, GERMAN, AMERICAN])
@pytest.mark.parametrize(
    ("value", "amount"), [(Decimal("1.234"), "1.234"), (1234, "1234"), (True, None), (1.5, None), (None, None)]
)
def test_numbers_are_numbers_in_every_notation(value: Any, amount: str | None, notation: Notation) -> None:  # noqa: ANN401
    """JSON and Excel have no marks between thousands; floats and truth are no amounts."""
    assert read_amount(value, notation) == (None if amount is None else Decimal(amount))


def test_an_amount_beyond_all_sense_is_none() -> None:
    """Fifteen digits before the point are the most."""
    assert read_amount("999.999.999.999.999,99", GERMAN) == Decimal("999999999999999.99")
    assert read_amount("1.000.000.000.000.000,00", GERMAN) is None


@pytest.mark.parametrize(
    ("text", "either"),
    [("1.234", True), ("-12.345", True), ("0.123", False), ("1.23", False), ("1234.567", False), ("1.2345", False)],
)
def test_a_point_before_three_digits_may_separate_thousands(text: str, either: bool) -> None:  # noqa: FBT001
    """Until somebody says what it is."""
    assert may_be_thousands(text, AS_PROGRAMS_WRITE) is either
    assert not may_be_thousands(text, Notation("."))
    assert not may_be_thousands(text, AMERICAN)


def test_left_alone_amounts_have_no_marks_but_the_point() -> None:
    """And no currency beside them."""
    assert Notation(decimal_mark="", thousands="", currency_sign="") == AS_PROGRAMS_WRITE
    assert Notation() == AS_PROGRAMS_WRITE
