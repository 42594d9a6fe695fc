"""The service period that a text names: the one reading that accounts for every word that looks like a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from source_xero_revrec.rules.periods.boundaries import boundary
from source_xero_revrec.rules.periods.claims import Claim, Sentence, shown
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.hints import NO_HINTS, Hints, hints
from source_xero_revrec.rules.periods.leftovers import leftovers
from source_xero_revrec.rules.periods.loose import may_be_a_day
from source_xero_revrec.rules.periods.month_words import words_for_months
from source_xero_revrec.rules.periods.owners import owners
from source_xero_revrec.rules.periods.weekdays import wrong_weekdays
from source_xero_revrec.rules.periods.writings.calendar_dates import Span, Term, months, written
from source_xero_revrec.rules.periods.writings.lexer import tokens
from source_xero_revrec.rules.periods.writings.token import DATED, Token

_braces = re.compile(r"\{([^{}]+)\}").findall


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: a period (both days inside it), or a note that says why it is ambiguous, or hints at most.

    Where the note is that a period leaves words unexplained, `left` quotes them.
    """

    span: Span | None = None
    note: str = ""
    hints: Hints = NO_HINTS
    left: str = ""


NOTHING = Reading()


def read_period(
    text: str, *, day_first: bool | None, year_end: tuple[int, int], only_a_period: bool = False
) -> Reading:
    """Return the one service period that a plain text names.

    `day_first` is the order of the organisation's country, None where that is unknown. `only_a_period` says that the
    text has no other purpose, so that "2026" is a calendar year and "02/2026" a month; text in braces has none
    either, and wins over what surrounds it.
    """
    if told := _in_braces(text, day_first, year_end):
        return agreed(told, "The text names")
    found = tuple(tokens(text, year_end))
    whole = only_a_period and len(found) == 1
    return _read(Sentence(text, found, whole=whole, day_leads=day_first is True), country=day_first)


def read_beside(
    text: str, span: Span, *, day_first: bool | None, year_end: tuple[int, int], times: bool = False
) -> Reading:
    """Return what a plain text says beside a period that was found elsewhere, as if it stood behind the text.

    `times` is as for Sentence.
    """
    if told := _in_braces(text, day_first, year_end):
        return agreed([*told, Reading(span)], "The text names")
    both = f"{text}; {span[0]} - {span[1]}"
    found = tuple(tokens(both, year_end))
    return _read(Sentence(both, found, day_leads=day_first is True, apart=True, times=times), country=day_first)


def _in_braces(text: str, day_first: bool | None, year_end: tuple[int, int]) -> list[Reading]:  # noqa: FBT001 - handed on
    inner = [
        read_period(words.strip(), day_first=day_first, year_end=year_end, only_a_period=True)
        for words in _braces(text)
    ]
    return [reading for reading in inner if reading.span or reading.note]


def read_dates(first: str, last: str, *, day_first: bool | None, year_end: tuple[int, int]) -> Reading:
    """Return the period between two dates that stand alone."""
    behind = len(first) + len(" - ")
    day_leads = day_first is True
    start = _date_alone(first, year_end, 0, day_leads=day_leads)
    end = _date_alone(last, year_end, behind, day_leads=day_leads)
    if not start or not end:
        return Reading(note=f'"{last if start else first}" is not one date.')
    dash = Token("-", len(first), behind)
    return _read(Sentence(f"{first} - {last}", (start, dash, end)), country=day_first)


def read_term(first: str, count: int, *, day_first: bool | None, year_end: tuple[int, int]) -> Reading:
    """Return the period of a number of months from a date that stands alone."""
    start = _date_alone(first, year_end, 0, day_leads=day_first is True)
    if not start:
        return Reading(note=f'"{first}" is not one date.')
    term = Token("T", len(first), len(first), term=Term(months=count))
    return _read(Sentence(first, (Token("S", 0, 0), start, term)), country=day_first)


def agreed(readings: list[Reading], who: str) -> Reading:
    """Return what several readings say together: the first that is ambiguous, or the one period of all.

    `who` begins the note that tells of different periods.
    """
    for reading in readings:
        if reading.note:
            return reading
    spans = list(dict.fromkeys(reading.span for reading in readings if reading.span))
    if len(spans) > 1:
        return Reading(note=f"{who} different periods: {shown(spans[0])}, and {shown(spans[1])}.")
    return Reading(spans[0]) if spans else next(iter(readings), NOTHING)


