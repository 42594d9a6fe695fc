"""Dates that are no piece of a document's number: one whole date, or two that are joined."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.month_names import MONTH_WITH_A_YEAR
from source_xero_revrec.rules.periods.writings.numeric_dates import YEAR4
from source_xero_revrec.rules.periods.writings.phrase import phrases

_YEAR = rf"(?:{YEAR4}|[0-9]{{2}})"
_NAMED = rf"[0-9]{{1,2}}(?:st|nd|rd|th)?[-/. ]{{0,2}}{MONTH_WITH_A_YEAR}[-/.' ]{{0,2}}{_YEAR}"
_DAY = (
    rf"(?:[0-9]{{1,2}}(?P<s>[-/.])[0-9]{{1,2}}(?P=s){_YEAR}|{YEAR4}([-/.])[0-9]{{1,2}}\2[0-9]{{1,2}}"
    rf"|20[0-9]{{2}}(?:0[1-9]|1[0-2])[0-3][0-9]|{_NAMED})(?![0-9])"
)
_NAMED_MONTH = rf"{MONTH_WITH_A_YEAR}(?:[-/. ]{{0,2}}{YEAR4}|[-/' ]{{0,2}}[0-9]{{2}})(?![0-9])"
_PART = rf"(?:[qh][1-4]|fy)[-/]?{YEAR4}(?:[-/](?:{YEAR4}|[0-9]{{2}}))?(?![0-9])"
_MONTH = rf"(?:(?:0?[1-9]|1[0-2])[-/.]{YEAR4}|{YEAR4}[-/.](?:0[1-9]|1[0-2]))(?![0-9])"


def _any(which: str, *patterns: str) -> str:
    """Return one pattern of several, whose groups have names of their own."""
    named = "|".join(patterns).replace("(?P<s>", f"(?P<{which}s>").replace("(?P=s)", f"(?P={which}s)")
    return "(?:" + named.replace("([-/.])", f"(?P<{which}i>[-/.])").replace(r"\2", f"(?P={which}i)") + ")"


_FIRST = _any("a", _DAY, _MONTH, _NAMED_MONTH, _PART, "[0-9]{1,2}[/.][0-9]{1,2}", "[0-9]{1,2}")
_LAST = _any("z", _DAY, _MONTH, _NAMED_MONTH, _PART)
_RANGE = phrases("""
    to|until|till|til|thru|through|through to|up to|up until|up to and including|to and including|bis|bis zum|au
    jusqu'au|al|hasta|hasta el|fino al|tot|tot en met|t/m|at\u00e9|ao|a|and
""")
_BETWEEN = rf"(?: ?[-/]+ ?| (?:{'|'.join(sorted(_RANGE, key=len, reverse=True))}) )"
_ENDED = r"(?!\w|[-/]\w|[.][0-9])"
_joined_at = re.compile(rf"{_any('a', _DAY, _MONTH, _NAMED_MONTH, _PART)}{_BETWEEN}{_LAST}{_ENDED}").match
_short_joined_at = re.compile(rf"{_FIRST}(?:-| - | to | bis ){_LAST}{_ENDED}(?!{_BETWEEN}[0-9])").match
_one_at = re.compile(rf"{_any('o', _DAY, _NAMED_MONTH, _PART)}{_ENDED}").match
_two_anywhere = re.compile(rf"(?<![0-9]){_any('a', _DAY)}[-/]{_any('z', _DAY)}(?![0-9]|[-/.][0-9])").search
_COMPACT = 8


def is_date_at(text: str, place: int) -> bool:
    """Tell whether a whole date, or two that are joined, begin at a place of a text in lower case, and end as words do.

    Neither a month in numbers that stands alone, such as 04-2026, nor 20260401 is one: a number may look so.
    """
    if _joined_at(text, place):
        return True
    one = _one_at(text, place)
    return one is not None and not (one[0].isdigit() and len(one[0]) == _COMPACT)


def is_short_range_at(text: str, place: int) -> bool:
    """Tell whether a range such as 1-30/06/2026 or 01/06-30/06/2026 begins at a place.

    In order 12 - 1 July 2026 to 31 July 2026, the number is none of the range's.
    """
    return _short_joined_at(text, place) is not None


def holds_a_range(text: str) -> bool:
    """Tell whether two whole dates stand in a text, joined by a sign alone."""
    return _two_anywhere(text) is not None


RANGE_OF_DATES = rf"{_any('r', _DAY, _NAMED_MONTH)}{_BETWEEN}{_any('e', _DAY, _NAMED_MONTH)}"
"""A pattern of two whole dates and what joins them."""
