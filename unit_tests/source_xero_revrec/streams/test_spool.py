"""Pages wait on disk without losing a digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.streams.records import verbatim
from source_xero_revrec.streams.spool import Spool

DIGITS = st.from_regex(r"-?(0|[1-9][0-9]{0,30})\.[0-9]{1,12}", fullmatch=True)


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
        assert repr(exact) == repr(spool.read(place, Decimal))
        assert orjson.dumps(page(*digits)) == orjson.dumps(spool.read(place, verbatim))


def test_pages_may_be_read_while_others_are_added() -> None:
    """A reader that comes later never spoils what is written after it read."""
    spool = Spool()
    spool.append([{"Name": "Ünïcode 商品"}])
    spool.append([])
    assert spool.read(0, Decimal) == [{"Name": "Ünïcode 商品"}]
    spool.append([{"Name": "last"}])

    assert spool.read(1, Decimal) == []
    assert spool.read(-1, Decimal) == [{"Name": "last"}]
    assert spool.read(0, Decimal) == [{"Name": "Ünïcode 商品"}]


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_an_amount_that_lost_its_own_digits_is_refused(amount: Decimal) -> None:
    """A parsed amount would be written by other rules than Xero's."""
    with pytest.raises(TypeError):
        Spool().append([{"Total": amount}])
