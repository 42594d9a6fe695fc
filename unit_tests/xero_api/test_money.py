"""Numbers keep the digits that Xero sent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_api import money


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
