"""Dates in which the month has a name: 1 Feb 2026, February 1, 2026, Feb-26, Jan - Mar 2026."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.calendar_dates import day_of, full_year, month_number, months
from source_xero_revrec.rules.periods.writings.mention import (
    ENDED,
    MONTH,
    ORDINAL,
    RANGE,
    YEAR2,
    YEAR4,
    Mention,
    Writing,
    from_to,
    spelt,
)

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.calendar_dates import Span

# A number after one of these counts something, so it is not the first day in "Phase 2 - 15 Mar 2026".
# fmt: off
_COUNTED = frozenset({
    "batch", "day", "instalment", "installment", "invoice", "item", "job", "level", "line", "lot",
    "milestone", "module", "no", "nr", "number", "order", "package", "page", "part", "phase",
    "plan", "po", "qty", "quantity", "release", "room", "seat", "session", "sprint", "stage",
    "step", "tier", "unit", "units", "version", "visit", "week", "x",
})
# fmt: on
_one_month = re.compile(MONTH)
_ends_with_month = re.compile(MONTH + "[-/']$").search
_ends_with_range = re.compile(RANGE + " ?$").search
_ends_with_day = re.compile(rf"(?<![\w.,/-])(?:[02-9]|1[0-9]|[0-9]{{2}}){ORDINAL}\.? ?$").search

_DAY_OF = r"(?:\.? of |\. |[. /-])?"
_MONTH_YEAR = rf"(?: ?[-/,]? ?(?P<y>{YEAR4})| ?[-/']{{0,2}}(?P<yy>{YEAR2})){ENDED}"
_MONTH_DAY_RANGE = re.compile(
    rf"(?<!\w)(?P<m0>{MONTH}) ?(?P<d0>[0-9]{{1,2}}){ORDINAL} ?{RANGE} ?(?:(?P<m>{MONTH}) ?)?"
    rf"(?P<d>[0-9]{{1,2}}){ORDINAL}(?:, ?| )(?P<y>{YEAR4}){ENDED}"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<m>{MONTH}) ?(?P<d>[0-9]{{1,2}}){ORDINAL}(?:(?:, ?| )(?P<y>{YEAR4})|, ?'?(?P<yy>{YEAR2})){ENDED}"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w$\u00a3\u20ac])(?<![0-9][.,/])(?:(?P<d0>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?(?:{_DAY_OF}(?P<m0>{MONTH}))?"
    rf" ?{RANGE} ?)?(?P<d>[0-9]{{1,2}}){ORDINAL}{_DAY_OF}(?P<m>{MONTH}),?{_MONTH_YEAR}"
)
_MONTH = re.compile(
    rf"(?<![a-z])(?P<earlier>(?:{MONTH} ?(?:{RANGE}|,? ?and|[,/&+]) ?){{1,11}})?(?P<m>{MONTH}){_MONTH_YEAR}"
)
_YEAR_MONTH = re.compile(rf"(?<![\w/.-])(?P<y>{YEAR4})(?:[-/]| (?!may))(?P<m>{MONTH})(?! ?[0-9'])(?!\w)")


def _month_day_range(match: re.Match[str], _: tuple[int, int]) -> Mention:
    first, last = month_number(match["m0"]), month_number(match["m"] or match["m0"])
    return spelt(match, "range", _year_once(int(match["y"]), first, int(match["d0"]), last, int(match["d"])))


def _month_day(match: re.Match[str], _: tuple[int, int]) -> Mention:
    day = day_of(full_year(match["y"] or match["yy"]), month_number(match["m"]), int(match["d"]))
    return spelt(match, "day", from_to(day, day))


def _day_month(match: re.Match[str], _: tuple[int, int]) -> Mention | None:
    if _ends_with_month(match.string, max(0, match.start() - 12), match.start()):  # Feb-26-Jan-27 is two months
        return None
    year, month, day = full_year(match["y"] or match["yy"]), month_number(match["m"]), int(match["d"])
    if match["d0"] and not _counts_something(match.string[max(0, match.start() - 20) : match.start()]):
        first = month_number(match["m0"]) if match["m0"] else month
        return spelt(match, "range", _year_once(year, first, int(match["d0"]), month, day))
    found = day_of(year, month, day)
    span = from_to(found, found)
    return Mention(match.start("d"), match.end(), "day", span, span)


def _counts_something(before: str) -> bool:
    """Tell whether the number after `before` is no day: it is counted, or it is the day or year of an earlier month."""
    word = before.rstrip(" :.").rpartition(" ")[2].lstrip("(,")
    return word in _COUNTED or before.endswith("#") or _one_month.fullmatch(word) is not None


def _year_once(year: int, first_month: int, first_day: int, last_month: int, last_day: int) -> Span | None:
    """Return a range whose year stands behind its end alone: 15 Nov - 14 Jan 2027 begins in 2026."""
    first_year = year if first_month <= last_month else year - 1
    return from_to(day_of(first_year, first_month, first_day), day_of(year, last_month, last_day))


def _month(match: re.Match[str], _: tuple[int, int]) -> Mention:
    year, last = full_year(match["y"] or match["yy"]), month_number(match["m"])
    if not match["earlier"]:
        loose = int(match["yy"]) if match["yy"] and match.string[match.start("yy") - 1] == " " else 0
        return spelt(match, "month", months(year, last), loose=loose)
    named = [month_number(name) for name in _one_month.findall(match["earlier"])]
    if _ends_with_day(match.string, max(0, match.start() - 8), match.start()):
        return spelt(match, "range", None, fault="names a first day without its year")
    if len(named) > 1 or not _ends_with_range(match["earlier"]):
        following = zip(named, [*named[1:], last], strict=True)
        if any((later - sooner) % 12 != 1 for sooner, later in following):
            return spelt(match, "range", None, fault="names months that do not follow each other")
    start, _end = months(year if named[0] <= last else year - 1, named[0])
    return spelt(match, "range", (start, months(year, last)[1]))


def _year_month(match: re.Match[str], _: tuple[int, int]) -> Mention:
    return spelt(match, "month", months(int(match["y"]), month_number(match["m"])))


_has_month = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec").search

NAMED_MONTHS = (
    Writing(_has_month, _MONTH_DAY_RANGE, _month_day_range),
    Writing(_has_month, _MONTH_DAY, _month_day),
    Writing(_has_month, _DAY_MONTH, _day_month),
    Writing(_has_month, _MONTH, _month),
    Writing(_has_month, _YEAR_MONTH, _year_month),
)
