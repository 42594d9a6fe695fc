"""Dates that are written in numbers alone: 01/02/2026, 2026-02-01, 20260201, 02/2026, 01/02."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.calendar_dates import day_of, full_year, months
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found, one_day

YEAR4 = r"(?:19|20)[0-9]{2}"
_DASHED = rf"[0-9]{{1,2}}-[0-9]{{1,2}}-(?:{YEAR4}|[0-9]{{2}})"
_TIME = r"(?:t[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
_dashed_date = re.compile(_DASHED + "(?![0-9-])").match

_ISO = re.compile(
    rf"(?P<y>{YEAR4})(?P<s>[-/]|\.(?=[0-9]{{2}}\.[0-9]{{2}}))(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}})(?![0-9]){_TIME}"
)
_COMPACT = re.compile(r"(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3][0-9])(?!\w)")
_NUMERIC = re.compile(rf"(?P<a>[0-9]{{1,2}})(?P<s>[-/.])(?P<b>[0-9]{{1,2}})(?P=s)(?P<y>{YEAR4}|[0-9]{{2}})(?![0-9])")
_MONTHS = re.compile(
    rf"(?:(?P<m>0?[1-9]|1[0-2])[/.-](?P<y>{YEAR4})|(?P<iy>{YEAR4})[/-](?P<im>0[1-9]|1[0-2]))"
    rf"(?!\w|[.][0-9]|/(?!(?<=-[0-9]{{2}}/){YEAR4}-(?:0[1-9]|1[0-2])(?![\w-]))[0-9]|-(?![0-9]{{1,2}}[/.]{YEAR4}(?!\w))[0-9])"
)
_DAY_MONTH = re.compile(r"(?P<a>[0-9]{1,2})(?P<s>[/.])(?P<b>[0-9]{1,2})(?![0-9/%]|[.,:][0-9])\.?")

_DAY_TO_DATE = re.compile(
    rf"(?P<a>[0-9]{{1,2}})(?P<s>[/.])(?P<b>[0-9]{{1,2}})(?=-[0-9]{{1,2}}(?P=s)[0-9]{{1,2}}(?P=s)(?:{YEAR4}|[0-9]{{2}})(?![0-9]))"
)


def _iso(match: re.Match[str], _: tuple[int, int]) -> Token:
    day = one_day(day_of(int(match["y"]), int(match["m"]), int(match["d"])))
    return Token("D", match.start(), match.end(), (day, day), plain=True)


def _compact(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("C", match, one_day(day_of(int(match["y"]), int(match["m"]), int(match["d"]))))


def _numeric(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    if _goes_on(match):
        return None
    a, b, year = int(match["a"]), int(match["b"]), full_year(match["y"])
    by_day, by_month = one_day(day_of(year, b, a)), one_day(day_of(year, a, b))
    # Of what is no date of any calendar, 31/02/2026 is one that somebody meant, and 45/60/2026 is none.
    if not by_day and not by_month and (len(match["y"]) == 2 or max(a, b) > 31 or not 1 <= min(a, b) <= 12):
        return found("X", match)
    return Token("D", match.start(), match.end(), (by_day, by_month))


def _goes_on(match: re.Match[str]) -> bool:
    """Tell an address, a version or a telephone number from a date: its figures go on, with the same separator."""
    after = match.string[match.end() : match.end() + 2]
    if len(after) < 2 or after[0] != match["s"] or not after[1].isdigit():
        return False
    # 1-2-26-31-1-27 is two dates; 09-12-26-4711 is none
    return match["s"] != "-" or not _dashed_date(match.string, match.end() + 1)


def _month(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    year, month = int(match["y"] or match["iy"]), int(match["m"] or match["im"])
    if match["iy"] and month == (year + 1) % 100:  # 2009/10 is a year and the next
        return None
    span = months(year, month)
    return Token("H", match.start(), match.end(), (span, span), plain=bool(match["iy"]))


def _day_month(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    a, b = int(match["a"]), int(match["b"])
    if not day_of(2024, b, a) and not day_of(2024, a, b):
        return None
    return Token("u", match.start(), match.end(), month_days=((b, a), (a, b)))


NUMERIC_DATES = (
    Writing(_ISO, _iso),
    Writing(_NUMERIC, _numeric),
    Writing(_DAY_TO_DATE, _day_month),
    Writing(_COMPACT, _compact),
    Writing(_MONTHS, _month),
)
NUMERIC_DAYS = (Writing(_DAY_MONTH, _day_month),)
"""Days without their year, which everything else that looks like one comes before."""
