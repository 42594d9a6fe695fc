"""Years and their parts: Q1 2026, H1 2026, FY26, Q2 FY2026/27, Q3 2025/26, calendar year 2026, 2025/26."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.calendar_dates import (
    Span,
    financial_year,
    full_year,
    months,
    part_of_financial_year,
)
from source_xero_revrec.rules.periods.writings.month_names import MONTH, MONTH_WITH_A_YEAR
from source_xero_revrec.rules.periods.writings.named_months import ENDED, YEAR2
from source_xero_revrec.rules.periods.writings.numeric_dates import YEAR4
from source_xero_revrec.rules.periods.writings.phrase import heads
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found

CALENDAR = (12, 31)
_LAST_MONTH = 12
_ORDINALS = ("first", "second", "third", "fourth")
_QUARTER = r"(?:quarter|qtr|quartal|trimestre|trimester|kwartaal)"
_PART = (
    rf"(?:(?P<quarter>q(?:tr|uarter)?\.? ?[1-4]|[1-4] ?q|[1-4](?:st|nd|rd|th|er|e|\.|[\u00ba\u00b0])? ?{_QUARTER}"
    rf"|(?:first|second|third|fourth)[ -]{_QUARTER})"
    r"|(?P<half>h ?[12]|[12] ?h|half [12]|(?:1st|2nd|first|second)[ -]half"
    r"|[12](?:er|e|\.|[\u00ba\u00b0])? ?(?:halbjahr|semestre)))"
)
_DOUBLE = rf"(?P<one>{YEAR4}|[0-9]{{2}})(?:[-/]| [-/] (?={YEAR4}))(?P<two>{YEAR4}|[0-9]{{2}})"
_FINANCIAL = rf"(?:fy|f/y|financial year|fiscal year) ?'?(?:{_DOUBLE}|(?P<fy>{YEAR4}|[0-9]{{2}}))"
_BARE = rf"(?P<b1>{YEAR4}|[0-9]{{2}})[-/](?P<b2>{YEAR4}|[0-9]{{2}})"
_OF = r"(?: of)?(?: the)?"
_YEAR = rf"(?: ?[-/,]? ?(?:{_FINANCIAL}|{_BARE}|(?P<y>{YEAR4}))|[-/ ]?'?(?P<yy>{YEAR2})){ENDED}"

_PART_YEAR = re.compile(rf"{_PART}{_OF}(?: calendar)?(?: year)?{_YEAR}")
_YEAR_PART = re.compile(rf"(?:{_FINANCIAL}|{_BARE}|(?P<y>{YEAR4}))[ /-]{{0,3}}{_PART}(?!\w)")
# In "quarter 1 July" and "quarter 1/7/26" the figure is a day.
_PART_ALONE = re.compile(rf"{_PART}(?!\w)(?![/.-][0-9])(?! {MONTH})")
_FINANCIAL_YEAR = re.compile(rf"{_FINANCIAL}(?!\w|[.,][0-9]|[-/][0-9])")
_CALENDAR_YEAR = re.compile(
    rf"(?:(?:calendar(?: year)?|year|year of) ?(?P<y>{YEAR4})|cy ?'?(?P<yy>{YEAR4}|[0-9]{{2}})"
    rf"|(?P<ye>{YEAR4}) calendar year)(?!\w|[-/.,][0-9])"
)
_YEARS = re.compile(rf"{_DOUBLE}(?!\w|[-/.,][0-9]| ?{MONTH_WITH_A_YEAR} ?'?[0-9])")
_no_calendar_year = re.compile(
    r"(?<!\w)(?:academic|assessment|contract|crop|fiscal|financial|half|income|last|leap|licen[cs]e|membership|mid|model"
    r"|new|of|per|plan|policy|school|season|tax)[ -]$"
).search

_is_printed = re.compile(
    r" (?:year )?(?:planner|organi[sz]er|diary|diaries|calendar|wall|desk|photo|poster|book|booklet|almanac|card)"
    r"s?(?!\w)"
).match
_goes_on = re.compile(r"[^\W\d_]").search
# Desk calendar 2027 is a thing; behind no noun, calendar 2027 is a year.
_is_a_thing = re.compile(r"(?<!\bfor)(?<!\bthe)(?<!\bof)(?<!\bperiod)(?<=\w) calendar ?[0-9]").search


def _year(groups: dict[str, str | None], year_end: tuple[int, int]) -> tuple[int, tuple[int, int]] | None:
    """Return the year in which a year ends and its year end; None where two numbers are no financial year.

    Two numbers that follow each other are a financial year of an organisation whose year spans two calendar years.
    """
    first, second = groups.get("one") or groups.get("b1"), groups.get("two") or groups.get("b2")
    if first and second:
        ending_in = full_year(second)
        return (ending_in, year_end) if full_year(first) == ending_in - 1 and year_end != CALENDAR else None
    if financial := groups.get("fy"):
        return full_year(financial), year_end
    year = groups.get("y") or groups.get("yy")
    return (full_year(year), CALENDAR) if year else None


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Return how many months of its year lie before a quarter or half, and how many it has."""
    words, count = (match["quarter"], 3) if match["quarter"] else (match["half"], 6)
    spelt = next((index for index, ordinal in enumerate(_ORDINALS, 1) if words.startswith(ordinal)), 0)
    return ((spelt or next(int(sign) for sign in words if sign.isdigit())) - 1) * count, count


