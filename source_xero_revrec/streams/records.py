"""Xero's documents as records: dates as dates, instants in UTC, every amount with Xero's own digits."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import orjson

from xero_api import dates
from xero_api.identity import json_text
from xero_api.nesting import DEEPEST, TOO_DEEP

if TYPE_CHECKING:
    from collections.abc import Callable

BUSINESS_DATES = frozenset(
    {
        "Date",
        "DeliveryDate",
        "DueDate",
        "EndDate",
        "EndOfYearLockDate",
        "ExpectedArrivalDate",
        "ExpectedPaymentDate",
        "ExpiryDate",
        "FullyPaidOnDate",
        "JournalDate",
        "NextScheduledDate",
        "PeriodLockDate",
        "PlannedPaymentDate",
        "StartDate",
    }
)
INSTANTS = frozenset({"CreatedDateUTC", "UpdatedDateUTC"})

_PLAIN = re.compile(r"(?=.{1,40}$)-?\d{1,38}(\.\d+)?([eE][+-]?\d)?$")
_AMOUNT = re.compile(r"-?\d+(\.\d+)?$")
# Xero writes these as text inside nested batch payments and as number and boolean elsewhere (Xero's OpenAPI file).
_WRITTEN_AS_TEXT: dict[str, Callable[[str], Any]] = {
    "IsReconciled": lambda text: text.lower() == "true",
    "TotalAmount": lambda text: orjson.Fragment(text) if _AMOUNT.match(text) else whole(text),
}
# An obsolete field of the organisation that may hold a key.
_CONFIDENTIAL = "APIKey"


_TOO_LARGE = 2**63


class Digits(str):
    """The digits of a number that no warehouse takes: a text in a record, and a number still in the spool."""

    __slots__ = ()


def verbatim(digits: str) -> orjson.Fragment | Digits:
    """Return what an amount becomes in a raw record: its own digits, which are never parsed at all.

    A number of more than 38 digits, or with an exponent of more than one, is one that no warehouse takes.
    """
    return orjson.Fragment(digits) if _PLAIN.match(digits) else Digits(digits)


def record(document: Any, tenant_id: str) -> dict[str, Any]:  # noqa: ANN401 - JSON is any of its types
    """Turn a document into a record that carries its organisation.

    The document is changed in place and must not be used afterwards. Field names are Xero's. Business dates become ISO
    days, instants ISO with milliseconds in UTC; only these known fields are looked at, so a description that happens to
    hold `/Date(1)/` stays as it is. Amounts are written with the digits that Xero sent. What cannot be one of these is
    a text: a date beyond the year 9999 as it came, a number that no warehouse takes, half a character as its escape;
    what is nested too deep is the text that says so, and what is no document at all is the text `unreadable`.
    """
    if not isinstance(document, dict):
        return {"tenant_id": tenant_id, "unreadable": json_text(document)}
    document.pop(_CONFIDENTIAL, None)
    _convert(document)
    return {"tenant_id": tenant_id, **document}


def _convert(node: dict[str, Any], left: int = DEEPEST) -> None:
    for key, value in node.items():
        kind = type(value)
        if kind is str:
            if value[:6] == "/Date(":
                node[key] = _date(key, value, node.get(f"{key}String"))
            elif key in _WRITTEN_AS_TEXT:
                node[key] = _WRITTEN_AS_TEXT[key](value)
            elif not value.isascii():
                node[key] = whole(value)
        elif kind is dict or kind is list:
            if not left:
                node[key] = TOO_DEEP
            elif kind is dict:
                _convert(value, left - 1)
            else:
                _convert_list(value, left - 1)
        elif kind is int and not -_TOO_LARGE <= value < _TOO_LARGE:
            node[key] = str(value)


def _convert_list(items: list[Any], left: int) -> None:
    for place, item in enumerate(items):
        kind = type(item)
        if kind is dict or kind is list:
            if not left:
                items[place] = TOO_DEEP
            elif kind is dict:
                _convert(item, left - 1)
            else:
                _convert_list(item, left - 1)
        elif kind is str:
            items[place] = whole(item)
        elif kind is int and not -_TOO_LARGE <= item < _TOO_LARGE:
            items[place] = str(item)


def whole(text: str) -> str:
    """Return a text that can be written: half a character, which Xero's JSON may hold, becomes its escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def _date(key: str, text: str, printed: object) -> str:
    with suppress(ValueError):
        if key in INSTANTS:
            return dates.iso_instant(dates.instant(text))
        if key in BUSINESS_DATES:
            return dates.business_date(printed if isinstance(printed, str) else text).isoformat()
    return whole(text)
