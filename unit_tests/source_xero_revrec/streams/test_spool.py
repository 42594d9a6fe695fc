"""Pages wait on disk without losing a digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.streams.records import verbatim
from source_xero_revrec.streams.spool import Spool, exact
from xero_api import money
from xero_api.nesting import TOO_DEEP

DIGITS = st.from_regex(r"-?(0|[1-9][0-9]{0,25})\.[0-9]{1,12}", fullmatch=True)


def page(*digits: str) -> list[dict[str, Any]]:
    """Return a page of records with these amounts, as a walk reads them for the spool."""
    return [{"Total": verbatim(each), "LineItems": [{"LineAmount": verbatim(each)}]} for each in digits]


@given(st.lists(st.lists(DIGITS, max_size=4), max_size=4))
def test_every_digit_comes_back(pages: list[list[str]]) -> None:
    """As Decimal and verbatim, page by page, however long the amount is and however many zeros end it."""
    spool = Spool()
    for digits in pages:
        spool.append(page(*digits))

    for place, digits in enumerate(pages):
        exact = [{"Total": Decimal(each), "LineItems": [{"LineAmount": Decimal(each)}]} for each in digits]
        assert repr(exact) == repr(spool.read(place, Decimal).value)
        assert orjson.dumps(page(*digits)) == orjson.dumps(spool.read(place, verbatim).value)


def test_pages_may_be_read_while_others_are_added() -> None:
    """A reader that comes later never spoils what is written after it read."""
    spool = Spool()
    spool.append([{"Name": "Ünïcode 商品"}])
    spool.append([])
    assert spool.read(0, Decimal).value == [{"Name": "Ünïcode 商品"}]
    spool.append([{"Name": "last"}])

    assert spool.read(1, Decimal).value == []
    assert spool.read(-1, Decimal).value == [{"Name": "last"}]
    assert spool.read(0, Decimal).value == [{"Name": "Ünïcode 商品"}]


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_an_amount_that_lost_its_own_digits_is_refused(amount: Decimal) -> None:
    """A parsed amount would be written by other rules than Xero's."""
    with pytest.raises(TypeError):
        Spool().append([{"Total": amount}])


@pytest.mark.parametrize("text", [r'"half \ud83d"', "1e400", "9" * 40, "9" * 5000, "NaN", "[null]"])
def test_what_no_writer_of_json_takes_comes_back(text: str) -> None:
    """Whoever reads the page from the disk finds what came over the wire."""
    spool = Spool()
    page_of_one = f'[{{"Total": {text}, "Name": "Zoë"}}]'.encode()
    spool.append(money.parse(page_of_one, verbatim))

    assert repr(spool.read(0, Decimal).value) == repr(money.parse(page_of_one))
    assert exact(spool.read(0, verbatim).value) == exact(money.parse(page_of_one, verbatim))


def test_a_name_of_a_field_is_kept_with_half_a_character_as_its_escape() -> None:
    """JSON has no other way to write it."""
    assert exact({"\ud83d": 10**20}) == rb'{"\\ud83d":100000000000000000000}'


@pytest.mark.parametrize("levels", [300, 900])
def test_what_is_nested_too_deep_comes_back_as_a_text(levels: int) -> None:
    """The page is kept, and the other records of it are whole."""
    deep: list[Any] = []
    for _ in range(levels):
        deep = [deep]
    spool = Spool()

    spool.append([{"Deep": deep}, {"Total": "1"}])

    first, second = spool.read(0, str).value
    assert TOO_DEEP in str(first)
    assert second == {"Total": "1"}
