"""Accounting months, which are calendar months, as whole numbers: the month after `month` is `month + 1`."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date

_FIRST_YEAR, _AFTER_LAST_YEAR = 1900, 2200


def month_of(day: date) -> int:
    """Return the month that a day lies in."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """Return the last day of a month."""
    return date(month // 12, month % 12 + 1, days_in(month))


def days_in(month: int) -> int:
    """Return how many days a month has."""
    return monthrange(month // 12, month % 12 + 1)[1]


def period(month: int) -> str:
    """Return a month as periods are written: `2026-01`."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def month_from(text: str) -> int:
    """Return the month that is written `2026-01`; raises ValueError for anything else."""
    year, hyphen, number = text.partition("-")
    if len(year) == 4 and hyphen and len(number) == 2 and (year + number).isdecimal() and year.isascii():
        with suppress(ValueError):
            return month_of(date(int(year), int(number), 1))
    raise ValueError(f"{text!r} is no month; write it as 2026-01")


def is_of_books(month: int) -> bool:
    """Tell whether a month may be closed: books of other centuries are slips of the finger."""
    return _FIRST_YEAR <= month // 12 < _AFTER_LAST_YEAR


def last_whole_month(day: date) -> int:
    """Return the last month of which every day lies on or before `day`."""
    month = month_of(day)
    return month if day == last_day(month) else month - 1
