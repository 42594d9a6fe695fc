"""The service period of an invoice line, by a chain of rules of which the first that finds one decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.claims import shown
from source_xero_revrec.rules.periods.reading import (
    NOTHING,
    Reading,
    agreed,
    read_beside,
    read_dates,
    read_period,
    read_term,
)
from source_xero_revrec.rules.periods.settings import ItemTerm, Rule, ServicePeriods
from source_xero_revrec.rules.periods.writings.calendar_dates import day_comes_first, last_day_of_term
from source_xero_revrec.rules.periods.writings.lengths import months_written
from source_xero_revrec.rules.periods.writings.lexer import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from source_xero_revrec.rules.periods.writings.calendar_dates import Span

__all__ = ["ItemTerm", "PeriodRules", "ServicePeriod", "ServicePeriods"]


@dataclass(frozen=True, slots=True)
class ServicePeriod:
    """The period in which a line's service is delivered, and the rule that says so.

    Both days are calendar dates of the organisation, and both lie inside the period; either both are given or neither.
    `rule` is the rule that decided, or that met the ambiguity; it is empty when no rule found anything. `problem` is
    "absent", "ambiguous" or empty; the note of an ambiguous period is one sentence for an accountant. Our choice
    throughout: Xero lines have no service dates.
    """

    start: date | None
    end: date | None
    rule: str
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How an organisation writes dates: whether the day comes first, None where that is unknown, and its year end."""

    day_first: bool | None
    year_end: tuple[int, int]


_ABSENT = ServicePeriod(None, None, "", "absent")
_CALLED: dict[Rule, str] = {
    "tracking_option": "The tracking option",
    "line_description": "The line's description",
    "reference": "The reference",
    "item_term": "The item's term",
    "invoice_date": "The invoice date",
}


class PeriodRules:
    """The chain of rules of one organisation."""

    def __init__(self, settings: ServicePeriods, *, country: str, year_end: tuple[int, int]) -> None:
        """Take the user's settings and what Xero says of the organisation.

        `country` is its CountryCode, which gives the order of day and month in numbers: month first in the United
        States, their territories and Micronesia, Palau and the Marshall Islands; unknown, hence reported where it
        matters, in Canada, Panama, the Philippines and for a code that is no country's; day first everywhere else.
        `year_end` is (month, day) of its financial year end.
        """
        self._rules: tuple[Rule, ...] = tuple(settings.rules)
        self._category = (settings.tracking_category or "").casefold()
        self._months = {term.item_code.strip(): term.months for term in settings.item_terms}
        self._patterns = tuple(settings.patterns)
        self._day_first = day_comes_first(country)
        self._year_end = year_end
        # Lines repeat each other; the date is part of what is remembered only where a rule looks at it.
        self._looks_at_date = bool(self._months) or "invoice_date" in self._rules
        self._remembered = lru_cache(maxsize=16_384)(self._first_hit)

    def decide(
        self, *, description: str, reference: str, tracking: Mapping[str, str], item_code: str, invoice_date: date
    ) -> ServicePeriod:
        """Return the service period of a line: the first rule that finds one decides, an ambiguous one stops the chain.

        `tracking` maps the line's category names to its option names. Nothing is guessed: what is ambiguous or absent
        has no dates. Never raises for what a text holds.
        """
        day = invoice_date if self._looks_at_date else date.min
        return self._remembered(description, reference, tuple(tracking.items()), item_code, day)

    def _first_hit(
        self,
        description: str,
        reference: str,
        tracking: tuple[tuple[str, str], ...],
        item_code: str,
        invoice_date: date,
    ) -> ServicePeriod:
        readings: dict[Rule, Reading] = {
            "tracking_option": self._read_options(tracking),
            "line_description": self._read(description),
            "reference": self._read(reference),
        }
        texts = {rule: reading for rule, reading in readings.items() if rule in self._rules}
        for rule in self._rules:
            reading = texts.get(rule) or self._without_text(rule, item_code, invoice_date)
            note = reading.note
            if reading.span and not note:
                note = _contradiction(rule, reading.span, texts)
                if "line_description" in texts and rule != "line_description":
                    note = note or self._left_over(rule, reading.span, description)
            if note:
                return ServicePeriod(None, None, rule, "ambiguous", note)
            if reading.span:
                return ServicePeriod(*reading.span, rule)
        return _ABSENT

    def _left_over(self, rule: Rule, span: Span, description: str) -> str:
        """Return what of the line's own text its period does not explain; it is as if both stood in one text.

        Who recognises at the invoice date what names no period says so of deposits and discounts, too.
        """
        beside = _read_beside(description, span, self._day_first, self._year_end, rule == "invoice_date")
        if beside.span == span:
            return ""
        says, of_the_line = f"{_CALLED[rule]} says {shown(span)}, which", _CALLED["line_description"].lower()
        if beside.left:
            return f"{says} does not explain {beside.left} in {of_the_line}."
        return f"{says} does not agree with {of_the_line}."

    def _without_text(self, rule: Rule, item_code: str, invoice_date: date) -> Reading:
        if rule == "invoice_date":
            return Reading((invoice_date, invoice_date))
        months = self._months.get(item_code.strip())
        return Reading((invoice_date, last_day_of_term(invoice_date, months))) if months else NOTHING

    def _read(self, text: str, *, only_a_period: bool = False) -> Reading:
        if not text:
            return NOTHING
        return _read(text, self._day_first, self._year_end, self._patterns, only_a_period)

    def _read_options(self, tracking: tuple[tuple[str, str], ...]) -> Reading:
        if not self._category:
            return NOTHING
        found = [
            reading
            for name, option in tracking
            if name.strip().casefold() == self._category
            if (reading := self._read(option, only_a_period=True)) is not NOTHING
        ]
        return agreed(found, "The tracking options name")


