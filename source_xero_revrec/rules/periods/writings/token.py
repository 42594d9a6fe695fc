"""One word of a text that a reading has to explain: a date, a term, a number, or a word that says what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import date

    from source_xero_revrec.rules.periods.writings.calendar_dates import Span, Term

Spans = tuple["Span | None", "Span | None"]
"""The period with the day first in numbers, and with the month first; None where the calendar has no such day."""
MonthDay = tuple[int, int]
"""Month number and day of a date without its year."""

DATED = "DMHQFlC"
"""Kinds of words that name days: a day, a month (H: in numbers), a part of a year, a year, "Feb 26", 20260201."""
UNDATED = "pumqNYB"
"""Kinds that only may belong to a date: 3 Feb, 3/2, Feb, Q1, 3, 2026, 2025/26."""
LENGTHS = "TA"
"""Kinds that tell a length: 12 months, annual."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, from character `begin` up to `stop`; `kind` is one letter, and says which fields are filled.

    Dates: D, M, H, Q, F, l, C (see DATED) and p, u, m, q, N, Y, B (see UNDATED). Lengths: T a term, A a word such
    as annual, r a price for a time, k a unit without number, g and h a unit that ends or begins (week ending, week
    commencing). Words: S from, E ending, R to, - a dash, b between, L and, c a comma, s the end of a sentence, P
    dated (a point in time), U before, J half of, O onwards, G a deed that may have it for its time, W a make and K
    a thing that may have it for a model, Z a word that no period goes with, V a word that a month alone does not go
    with, x a document's number, X a number that is no date, e a contract's term, f pro rata, w any other.
    """

    kind: str
    begin: int
    stop: int
    spans: Spans = (None, None)
    month_days: tuple[MonthDay, MonthDay] = ((0, 0), (0, 0))
    number: int = 0
    place: tuple[int, int] = (0, 0)
    term: Term | None = None
    plain: bool = False

    def span(self, *, day_first: bool) -> Span | None:
        """Return the days named, in the order given, or in the only order in which they exist."""
        by_day, by_month = self.spans
        return (by_day or by_month) if day_first else (by_month or by_day)

    def month_day(self, *, day_first: bool) -> MonthDay:
        """Return month and day of a date without its year."""
        return self.month_days[0] if day_first else self.month_days[1]


@dataclass(frozen=True, slots=True)
class Writing:
    """A way to write something; `read` gives None where the text only looks like it.

    The pattern meets the text in lower case with plain spaces, dashes and apostrophes. `read` is also given the
    (month, day) of the organisation's year end. `heads` are the first words, or letters before a figure or a stroke,
    with which a writing that begins with letters can begin; where there are none it is tried at every figure and sign.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], tuple[int, int]], Token | None]
    heads: frozenset[str] = frozenset()


def found(kind: str, match: re.Match[str], span: Span | None = None, *, number: int = 0) -> Token:
    """Return the token of a whole match that has one reading, whichever comes first, day or month."""
    return Token(kind, match.start(), match.end(), (span, span), number=number)


def one_day(day: date | None) -> Span | None:
    """Return the period of a single day, or None where it does not exist."""
    return (day, day) if day else None
