"""The service period that a text names: the one reading that accounts for every word that looks like a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.claims import Claim, Sentence, shown
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.leftovers import leftovers
from source_xero_revrec.rules.periods.writings.calendar_dates import Span, Term, months, written
from source_xero_revrec.rules.periods.writings.lexer import plain, tokens
from source_xero_revrec.rules.periods.writings.token import DATED, Token

if TYPE_CHECKING:
    from datetime import date

__all__ = ["NOTHING", "Hints", "Reading", "plain", "read_dates", "read_period"]

_braces = re.compile(r"\{([^{}]+)\}").findall


@dataclass(frozen=True, slots=True)
class Hints:
    """What a text says of a period that it does not name whole.

    A start, an end and a term are the period's own; days, months and years lie within it, and a rhythm such as annual
    is its length.
    """

    starts: tuple[date, ...] = ()
    ends: tuple[date, ...] = ()
    terms: tuple[Term, ...] = ()
    days: tuple[Span, ...] = ()
    months: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    rhythms: tuple[Term, ...] = ()

    def contradict(self, span: Span) -> bool:
        """Tell whether a period that was found elsewhere has another start, end or term."""
        return (
            any(start != span[0] for start in self.starts)
            or any(end != span[1] for end in self.ends)
            or any(not term.fits(span) for term in self.terms)
        )

    def lie_outside(self, span: Span) -> bool:
        """Tell whether a period that was found elsewhere leaves a day, month or year out, or has another rhythm."""
        start, end = span
        months = {(start.month + later - 1) % 12 + 1 for later in range(_months_between(start, end) + 1)}
        return (
            any(first < start or end < last for first, last in self.days)
            or not months.issuperset(self.months)
            or any(not start.year <= year <= end.year for year in self.years)
            or any(not term.fits(span) for term in self.rhythms)
        )


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: a period (both days inside it), or a note that says why it is ambiguous, or hints at most."""

    span: Span | None = None
    note: str = ""
    hints: Hints = Hints()


NOTHING = Reading()


def read_period(
    text: str, *, day_first: bool | None, year_end: tuple[int, int], only_a_period: bool = False
) -> Reading:
    """Return the one service period that a plain text names.

    `day_first` is the order of the organisation's country, None where that is unknown. `only_a_period` says that the
    text has no other purpose, so that "2026" is a calendar year and "02/2026" a month; text in braces has none
    either, and wins over what surrounds it.
    """
    inner = [
        reading
        for words in _braces(text)
        if (reading := read_period(words.strip(), day_first=day_first, year_end=year_end, only_a_period=True)).span
        or reading.note
    ]
    if inner:
        return _agreed(inner)
    found = tokens(text, year_end)
    sentence = Sentence(text, found, whole=only_a_period and len(found) == 1)
    return _read(sentence, country=day_first)


def read_dates(first: str, last: str, *, day_first: bool | None, year_end: tuple[int, int], months: int = 0) -> Reading:
    """Return the period between two dates that stand alone, or of a term of `months` from the first one."""
    text = first if months else f"{first} - {last}"
    dates: list[Token] = []
    for words, offset in ((first, 0),) if months else ((first, 0), (last, len(first) + 3)):
        alone = [_date_alone(token) for token in tokens(words, year_end)]
        if len(alone) != 1 or alone[0].kind not in DATED:
            return Reading(note=f'"{words}" is not one date.')
        dates.append(replace(alone[0], begin=alone[0].begin + offset, stop=alone[0].stop + offset))
    if months:
        term = Token("T", len(text), len(text), term=Term(months=months))
        return _read(Sentence(text, [Token("S", 0, 0), dates[0], term]), country=day_first)
    return _read(Sentence(text, [dates[0], Token("-", len(first), len(first) + 3), dates[1]]), country=day_first)


def _date_alone(token: Token) -> Token:
    """Return a token as what it is where it can be nothing but a date: 2026 is a year, and Feb 26 a month."""
    if token.kind == "Y":
        span = months(token.number, 1, 12)
        return replace(token, kind="F", spans=(span, span))
    return replace(token, kind="Q" if token.place[1] else "M") if token.kind == "l" else token


def _agreed(readings: list[Reading]) -> Reading:
    spans = list(dict.fromkeys(reading.span for reading in readings if reading.span))
    noted = next((reading for reading in readings if reading.note), None)
    return noted or (readings[0] if len(spans) == 1 else _different(spans))


