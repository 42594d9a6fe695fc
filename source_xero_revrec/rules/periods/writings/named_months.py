"""Dates in which the month has a name: 1 Feb 2026, February 1, 2026, Feb-26, 3 Feb, Feb."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.calendar_dates import day_of, full_year, months
from source_xero_revrec.rules.periods.writings.month_names import (
    MONTH,
    MONTH_NUMBERS,
    MONTH_WITH_A_YEAR,
    ONLY_WITH_A_YEAR,
    month_number,
)
from source_xero_revrec.rules.periods.writings.numeric_dates import YEAR4
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found, one_day
from source_xero_revrec.rules.periods.writings.words import role

ORDINAL = r"(?:st|nd|rd|th|er|[\u00ba\u00b0\u00aa])"
# Two digits that are neither a price's nor followed by the real year, as in "Feb 1, 2026".
_NO_UNIT = r"(?![ -]?(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?)(?!\w))"
# Nor is it the day of another date: "carried out 18/05/2026", "1 June-31 Aug 2026".
_NO_DAY = rf"(?![/.-][0-9]{{1,2}}[/.-][0-9]|(?:st|nd|rd|th)? ?(?:of )?{MONTH_WITH_A_YEAR},? ?{YEAR4})"
YEAR2 = rf"[0-9]{{2}}(?![.,][0-9]|,? ?(?:19|20)[0-9]{{2}}){_NO_UNIT}"
ENDED = r"(?![\w%]|:[0-9])"

_YEAR = rf"(?:,? ?(?:[-/,]|de|del)? ?(?P<y>{YEAR4})| ?[-/']{{0,2}}(?P<yy>{YEAR2}){_NO_DAY}){ENDED}"
_DAY = rf"(?P<d>[0-9]{{1,2}}){ORDINAL}?(?:[-/]|\.? ?(?:(?:of|de) )?)"
_DAY_MONTH_YEAR = re.compile(rf"{_DAY}(?P<m>{MONTH_WITH_A_YEAR}){_YEAR}")
_DAY_MONTH = re.compile(rf"{_DAY}(?P<m>{MONTH})")
_MONTH_DAY_YEAR = re.compile(
    rf"(?P<m>{MONTH})[ -]?(?P<d>[0-9]{{1,2}}){ORDINAL}?(?:(?:, ?|[ -])(?P<y>{YEAR4})|,? ?'(?P<yy>{YEAR2})){ENDED}"
)
_MONTH_YEAR = re.compile(rf"(?P<m>{MONTH_WITH_A_YEAR}){_YEAR}")
_MONTH_DAY = re.compile(rf"(?P<m>{MONTH}) ?(?P<d>[0-9]{{1,2}})(?:{ORDINAL}|(?![\w%]|[:.,/][0-9]){_NO_UNIT})")
_MONTH = re.compile(rf"(?P<m>{MONTH})")
_word_glued_before = re.compile(r"([^\W\d_]+)-$").search
_LONGEST_WORD, _LONGEST_SHORT_NAME = 24, 4
_MONTH_NAMES = frozenset(MONTH_NUMBERS) | frozenset(ONLY_WITH_A_YEAR)
# Kinds of words (see Token) that lead to a date: from, mid, due.
_DATE_WORDS = "SERUJPObdfA"
_YEAR_MONTH = re.compile(rf"(?P<y>{YEAR4})(?:[-/]| (?!may))(?P<m>{MONTH})(?! ?[0-9'])(?!\w)")


def _is_part_of_a_word(match: re.Match[str]) -> bool:
    """Tell "fit-out 2026" from "mid-Oct 2026" and "Jan-Oct 2026": a short name glued to another word is no month."""
    begin = match.start("m")
    if (
        begin > match.start()
        or match.string[begin - 1 : begin] != "-"
        or len(match["m"].rstrip(".")) > _LONGEST_SHORT_NAME
    ):
        return False
    glued = _word_glued_before(match.string, max(0, begin - _LONGEST_WORD), begin)
    word = glued[1] if glued else ""
    return bool(word) and word not in _MONTH_NAMES and role(word, 0, len(word))[0] not in _DATE_WORDS


def _day(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    if _is_part_of_a_word(match):
        return None
    day = day_of(full_year(match["y"] or match["yy"]), month_number(match["m"]), int(match["d"]))
    return found("D", match, one_day(day))


def _day_without_year(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    if _is_part_of_a_word(match):
        return None
    month_day = month_number(match["m"]), int(match["d"])
    return Token("p", match.start(), match.end(), month_days=(month_day, month_day))


def _month(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read a month; "Feb 26" may as well be a day without its year."""
    if _is_part_of_a_word(match):
        return None
    month = month_number(match["m"])
    span = months(full_year(match["y"] or match["yy"]), month)
    if match["yy"] and match.string[match.start("yy") - 1] == " ":
        month_day = month, int(match["yy"])
        return Token("l", match.start(), match.end(), (span, span), month_days=(month_day, month_day))
    return found("M", match, span)


def _month_after_year(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("M", match, months(int(match["y"]), month_number(match["m"])))


def _month_alone(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    if _is_part_of_a_word(match):
        return None
    return found("m", match, number=month_number(match[0]))


DAYS_BEFORE_MONTHS = (
    Writing(_DAY_MONTH_YEAR, _day),
    Writing(_YEAR_MONTH, _month_after_year),
    Writing(_DAY_MONTH, _day_without_year),
)
"""Writings that begin with a figure."""
_HEADS = _MONTH_NAMES
NAMED_MONTHS = (
    Writing(_MONTH_DAY_YEAR, _day, _HEADS),
    Writing(_MONTH_YEAR, _month, _HEADS),
    Writing(_MONTH_DAY, _day_without_year, _HEADS),
    Writing(_MONTH, _month_alone, _HEADS),
)
"""Writings that begin with the month's name."""
