"""The service period that a text names: ranges, terms, months, quarters and years, or why it cannot be told."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.claims import NOTHING, Claim, Reading, settle
from source_xero_revrec.rules.periods.writings import terms
from source_xero_revrec.rules.periods.writings.calendar_dates import day_of, last_day_of_term, written
from source_xero_revrec.rules.periods.writings.mention import MONTH, ORDINAL, RANGE, YEAR4, Mention
from source_xero_revrec.rules.periods.writings.named_months import NAMED_MONTHS
from source_xero_revrec.rules.periods.writings.numeric_dates import NUMERIC_DATES, NUMERIC_MONTHS, month_in_numbers
from source_xero_revrec.rules.periods.writings.year_parts import YEAR_PARTS, year_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITINGS = (*NUMERIC_DATES, *NAMED_MONTHS, *YEAR_PARTS, *NUMERIC_MONTHS)

_PLAIN = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2192", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
    | dict.fromkeys("\u200b\u2060\ufeff_", " ")
    | {"\u2026": "..", "~": "-"}
)
_TIME = r"(?:[t ] ?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?z?)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? )?"
_range = re.compile(rf"{_TIME} ?,? ?{RANGE}(?: and including)?:? ?(?:the )?{_WEEKDAY}").fullmatch
_end_word = re.compile(
    r"[,;]? ?(?:and )?(?:valid )?(?:end(?:s|ing)?|expir(?:es|ing|y)|until|to)(?: on| date| date is)?[:=]? ?"
).fullmatch
_list = re.compile(r" ?(?:,|,? ?and|[&+/]) ?").fullmatch
_starts_without_year = re.compile(rf"(?<!\w){MONTH} ?[0-9]{{1,2}}{ORDINAL} ?{RANGE} ?$").search
_ends_without_year = re.compile(
    rf" ?{RANGE} ?(?:[0-9]{{1,2}}{ORDINAL}(?: of |[. -])?)?(?!may [a-z]){MONTH}(?! ?['0-9])(?!\w)"
    rf"| ?{RANGE} ?{MONTH} ?[0-9]{{1,2}}(?![0-9])"
    rf"| ?{RANGE} ?(?:q[1-4]|h[12]|{YEAR4})(?![\w/.-])"
).match
_ends_without_year_in_numbers = re.compile(rf" ?{RANGE} ?(?!24/7)[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9/.])").match
_braces = re.compile(r"\{([^{}]+)\}").findall


def plain(text: str) -> str:
    """Return a text with plain spaces, dashes and apostrophes, so that every writing has one form."""
    return " ".join(text.translate(_PLAIN).split())


def mentions(text: str, year_end: tuple[int, int]) -> list[Mention]:
    """Return what a plain lower-case text mentions, in its order; `year_end` is the financial year's (month, day)."""
    found: list[Mention] = []
    for writing in _WRITINGS:
        if not writing.sign(text):
            continue
        for match in writing.pattern.finditer(text):
            mention = writing.read(match, year_end)
            if mention and all(mention.stop <= other.begin or other.stop <= mention.begin for other in found):
                found.append(mention)
    found.sort(key=lambda mention: mention.begin)
    return found


def read_period(
    text: str, *, day_first: bool | None, year_end: tuple[int, int], only_a_period: bool = False
) -> Reading:
    """Return the one service period that a plain text names.

    `day_first` is the order of the organisation's country, None where that is unknown. `only_a_period` says that the
    text has no other purpose, so that "2026" is a calendar year and "02/2026" a month; text in braces has none
    either, and wins over what surrounds it.
    """
    lower = text.lower()
    if len(lower) != len(text):
        text = lower
    for inner in _braces(text):
        reading = read_period(inner.strip(), day_first=day_first, year_end=year_end, only_a_period=True)
        if reading != NOTHING:
            return reading
    found = mentions(lower, year_end)
    if only_a_period and not found:
        whole = year_alone(lower) or month_in_numbers(lower)
        found = [whole] if whole else []
    if not found:
        return NOTHING
    return settle(text, found, list(_claims(lower, found)), day_first=day_first)


def read_dates(first: str, last: str, *, day_first: bool | None, year_end: tuple[int, int], months: int = 0) -> Reading:
    """Return the period between two dates that stand alone, or of a term of `months` from the first one."""
    text = first if months else f"{first} - {last}"
    found = []
    for words, offset in ((first, 0),) if months else ((first, 0), (last, len(first) + 3)):
        lower = words.lower()
        alone = mentions(lower, year_end) or [whole for whole in (year_alone(lower), month_in_numbers(lower)) if whole]
        if len(alone) != 1:
            return Reading(note=f'"{words}" is not one date.')
        found.append(replace(alone[0], begin=alone[0].begin + offset, stop=alone[0].stop + offset))
    return settle(text, found, [Claim(found[0], found[-1], months)], day_first=day_first)


