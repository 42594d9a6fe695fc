"""Ranges and lists: from one date to another, with a year for each or one for both, and months in a row."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.claims import Claim, Sentence, fault, period
from source_xero_revrec.rules.periods.counted import amounts, is_counted, is_lodging, is_used, numbered_thing
from source_xero_revrec.rules.periods.loose import LOOSE, is_day_of, may_be_days, spans_years
from source_xero_revrec.rules.periods.writings.calendar_dates import Span, day_of, months
from source_xero_revrec.rules.periods.writings.year_parts import CALENDAR, part

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.token import MonthDay, Token

NO_FINANCIAL_YEAR = "names years that are not one financial year of this organisation"
_WHICH = "may be days, or tell which {} is meant"
_IN_A_ROW = "do not follow each other"
_ONE_DAY = timedelta(days=1)
_ends_before = re.compile(r"but (?:not including|excluding)", re.IGNORECASE).search
_MONTHS_OF_A_YEAR = 12
_DAYS_OF_HALF = 15
# Of a year in two figures, which may be a day: Jun-26, and not Jun-2026 or Jun-45.
_month_and_number = re.compile(r"[^\W\d_]+\.?-(?:[0-2][0-9]|3[01])").fullmatch
_MONTHS = "MHl"
# Where people are, and for how long: on site, exhibition stand.
_takes_place = re.compile(
    r"(?<!\w)(?:on site|(?:exhibition|expo|fair|show|trade show|conference|congress|festival|market|event|messe)"
    r" (?:stand|booth|stall|pitch))[ :#.]*$",
    re.IGNORECASE,
).search


def joined(_: Sentence, match: re.Match[str]) -> Claim:
    """Refuse 1 Jan 2026 - 31 Jan 2026 - 28 Feb 2026."""
    return fault(match, "joins more than two dates")


def of_two_dates(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read 1 Feb 2026 to 31 Jan 2027, Feb 2026 - Jan 2027, FY26 to FY27."""
    place, end_place = match.start("a"), match.start("z")
    if is_day_of(sentence, place, end_place):
        return of_days(sentence, match)
    if why := _no_range(sentence, place, end_place):
        return fault(match, why)
    start, end = sentence.span(place), sentence.span(end_place)
    if not start or not end:
        return period(match, None)
    return period(
        match, (start[0], end[0] - _ONE_DAY if _excludes(sentence, place, end_place) else end[1]), ranged=True
    )


def with_a_slash(sentence: Sentence, match: re.Match[str]) -> Claim | None:
    """Read 2026-02-01/2027-01-31 and 2026-02/2027-01; between other dates a stroke is no range."""
    both = sentence.tokens[match.start("a")].plain and sentence.tokens[match.start("z")].plain
    return of_two_dates(sentence, match) if both and sentence.quote(match.start("j"), match.start("j")) == "/" else None


