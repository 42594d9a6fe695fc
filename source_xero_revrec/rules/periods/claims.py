"""A text as words to explain, and what pieces of it say about the service period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from source_xero_revrec.rules.periods.writings.calendar_dates import Span, written

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.token import MonthDay, Token

Role = Literal["period", "start", "end", "point", "open"]

_last_word = re.compile(r"([^\W\d_]+)[ :#.]*$").search


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of the text, from its first word to its last by their places, and what it says.

    A period has its days, or a `fault` that says why it has none; a start and an end have their one date, as first and
    last day of what they name; a point is a date of something else; what is open has no end. A period is `strong`
    where both its ends are told, or one and a term, and `ranged` where both are; words in the `gap` are not its own.
    """

    first: int
    last: int
    role: Role
    span: Span | None = None
    fault: str = ""
    strong: bool = True
    ranged: bool = False
    gap: range = range(0)

    def explains(self, place: int) -> bool:
        """Tell whether a word by its place is part of what the claim says."""
        return self.first <= place <= self.last and place not in self.gap


@dataclass(frozen=True)
class Sentence:
    """The words of a plain text, read with the day or the month first in numbers.

    `kinds` has the kind of each word, on which the grammar works. `whole` says that the text has no other purpose than
    to name a period, `day_leads` that its country is known to write 26 Feb, so that Feb 26 is hardly a day. `apart`
    says that the period stood elsewhere, so that no number is a piece of it, and `times` that it is a person's choice,
    beside which only what tells a time has to be explained.
    """

    text: str
    tokens: tuple[Token, ...]
    day_first: bool = True
    whole: bool = False
    day_leads: bool = True
    apart: bool = False
    times: bool = False

    @cached_property
    def kinds(self) -> str:
        """Return the kinds of all words, a letter each."""
        return "".join(token.kind for token in self.tokens)

    def span(self, place: int) -> Span | None:
        """Return the days that a word names."""
        return self.tokens[place].span(day_first=self.day_first)

    def month_day(self, place: int) -> MonthDay:
        """Return the month and day that a date without its year names."""
        return self.tokens[place].month_day(day_first=self.day_first)

    def quote(self, first: int, last: int) -> str:
        """Return what stands from one word to another, as it was written."""
        return self.text[self.tokens[first].begin : self.tokens[last].stop]

    def word_before(self, place: int) -> str:
        """Return the word that stands directly before another, in lower case; nothing where there is none."""
        match = _last_word(self.text, 0, self.tokens[place].begin)
        return match[1].lower() if match else ""


def fault(match: re.Match[str], why: str) -> Claim:
    """Return the claim of words that name a period which cannot be read."""
    return Claim(match.start(), match.end() - 1, "period", fault=why)


def period(match: re.Match[str], span: Span | None, *, ranged: bool = False, strong: bool = True) -> Claim:
    """Return the claim of words that name a period, or a day that the calendar does not have."""
    if span is None:
        return fault(match, "names a day that does not exist")
    return Claim(match.start(), match.end() - 1, "period", span, ranged=ranged, strong=strong)


def shown(span: Span) -> str:
    """Return a period as people of every country read it."""
    return f"{written(span[0])} to {written(span[1])}"