def _claims(text: str, found: list[Mention]) -> Iterator[Claim]:
    lengths = terms.terms_anywhere(text)
    in_range: set[int] = set()
    listed: dict[int, int] = {}
    for place, (left, right) in enumerate(pairwise(found)):
        gap = text[left.stop : right.begin]
        if _is_range(text, left, right, gap):
            in_range |= {place, place + 1}
            joined = "range" in {left.kind, right.kind}
            yield Claim(left, right, fault="joins more than two dates" if joined else _loose_fault(left, right))
        elif _list(gap) and _follows(left, right):
            listed[place + 1] = listed.pop(place, place)
    in_list = {place for last, first in listed.items() for place in range(first, last + 1)}
    for last, first in listed.items():
        if not in_range & set(range(first, last + 1)):
            yield Claim(found[first], found[last])
    for place, mention in enumerate(found):
        before = text[found[place - 1].stop if place else 0 : mention.begin]
        limit = found[place + 1].begin if place + 1 < len(found) else len(text)
        claimed = list(_terms(text, before, mention, limit, in_range=place in in_range))
        if place in in_range:
            # "12 months from 1 Feb 2026 to 31 Jan 2027" says the same thing twice, or contradicts itself
            yield from claimed
        elif place not in in_list:
            yield from claimed or _alone(text, before, mention, limit, lengths)


def _is_range(text: str, left: Mention, right: Mention, gap: str) -> bool:
    if _range(gap):
        return True
    if "range" in {left.kind, right.kind}:
        return False
    before = text[: left.begin]
    if gap.strip() == "/":
        return left.iso and right.iso
    if gap.strip() in {"and", "&"}:
        return before.rstrip().endswith("between")
    return terms.marker(before) == "start" and _end_word(gap) is not None


def _follows(left: Mention, right: Mention) -> bool:
    kinds = {left.kind, right.kind}
    if not kinds <= {"month", "quarter", "year"} or not left.day_first or not right.day_first:
        return False
    return left.day_first[1].toordinal() + 1 == right.day_first[0].toordinal()


def _loose_fault(left: Mention, right: Mention) -> str:
    """Say why "Jan 10 - Jan 17" is not read: it may be days of one year; "Feb 26 - Jan 27" can only be months."""
    if not left.loose and not right.loose:
        return ""
    if left.kind == right.kind == "quarter":
        return ""
    if left.loose and right.loose and left.day_first and right.day_first:
        days = [(mention.day_first[0].month, mention.loose) for mention in (left, right) if mention.day_first]
        exist = all(day_of(2024, month, day) for month, day in days)
        if not exist or days[0] > days[1] or left.loose == right.loose:
            return ""
    return f"may be days without their years, or {_reading(left, right)}"


def _reading(first: Mention, last: Mention) -> str:
    """Return how a mention, or two, read if a number of two digits is a year."""
    if not first.day_first or not last.day_first:
        return "a period with a year of two digits"
    return f"{written(first.day_first[0])} to {written(last.day_first[1])}"


def _terms(text: str, before: str, mention: Mention, limit: int, *, in_range: bool) -> Iterator[Claim]:
    if mention.kind in {"range", "year"}:
        return
    role = terms.marker(before)
    if role == "start" or (not role and not before.rstrip(" :({")):
        counts = terms.term_after(text, mention.stop, limit)
        counts |= terms.terms_before(before, direct=in_range) if role else set()
        fault = "is the start of two different terms" if len(counts) > 1 else ""
        if mention.loose and counts:
            fault = f"may be a day without its year, or {_reading(mention, mention)}"
        yield from (Claim(mention, mention, months, fault=fault) for months in sorted(counts) if months)
    elif role == "end":
        for months in terms.term_up_to(before):
            if months:
                yield Claim(mention, mention, months, ends=True)


def _alone(text: str, before: str, mention: Mention, limit: int, lengths: set[int]) -> Iterator[Claim]:
    role = terms.marker(before)
    without_year = _ends_without_year(text, mention.stop, limit)
    if mention.kind == "day" and not without_year:
        without_year = _ends_without_year_in_numbers(text, mention.stop, limit)
    if mention.kind != "range" and without_year:
        yield Claim(mention, mention, fault="is followed by an end that is not complete")
    elif mention.kind == "range":
        yield Claim(mention, mention, fault=mention.fault)
    elif mention.kind == "day":
        if not mention.day_first and not mention.month_first and not mention.quiet:
            yield Claim(mention, mention)
    elif role or terms.goes_on(text, mention.stop):
        return
    elif mention.loose:
        other = "a day" if mention.kind == "month" else "a quarter or half"
        yield Claim(mention, mention, fault=f"may be {other} without its year, or {_reading(mention, mention)}")
    elif _starts_without_year(text, max(0, mention.begin - 32), mention.begin):
        yield Claim(mention, mention, fault="comes after a start without its year")
    else:
        yield Claim(mention, mention, fault=mention.fault or _term_fault(mention, lengths))


def _term_fault(mention: Mention, lengths: set[int]) -> str:
    if not mention.day_first:
        return ""
    start, end = mention.day_first
    other = sorted(months for months in lengths if months and last_day_of_term(start, months) != end)
    return f"is {written(start)} to {written(end)}, but the text also speaks of {other[0]} months" if other else ""
