"""A line's amount and side, in one column or two, come to cents that are positive for a debit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.amounts import Notation
from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.layout import Layout
from revrec_journals.problem import Code
from revrec_journals.sides import signed_amount

if TYPE_CHECKING:
    from revrec_journals.fault import Fault

TWO = Layout(amounts="debit_and_credit")
SIGNED = Layout(amounts="signed_amount")
WORDS = Layout(debit_words=("soll", "s"), credit_words=("haben", "h"))
CENTS = st.integers(-(10**12), 10**12).map(lambda cents: Decimal(cents).scaleb(-2))


def read(layout: Layout, **values: Any) -> Decimal | list[Fault]:  # noqa: ANN401
    """Read a line with these values; `posting_type` stands for `Posting Type`."""
    columns = {"Transaction Date": "", "Journal Entry Id": "", "Account Number": "", "Amount": "", "Posting Type": ""}
    columns |= {"Debit": "", "Credit": ""}
    columns |= {name.replace("_", " ").title(): value for name, value in values.items()}
    return signed_amount(columns, Columns(ColumnSettings(layout=layout)).recognise(columns))


def faults(layout: Layout, **values: Any) -> list[Code]:  # noqa: ANN401
    """Return the codes of what is wrong."""
    found = read(layout, **values)
    assert isinstance(found, list)
    return [fault.code for fault in found]


@given(CENTS)
def test_an_amount_is_the_same_in_every_layout(amount: Decimal) -> None:
    """By its sign, by its column, by its word, or as a negative amount of the other side."""
    other = Layout(negative_is_other_side=True)
    column = {"credit" if amount < 0 else "debit": str(abs(amount))}

    assert read(SIGNED, amount=str(amount)) == amount
    assert read(TWO, **column) == amount
    assert read(WORDS, amount=str(abs(amount)), posting_type="H" if amount < 0 else "Soll") == amount
    assert read(other, amount=str(amount), posting_type="Debit") == amount
    assert read(other, amount=str(-amount), posting_type="Credit") == amount
    assert read(Layout(amounts="debit_and_credit", negative_is_other_side=True), credit=str(-amount)) == amount


def test_a_word_that_nobody_named_is_no_side() -> None:
    """Debit itself is none where other words were named."""
    assert faults(WORDS, amount="1", posting_type="Debit") == [Code.POSTING_TYPE_UNKNOWN]
    assert faults(Layout(), amount="1", posting_type="DR") == [Code.POSTING_TYPE_UNKNOWN]
    (fault,) = read(WORDS, amount="1", posting_type="x")  # type: ignore[misc]
    assert fault.expected == "soll, s, haben or h"
    french = Layout(debit_words=("d\u00e9bit",), credit_words=("cr\u00e9dit",))
    # A Mac puts letter and accent together in another way, which nobody sees.
    assert read(french, amount="1", posting_type="Cre\u0301dit") == -1
    assert "debit_words" in fault.fix


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, Code.VALUE_MISSING),
        ({"debit": "1.00", "credit": "2.00"}, Code.AMOUNT_AMBIGUOUS),
        ({"debit": "-1.00"}, Code.AMOUNT_NEGATIVE),
        ({"credit": "x"}, Code.AMOUNT_UNREADABLE),
        ({"credit": "1.005"}, Code.AMOUNT_TOO_FINE),
    ],
)
def test_two_columns_have_one_amount_between_them(values: dict[str, str], code: Code) -> None:
    """A guess would be a side."""
    assert faults(TWO, **values) == [code]


def test_a_nought_beside_an_amount_is_nothing() -> None:
    """Programs write 0.00 into the other column; two noughts are a line of nothing."""
    assert read(TWO, debit="1.00", credit="0.00") == 1
    assert read(TWO, debit=0, credit=Decimal("0.0")) == 0
    assert read(TWO, debit=float("nan"), credit="1.00") == -1


@given(st.decimals(min_value=-1000, max_value=1000, places=6))
def test_rounding_goes_to_the_next_cent_and_a_half_away_from_zero(amount: Decimal) -> None:
    """If somebody said so."""
    rounded = read(Layout(amounts="signed_amount", rounded=True), amount=amount)

    assert isinstance(rounded, Decimal)
    assert abs(rounded - amount) <= Decimal("0.005")
    assert rounded.as_tuple().exponent == -2
    assert read(Layout(amounts="signed_amount", rounded=True), amount=Decimal("-0.005")) == Decimal("-0.01")


def test_what_may_be_thousands_is_not_rounded() -> None:
    """1.234 as text would be one dollar or a thousand; as a number it is no thousand."""
    rounded = Layout(amounts="signed_amount", rounded=True)

    assert faults(rounded, amount="1.234") == [Code.AMOUNT_AMBIGUOUS]
    assert read(rounded, amount=Decimal("1.234")) == Decimal("1.23")
    said = Layout(amounts="signed_amount", rounded=True, notation=Notation("."))
    assert read(said, amount="1.234") == Decimal("1.23")


def test_a_point_before_three_digits_is_not_taken_for_a_decimal_one_unless_somebody_says_so() -> None:
    """A German 1.200 would be posted as 1.20; what is finer than a cent is told as that."""
    assert faults(SIGNED, amount="1.200") == [Code.AMOUNT_AMBIGUOUS]
    assert faults(SIGNED, amount="10.005") == [Code.AMOUNT_TOO_FINE]
    said = Layout(amounts="signed_amount", notation=Notation("."))
    assert read(said, amount="1.200") == read(SIGNED, amount=Decimal("1.200")) == Decimal("1.20")


def test_nothing_is_never_negative() -> None:
    """-0.00 would be written as such."""
    for layout in (SIGNED, Layout(rounded=True, amounts="signed_amount")):
        assert str(read(layout, amount="-0.00")) == "0.00"
    assert str(read(Layout(rounded=True, amounts="signed_amount"), amount=Decimal("-0.001"))) == "0.00"
