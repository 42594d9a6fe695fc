"""What was read as JSON is written as it came."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_api import money
from xero_connectors.exact_json import exact_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False).filter(lambda number: "." in str(number) or "E" in str(number))
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_every_value_comes_back_as_it_came(value: Any) -> None:  # noqa: ANN401 - any value of JSON
    """Digits of numbers, order of keys, half characters and all."""
    came = money.parse(exact_json(value))

    assert repr(came) == repr(value)


@pytest.mark.parametrize("number", ["1.50", "-0.00", "1E+3", "0E-8", "1E+400", "123456789012345678901234567890.5"])
def test_a_number_keeps_its_digits(number: str) -> None:
    """Trailing zeros, a minus before nothing and an exponent too."""
    assert exact_json({"Amount": Decimal(number)}) == f'{{"Amount":{number}}}'.encode()


def test_a_whole_number_of_any_length_is_written_whole() -> None:
    """Longer than any machine's integer."""
    assert exact_json([2**64, -(10**30)]) == b"[18446744073709551616,-1000000000000000000000000000000]"


def test_a_number_that_is_none_becomes_text() -> None:
    """Python's reader takes NaN and Infinity, which no other one would."""
    came = money.parse(b'{"Amount": NaN, "Rate": [-Infinity, Infinity]}')

    assert exact_json(came) == b'{"Amount":"NaN","Rate":["-Infinity","Infinity"]}'


def test_letters_stand_as_themselves() -> None:
    """People read and correct such files; half a character, which has no UTF-8, is written by its number."""
    assert exact_json({"Müller": "東京"}) == '{"Müller":"東京"}'.encode()
    assert exact_json(["\ud800"]) == b'["\\ud800"]'


def test_a_value_is_one_line_without_spaces() -> None:
    """Line breaks inside of a text are written as such."""
    assert exact_json({"a": ["x\ny", True, None, 1]}) == b'{"a":["x\\ny",true,null,1]}'
