"""What a text says beside the one period that it names, and that the period does not explain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.rates import is_a_price
from source_xero_revrec.rules.periods.writings.addresses import is_house_number
from source_xero_revrec.rules.periods.writings.calendar_dates import Term, months, part_of_financial_year
from source_xero_revrec.rules.periods.writings.lengths import is_unit
from source_xero_revrec.rules.periods.writings.rhythms import SOLD_BY_THE_UNIT
from source_xero_revrec.rules.periods.writings.token import DATED, LENGTHS, UNDATED, Token
from source_xero_revrec.rules.periods.writings.year_parts import CALENDAR

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.writings.calendar_dates import Span

# Roles that say something else of a period where they stand before it, and behind it.
_NOT_BEFORE = frozenset("ERPUSOgh")
_NOT_AFTER_A_RANGE, _NOT_AFTER = frozenset("ROgh"), frozenset("RESOPUgh")
_TIMES = frozenset(DATED + UNDATED + LENGTHS) - {"N"}
_figures = re.compile(r"[0-9]+").findall
_DAYS_OF_A_MONTH, _DAYS_OF_A_FORTNIGHT, _DAYS_OF_A_YEAR = 31, 14, 366
# A fifth of the days of a period, as where people work a day a week.
_WORKED_AT_LEAST = 5
# Behind these, days are those of a notice, a payment or a share.
_OWN_DAYS = frozenset("ZVPJxefr")
_of_days = re.compile(r"[0-9]+ ?(?:days?|tage?n?|jours?|d\u00edas?|giorni|dagen|dias?)", re.IGNORECASE).fullmatch
_is_priced = re.compile(r" ?(?:@|x\b|\u00d7|(?:at|per|\u00e0|a|zu|je|pro|par|por|al|alla|of)\b)", re.IGNORECASE).match


def leftovers(sentence: Sentence, found: list[Claim], span: Span) -> list[str]:
    """Return the words, as they were written, that a period leaves unexplained.

    They are dates, terms, numbers, and what says that a date is something else than the service's.
    """
    beside = _Beside(sentence, found, span)
    places = [
        place
        for place, kind in enumerate(sentence.kinds)
        if not (sentence.times and kind not in _TIMES)
        if not (sentence.apart and kind == "N" and _is_a_number_alone(sentence, place))
        if not beside.is_explained(place)
    ]
    return [sentence.quote(first, last) for first, last in _together(sentence.kinds, places)]


def _is_a_number_alone(sentence: Sentence, place: int) -> bool:
    """Tell a number that counts or names something, as in iPhone 15, from 2 of 3, from 14 to 20 and from week 23."""
    before, after = sentence.kinds[:place].rstrip("-RLc"), sentence.kinds[place + 1 :].lstrip("-RLc")
    beside = set(before[-1:] + after[:1])
    return beside.isdisjoint(DATED + UNDATED + "kZJ") and not is_unit(sentence.word_before(place))


def _together(kinds: str, places: list[int]) -> list[tuple[int, int]]:
    """Return places that stand side by side as one piece: 2-4, and PO 4711."""
    pieces: list[tuple[int, int]] = []
    for place in places:
        if pieces and set(kinds[pieces[-1][1] + 1 : place]) <= set("-RL"):
            pieces[-1] = (pieces[-1][0], place)
        else:
            pieces.append((place, place))
    return pieces


class _Beside:
    """The words of a text beside the one period that it names."""

    def __init__(self, sentence: Sentence, found: list[Claim], span: Span) -> None:
        self._sentence = sentence
        self._tokens, self._kinds = sentence.tokens, sentence.kinds
        self._periods = [claim for claim in found if claim.role == "period"]
        self._others = [claim for claim in found if claim.role != "period"]
        self._span = span
        self._weak = not any(claim.strong for claim in self._periods)
        self._begins = {claim.first for claim in self._periods}
        self._ends = {claim.last for claim in self._periods}

    def is_explained(self, place: int) -> bool:
        """Tell whether a word by its place is explained."""
        token = self._tokens[place]
        if any(claim.explains(place) for claim in self._periods):
            return True
        if token.kind in DATED:
            return self._is_date_explained(place, token)
        if token.kind in UNDATED:
            return self._is_part_explained(place, token) or (
                token.kind == "N" and is_house_number(self._sentence.text, token.begin)
            )
        if token.kind in LENGTHS:
            return self._has_length(place, token)
        if token.kind == "r":
            return is_a_price(self._sentence, place, self._span)
        return not (self._spoils(place, token) or self._is_before(place, token) or self._is_after(place, token))

    def _spoils(self, place: int, token: Token) -> bool:
        """Tell whether a word says anywhere that a period is none, or is not the service's."""
        match token.kind:
            case "Z" | "J":
                return True
            case "V":
                return self._weak
            case "e" | "f":
                return not all(claim.ranged for claim in self._periods) or (token.kind == "f" and self._is_a_year())
            case "x":
                return self._weak and self._leads_to_period(place)
        return False

    def _is_before(self, place: int, token: Token) -> bool:
        """Tell whether a word directly before a period says something else of it."""
        directly = place + 1 in self._begins
        if token.kind == "k":
            return self._is_its_unit(place) and not (token.term and token.term.fits(self._span))
        if token.kind == "U":  # mid-March
            return self._leads_to_period(place)
        if token.kind == "P" and self._weak:  # as ordered, March 2026
            return self._leads_to_period(place)
        if token.kind in "GWK":
            return self._weak and self._is_time_or_model_of(place, token)
        return directly and token.kind in _NOT_BEFORE

    def _is_its_unit(self, place: int) -> bool:
        """Tell whether a unit of time tells a period's length: directly before it, or before what is sold by it."""
        if place + 1 in self._begins or not self._weak:
            return place + 1 in self._begins
        is_sold = self._kinds[place + 1 : place + 2] in {"w", "V"}
        word = self._sentence.quote(place + 1, place + 1).lower() if is_sold else ""
        return word in SOLD_BY_THE_UNIT or self._leads_to_period(place)

    def _is_time_or_model_of(self, place: int, word: Token) -> bool:
        """Tell whether a period may be the time of a deed, or the model of a thing, as in VW Golf H1 2026."""
        directly = self._behind_a_version(place + 1) in self._begins
        may_be_model = any(first > place and self._kinds[first] in "QF" for first in self._begins)
        return (directly and word.kind != "K") or (may_be_model and (directly or word.kind == "W"))

    def _behind_a_version(self, place: int) -> int:
        """Return the place behind a version, such as that of specs v3, July 2026; the same where there is none."""
        if self._kinds[place : place + 1] != "X" or not self._sentence.quote(place, place).lower().startswith("v"):
            return place
        return place + 1 + (self._kinds[place + 1 : place + 2] == "c")

    def _is_after(self, place: int, token: Token) -> bool:
        """Tell whether a word directly behind a period says something else of it, and not of the date that follows."""
        if place - 1 not in self._ends or any(claim.explains(place) for claim in self._others):
            return False
        return token.kind in (_NOT_AFTER if self._weak else _NOT_AFTER_A_RANGE)

    def _is_a_year(self) -> bool:
        """Tell whether the period is a whole year, of which no share was charged for the time before its start."""
        return Term(months=12).fits(self._span)

    def _leads_to_period(self, place: int) -> bool:
        after = place + 1
        while self._kinds[after : after + 1] in {"c", "-"}:
            after += 1
        return after in self._begins

    def _is_date_explained(self, place: int, token: Token) -> bool:
        days = self._sentence.span(place)
        claim = next((claim for claim in self._others if claim.explains(place)), None)
        if claim and claim.role == "point":
            return token.kind == "D" and self._kinds[claim.first] == "P"
        if not days or token.kind in "lC":
            return False
        if claim:
            return self._is_end_of_period(claim, days)
        return token.kind == "D" and days[0] in self._span

    def _is_end_of_period(self, claim: Claim, days: Span) -> bool:
        """Tell whether a start or an end alone is the period's own."""
        if claim.role == "start":
            return days[0] == self._span[0]
        return claim.role == "end" and days[1] == self._span[1]

    def _is_part_explained(self, place: int, token: Token) -> bool:
        """Tell whether a date without its year is one of the period's, such as February beside 1 - 28 Feb 2026."""
        match token.kind:
            case "m":
                return self._is_month_explained(place)
            case "q":
                years = (self._span[1].year, self._span[1].year + 1)
                return self._span in {part_of_financial_year(year, CALENDAR, *token.place) for year in years}
            case "u" if self._may_be_share(token):
                return False
            case "p" | "u":
                return self._sentence.month_day(place) in {(day.month, day.day) for day in self._span}
            case "Y":
                return self._span == months(token.number, 1, 12) or self._names(place, token.number, token.number)
            case "B" if token.spans[0]:
                first, last = token.spans[0]
                return token.spans[0] == self._span or self._names(place, first.year, last.year)
        return False

    def _names(self, place: int, first: int, last: int) -> bool:
        """Tell a year, or one and the next, that names what runs over the days behind it: Term 2026 (7 Sep - ...)."""
        start, end = self._span
        is_name = place + 1 + (self._kinds[place + 1 : place + 2] == "c") in self._begins and not self._sentence.apart
        is_short = not self._weak and (end - start).days <= _DAYS_OF_A_YEAR
        return is_name and is_short and (start.year, end.year) == (first, last)

    def _may_be_share(self, token: Token) -> bool:
        """Tell whether 1/4 may be one of four payments, though it looks like the first day."""
        part, whole = (int(figures) for figures in _figures(self._sentence.text[token.begin : token.stop]))
        return part <= whole

    def _is_month_explained(self, place: int) -> bool:
        """Tell whether a month, or a range of months without its year, is the whole period."""
        first = last = place
        if self._kinds[: place + 1].endswith(("m-m", "mRm")):
            first = place - 2
        elif self._kinds[place : place + 3] in {"m-m", "mRm"}:
            last = place + 2
        start, end = self._span
        named = (self._tokens[first].number, self._tokens[last].number)
        return named == (start.month, end.month) and start.day == 1 and months(end.year, end.month)[1] == end

    def _has_length(self, place: int, token: Token) -> bool:
        """Tell whether a term is the period's length; annual is let off where the billing or pro rata says less."""
        term = token.term or Term()
        if term.fits(self._span):
            return True
        if token.kind == "T":
            return self._is_work(place, token, term)
        if term.days:
            return self._is_often(term)
        billing = [each.term for each in self._tokens if each.kind in "Ar" and each.number and each.term]
        return token.plain and ("f" in self._kinds or any(term.fits(self._span) for term in billing))

    def _is_work(self, place: int, token: Token, term: Term) -> bool:
        """Tell days that were worked in a period, between two dates or at a price each: 12 days @ £650."""
        days, text = (self._span[1] - self._span[0]).days + 1, self._sentence.text
        has_owner = self._kinds[:place][-1:] in _OWN_DAYS
        if not 0 < term.days < days or not _of_days(text, token.begin, token.stop) or has_owner:
            return False
        is_most_of_it = all(claim.ranged for claim in self._periods) and term.days * _WORKED_AT_LEAST >= days
        return is_most_of_it or bool(_is_priced(text, token.stop))

    def _is_often(self, term: Term) -> bool:
        """Tell a weekly service of a month."""
        return term.days <= _DAYS_OF_A_FORTNIGHT and (self._span[1] - self._span[0]).days < _DAYS_OF_A_MONTH
