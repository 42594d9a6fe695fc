"""Xero's documents as records: dates as dates, instants in UTC, every number with Xero's own digits."""

from __future__ import annotations

from decimal import Decimal
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

# Xero writes these as text inside nested batch payments and as number and boolean elsewhere (Xero's OpenAPI file).
_WRITTEN_AS_TEXT: dict[str, Callable[[str], Any]] = {
    "IsReconciled": lambda text: text.lower() == "true",
    "TotalAmount": lambda text: orjson.Fragment(str(Decimal(text))),
}
# An obsolete field of the organisation that may hold a key.
_CONFIDENTIAL = "APIKey"


def record(document: dict[str, Any], tenant_id: str) -> dict[str, Any]:
    """Return a document as a record that carries its organisation.

    Field names are Xero's. Business dates become ISO days, instants ISO with milliseconds in UTC; only these known
    fields are looked at, so a description that happens to hold `/Date(1)/` stays as it is. Money is written
    with the digits that Xero sent.
    """
    return {"tenant_id": tenant_id, **_converted(document)}


def _converted(node: dict[str, Any]) -> dict[str, Any]:
    converted: dict[str, Any] = {}
    for key, value in node.items():
        kind = type(value)
        if kind is str:
            if value[:6] == "/Date(":
                converted[key] = _date(key, value)
            elif key in _WRITTEN_AS_TEXT:
                converted[key] = _WRITTEN_AS_TEXT[key](value)
            elif key != _CONFIDENTIAL:
                converted[key] = value
        elif kind is Decimal:
            converted[key] = orjson.Fragment(str(value))
        elif kind is dict:
            converted[key] = _converted(value)
        elif kind is list:
            converted[key] = [_converted(item) if type(item) is dict else _scalar(item) for item in value]
        else:
            converted[key] = value
    return converted


def _date(key: str, text: str) -> str:
    if key in INSTANTS:
        return dates.iso_instant(dates.instant(text))
    if key in BUSINESS_DATES:
        return dates.business_date(text).isoformat()
    return text


def _scalar(value: Any) -> Any:  # noqa: ANN401 - JSON is any of its types
    return orjson.Fragment(str(value)) if type(value) is Decimal else value