def of_days(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read 1 - 28 Feb 2026, 1 Feb - 31 Mar 2026, 01/02 - 31/03/2026."""
    place = match.start("a")
    first, last = sentence.tokens[place], sentence.tokens[match.start("z")]
    named = sentence.span(match.start("z"))
    if not named:
        why = _miscounted(sentence, place, last)
        return fault(match, why) if why else period(match, None)
    end = named[1]
    month_day = (end.month, first.number) if first.kind == "N" else sentence.month_day(place)
    span = _in_its_year(end.year, month_day, (end.month, end.day))
    is_usage = span == months(end.year, end.month) and is_used(sentence.word_before(place))
    if why := ("" if is_usage else _miscounted(sentence, place, last)) or _amounts(sentence, match, span):
        return fault(match, why)
    return period(match, span, ranged=True)


def of_days_before_a_year(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read Feb 1 - 28, 2026."""
    first = sentence.month_day(match.start("a"))
    last = (first[0], sentence.tokens[match.start("d")].number)
    return period(match, _in_its_year(sentence.tokens[match.start("y")].number, first, last), ranged=True)


def without_start_year(_: Sentence, match: re.Match[str]) -> Claim:
    """Refuse 15 Jan - Mar 2026."""
    return fault(match, "begins on a day without its year")


def of_months(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read Jan - Mar 2026, Nov - Jan 2027."""
    last = sentence.span(match.start("z"))
    if sentence.kinds[match.start("z")] == "l" or not last:
        return fault(match, LOOSE)
    return period(match, _from_month(sentence.tokens[match.start("a")].number, last), ranged=True)


def of_parts(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read Q1 - Q3 2026, Q1/Q2 FY27."""
    first, last = sentence.tokens[match.start("a")], sentence.tokens[match.start("z")]
    span = sentence.span(match.start("z"))
    if last.kind == "l":
        return fault(match, LOOSE)
    if not span:
        return fault(match, without_year(last))
    if not {"L", "c"}.isdisjoint(match[0]) and sum(first.place) % 12 != last.place[0]:
        return fault(match, f"names parts of a year that {_IN_A_ROW}")
    back = (last.place[0] - first.place[0]) % 12
    year, month = divmod(span[0].year * 12 + span[0].month - 1 - back, 12)
    return period(match, (span[0].replace(year=year, month=month + 1), span[1]), ranged=True)


def of_listed_months(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read Jan, Feb & Mar 2026 as one period, and Jan & Mar 2026 as none."""
    last = sentence.span(match.end() - 1)
    if match[0].endswith("l") or not last:
        return fault(match, LOOSE)
    months_before = [token.number for token in sentence.tokens[match.start() : match.end()] if token.kind == "m"]
    named = [*months_before, last[0].month]
    if any((later - sooner) % 12 != 1 for sooner, later in pairwise(named)):
        return fault(match, f"names months that {_IN_A_ROW}")
    return period(match, _from_month(named[0], last), strong=False)


def of_listed_periods(sentence: Sentence, match: re.Match[str]) -> Claim | None:
    """Read Jan 2026, Feb 2026 as one period, where each begins when the one before it ends; else each is its own."""
    spans = [token.spans[0] for token in sentence.tokens[match.start() : match.end()] if token.kind in "MQFH"]
    named = [span for span in spans if span]
    if len(named) < len(spans) or any(a[1].toordinal() + 1 != b[0].toordinal() for a, b in pairwise(named)):
        return None
    return period(match, (named[0][0], named[-1][1]), strong=False)


def of_months_in_brackets(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read Q1 (Jan-Mar) 2026, in which the months must be those of the quarter."""
    year, place = sentence.tokens[match.start("y")], sentence.tokens[match.start("q")].place
    span = _part_of(year, place)
    first = sentence.tokens[match.start("m") if match["m"] else match.start("n")]
    last = sentence.tokens[match.start("n")]
    if not span or (first.number, last.number) != (span[0].month, span[1].month):
        return fault(match, "names a part of a year and other months")
    return period(match, span)


def without_year(token: Token) -> str:
    """Say why a year, or a part of one, has no days: its two numbers are no financial year."""
    return NO_FINANCIAL_YEAR if token.kind in "QF" and token.spans == (None, None) else ""


def _part_of(year: Token, place: tuple[int, int]) -> Span | None:
    if year.kind == "Y" or year.plain:
        return part(year.number, place, CALENDAR)
    ends = year.spans[0][1] if year.spans[0] else None
    return part(ends.year, place, (ends.month, ends.day)) if ends else None


def _loose(first: Token, last: Token, *, day_leads: bool) -> str:
    """Say why "Jan 10 - Jan 17" is not read: it may be days of one year."""
    if "l" not in first.kind + last.kind or (first.place[1] and last.place[1]):
        return ""
    both_months = first.kind == last.kind == "l" and not (first.place[1] or last.place[1])
    return LOOSE if not both_months or may_be_days(first, last, day_leads=day_leads) else ""


def _no_range(sentence: Sentence, place: int, end_place: int) -> str:
    """Say why two dates are no range."""
    first, last = sentence.tokens[place], sentence.tokens[end_place]
    start, end = sentence.span(place), sentence.span(end_place)
    why = _loose(first, last, day_leads=sentence.day_leads) or _miscounted(sentence, place, last)
    why = why or without_year(first) or without_year(last)
    if why or not start or not end or not {first.kind, last.kind} <= set(_MONTHS):
        return why
    return _a_month_more(start, end) or _dashed(sentence, place, end_place, (start, end))


def _excludes(sentence: Sentence, place: int, end_place: int) -> bool:
    """Tell whether a period ends before its second date: up to but not including 1 June 2026."""
    return bool(_ends_before(sentence.text[sentence.tokens[place].stop : sentence.tokens[end_place].begin]))


def _dashed(sentence: Sentence, place: int, end_place: int, named: tuple[Span, Span]) -> str:
    """Say why "Jun-26 to Jul-27" is not read: these may be days, as "Dec-22 to Jan-26".

    From Jul-26 to Jun-27 they go back, and are months. Whole years are told in months, and nobody counts days from 26
    January to 27 December.
    """
    if not all(_month_and_number(sentence.quote(each, each)) for each in (place, end_place)):
        return ""
    first, last = named[0][0], named[1][0]
    is_whole_year = (last.month - first.month) % _MONTHS_OF_A_YEAR == _MONTHS_OF_A_YEAR - 1
    goes_on = first.month < last.month and first.year < last.year and not is_whole_year
    return LOOSE if goes_on or spans_years(*named) else ""


def _miscounted(sentence: Sentence, place: int, last: Token) -> str:
    """Say why "Users 3-5 March 2026" is not read: the first number may count what stands before it."""
    token = sentence.tokens[place]
    may_be = token.kind == "N" or (token.kind == "D" and last.kind in "MH")
    word = "" if _takes_place(sentence.text, 0, token.begin) else sentence.word_before(place)
    counted = is_counted(word) or (token.kind == "D" and is_lodging(word))
    if not may_be or sentence.kinds[:place].endswith("X") or not counted:
        return ""
    return _WHICH.format(word)


def _amounts(sentence: Sentence, match: re.Match[str], span: Span | None) -> str:
    """Say why "raised from 10 to 20 Mar 2026" is not read: the numbers may be amounts, the month a change's."""
    place, tokens = match.start("a"), sentence.tokens
    if tokens[place].kind != "N":
        return ""
    before = sentence.text[: tokens[match.start()].begin]
    behind = sentence.text[tokens[match.end() - 1].stop :]
    whole_month = span is not None and span == months(span[0].year, span[0].month)
    after_from = match.start() < place
    if word := amounts(before, behind, after_from=after_from, whole_month=whole_month):
        return f'may be days, or amounts of which "{word}" speaks'
    is_day = (
        whole_month or _is_half_a_month(span) or _is_ordinal(sentence, place) or sentence.kinds[:place].endswith("X")
    )
    word = "" if is_day else numbered_thing(sentence.text[: tokens[place].begin], behind)
    return _WHICH.format(word) if word else ""


def _is_half_a_month(span: Span | None) -> bool:
    """Tell whether a period is the first fifteen days of a month, or the rest of it, by which people bill."""
    if not span:
        return False
    first, last = months(span[0].year, span[0].month)
    return (span[0] == first and span[1].day == _DAYS_OF_HALF) or (span[0].day == _DAYS_OF_HALF + 1 and span[1] == last)


def _is_ordinal(sentence: Sentence, place: int) -> bool:
    """Tell whether a number is written as that of a day: 3rd, 3."""
    token = sentence.tokens[place]
    return not sentence.quote(place, place).isdigit() or sentence.text[token.stop : token.stop + 1] == "."


def _a_month_more(first: Span, last: Span) -> str:
    """Say why "Feb 2026 to Feb 2027" is not read: people mean a year, and write a month more."""
    return "may end before its last month" if first[0].month == last[0].month and first < last else ""


def _in_its_year(year: int, first: MonthDay, last: MonthDay) -> Span | None:
    """Return a range whose year stands behind its end alone: 15 Nov - 14 Jan 2027 begins in 2026."""
    start = day_of(year if first[0] <= last[0] else year - 1, *first)
    end = day_of(year, *last)
    return (start, end) if start and end else None


def _from_month(first: int, last: Span) -> Span:
    end = last[1]
    return months(end.year if first <= end.month else end.year - 1, first)[0], end