def _date_alone(words: str, year_end: tuple[int, int], offset: int, *, day_leads: bool) -> Token | None:
    """Return the one date of a text that can be nothing else: 2026 is a year there.

    Feb 26 is a month where people write 26 Feb, and may be a day elsewhere.
    """
    found = tokens(words, year_end)
    if len(found) != 1:
        return None
    (alone,) = found
    token = replace(alone, begin=alone.begin + offset, stop=alone.stop + offset)
    if token.kind == "Y":
        span = months(token.number, 1, 12)
        return replace(token, kind="F", spans=(span, span))
    if token.kind == "l":
        if not token.place[1] and not day_leads and may_be_a_day(token):
            return None
        return replace(token, kind="Q" if token.place[1] else "M")
    return token if token.kind in DATED else None


def _read(sentence: Sentence, *, country: bool | None) -> Reading:
    """Read a text in the order of day and month that holds for it, or in both where that is not known."""
    orders = _orders(sentence, country)
    if not orders:
        return Reading(note=f'"{sentence.text}" holds one date with the day first and another with the month first.')
    readings = [_read_in_order(replace(sentence, day_first=order)) for order in orders]
    first, last = readings[0], readings[-1]
    if first.span == last.span and (first.span or first.note or not last.note):
        return first
    by_day, by_month = (shown(reading.span) if reading.span else "no period" for reading in readings)
    dates = [token for token in sentence.tokens if token.kind in DATED + "u"]
    quoted = sentence.text[dates[0].begin : dates[-1].stop]
    return Reading(note=f'"{quoted}" is {by_day} with the day first, {by_month} with the month first.')


def _orders(sentence: Sentence, country: bool | None) -> tuple[bool, ...]:  # noqa: FBT001 - True means day first
    """Return the orders of day and month in which a text is read: the country's, unless the text speaks against it.

    There are two where neither is known to hold, and none where the text itself holds both.
    """
    dates = [token.spans for token in sentence.tokens if token.kind in DATED]
    forced = {by_day is not None for by_day, by_month in dates if (by_day is None) != (by_month is None)}
    if len(forced) > 1:
        return ()
    if not any(_is_free(token) for token in sentence.tokens):
        return (country is not False,)
    known = forced if country is None else {*forced, country}
    return tuple(known) if len(known) == 1 else (True, False)


def _is_free(token: Token) -> bool:
    """Tell whether a date in numbers is another with the day first than with the month first."""
    by_day, by_month = token.month_days if token.kind == "u" else token.spans
    return None not in {by_day, by_month} and by_day != by_month


def _read_in_order(sentence: Sentence) -> Reading:
    found = claims(sentence)
    periods = sorted((claim for claim in found if claim.role == "period"), key=lambda claim: claim.first)
    for claim in periods:
        if why := claim.fault or _reversed(sentence, claim):
            return Reading(note=f'"{sentence.quote(claim.first, claim.last)}" {why}.')
    together = agreed([Reading(claim.span) for claim in periods], "The text names")
    if not together.span:
        return together if together.note else Reading(hints=hints(sentence, found))
    if left := _unexplained(sentence, found, together.span):
        words = ", ".join(f'"{words}"' for words in left)
        return Reading(note=f"The text names {shown(together.span)}, which does not explain {words}.", left=words)
    if words := boundary(sentence, periods):
        return Reading(note=f'"{words}" may end on the day before its last date.')
    return together


def _unexplained(sentence: Sentence, found: list[Claim], span: Span) -> list[str]:
    if (left := leftovers(sentence, found, span)) or sentence.times:
        return left
    if left := owners(sentence, found):
        return left
    return wrong_weekdays(sentence, found) or words_for_months(sentence, found)


def _reversed(sentence: Sentence, claim: Claim) -> str:
    if not claim.span or claim.span[0] <= claim.span[1]:
        return ""
    why = f"ends ({written(claim.span[1])}) before it starts ({written(claim.span[0])})"
    for other in claims(replace(sentence, day_first=not sentence.day_first)):
        if other.first == claim.first and other.span and other.span[0] <= other.span[1]:
            return f"{why}; in the other order of day and month it is {shown(other.span)}"
    return why
