"""Numbers keep the digits that Xero sent."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_api import money
from xero_api.nesting import TOO_DEEP


@given(st.from_regex(r"\A-?(0|[1-9][0-9]{0,30})\.[0-9]{1,20}\Z"))
def test_a_fractional_number_is_the_decimal_of_its_text(text: str) -> None:
    """No digit is lost or added on the way from JSON to Decimal, trailing zeros included."""
    (number,) = money.parse(f"[{text}]".encode())

    assert isinstance(number, Decimal)
    assert Decimal(text).as_tuple() == number.as_tuple()


def test_a_sum_is_exact() -> None:
    """Three tenths are three tenths."""
    amounts = money.parse(b"[0.1, 0.2]")

    assert sum(amounts) == Decimal("0.3")


@pytest.mark.parametrize("body", [b"", b"<html>Bad Gateway</html>", b'{"Invoices":[{"Total":10.', b"\xff{}"])
def test_what_is_no_json_is_a_value_error(body: bytes) -> None:
    """Error pages, cut answers and broken bytes are told from answers."""
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is the promise
        money.parse(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"Amount": NaN}', "nan"),
        (b'"half a character: \\ud800"', "half a character: \ud800"),
        ('{"Amount": 1.10}'.encode("utf-16"), "1.10"),
        (b'\xef\xbb\xbf{"Amount": 1.10}', "1.10"),
        (b"123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_what_is_almost_json_is_read_as_python_reads_it(body: bytes, expected: str) -> None:
    """What data frames, old exports and Windows write is not refused for a stricter reader's sake."""
    found = money.parse(body)

    assert str(found["Amount"] if isinstance(found, dict) else found) == expected


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
        lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
        max_leaves=12,
    ),
    st.booleans(),
)
def test_a_text_is_read_as_pythons_own_reader_reads_it(value: object, escaped: bool) -> None:  # noqa: FBT001
    """Keys, order, text, whole numbers and the digits of all others, whatever is nested in what."""
    body = json.dumps(value, default=str, ensure_ascii=escaped).encode("utf-8", "surrogatepass")

    found, expected = money.parse(body), json.loads(body, parse_float=Decimal)

    assert repr(found) == repr(expected)


def test_what_is_nested_too_deep_is_a_text_and_the_rest_is_read() -> None:
    """Python gives up at a thousand levels."""
    body = b'{"Deep": ' + b"[" * 50_000 + b"]" * 50_000 + b', "Total": 1.50}'

    read = money.parse(body)

    assert read["Total"] == Decimal("1.50")
    assert TOO_DEEP in str(read["Deep"])


@pytest.mark.parametrize("digits", ["1e-99999999999999999999", "-1E+99999999999999999999"])
def test_the_digits_of_a_number_that_no_decimal_holds_are_a_text(digits: str) -> None:
    """Which is no number to whoever needs one."""
    assert money.parse(f"[{digits}, 2.50]".encode()) == [digits, Decimal("2.50")]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('[0.0, -1.50, "\\u00e4", 7, null, true, {"a": [12345678.1234]}]', True),
        ("[999999999999999.123456789012]", True),
        ('["\\ud83d\\ude00"]', True),
        ("[1000000000000000.0]", False),
        ("[0.1234567890123]", False),
        ("[1e3]", False),
        ("[1.5E-3]", False),
        ('["a\\u0000"]', False),
        ('["half \\ud83d"]', False),
        ("[NaN]", False),
        ("[" * 5_000 + "]" * 5_000, False),
    ],
)
def test_a_page_is_plain_where_every_number_and_every_text_is_certainly_good(text: str, plain: bool) -> None:  # noqa: FBT001
    """What is read is the same in either case."""
    for _ in range(2):
        found = money.parsed(text.encode())

        assert found.plain is plain
        assert repr(found.value) == repr(money.parse(text.encode()))


def test_only_a_page_of_decimals_is_plain() -> None:
    """Numbers that are kept as they stand are looked at by nobody."""
    assert money.parsed(b"[1.5]", str) == (["1.5"], False)


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False), max_size=8))
def test_the_numbers_of_a_plain_page_are_amounts(numbers: list[Decimal]) -> None:
    """None that has decimal places takes a second look."""
    found = money.parsed(f"[{', '.join(map(str, numbers))}]".encode())

    if found.plain:
        with_places = [number for number in found.value if isinstance(number, Decimal)]
        assert list(map(money.amount, with_places)) == with_places
