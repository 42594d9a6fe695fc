"""Records in Xero's JSON, to the letter: two-space indent, CRLF, escaped slashes, /Date(ms)/, fixed scales."""

from __future__ import annotations

import gzip
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY_MS = 86_400_000
_MINUTE_MS = 60_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_PASSTHROUGH_DATETIME


def encode(body: Mapping[str, Any], offset: str = "+0000") -> bytes:
    """Return the JSON of a body whose values are Python's: Decimal, date, aware datetime, str, bool, int, None.

    Days are written as midnight at `offset`, which is +hhmm.
    """
    ahead = (int(offset[:3]) * 60 + int(offset[3:])) * _MINUTE_MS

    def other(value: object) -> object:
        if isinstance(value, date) and not isinstance(value, datetime):
            return f"/Date({(value.toordinal() - _EPOCH_DAY) * _DAY_MS - ahead}{offset})/"
        return _other(value)

    text = orjson.dumps(body, default=other if ahead else _other, option=_OPTIONS)
    # Line feeds inside strings are written as \n by now, and a slash occurs in strings only.
    return text.replace(b"/", b"\\/").replace(b"\n", b"\r\n")


def compressed(body: bytes) -> bytes:
    """Return the body gzipped, at the cheapest level."""
    return gzip.compress(body, compresslevel=1, mtime=0)


def _other(value: object) -> object:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    if isinstance(value, datetime):
        return f"/Date({milliseconds(value)}+0000)/"
    if isinstance(value, date):
        return f"/Date({(value.toordinal() - _EPOCH_DAY) * _DAY_MS}+0000)/"
    raise TypeError(type(value).__name__)


def milliseconds(instant: datetime) -> int:
    """Return an aware instant as whole milliseconds since 1970."""
    return (instant - _EPOCH) // _MILLISECOND


def instant_without_offset(instant: datetime) -> str:
    """Return `/Date(ms)/`, as the envelope's DateTimeUTC and Organisation.CreatedDateUTC are written."""
    return f"/Date({milliseconds(instant)})/"


def day_string(day: date) -> str:
    """Return `2019-07-22T00:00:00`, the String twin of a business date."""
    return f"{day.isoformat()}T00:00:00"


def instant_string(instant: datetime) -> str:
    """Return `2019-03-05T18:59:06Z`, the String twin of UpdatedDateUTC (new in Xero's 16.1.0)."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def envelope(
    array: str, rows: list[Any], now: datetime, *, pagination: dict[str, int] | None = None, identifier: str = ""
) -> dict[str, Any]:
    """Return the envelope of every good answer; `identifier` is the Xero-Correlation-Id of the same answer."""
    body: dict[str, Any] = {
        "Id": identifier or str(uuid.uuid4()),
        "Status": "OK",
        "ProviderName": "Xero Sandbox",
        "DateTimeUTC": instant_without_offset(now),
    }
    if pagination is not None:
        body["pagination"] = pagination
    body[array] = rows
    return body


def encode_plain(body: object) -> bytes:
    """Return compact JSON, as the identity service writes it: no CRLF, no escaped slashes."""
    return orjson.dumps(body)
