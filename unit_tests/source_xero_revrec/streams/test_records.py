"""Documents become records: days and instants as ISO text, money with Xero's digits, everything else as it is."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import orjson
import pytest
from airbyte_cdk.models import AirbyteMessage, AirbyteMessageSerializer, AirbyteRecordMessage, Type
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.streams.records import BUSINESS_DATES, INSTANTS, record, verbatim
from xero_api import money
from xero_api.nesting import TOO_DEEP

NUMBERS = st.from_regex(r"\A-?(0|[1-9][0-9]{0,24})\.[0-9]{1,12}\Z")
WHOLE = st.integers(-(2**63), 2**63 - 1).map(str)


def printed(document: dict[str, Any]) -> str:
    """Return the document's record as the connector prints it."""
    message = AirbyteMessage(
        type=Type.RECORD,
        record=AirbyteRecordMessage(stream="invoices", data=record(document, "tenant-1"), emitted_at=0),
    )
    return orjson.dumps(AirbyteMessageSerializer.dump(message)).decode()


def data(line: str) -> dict[str, Any]:
    """Return the data of a printed record, numbers as Decimal."""
    parsed: dict[str, Any] = json.loads(line, parse_float=Decimal, parse_int=Decimal)["record"]["data"]
    return parsed


def parsed(text: str) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return a document as a walk for a raw stream parses it."""
    return money.parse(text.encode(), verbatim)


@given(NUMBERS | WHOLE)
def test_any_decimal_text_arrives_with_its_digits(text: str) -> None:
    """From Xero's JSON to ours no digit is lost, added or rounded, at the top, in objects and in lists."""
    document = parsed(f'{{"Total": {text}, "Line": {{"Tax": {text}}}, "Lines": [{{"Net": {text}}}, {text}]}}')

    line = printed(document)

    assert f'"Total":{text},"Line":{{"Tax":{text}}},"Lines":[{{"Net":{text}}},{text}]' in line
    assert data(line)["Total"].as_tuple() == Decimal(text).as_tuple()


def test_money_is_printed_as_xero_printed_it() -> None:
    """Scales stay: 89.00 is neither 89 nor 89.0, and a rate keeps its ten places."""
    line = printed(parsed('{"Total": 89.00, "Quantity": 1.0000, "CurrencyRate": 0.0000000038, "Due": -0.01}'))

    assert '"Total":89.00,"Quantity":1.0000,"CurrencyRate":0.0000000038,"Due":-0.01' in line


def test_days_and_instants_become_iso_text() -> None:
    """A business date is a day without a zone, an instant has milliseconds and UTC."""
    found = record(
        {
            "Date": "/Date(1563753600000+0000)/",
            "DateString": "2019-07-22T00:00:00",
            "UpdatedDateUTC": "/Date(1563801234567+0000)/",
            "Payments": [{"Date": "/Date(-370915200000+0000)/", "Invoice": {"DueDate": "/Date(0+0000)/"}}],
        },
        "tenant-1",
    )

    assert found == {
        "tenant_id": "tenant-1",
        "Date": "2019-07-22",
        "DateString": "2019-07-22T00:00:00",
        "UpdatedDateUTC": "2019-07-22T13:13:54.567+00:00",
        "Payments": [{"Date": "1958-04-01", "Invoice": {"DueDate": "1970-01-01"}}],
    }


@pytest.mark.parametrize("field", sorted(INSTANTS))
def test_an_offset_is_not_added_to_an_instant(field: str) -> None:
    """Peers' defect 4: an old organisation's `+1300` moves nothing."""
    assert record({field: "/Date(1563753600000+1300)/"}, "t")[field] == "2019-07-22T00:00:00.000+00:00"


@pytest.mark.parametrize("text", ["/Date(1)/", "see /Date(123)/ below", "/Date(1563753600000+0000)/ renewal", "/Date("])
@pytest.mark.parametrize("field", ["Description", "Reference", "Narration", "Name"])
def test_a_description_that_holds_a_date_stays(field: str, text: str) -> None:
    """Peers' defect 4: text that people typed is never taken for a date."""
    document = {field: text, "LineItems": [{field: text}], "Tags": [text]}

    assert record(copy.deepcopy(document), "t") == {"tenant_id": "t", **document}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda node: st.lists(node, max_size=3) | st.dictionaries(st.text(), node, max_size=3),
        max_leaves=12,
    )
)
def test_everything_else_stays_as_it_is(value: Any) -> None:  # noqa: ANN401 - JSON is any of its types
    """Fields without money or dates, known or not, unicode or empty, pass through."""
    assert record({"Anything": copy.deepcopy(value)}, "t") == {"tenant_id": "t", "Anything": value}


def test_numbers_that_xero_writes_as_text_in_batch_payments_become_numbers() -> None:
    """A nested batch payment has the same kinds of values as a batch payment of its own."""
    found = data(printed({"BatchPayment": {"TotalAmount": "120.50", "IsReconciled": "false"}}))

    assert found["BatchPayment"] == {"TotalAmount": Decimal("120.50"), "IsReconciled": False}


def test_an_organisations_key_is_left_out() -> None:
    """The obsolete APIKey field, which may hold a key, never reaches a warehouse."""
    assert record({"Name": "Demo", "APIKey": "not-a-real-key"}, "t") == {"tenant_id": "t", "Name": "Demo"}


def test_no_field_is_both_a_day_and_an_instant() -> None:
    """Each known field has one meaning."""
    assert not BUSINESS_DATES & INSTANTS


def test_what_no_warehouse_takes_is_a_text_with_the_same_digits() -> None:
    """A number beyond reason, half a character, a day after the year 9999; what is next to it stays what it is."""
    absurd = f'{{"Total": 1e400, "Due": {"9" * 40}, "Whole": [{"9" * 40}, [{10**20}]], "Paid": 0.5, "Small": 1e5}}'
    half = r'{"Name": "half \ud83d", "Tags": ["\ud83d", "Zoë"], "Rate": NaN, "Date": "/Date(253402300800000)/"}'

    assert data(printed(parsed(absurd))) == {
        "tenant_id": "tenant-1",
        "Total": "1e400",
        "Due": "9" * 40,
        "Whole": ["9" * 40, [str(10**20)]],
        "Paid": Decimal("0.5"),
        "Small": Decimal(100000),
    }
    assert data(printed(parsed(half))) == {
        "tenant_id": "tenant-1",
        "Name": r"half \ud83d",
        "Tags": [r"\ud83d", "Zoë"],
        "Rate": "NaN",
        "Date": "/Date(253402300800000)/",
    }


@pytest.mark.parametrize("document", [None, [[None]], 7, "text"])
def test_what_is_no_document_is_a_text(document: object) -> None:
    """It is delivered all the same."""
    assert data(printed(document)) == {"tenant_id": "tenant-1", "unreadable": json.dumps(document)}  # type: ignore[arg-type]


@pytest.mark.parametrize("levels", [300, 900])
def test_what_is_nested_too_deep_is_a_text(levels: int) -> None:
    """No writer of JSON takes it; beside it all is as ever."""
    deep: dict[str, Any] = {"Within": [1]}
    for _ in range(levels):
        deep = {"Within": deep, "Beside": [[2**70]]}

    written = orjson.dumps(record({"Deep": deep, "Date": "/Date(1767225600000+0000)/"}, "tenant"))

    assert TOO_DEEP.encode() in written
    assert b'"Beside":[["1180591620717411303424"]]' in written
    assert b'"Date":"2026-01-01"' in written
