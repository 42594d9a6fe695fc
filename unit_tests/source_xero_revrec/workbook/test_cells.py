"""Values of records become values of cells without losing a digit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.workbook.cells import CellValue, ColumnKind, Link, Misfit, Remark, Remarks, cell
from source_xero_revrec.workbook.intake import written
from xero_api import money


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (ColumnKind.TEXT, "INV-1", "INV-1"),
        (ColumnKind.TEXT, 12, "12"),
        (ColumnKind.TEXT, ["a", "b"], '["a","b"]'),
        (ColumnKind.DATE, "2026-02-01", date(2026, 2, 1)),
        (ColumnKind.INSTANT, "2026-03-02T06:00:00.5+13:00", datetime(2026, 3, 1, 17, 0, 0, 500000)),  # noqa: DTZ001
        (ColumnKind.INSTANT, "2026-03-02T06:00:00Z", datetime(2026, 3, 2, 6, 0, 0)),  # noqa: DTZ001
        (ColumnKind.AMOUNT, Decimal("-12.30"), Decimal("-12.30")),
        (ColumnKind.AMOUNT, "0.10", Decimal("0.10")),
        (ColumnKind.COUNT, 3, 3),
        (ColumnKind.BOOLEAN, True, True),
        (ColumnKind.DATE, None, None),
        (ColumnKind.DAY_AFTER, "2026-02-28", date(2026, 3, 1)),
        (ColumnKind.DAY_AFTER, None, None),
    ],
)
def test_a_value_becomes_what_its_column_holds(kind: ColumnKind, value: Any, expected: CellValue) -> None:  # noqa: ANN401
    """Dates are dates, instants lose their zone only after they are UTC, amounts are Decimal."""
    found = cell(kind, value)

    assert (type(expected), expected) == (type(found), found)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ColumnKind.DATE, "01/02/2026"),
        (ColumnKind.DAY_AFTER, "01/02/2026"),
        (ColumnKind.DAY_AFTER, "9999-12-31"),
        (ColumnKind.INSTANT, "2026-03-02T06:00:00"),
        (ColumnKind.AMOUNT, "twelve"),
        (ColumnKind.AMOUNT, "NaN"),
        (ColumnKind.COUNT, True),
        (ColumnKind.BOOLEAN, "yes"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: ColumnKind, value: Any) -> None:  # noqa: ANN401
    """Nothing is guessed: a date that is none, or an instant without a zone, is a misfit."""
    with pytest.raises(Misfit):
        cell(kind, value)


def test_a_float_never_carries_money() -> None:
    """A float is a mistake of the program, not of the data, and stops it."""
    with pytest.raises(TypeError):
        cell(ColumnKind.AMOUNT, 0.1)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_an_amount_keeps_every_digit_on_its_way_through_the_message(amount: Decimal) -> None:
    """What the source wrote as digits arrives as the same Decimal."""
    record = money.parse(written({"amount": amount}))

    assert amount == Decimal(record["amount"])
    assert not isinstance(record["amount"], float)


def test_remarks_are_counted_for_each_column() -> None:
    """A thousand texts with the same fault are one sentence."""
    remarks = Remarks()
    for _ in range(1000):
        remarks.note("Customer", "Customer Name", Remark.CONTROL_CHARACTERS)
    remarks.note("Product", "Description", Remark.CUT)

    assert remarks.sentences() == [
        "Customer, Customer Name: 1,000 values with characters that Excel refuses, which were removed.",
        "Product, Description: 1 value longer than the 32,767 characters that Excel takes, cut.",
    ]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("line_description", "Line description"),
        ("AUTHORISED", "Approved"),
        ("VOIDED", "Voided"),
        ("error", "Error"),
        ("ABSENT_PERIOD", "No period"),
        ("ORDER_TOTAL", "Order total"),
        ("Info", "Info"),
        ("No CRM customer has this name", "No CRM customer has this name"),
        ("INV-7", "INV-7"),
    ],
)
def test_code_words_are_said_as_a_person_says_them(word: str, said: str) -> None:
    """What is a sentence or a name stays as it is."""
    assert cell(ColumnKind.WORDS, word) == said


def test_an_address_becomes_a_link() -> None:
    """A record without one has an empty cell."""
    assert cell(ColumnKind.LINK, "https://go.xero.com/1") == Link("https://go.xero.com/1", "Open")
    assert cell(ColumnKind.LINK, None) is None
