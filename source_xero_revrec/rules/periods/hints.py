"""What a text says of a period that it does not name whole, so that no other text may contradict it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.writings.calendar_dates import Span, Term


@dataclass(frozen=True, slots=True)
class Hints:
    """Pieces of a period.

    They are the period's own: its start, its end and its length.
    """

    starts: tuple[date, ...] = ()
    ends: tuple[date, ...] = ()
    terms: tuple[Term, ...] = ()

    def contradict(self, span: Span) -> bool:
        """Tell whether a period that was found elsewhere has another start, end or term."""
        return (
            any(start != span[0] for start in self.starts)
            or any(end != span[1] for end in self.ends)
            or any(not term.fits(span) for term in self.terms)
        )


NO_HINTS = Hints()


def hints(sentence: Sentence, found: list[Claim]) -> Hints:
    """Return what a text says that names no period."""
    spans = [(claim.role, claim.span) for claim in found if claim.span]
    return Hints(
        starts=tuple(span[0] for role, span in spans if role in {"start", "open"}),
        ends=tuple(span[1] for role, span in spans if role == "end"),
        terms=tuple(token.term for token in sentence.tokens if token.kind == "T" and token.term),
    )
