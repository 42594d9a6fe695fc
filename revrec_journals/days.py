"""Days as people and programs write them: in one order that is named, or not read at all."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

ISO, DAY_FIRST, MONTH_FIRST, MONTH_END = "iso", "day_first", "month_first", "month_end"
_ZONE = r"(?: ?(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?"
_ISO_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:[T ]00:00(?::00(?:\.0+)?)?{_ZONE})?")
_PERIOD = re.compile("([0-9]{4})-(0[1-9]|1[0-2])")
_MIDNIGHT = r"(?:[T ] ?(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?[Aa][Mm]))?"
_TIME = r"[T ] ?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?"
_INSTANT = re.compile(rf"(.+?){_TIME}{_ZONE}")
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_IN_ORDER = {
    DAY_FIRST: (
        rf"(?P<day>[0-9]{{1,2}})(?P<mark>[./-])(?P<month>[0-9]{{1,2}})(?P=mark){_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})[ ./-]{_NAME}[ ./-]{_YEAR}",
    ),
    MONTH_FIRST: (
        rf"(?P<month>[0-9]{{1,2}})(?P<mark>[./-])(?P<day>[0-9]{{1,2}})(?P=mark){_YEAR}",
        rf"{_NAME}[ ./-](?P<day>[0-9]{{1,2}})(?:, ?|[ ./-]){_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})[ ./-]{_NAME}[ ./-]{_YEAR}",
    ),
}
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TOKEN = re.compile(r"YYYY|YY|MMMM|MMM|MM|M|DD|D|[^A-Za-z]|[A-Za-z]")
_NUMBERS = ("YYYY", "YY", "MM", "M", "DD", "D")
_YEARS = range(1954, 2120)
"""The years of journals (our choice, as with the days of Excel): in others a digit slipped."""
_LAST_OF_THIS_CENTURY = 49
"""The last year of two digits for which nobody means 19 before them, in books that are still open (our choice)."""
_MEANING = {
    "YYYY": ("year", "(?P<year>[0-9]{4})"),
    "YY": ("year", "(?P<year>[0-9]{2})"),
    "MMMM": ("month", "(?P<name>[A-Za-z]{3,9})"),
    "MMM": ("month", "(?P<name>[A-Za-z]{3})"),
    "MM": ("month", "(?P<month>[0-9]{2})"),
    "M": ("month", "(?P<month>[0-9]{1,2})"),
    "DD": ("day", "(?P<day>[0-9]{2})"),
    "D": ("day", "(?P<day>[0-9]{1,2})"),
}


@lru_cache(maxsize=4_096)
def read_day(text: str, order: str = ISO) -> date | None:
    """Return the day of a text in this order or as YYYY-MM-DD; None where it is none.

    The order `month_end` makes the last day of YYYY-MM. A timestamp is a day only at midnight. Two digits of a year are
    of this century up to 49, and of none beyond.
    """
    for writing in _writings(order):
        if match := writing.fullmatch(text):
            return _day(match.groupdict())
    if order == MONTH_END and (period := _PERIOD.fullmatch(text)):
        last = monthrange(int(period[1]), int(period[2]))[1]
        return _day({"year": period[1], "month": period[2], "day": str(last)})
    match = _ISO_DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = match[1].split("-")
    return _day({"year": year, "month": month, "day": day})


def has_time(text: str, order: str = ISO) -> bool:
    """Tell whether a text is a day with a time other than midnight, so that its day depends on the time zone."""
    match = _INSTANT.fullmatch(text)
    return match is not None and read_day(text, order) is None and read_day(match[1], order) is not None


def centuries(text: str, order: str) -> tuple[date, ...]:
    """Return the days that a text may be whose year has two digits that nobody can tell the century of."""
    for writing in _writings(order):
        match = writing.fullmatch(text)
        found = match.groupdict() if match else {}
        if len(found.get("year") or "") == len("99"):
            days = (_day({**found, "year": f"{century}{found['year']}"}) for century in (19, 20))
            return tuple(day for day in days if day)
    return ()


def reads_as(text: str) -> dict[str, date]:
    """Return the day that a text is in each of the two orders in which people disagree."""
    return {order: day for order in (DAY_FIRST, MONTH_FIRST) if (day := read_day(text, order)) is not None}


def order_fault(order: str) -> str:
    """Return what is wrong with an order of dates; empty where it names one."""
    if order in (ISO, MONTH_END, *_IN_ORDER):
        return ""
    tokens = _TOKEN.findall(order)
    unknown = [token for token in tokens if token.isalpha() and token not in _MEANING]
    parts = [_MEANING[token][0] for token in tokens if token in _MEANING]
    if unknown or sorted(parts) != ["day", "month", "year"]:
        return "is neither iso, day_first, month_first, month_end, nor a pattern of YYYY or YY, M to MMMM, and D or DD"
    if parts == ["year", "day", "month"]:
        return "has the day between year and month, where everybody else has the month"
    if any({"D", "M"} <= run for run in _runs(order)):
        return "has nothing between D and M, so that 1122026 could be 11 February or 1 December: write DD or MM"
    return ""


@lru_cache(maxsize=64)
def is_whole_number(order: str) -> bool:
    """Tell whether days in this order are whole numbers, as in YYYYMMDD."""
    return order not in (ISO, MONTH_END, *_IN_ORDER) and len(_runs(order)) == 1


def _runs(order: str) -> list[set[str]]:
    """Return the parts of a pattern that are numbers with nothing between them."""
    runs: list[set[str]] = [set()]
    for token in _TOKEN.findall(order):
        if token in _NUMBERS or token.isdigit():
            runs[-1].add(token)
        else:
            runs.append(set())
    return runs


@lru_cache(maxsize=64)
def _writings(order: str) -> tuple[re.Pattern[str], ...]:
    if order in (ISO, MONTH_END):
        return ()
    shapes = _IN_ORDER.get(order) or (
        "".join(_MEANING[token][1] if token in _MEANING else re.escape(token) for token in _TOKEN.findall(order)),
    )
    return tuple(re.compile(shape + _MIDNIGHT) for shape in shapes)


def _day(found: dict[str, str | None]) -> date | None:
    year, month, day = found["year"] or "", found.get("month"), found["day"] or ""
    try:
        number = int(month) if month else _month(found.get("name") or "")
        if len(year) == len("99") and int(year) > _LAST_OF_THIS_CENTURY:
            return None
        day_found = date(int(year) if len(year) > len("99") else 2000 + int(year), number, int(day))
    except ValueError:
        return None
    return day_found if day_found.year in _YEARS else None


def _month(name: str) -> int:
    """Return the number of a month by its English name or the first three letters (Sept too), 0 where it is none."""
    folded = name.lower()
    short = folded if folded != "sept" else "sep"
    return next((n for n, each in enumerate(_MONTHS, 1) if short in (each, each[:3])), 0)
