"""The ways in which people write a service period into an invoice line."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def after_months(day: date, months: int) -> date:
    """Return the same day of a later month, or the last of a month that has no such day."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def end_after(start: date, months: int) -> date:
    """Return the last day of a period of so many months."""
    return after_months(start, months) - timedelta(days=1)


def _long(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _short(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def _month_two_digits(day: date) -> str:
    return f"{_MONTHS[day.month - 1][:3]} {day:%y}"


# Months that the period covers, and how it is written from its first and last day.
WRITINGS: tuple[tuple[int, Callable[[date, date], str]], ...] = (
    (12, lambda start, end: f"{start:%d/%m/%Y} - {end:%d/%m/%Y}"),
    (12, lambda start, end: f"{_short(start)} to {_short(end)}"),
    (1, lambda start, _: _month(start)),
    (12, lambda start, end: f"{start}..{end}"),
    (12, lambda start, _: f"12 months from {_short(start)}"),
    (3, lambda start, _: f"Q{(start.month + 2) // 3} {start.year}"),
    (12, lambda _, end: f"FY{end:%y}"),
    (12, lambda start, end: f"{_long(start)} \u2013 {_long(end)}"),
    (12, lambda start, end: f"{start:%d/%m/%Y}-{end:%d/%m/%Y}"),
    (12, lambda start, end: f"{start:%d/%m/%y} - {end:%d/%m/%y}"),
    (
        6,
        lambda start, end: (
            f"order 4711 of {start - timedelta(days=17):%d/%m/%Y}, term {start:%d/%m/%Y} - {end:%d/%m/%Y}"
        ),
    ),
    (
        12,
        lambda start, end: f"from {_MONTHS[start.month - 1]} {start.year} through {_MONTHS[end.month - 1]} {end.year}",
    ),
    (24, lambda start, end: f"({start:%d.%m.%Y}\u2013{end:%d.%m.%Y})"),
    (12, lambda start, end: f"{_month_two_digits(start)} - {_month_two_digits(end)}"),
    (12, lambda start, end: f"Period: {start:%Y%m%d}-{end:%Y%m%d}"),
    (3, lambda start, end: f"{_MONTHS[start.month - 1]}\u2014{_MONTHS[end.month - 1]} {end.year}"),
    (12, lambda start, _: f"1 yr starting {start:%d-%m-%Y}"),
    (1, lambda _start, _end: ""),
)


def write_days(writing: int, start: date, end: date) -> str:
    """Return any first and last day in one of the ways that give both."""
    ways: tuple[Callable[[date], str], ...] = (str, _short, _long, lambda day: f"{day:%d/%m/%Y}")
    way = ways[writing % len(ways)]
    between = "..", " to ", " \u2013 ", " - "
    return f"{way(start)}{between[writing % len(ways)]}{way(end)}"


def write_period(writing: int, start: date) -> str:
    """Return a period in one of the ways, starting with the month (or, for Q and FY, around the month) of `start`."""
    months, write = WRITINGS[writing % len(WRITINGS)]
    first = start.replace(day=1)
    if writing % len(WRITINGS) == 5:  # a quarter starts with its first month
        first = first.replace(month=(first.month - 1) // 3 * 3 + 1)
    if writing % len(WRITINGS) == 6:  # the financial year runs from April to March
        first = date(first.year if first.month > 3 else first.year - 1, 4, 1)
    return write(first, end_after(first, months))
