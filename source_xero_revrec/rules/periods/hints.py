"""What a text says of a period that it does not name whole, so that no other text may contradict it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.writings.calendar_dates import Span, Term
    from source_xero_revrec.rules.periods.writings.token import Token


@dataclass(frozen=True, slots=True)
class Hints:
    """Pieces of a period.

    A start, an end and a term are the period's own; days, months and years lie within it, and a rhythm such as annual
    is its length.
    """

    starts: tuple[date, ...] = ()
    ends: tuple[date, ...] = ()
    terms: tuple[Term, ...] = ()
    rhythms: tuple[Term, ...] = ()
    days: tuple[Span, ...] = ()
    months: tuple[int, ...] = ()
    years: tuple[int, ...] = ()

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
        reached = (end.year - start.year) * 12 + end.month - start.month
        months = {(start.month - 1 + later) % 12 + 1 for later in range(reached + 1)}
        return (
            any(first < start or end < last for first, last in self.days)
            or not months.issuperset(self.months)
            or any(not start.year <= year <= end.year for year in self.years)
            or any(not term.fits(span) for term in self.rhythms)
        )


NO_HINTS = Hints()


def hints(sentence: Sentence, found: list[Claim]) -> Hints:
    """Return what a text says that names no period: what it claims, and the words beside that."""
    claimed = {place for claim in found for place in range(claim.first, claim.last + 1)}
    free = [token for place, token in enumerate(sentence.tokens) if place not in claimed]
    spans = [(claim.role, claim.span) for claim in found if claim.span]
    return Hints(
        starts=tuple(span[0] for role, span in spans if role in {"start", "open"}),
        ends=tuple(span[1] for role, span in spans if role == "end"),
        terms=_terms("T", sentence.tokens),
        rhythms=_terms("A", sentence.tokens),
        days=tuple(_days(free)),
        months=_numbers("m", free),
        years=_numbers("Y", free),
    )


def _terms(kind: str, tokens: Iterable[Token]) -> tuple[Term, ...]:
    """Return lengths; a weekly or daily service may take place in any period."""
    terms = [token.term for token in tokens if token.kind == kind and token.term]
    return tuple(term for term in terms if term.months or kind == "T")


def _numbers(kind: str, tokens: Iterable[Token]) -> tuple[int, ...]:
    return tuple(token.number for token in tokens if token.kind == kind)


def _days(tokens: Iterable[Token]) -> Iterable[Span]:
    """Yield the days that are the same with the day and with the month first."""
    for token in tokens:
        if token.kind == "D" and token.spans[0] and token.spans[0] == token.spans[1]:
            yield token.spans[0]