def _different(spans: list[Span]) -> Reading:
    return Reading(note=f"The text names different periods: {shown(spans[0])}, and {shown(spans[1])}.")


def _read(sentence: Sentence, *, country: bool | None) -> Reading:
    """Read a text in the order of day and month that holds for it, or in both where that is not known."""
    orders, fault = _orders(sentence, country=country)
    readings = {order: _read_in_order(sentence, day_first=order) for order in orders}
    first = readings[orders[0]]
    if first == NOTHING or not (fault or len({reading.span for reading in readings.values()}) > 1):
        return first
    if fault:
        return Reading(note=f'"{sentence.text}" {fault}.') if first.span or first.note else first
    told = [shown(reading.span) if reading.span else "no period" for reading in readings.values()]
    quoted = _quoted_dates(sentence)
    return Reading(note=f"{quoted} is {told[0]} with the day first, {told[1]} with the month first.")


def _quoted_dates(sentence: Sentence) -> str:
    places = [place for place, token in enumerate(sentence.tokens) if token.kind in DATED + "u"]
    return f'"{sentence.quote(places[0], places[-1])}"'


def _orders(sentence: Sentence, *, country: bool | None) -> tuple[tuple[bool, ...], str]:
    """Return the orders of day and month in which a text is read: the country's, unless it speaks against that."""
    dates = [token.spans for token in sentence.tokens if token.kind in DATED]
    forced = {by_day is not None for by_day, by_month in dates if (by_day is None) != (by_month is None)}
    if len(forced) > 1:
        return (True,), "holds one date with the day first and another with the month first"
    undated = [token.month_days for token in sentence.tokens if token.kind == "u"]
    free = any(by_day and by_month and by_day != by_month for by_day, by_month in dates)
    free = free or any(by_day != by_month for by_day, by_month in undated)
    orders = forced | ({country} if country is not None else set())
    if not free:
        return (next(iter(forced), country is not False),), ""
    return (tuple(orders) if len(orders) == 1 else (True, False)), ""


def _read_in_order(sentence: Sentence, *, day_first: bool) -> Reading:
    found = claims(sentence, day_first=day_first)
    periods = sorted((claim for claim in found if claim.role == "period"), key=lambda claim: claim.first)
    for claim in periods:
        if fault := claim.fault or _reversed(sentence, claim, day_first=day_first):
            return Reading(note=f'"{sentence.quote(claim.first, claim.last)}" {fault}.')
    spans = list(dict.fromkeys(claim.span for claim in periods if claim.span))
    if not spans:
        return Reading(hints=_hints(sentence, found))
    if len(spans) > 1:
        return _different(spans)
    if left := leftovers(sentence, found, spans[0], day_first=day_first):
        words = ", ".join(f'"{words}"' for words in left)
        return Reading(note=f"The text names {shown(spans[0])}, which does not explain {words}.")
    return Reading(spans[0])


def _reversed(sentence: Sentence, claim: Claim, *, day_first: bool) -> str:
    if not claim.span or claim.span[0] <= claim.span[1]:
        return ""
    start, end = claim.span
    fault = f"ends ({written(end)}) before it starts ({written(start)})"
    for other in claims(sentence, day_first=not day_first):
        if (other.first, other.last) == (claim.first, claim.last) and other.span and other.span[0] <= other.span[1]:
            return f"{fault}; in the other order of day and month it is {shown(other.span)}"
    return fault


def _hints(sentence: Sentence, found: list[Claim]) -> Hints:
    tokens = sentence.tokens
    others = {place for claim in found for place in range(claim.first, claim.last + 1)}
    free = [token for place, token in enumerate(tokens) if place not in others]
    return Hints(
        starts=tuple(claim.span[0] for claim in found if claim.role in {"start", "open"} and claim.span),
        ends=tuple(claim.span[1] for claim in found if claim.role == "end" and claim.span),
        terms=tuple(token.term for token in tokens if token.kind == "T" and token.term),
        days=tuple(token.spans[0] for token in free if token.kind == "D" and token.spans[0] and token.spans[0] == token.spans[1]),
        months=tuple(token.number for token in free if token.kind == "m"),
        years=tuple(token.number for token in free if token.kind == "Y"),
        rhythms=tuple(token.term for token in tokens if token.kind == "A" and token.term and token.term.months),
    )