def part(year: int, place: tuple[int, int], year_end: tuple[int, int]) -> Span:
    """Return a quarter or half of the year that ends in a calendar year."""
    return part_of_financial_year(year, year_end, *place)


def _part_of_year(match: re.Match[str], year_end: tuple[int, int]) -> Token:
    """Read a part of a year; "Q1 26" may as well be something else, and has kind l."""
    groups = match.groupdict()
    year, place = _year(groups, year_end), _place(match)
    span = part(year[0], place, year[1]) if year else None
    loose = bool(groups.get("yy")) and match.string[match.start("yy") - 1] == " "
    return Token("l" if loose else "Q", match.start(), match.end(), (span, span), place=place)


def _part_alone(match: re.Match[str], _: tuple[int, int]) -> Token:
    return Token("q", match.start(), match.end(), place=_place(match))


def _financial_year(match: re.Match[str], year_end: tuple[int, int]) -> Token:
    year = _year(match.groupdict(), year_end)
    return found("F", match, financial_year(*year) if year else None)


def _calendar_year(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    if _no_calendar_year(match.string, max(0, match.start() - 16), match.start()):
        return None
    if _is_a_thing(match.string, max(0, match.start() - 1), match.end()):
        return None
    is_first = not match.start() and not match[0].startswith(("calendar year", "year", "cy")) and not match["ye"]
    if _is_printed(match.string, match.end()) or (is_first and _goes_on(match.string, match.end())):
        return None
    year = full_year(match["y"] or match["yy"] or match["ye"])
    return Token("F", match.start(), match.end(), (months(year, 1, 12),) * 2, number=year, plain=True)


def _years(match: re.Match[str], year_end: tuple[int, int]) -> Token | None:
    first, second = full_year(match["one"]), full_year(match["two"])
    if first != second - 1 or int(match["one"]) <= _LAST_MONTH:  # 11/12 is a day
        return None
    return found("B", match, None if year_end == CALENDAR else financial_year(second, year_end))


_PARTS_BEGIN = heads("q", "qtr", "quarter", "h", "half", *_ORDINALS)
_YEARS_BEGIN = heads("fy", "f/y", "financial", "fiscal", "calendar", "year", "cy")
PARTS = (
    Writing(_PART_YEAR, _part_of_year, _PARTS_BEGIN),
    Writing(_YEAR_PART, _part_of_year, _YEARS_BEGIN),
    Writing(_PART_ALONE, _part_alone, _PARTS_BEGIN),
)
YEARS = (
    Writing(_FINANCIAL_YEAR, _financial_year, _YEARS_BEGIN),
    Writing(_CALENDAR_YEAR, _calendar_year, _YEARS_BEGIN),
)
YEARS_IN_FIGURES = (Writing(_YEARS, _years),)
