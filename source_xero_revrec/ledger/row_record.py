"""Rows as Airbyte's records: written straight from the row, since there are many of them."""

from __future__ import annotations

import re
import time
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from airbyte_cdk.models import AirbyteMessage, AirbyteRecordMessage, Type
from msgspec import Raw
from msgspec.json import Encoder

from source_xero_revrec.rules.columns import PartedRow, SharedColumns
from source_xero_revrec.streams.records import verbatim
from xero_api import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from source_xero_revrec.rules.columns import Columns, Part
    from source_xero_revrec.rules.rows import Row

_encode = Encoder(decimal_format="number").encode
_MOST_DIGITS = 38
# Xero's amounts and what is reckoned with them are numbers of at most 28 digits, some with an exponent.
_EXPONENT = re.compile(rb'":-?[0-9.]+E')


class RowMessage(AirbyteMessage):
    """A row as a message: dates as ISO days, instants in UTC, amounts with their own digits."""

    type = Type.RECORD

    def __init__(self, stream: str, row: Row) -> None:
        """Tell a stream's row, which must not change any more."""
        self.record = RowRecord(stream, row)


class RowRecord(AirbyteRecordMessage):  # type: ignore[misc] # the protocol's package has no types
    """A row as a record; what a destination is sent is `written`, `data` is the same for whoever reads in Python."""

    def __init__(self, stream: str, row: Row) -> None:
        """Keep a row, which must not change any more."""
        self.stream = stream
        self.row = row
        self.emitted_at = int(time.time() * 1000)

    @property
    def data(self) -> dict[str, Any]:
        """Return the row as JSON can hold it."""
        return record_of(self.row)

    def written(self) -> bytes:
        """Return the JSON of `data`, in every byte."""
        return b"{%b}" % _together(self.row.parts) if type(self.row) is PartedRow else _written(self.row)


def _together(parts: Iterable[Part]) -> bytes:
    """Write what stands between the braces."""
    return b",".join([inner for part in parts if (inner := _inner(part))])


def _inner(part: Part) -> bytes:
    """Write a part without braces; once, where rows share it."""
    if isinstance(part, SharedColumns):
        if part.written is None:
            part.written = _together(part.parts)
        return part.written
    return (_written(part) if isinstance(part, dict) else _of_columns(part))[1:-1]


def _of_columns(columns: Columns) -> bytes:
    found = _encode(columns)
    # A Decimal writes the sign of its exponent. Texts may look so too, and lose nothing by it.
    if (b"E-" in found or b"E+" in found) and _EXPONENT.search(found):
        return _written({column: getattr(columns, column) for column in columns.__struct_fields__})
    return found


def _written(columns: Mapping[str, Any]) -> bytes:
    """Write columns as a JSON object, at a fifth of the time of `record_of`."""
    return _encode(
        {
            key: value if (kind := type(value)) is str or kind not in _READY else _READY[kind](value)
            for key, value in columns.items()
            if value is not None
        }
    )


def _exact(amount: Decimal) -> Decimal | Raw | str:
    """Return an amount that the encoder writes as it is; an exponent is written out beforehand."""
    text = str(amount)
    if "E" not in text and len(text) <= _MOST_DIGITS and text[-1] <= "9":
        return amount
    digits = verbatim(f"{amount:f}")
    return str(digits) if isinstance(digits, str) else Raw(f"{amount:f}".encode())


def record_of(row: Row) -> dict[str, Any]:
    """Return a row as JSON can hold it, without ever turning an amount into a float; what is empty is left out."""
    return {
        key: value if (kind := type(value)) is str or kind not in _WRITTEN else _WRITTEN[kind](value)
        for key, value in (row.cells() if type(row) is PartedRow else row.items())
        if value is not None
    }


# A document's rows share its instants.
_instant = lru_cache(maxsize=1024)(dates.iso_instant)
_WRITTEN: dict[type, Callable[[Any], Any]] = {
    Decimal: lambda amount: verbatim(f"{amount:f}"),
    date: date.isoformat,
    datetime: _instant,
}
_READY: dict[type, Callable[[Any], Any]] = {Decimal: _exact, datetime: _instant}
