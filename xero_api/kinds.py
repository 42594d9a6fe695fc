"""The kinds of fields of Xero's records, and what is read as each; what is none is a ValueError that says what is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec import Meta

from xero_api import dates, money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LONGEST = 1_000_000
# Midnight of one day is, from zone to zone, at most this far from midnight in UTC.
_FARTHEST_APART = timedelta(hours=14)

if TYPE_CHECKING:
    BusinessDate: TypeAlias = date
    Day: TypeAlias = date
    Instant: TypeAlias = datetime
else:

    class _Read(type):
        """What is read by one of the functions below needs no second look."""

        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, date)

    class BusinessDate(metaclass=_Read):
        """A day that Xero's settings and journals name."""

    class Day(metaclass=_Read):
        """The day of a document, 1900 to 2999."""

    class Instant(metaclass=_Read):
        """The instant (UTC) of a change, 2000 to 2999."""


Amount = Annotated[Decimal, Meta(description="below 10^15 in size, with 12 decimal places at most")]
# No database takes NUL, and nobody half a character.
Words = Annotated[str, Meta(max_length=_LONGEST)]
Text = Annotated[str, Meta(min_length=1, max_length=_LONGEST)]


def plain_text(value: object) -> str:
    """Return a text of whole characters."""
    if type(value) is not str:
        raise ValueError("a valid string")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError("whole characters") from None
    return value


def words(value: object) -> str:
    """Return a text of whole characters without NUL, at most a million of them."""
    text = plain_text(value)
    if len(text) > _LONGEST:
        raise ValueError(f"text of at most {_LONGEST:,} characters")
    if "\0" in text:
        raise ValueError("text without a NUL character")
    return text


def some_words(value: object) -> str:
    """Return words of which there are some."""
    text = words(value)
    if not text:
        raise ValueError("some text")
    return text


def document_day(value: object) -> date:
    """Return the calendar day of a document, 1900 to 2999."""
    return _day(value) if type(value) is str else _day_of(value)


def _day_of(value: object) -> date:
    try:
        day = dates.business_date(value)
    except ValueError:
        day = date.min
    if not 1900 <= day.year <= 2999:
        raise ValueError("a date from 1900 to 2999")
    return day


# Documents share their days.
_day = lru_cache(maxsize=4096)(_day_of)


def stamp(value: object) -> datetime:
    """Return the instant (UTC) of a change, from 2000 to 2999.

    An older one would make a document look as if it had been read long ago.
    """
    try:
        moment = dates.instant(value)
    except ValueError:
        moment = datetime.min.replace(tzinfo=UTC)
    if not 2000 <= moment.year <= 2999:
        raise ValueError("an instant from 2000 to 2999")
    return moment


@lru_cache(maxsize=4096)
def printed_day(moment: str, printed: str) -> str:
    """Return what to read a document's day from: the text beside its instant, where that is one.

    Old organisations write the day itself as an instant elsewhere. The text does not stand in for a date that is none,
    and is never another day's.
    """
    instant, day = _instant(moment), _instant(printed)
    if instant is None:
        return moment
    if day and abs(day - instant) > _FARTHEST_APART:
        raise ValueError("the day that DateString says")
    return moment if _are_one_day(moment, printed) else printed


def _are_one_day(moment: str, printed: str) -> bool:
    try:
        return dates.business_date(moment) == dates.business_date(printed)
    except ValueError:
        return False


def _instant(text: str) -> datetime | None:
    try:
        return dates.instant(text)
    except ValueError:
        return None


def _business_date(value: object) -> date:
    try:
        return dates.business_date(value)
    except ValueError:
        raise ValueError("a date") from None


def _number(value: object) -> Decimal:
    number = Decimal(value) if type(value) is int else value
    if not isinstance(number, Decimal) or not number.is_finite():
        raise ValueError("a number")
    return number


def _whole_number(value: object) -> int:
    if type(value) is not int:
        raise ValueError("a valid integer")
    return value


def truth(value: object) -> bool:
    """Return true or false, which no text or number stands for."""
    if type(value) is not bool:
        raise ValueError("a valid boolean")
    return value


READ: Mapping[object, Callable[[object], object]] = {
    Amount: money.amount,
    BusinessDate: _business_date,
    Day: document_day,
    Decimal: _number,
    Instant: stamp,
    Text: some_words,
    Words: words,
    bool: truth,
    int: _whole_number,
    str: plain_text,
}
"""How a value of each kind is read."""
