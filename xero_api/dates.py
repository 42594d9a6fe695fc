"""Xero's dates: instants in UTC, and business dates without a time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MIDNIGHT = time(tzinfo=UTC)
_MICROSOFT = re.compile(r"^/Date\((-?\d+)([+-]\d{4})?\)/$")


def instant(text: object) -> datetime:
    """Read Xero's `/Date(ms)/` or `/Date(ms+1300)/` as an aware instant in UTC.

    The milliseconds are already UTC whatever offset follows, so the offset is never added (Xero's developer
    documentation; adding it is a defect of several other connectors). ISO text with `Z`, an offset or none (then UTC)
    is read too. Raises ValueError for anything else, null included.
    """
    if not isinstance(text, str):
        # What Xero sends is not bound by our types.
        raise ValueError(f"{str(text)[:40]} is no text")  # noqa: TRY004 - as for every other thing that is no date
    match = _MICROSOFT.match(text)
    if match:
        try:
            return _EPOCH + timedelta(milliseconds=int(match[1]))
        except (OverflowError, ValueError):
            raise ValueError(f"{text[:40]} lies beyond the year 9999") from None
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def business_date(text: object) -> date:
    """Read a calendar day of the organisation: the one printed on the document, whatever offset is written with it.

    New organisations send midnight UTC (`/Date(ms+0000)/`), old ones midnight where they are (`/Date(ms+1300)/`);
    ISO text has the day in it. Raises ValueError for anything else, a moment with an offset included that is midnight
    in neither zone.
    """
    moment, written = instant(text), str(text)
    match = _MICROSOFT.match(written)
    if match is None:
        return datetime.fromisoformat(written).date()
    offset = _offset(match[2] or "+0000")
    if not offset or moment.timetz() == _MIDNIGHT:
        return moment.date()
    local = moment + offset
    if local.timetz() != _MIDNIGHT:
        raise ValueError(f"{written[:40]} is midnight neither in UTC nor where it was written, and so is no day")
    return local.date()


def _offset(text: str) -> timedelta:
    length = timedelta(hours=int(text[1:3]), minutes=int(text[3:]))
    return -length if text[0] == "-" else length


def iso_instant(moment: datetime) -> str:
    """Write an instant as ISO 8601 in UTC with milliseconds, of one width so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def header_instant(moment: datetime) -> str:
    """Write an instant for `If-Modified-Since`: UTC, floored to the second, without a zone.

    Xero silently ignores the header in most other spellings and then sends everything.
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
