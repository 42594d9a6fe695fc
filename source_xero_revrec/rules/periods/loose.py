"""Days without a year that look like months: Dec 22 - Jan 26 may be a cycle of bills, and Feb 26 - Jan 27 is a year."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.calendar_dates import day_of

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Sentence
    from source_xero_revrec.rules.periods.writings.calendar_dates import Span
    from source_xero_revrec.rules.periods.writings.token import Token

LOOSE = "may hold a day without its year"
_A_LEAP_YEAR = 2024
_MONTHS_OF_A_YEAR = 12
# Nobody bills by days, and without a year, what lasts longer.
_LONGEST_CYCLE = 6


def may_be_a_day(token: Token) -> bool:
    """Tell whether "Feb 26" may be a day, which "Feb 45" is not."""
    return day_of(_A_LEAP_YEAR, *token.month_days[0]) is not None


def may_be_days(first: Token, last: Token, *, day_leads: bool) -> bool:
    """Tell whether "Dec 22 - Jan 26" may be days of one cycle: each as a day and as a month with its year.

    Where people write 22 Dec, months in a row are told so: Dec 25 - Jan 26, Apr 26 - Jun 26; a month's last day is
    always one, such as in Oct 30 - Jan 31.
    """
    if not may_be_a_day(first) or not may_be_a_day(last):
        return False
    days = first.month_days[0], last.month_days[0]
    if days[0] < days[1] and days[0][1] != days[1][1]:
        return True
    if days[1][1] == monthrange(_A_LEAP_YEAR, days[1][0])[1]:
        return True
    begin, end = first.spans[0], last.spans[0]
    return begin is not None and end is not None and (spans_years(begin, end) if day_leads else _is_short(begin, end))


def spans_years(first: Span, last: Span) -> bool:
    """Tell whether two months are a year or more apart, though days of the same months would be a cycle."""
    return _is_short(first, last) and _months_between(first, last) >= _MONTHS_OF_A_YEAR


def _is_short(first: Span, last: Span) -> bool:
    """Tell whether two months, whatever their years, are as near as the days of a cycle."""
    return (last[0].month - first[0].month) % _MONTHS_OF_A_YEAR <= _LONGEST_CYCLE


def _months_between(first: Span, last: Span) -> int:
    return (last[0].year - first[0].year) * _MONTHS_OF_A_YEAR + last[0].month - first[0].month


def is_day_of(sentence: Sentence, place: int, end_place: int) -> bool:
    """Tell whether "May 15" takes its year from the date behind it: May 15 - Jun 14, 2026.

    Apr 26 - Mar 31, 2027 may be April 2026, up to the end of a month.
    """
    first, last, end = sentence.tokens[place], sentence.tokens[end_place], sentence.span(end_place)
    if first.kind != "l" or first.place[1] or last.kind != "D" or not end or not may_be_a_day(first):
        return False
    begin = first.spans[0]
    ends_a_month = end[1].day == monthrange(end[1].year, end[1].month)[1]
    is_near = begin is not None and 0 <= _months_between(begin, end) <= _MONTHS_OF_A_YEAR
    return sentence.quote(end_place, end_place)[0].isalpha() and not (ends_a_month and is_near)
