"""Xero's documents as records: dates as dates, instants in UTC, every number with Xero's own digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson

from xero_api import dates

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
            else:
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
