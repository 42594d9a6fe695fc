"""A row becomes a record with every digit, however it is written down."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import orjson
import pytest
from airbyte_cdk.models import AirbyteMessageSerializer
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.ledger.row_record import RowMessage, RowRecord, record_of
from source_xero_revrec.rules.columns import LineColumns, OrderColumns, PartedRow, SharedColumns

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.text(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(Decimal, st.from_regex(r"-?\d{1,20}(\.\d{0,12})?([eE][+-]?\d)?", fullmatch=True)),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=13))]), min_value=datetime(2000, 1, 1)),  # noqa: DTZ001
)


def columns(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw columns of these names, or some of them, with any kind of cell."""
    return st.dictionaries(st.sampled_from(names), CELLS)


AMOUNTS = st.one_of(
    st.none(), st.builds(Decimal, st.from_regex(r"-?\d{1,15}(\.\d{0,12})?([eE][+-]?\d)?", fullmatch=True))
)
TEXTS = st.one_of(st.none(), st.text(), st.sampled_from(['":1E5,', "E", '"', "INV-1E3"]))
OWN = st.builds(
    OrderColumns, order_name=TEXTS, order_start_date=st.dates() | st.none(), quantity=AMOUNTS, amount=AMOUNTS
)
LINES = st.builds(LineColumns, line_item_id=TEXTS, line_description=TEXTS)


@given(columns("a", "b", "c", "d"))
def test_a_row_is_written_as_its_data_would_be(row: dict[str, Any]) -> None:
    """Byte for byte, whatever it holds: exponents written out, nothing empty, instants in milliseconds."""
    record = RowRecord("order_details", row)

    assert record.written() == orjson.dumps(record.data)


@given(columns("a", "b"), OWN | columns("c", "d"), OWN | columns("c", "d"), LINES, columns("e"))
def test_rows_that_share_columns_are_each_written_whole(
    before: dict[str, Any],
    first: OrderColumns | dict[str, Any],
    second: OrderColumns | dict[str, Any],
    line: LineColumns,
    shared: dict[str, Any],
) -> None:
    """As their data would be; what both begin and end with is written once and stands in both."""
    begin, end = SharedColumns(before), SharedColumns(line, SharedColumns(shared))

    records = [RowRecord("any", PartedRow(begin, own, end)) for own in (first, second)]

    assert [each.written() for each in records] == [orjson.dumps(each.data) for each in records]
    assert [each.written() for each in records] == [orjson.dumps(record_of(dict(each.row))) for each in records]


def test_the_platform_reads_a_row_message_as_any_other() -> None:
    """The CDK writes it as a record of its stream."""
    message = RowMessage("order_details", {"amount": Decimal("1.50"), "order_name": None})

    printed = json.loads(orjson.dumps(AirbyteMessageSerializer.dump(message)), parse_float=Decimal)

    assert printed.pop("record") | {"emitted_at": 0} == {
        "stream": "order_details",
        "data": {"amount": Decimal("1.50")},
        "emitted_at": 0,
    }
    assert printed == {"type": "RECORD"}


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.datetimes())
def test_amounts_are_written_with_their_own_digits(amount: Decimal, moment: datetime) -> None:
    """Neither exponent nor lost zeros; days are ISO, instants UTC with milliseconds; the rest stays."""
    row = record_of(
        {"amount": amount, "day": moment.date(), "at": moment.replace(tzinfo=UTC), "text": "x", "flag": True}
    )

    assert orjson.dumps(row["amount"]).decode() == f"{amount:f}"
    assert row["day"] == moment.date().isoformat()
    assert row["at"] == moment.replace(tzinfo=UTC).isoformat(timespec="milliseconds")
    assert (row["text"], row["flag"]) == ("x", True)


@pytest.mark.parametrize("amount", ["1E+3", "0E-10", "-0.10", "1.0000"])
def test_an_exponent_is_written_out(amount: str) -> None:
    """JSON would allow it, and not every destination reads it."""
    row = {"amount": Decimal(amount), "day": date(2026, 1, 31)}

    assert b"E" not in orjson.dumps(record_of(row)["amount"])
    assert b"E" not in RowRecord("any", row).written()
