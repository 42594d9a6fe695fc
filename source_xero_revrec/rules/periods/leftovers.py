"""What a text says beside the one period that it names, and that the period does not explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.calendar_dates import Term, months, part_of_financial_year
from source_xero_revrec.rules.periods.writings.token import DATED, LENGTHS, UNDATED, Token
from source_xero_revrec.rules.periods.writings.year_parts import CALENDAR

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.writings.calendar_dates import Span

_A_MONTH = 31


def leftovers(sentence: Sentence, found: list[Claim], span: Span, *, day_first: bool) -> list[str]:
    """Return the words, as they were written, that a period leaves unexplained: dates, terms, numbers and what says
    that a date is something else."""
    remains = _Remains(sentence, found, span, day_first=day_first)
    places = [place for place in range(len(sentence.tokens)) if not remains.explained(place)]
    return [sentence.quote(first, last) for first, last in _together(sentence.kinds, places)]


def _together(kinds: str, places: list[int]) -> list[tuple[int, int]]:
    """Return places that stand side by side as one piece: 2-4, and PO 4711."""
    pieces: list[tuple[int, int]] = []
    for place in places:
        if pieces and set(kinds[pieces[-1][1] + 1 : place]) <= set("-RL"):
            pieces[-1] = (pieces[-1][0], place)
        else:
            pieces.append((place, place))
    return pieces


class _Remains:
    """A text, what it says, and the one period that it names."""

    def __init__(self, sentence: Sentence, found: list[Claim], span: Span, *, day_first: bool) -> None:
        self._tokens, self._kinds = sentence.tokens, sentence.kinds
        self._periods = [claim for claim in found if claim.role == "period"]
        self._others = [claim for claim in found if claim.role != "period"]
        self._span = span
        self._day_first = day_first
        self._weak = not any(claim.strong for claim in self._periods)
        self._begins = {claim.first for claim in self._periods}
        self._ends = {claim.last for claim in self._periods}

    def explained(self, place: int) -> bool:
        """Tell whether a word is explained."""
        token = self._tokens[place]
        if any(claim.explains(place) for claim in self._periods):
            return True
        if token.kind in DATED:
            return self._is_explained_date(place, token)
        if token.kind in UNDATED:
            return self._is_explained_part(place, token)
        if token.kind in LENGTHS:
            return self._fits(token)
        return not self._says_otherwise(place, token)

    def _says_otherwise(self, place: int, token: Token) -> bool:
        """Tell whether a word says that the period is something else than the service's."""
        kind, before, after = token.kind, place + 1 in self._begins, place - 1 in self._ends
        if kind == "Z":
            return True
        if kind == "V":
            return self._weak
        if kind == "f":
            return not all(claim.ranged for claim in self._periods)
        if kind == "k":
            return before and not (token.term and token.term.fits(self._span))
        if kind == "x":
            return self._weak and self._leads_to_period(place)
        if kind == "U" and self._kinds[place + 1 : place + 2] == "-":
            before = self._leads_to_period(place)
        after = after and not any(claim.explains(place) for claim in self._others)
        return (before and kind in "ERPUSOgh") or (after and kind in ("RESOPUgh" if self._weak else "ROgh"))

    def _leads_to_period(self, place: int) -> bool:
        after = place + 1
        while after < len(self._kinds) and self._kinds[after] in "c-":
            after += 1
        return after in self._begins

    def _is_explained_date(self, place: int, token: Token) -> bool:
        days = token.span(day_first=self._day_first)
        other = next((claim for claim in self._others if claim.explains(place)), None)
        role = other.role if other else ""
        if other and role == "point":
            return token.kind == "D" and self._kinds[other.first] == "P"
        if not days or token.kind in "lC" or role == "open":
            return False
        if role == "start":
            return days[0] == self._span[0]
        if role == "end":
            return days[1] == self._span[1]
        return token.kind == "D" and days[0] in self._span

    def _is_explained_part(self, place: int, token: Token) -> bool:
        """Tell whether a date without its year is one of the period's, such as February beside 1 - 28 Feb 2026."""
        start, end = self._span
        if token.kind == "m":
            first, last = self._months_around(place)
            return (first, last) == (start.month, end.month) and months(end.year, last)[1] == end and start.day == 1
        if token.kind == "q":
            return self._span in {
                part_of_financial_year(year, CALENDAR, *token.place) for year in (end.year, end.year + 1)
            }
        if token.kind in "pu":
            return token.month_day(day_first=self._day_first) in {(day.month, day.day) for day in self._span}
        if token.kind == "Y":
            return self._span == months(token.number, 1, 12)
        return token.kind == "B" and token.spans[0] == self._span

    def _months_around(self, place: int) -> tuple[int, int]:
        """Return the first and the last month of a range without its year that a month is part of."""
        first = last = place
        if place > 1 and self._kinds[place - 2 : place + 1] in {"m-m", "mRm"}:
            first = place - 2
        elif self._kinds[place : place + 3] in {"m-m", "mRm"}:
            last = place + 2
        return self._tokens[first].number, self._tokens[last].number

    def _fits(self, token: Token) -> bool:
        term = token.term or Term()
        if term.fits(self._span):
            return True
        if token.kind == "T":
            return False
        if term.days:  # a weekly service of a month
            return (self._span[1] - self._span[0]).days < _A_MONTH
        billed = any(each.kind == "A" and each.number and each.term and each.term.fits(self._span) for each in self._tokens)
        return token.plain and (billed or "f" in self._kinds)
