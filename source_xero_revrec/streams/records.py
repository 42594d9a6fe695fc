"""Xero's documents as records: dates as dates, instants in UTC, every amount with Xero's own digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from xero_api import dates

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

_AMOUNT = re.compile(r"-?\d+(\.\d+)?$")
# Xero writes these as text inside nested batch payments and as number and boolean elsewhere (Xero's OpenAPI file).
_WRITTEN_AS_TEXT: dict[str, Callable[[str], Any]] = {
    "IsReconciled": lambda text: text.lower() == "true",
    "TotalAmount": lambda text: orjson.Fragment(text) if _AMOUNT.match(text) else text,
}
# An obsolete field of the organisation that may hold a key.
_CONFIDENTIAL = "APIKey"


verbatim = orjson.Fragment
"""What an amount becomes in a raw record: its own digits, which are never parsed at all."""


def record(document: dict[str, Any], tenant_id: str) -> dict[str, Any]:
    """Turn a document into a record that carries its organisation.

    The document is changed in place and must not be used afterwards. Field names are Xero's. Business dates become ISO
    days, instants ISO with milliseconds in UTC; only these known fields are looked at, so a description that happens to
    hold `/Date(1)/` stays as it is. Amounts are written with the digits that Xero sent.
    """
    document.pop(_CONFIDENTIAL, None)
    _convert(document)
    return {"tenant_id": tenant_id, **document}


def _convert(node: dict[str, Any]) -> None:
    for key, value in node.items():
        kind = type(value)
        if kind is str:
            if value[:6] == "/Date(":
                node[key] = _date(key, value, node.get(f"{key}String"))
            elif key in _WRITTEN_AS_TEXT:
                node[key] = _WRITTEN_AS_TEXT[key](value)
        elif kind is dict:
            _convert(value)
        elif kind is list:
            for item in value:
                if type(item) is dict:
                    _convert(item)


def _date(key: str, text: str, printed: str | None) -> str:
    if key in INSTANTS:
        return dates.iso_instant(dates.instant(text))
    if key in BUSINESS_DATES:
        return dates.business_date(printed or text).isoformat()
    return text
