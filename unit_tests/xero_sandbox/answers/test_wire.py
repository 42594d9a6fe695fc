"""The JSON of the sandbox is Xero's, to the letter."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox.answers.wire import compressed, encode, envelope


def test_the_text_has_two_space_indent_crlf_and_escaped_slashes() -> None:
    """A body looks as in recorded traffic."""
    text = encode({"Url": "https://example.com/a", "Rows": [{"Name": "Ā/B"}]})

    expected = (
        '{\r\n  "Url": "https:\\/\\/example.com\\/a",\r\n  "Rows": [\r\n    {\r\n'
        '      "Name": "Ā\\/B"\r\n    }\r\n  ]\r\n}'
    )
    assert expected.encode() == text


def test_a_business_date_is_midnight_utc() -> None:
    """22 July 2019 is the number that Xero sent for it."""
    assert b'"\\/Date(1563753600000+0000)\\/"' in encode({"Date": date(2019, 7, 22)})


@pytest.mark.parametrize(("instant", "written"), [
    (datetime(2019, 3, 5, 18, 59, 6, 157000, tzinfo=UTC), "1551812346157+0000"),
    (datetime(1970, 1, 1, tzinfo=UTC), "0+0000"),
    (datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC), "-1+0000"),
])  # fmt: skip
def test_an_instant_is_whole_milliseconds(instant: datetime, written: str) -> None:
    """Milliseconds are exact, before 1970 too."""
    assert f"Date({written})".encode() in encode({"UpdatedDateUTC": instant})


def test_the_envelope_has_no_offset_in_its_time() -> None:
    """DateTimeUTC differs from every other instant."""
    body = json.loads(encode(envelope("Invoices", [], NOON, pagination={"page": 1}, identifier="x")))

    expected = {
        "Id": "x",
        "Status": "OK",
        "ProviderName": "Xero Sandbox",
        "DateTimeUTC": "/Date(1772452800000)/",
        "pagination": {"page": 1},
        "Invoices": [],
    }
    assert expected == body


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_decimal_keeps_its_digits(number: Decimal) -> None:
    """Scale and value survive; no exponent is written."""
    written = json.loads(encode({"n": number}), parse_float=Decimal, parse_int=Decimal)["n"]

    assert number.as_tuple() == written.as_tuple()


@given(st.text())
def test_any_text_survives(text: str) -> None:
    """Line feeds, quotes, backslashes and slashes inside strings are read back as they were."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return
    assert text == json.loads(encode({"t": text}))["t"]


def test_a_type_that_xero_does_not_have_is_an_error() -> None:
    """Bytes in the books are a bug, not text."""
    with pytest.raises(TypeError):
        encode({"n": b"bytes"})


def test_gzip_of_a_body_is_the_same_every_time() -> None:
    """No time stamp hides in it."""
    assert compressed(b"body" * 99) == compressed(b"body" * 99)
    assert gzip.decompress(compressed(b"body" * 99)) == b"body" * 99


def test_a_day_of_an_old_organisation_is_midnight_where_it_is() -> None:
    """The number is UTC's, the day before; instants are not touched."""
    body = encode({"Date": date(2026, 1, 31), "At": datetime(1970, 1, 1, tzinfo=UTC)}, "+1300")

    assert b'"\\/Date(1769770800000+1300)\\/"' in body
    assert b'"\\/Date(0+0000)\\/"' in body
