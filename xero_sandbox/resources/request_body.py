"""The JSON of a request: its elements, and their fields read as what they should be."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import orjson

from xero_sandbox.answers import api_exceptions, errors
from xero_sandbox.answers.errors import Refusal
from xero_sandbox.books.documents.lines import LINE_AMOUNT_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox.books.records import Record

STATUSES = ("DRAFT", "POSTED", "DELETED", "VOIDED", "ARCHIVED")
_LARGEST_AMOUNT = Decimal(10) ** 13
_MOST_PLACES = 12
_MICROSOFT_DATE = re.compile(r"^/Date\((-?\d{1,15})([+-]\d{4})?\)/$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def elements(body: bytes, array: str) -> list[Record]:
    """Return the elements of the envelope's array, or the one bare element; decimal numbers are Decimal.

    What is not JSON, or JSON of another shape, raises Refusal: 400 with Xero's ErrorNumber 14.
    """
    try:
        # Strict where `json` is not: NaN, and lone surrogates, which no answer could repeat.
        orjson.loads(body)
        sent = json.loads(body, parse_float=Decimal)
    except ValueError:
        raise Refusal(api_exceptions.post_data_invalid()) from None
    rows = sent.get(array, [sent]) if isinstance(sent, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refusal(api_exceptions.post_data_invalid())
    return rows


def text(element: Record, field: str) -> str | None:
    """Return a field's text, or nothing when it is absent or null. Anything but text raises Refusal, as above."""
    value = element.get(field)
    if value is not None and not isinstance(value, str):
        raise Refusal(api_exceptions.post_data_invalid())
    return value


def sent_journal(element: Record) -> Record:
    """Return the fields that Xero reads of an element, typed; absent and null ones are left out.

    A value of the wrong kind (something that is not a date, a malformed GUID, a status that does not exist) raises
    Refusal for the whole request: 400 with ErrorNumber 14. Tracking that is not an array of objects raises it with 500.
    """
    return _read(element, _JOURNAL)


def _read(element: Record, readers: dict[str, Callable[[Any], Any]]) -> Record:
    try:
        return {name: read(element[name]) for name, read in readers.items() if element.get(name) is not None}
    except (ValueError, InvalidOperation, OverflowError):
        raise Refusal(api_exceptions.post_data_invalid()) from None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    raise ValueError


def _boolean(value: object) -> bool:
    word = str(value).lower()
    if not isinstance(value, bool | str) or word not in ("true", "false"):
        raise ValueError
    return word == "true"


def _guid(value: object) -> str:
    return str(uuid.UUID(_text(value)))


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError
        return str(value)

    return read


def _day(value: object) -> date:
    text = _text(value).strip()
    if found := _MICROSOFT_DATE.match(text):
        return (_EPOCH + timedelta(milliseconds=int(found[1]))).date()
    return date.fromisoformat(text) if len(text) == len("2026-01-31") else datetime.fromisoformat(text).date()


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError  # noqa: TRY004 - what it is called makes no difference: the caller turns it into one answer
    amount = Decimal(value)
    if not amount.is_finite() or abs(amount) >= _LARGEST_AMOUNT or amount != round(amount, _MOST_PLACES):
        raise ValueError
    return amount


def _lines(value: object) -> list[Record]:
    if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
        raise ValueError
    return [_read(line, _LINE) for line in value]


def _tracking(value: object) -> list[Record]:
    if not isinstance(value, list) or not all(isinstance(element, dict) for element in value):
        raise Refusal(errors.server_error())
    return [_read(element, _TRACKING) for element in value]


_TRACKING: dict[str, Callable[[Any], Any]] = {
    "Name": _text,
    "Option": _text,
    "TrackingCategoryID": _guid,
    "TrackingOptionID": _guid,
}
_LINE: dict[str, Callable[[Any], Any]] = {
    "LineAmount": _amount,
    "AccountCode": _text,
    "AccountID": _guid,
    "Description": _text,
    "TaxType": _text,
    "Tracking": _tracking,
}
_JOURNAL: dict[str, Callable[[Any], Any]] = {
    "ManualJournalID": _guid,
    "Narration": _text,
    "Date": _day,
    "Status": _one_of(*STATUSES),
    "LineAmountTypes": _one_of(*LINE_AMOUNT_TYPES),
    "Url": _text,
    "ShowOnCashBasisReports": _boolean,
    "JournalLines": _lines,
}
