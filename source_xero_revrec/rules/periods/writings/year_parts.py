"""Years and their parts: Q1 2026, H1 2026, FY26, Q2 FY26, calendar year 2026."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.calendar_dates import (
    Span,
    financial_year,
    full_year,
    months,
    part_of_financial_year,
)
from source_xero_revrec.rules.periods.writings.mention import ENDED, RANGE, YEAR2, YEAR4, Mention, Writing, spelt

_PART = (
    r"(?:q(?:tr|uarter)?\.? ?[1-4]|[1-4]q|h ?[12]|[12]h"
    r"|(?:1st|2nd|3rd|4th|first|second|third|fourth)[ -](?:quarter|qtr)|(?:1st|2nd|first|second)[ -]half)"
)
_FINANCIAL = rf"(?:fy|f/y|financial year|fiscal year) ?'?(?P<fy>{YEAR4}|[0-9]{{2}})"
_ORDINALS = ("first", "second", "third", "fourth")

_PART_YEAR = re.compile(
    rf"(?<!\w)(?:(?P<part0>{_PART}) ?(?P<join>{RANGE}|/|&|\+|and) ?)?(?P<part>{_PART})"
    r"(?: of)?(?: the)?(?: calendar)?(?: year)?"
    rf"(?: ?[-/,]? ?{_FINANCIAL}| ?[-/,]? ?(?P<y>{YEAR4})|[-/ ]?'?(?P<yy>{YEAR2})){ENDED}"
)
_YEAR_PART = re.compile(rf"(?<![\w/.-])(?:{_FINANCIAL}|(?P<y>{YEAR4}))[ /-]{{0,3}}(?P<part>{_PART})(?!\w)")
_FINANCIAL_YEAR = re.compile(
    rf"(?<!\w){_FINANCIAL}(?:(?:[-/]| [-/] (?=20))(?P<second>{YEAR4}|[0-9]{{2}}))?(?!\w|[.,][0-9])"
)
_CALENDAR_YEAR = re.compile(
    rf"(?<!\w)(?:(?:calendar(?: year)?|year|year of) ?(?P<y>{YEAR4})|cy ?'?(?P<yy>{YEAR4}|[0-9]{{2}}))"
    r"(?!\w|[-/.,][0-9])"
)
_YEAR_ALONE = re.compile(YEAR4)
_no_calendar_year = re.compile(
    r"(?<!\w)(?:academic|assessment|contract|crop|fiscal|financial|half|income|last|leap|licen[cs]e|membership|mid|model"
    r"|new|of|per|plan|policy|school|season|tax)[ -]$"
).search


def year_alone(text: str) -> Mention | None:
    """Return the calendar year that makes up a whole text."""
    match = _YEAR_ALONE.fullmatch(text)
    return spelt(match, "year", months(int(match[0]), 1, 12)) if match else None


def _part_of_year(match: re.Match[str], year_end: tuple[int, int]) -> Mention:
    groups = match.groupdict()
    two_digits = groups.get("yy")
    year = full_year(groups["fy"] or groups["y"] or two_digits or "")
    financial_year_end = year_end if groups["fy"] else (12, 31)
    last = _place(groups["part"])
    _, end = span = _part(year, last, financial_year_end)
    if not groups.get("part0"):
        loose = int(two_digits) if two_digits and match.string[match.start("yy") - 1] == " " else 0
        return spelt(match, "quarter", span, loose=loose)
    first = _place(groups["part0"])
    if groups["join"] in {"/", "&", "+", "and"} and sum(first) % 12 != last[0]:
        return spelt(match, "range", None, fault="names parts of a year that do not follow each other")
    start, _ = _part(year if first[0] <= last[0] else year - 1, first, financial_year_end)
    return spelt(match, "range", (start, end))


def _place(part: str) -> tuple[int, int]:
    """Return how many months of its year lie before a quarter or half, and how many it has."""
    number = next(
        (index for index, ordinal in enumerate(_ORDINALS, 1) if part.startswith(ordinal)),
        0,
    ) or next(int(sign) for sign in part if sign.isdigit())
    count = 6 if part.endswith(("half", "h")) or part.startswith("h") else 3
    return (number - 1) * count, count


def _part(year: int, place: tuple[int, int], year_end: tuple[int, int]) -> Span:
    return part_of_financial_year(year, year_end, *place)


def _financial_year(match: re.Match[str], year_end: tuple[int, int]) -> Mention:
    first, second = match["fy"], match["second"]
    ending_in = full_year(second or first)
    start, end = financial_year(ending_in, year_end)
    if second and (full_year(first) != ending_in - 1 or start.year == end.year):
        return spelt(match, "year", None, fault="names years that are not one financial year of this organisation")
    return spelt(match, "year", (start, end))


def _calendar_year(match: re.Match[str], _: tuple[int, int]) -> Mention | None:
    if _no_calendar_year(match.string, max(0, match.start() - 16), match.start()):
        return None
    return spelt(match, "year", months(full_year(match["y"] or match["yy"]), 1, 12))


_has_part = re.compile(r"q|h ?[12]|[12]h|half").search
_has_year = re.compile(r"fy|f/y|year|cy|calendar").search

YEAR_PARTS = (
    Writing(_has_part, _PART_YEAR, _part_of_year),
    Writing(_has_part, _YEAR_PART, _part_of_year),
    Writing(_has_year, _FINANCIAL_YEAR, _financial_year),
    Writing(_has_year, _CALENDAR_YEAR, _calendar_year),
)
