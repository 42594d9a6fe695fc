"""Dates that are written in numbers alone: 01/02/2026, 2026-02-01, 20260201, 02/2026."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.calendar_dates import day_of, full_year, months
from source_xero_revrec.rules.periods.writings.mention import RANGE, YEAR4, Mention, Writing, from_to, spelt

_DAY8 = r"20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]"
_DASHED = rf"[0-9]{{1,2}}-[0-9]{{1,2}}-(?:{YEAR4}|[0-9]{{2}})"
_dashed_date = re.compile(_DASHED + "(?![0-9-])").match
_dashed_date_before = re.compile(rf"(?<![0-9-]){_DASHED}-$").search
_names_a_period = re.compile(r"(?<!\w)(?:period|month|term|for)(?: of)?[: ]*$").search

_ISO = re.compile(
    rf"(?<![0-9])(?<![/.][0-9]{{2}}[/.])(?<![/.][0-9][/.])(?P<y>{YEAR4})(?P<s>[-/]|\.(?=[0-9]{{2}}\.[0-9]{{2}}))"
    r"(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])"
)
_COMPACT = re.compile(rf"(?<![\w/-])(?P<first>{_DAY8}) ?{RANGE} ?(?P<last>{_DAY8})(?!\w|-\w)")
_NUMERIC = re.compile(
    rf"(?<![0-9v#$\u00a3\u20ac])(?:(?P<a0>[0-9]{{1,2}})(?P<s0>[/.])(?P<b0>[0-9]{{1,2}})\.? ?{RANGE} ?)?"
    rf"(?P<a>[0-9]{{1,2}})(?P<s>[-/.])(?P<b>[0-9]{{1,2}})(?P=s)(?P<y>{YEAR4}|[0-9]{{2}})(?![0-9])"
)
_MONTHS = re.compile(
    rf"(?<![\w/.-])(?:(?P<m0>0?[1-9]|1[0-2])[/.-](?P<y0>{YEAR4})|(?P<iy0>{YEAR4})[/-](?P<im0>0[1-9]|1[0-2]))"
    rf"(?: ?{RANGE} ?(?:(?P<m>0?[1-9]|1[0-2])[/.-](?P<y>{YEAR4})|(?P<iy>{YEAR4})[/-](?P<im>0[1-9]|1[0-2])))?"
    r"(?!\w|[/.-][0-9])"
)


def month_in_numbers(text: str) -> Mention | None:
    """Return the month or months that make up a whole text, such as "02/2026"."""
    match = _MONTHS.fullmatch(text)
    return _months(match) if match else None


def _iso(match: re.Match[str], _: tuple[int, int]) -> Mention:
    month, day = int(match["m"]), int(match["d"])
    found = day_of(int(match["y"]), month, day)
    unlikely = not found and not (1 <= month <= 12 and 1 <= day <= 31)
    span = from_to(found, found)
    return Mention(match.start(), match.end(), "day", span, span, iso=True, quiet=unlikely)


def _compact(match: re.Match[str], _: tuple[int, int]) -> Mention:
    start, end = (day_of(int(day[:4]), int(day[4:6]), int(day[6:])) for day in (match["first"], match["last"]))
    return spelt(match, "range", from_to(start, end))


def _numeric(match: re.Match[str], _: tuple[int, int]) -> Mention | None:
    begin, stop = match.start("a"), match.end()
    if _is_part_of_a_number(match.string, begin, stop, match["s"]):
        return None
    a, b, year = int(match["a"]), int(match["b"]), full_year(match["y"])
    if match["s0"] == match["s"] and (match["a0"], match["b0"]) != ("24", "7"):  # 24/7 is a service level
        a0, b0 = int(match["a0"]), int(match["b0"])
        by_day = from_to(day_of(year, b0, a0), day_of(year, b, a))
        by_month = from_to(day_of(year, a0, b0), day_of(year, a, b))
        return Mention(match.start(), stop, "range", by_day, by_month)
    day_first, month_first = day_of(year, b, a), day_of(year, a, b)
    unlikely = len(match["y"]) == 2 or max(a, b) > 31 or not 1 <= min(a, b) <= 12
    return Mention(begin, stop, "day", from_to(day_first, day_first), from_to(month_first, month_first), quiet=unlikely)


def _is_part_of_a_number(text: str, begin: int, stop: int, separator: str) -> bool:
    """Tell an address, a version or a telephone number from a date: its figures go on, with the same separator."""
    before, after = text[max(0, begin - 2) : begin], text[stop : stop + 2]
    goes_on = len(after) == 2 and after[0] == separator and after[1].isdigit()
    came_from = len(before) == 2 and before[1] == separator and before[0].isdigit()
    if separator != "-":
        return goes_on or came_from
    # 1-2-26-31-1-27 is two dates; 09-12-26-4711 and 555-01-02-26 are none
    return (goes_on and not _dashed_date(text, stop + 1)) or (
        came_from and not _dashed_date_before(text, max(0, begin - 12), begin)
    )


def _months(match: re.Match[str]) -> Mention:
    first = int(match["y0"] or match["iy0"]), int(match["m0"] or match["im0"])
    if not (match["y"] or match["iy"]):
        return spelt(match, "month", months(*first))
    last = int(match["y"] or match["iy"]), int(match["m"] or match["im"])
    return spelt(match, "range", (months(*first)[0], months(*last)[1]))


def _months_for_sure(match: re.Match[str], _: tuple[int, int]) -> Mention | None:
    """Return months in numbers where the text says so: 03/2026 alone is as often the third invoice of 2026."""
    mention = _months(match)
    if mention.kind == "range":
        return mention
    years = match["iy0"] is not None and int(match["im0"]) == (int(match["iy0"]) + 1) % 100
    return mention if not years and _names_a_period(match.string, max(0, match.start() - 16), match.start()) else None


_has_separators = re.compile(r"[0-9][-/.][0-9]{1,2}[-/.][0-9]").search

NUMERIC_DATES = (
    Writing(_has_separators, _ISO, _iso),
    Writing(re.compile(r"20[0-9]{6}").search, _COMPACT, _compact),
    Writing(_has_separators, _NUMERIC, _numeric),
)
NUMERIC_MONTHS = (
    Writing(re.compile(r"[0-9][-/.](?:19|20)[0-9]{2}|[0-9]{4}[-/][01]").search, _MONTHS, _months_for_sure),
)