def _contradiction(rule: Rule, span: Span, texts: Mapping[Rule, Reading]) -> str:
    """Return why a period does not stand beside what the other texts say; nothing where it does.

    A text that names a period names the same one. One that names none may still tell a start, an end or a term.
    """
    for other, reading in texts.items():
        if other == rule:
            continue
        if reading.span and rule in texts and reading.span != span:
            return f"{_CALLED[rule]} says {shown(span)}, but {_CALLED[other].lower()} says {shown(reading.span)}."
        if not reading.span and reading.hints.contradict(span):
            return f"{_CALLED[rule]} says {shown(span)}, which does not agree with {_CALLED[other].lower()}."
    return ""


@lru_cache(maxsize=16_384)
def _read_beside(
    text: str,
    span: Span,
    day_first: bool | None,  # noqa: FBT001 - part of the cache's key
    year_end: tuple[int, int],
    times: bool,  # noqa: FBT001 - part of the cache's key
) -> Reading:
    return read_beside(plain(text), span, day_first=day_first, year_end=year_end, times=times)


@lru_cache(maxsize=16_384)
def _read(
    text: str,
    day_first: bool | None,  # noqa: FBT001 - part of the cache's key
    year_end: tuple[int, int],
    patterns: tuple[str, ...],
    only_a_period: bool,  # noqa: FBT001 - part of the cache's key
) -> Reading:
    even = plain(text)
    for pattern in patterns:
        readings = list(_by_pattern(pattern, even, day_first, year_end))
        if readings:
            return agreed(readings, f"The pattern {pattern} names")
    return read_period(even, day_first=day_first, year_end=year_end, only_a_period=only_a_period)


def _by_pattern(
    pattern: str,
    text: str,
    day_first: bool | None,  # noqa: FBT001 - handed on
    year_end: tuple[int, int],
) -> Iterable[Reading]:
    for match in re.finditer(pattern, text, re.IGNORECASE):
        groups = match.groupdict()
        start, end, months = ((groups.get(name) or "").strip() for name in ("start", "end", "months"))
        if start and end:
            yield read_dates(start, end, day_first=day_first, year_end=year_end)
        elif start and months:
            count = months_written(months)
            if count is None:
                yield Reading(note=f'"{months}" is not a number of months.')
            else:
                yield read_term(start, count, day_first=day_first, year_end=year_end)
