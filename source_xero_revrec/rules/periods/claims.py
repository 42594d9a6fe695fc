"""What pieces of a text say about the service period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from source_xero_revrec.rules.periods.writings.calendar_dates import Span, written

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.token import Token

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


class Sentence:
    """The words of a text, and their kinds as one string, on which a small grammar works."""

    def __init__(self, text: str, tokens: list[Token], *, whole: bool = False) -> None:
        """Take a plain text and its words; `whole` says that it has no other purpose than to name a period."""
        self.text = text
        self.tokens = tokens
        self.whole = whole
        self.kinds = "".join(token.kind for token in tokens)

    def quote(self, first: int, last: int) -> str:
        """Return what stands from one word to another, as it was written."""
        return self.text[self.tokens[first].begin : self.tokens[last].stop]

    def word_before(self, place: int) -> str:
        """Return the word that stands directly before another, in lower case; nothing where there is none."""
        match = _last_word(self.text, 0, self.tokens[place].begin)
        return match[1].lower() if match else ""


def shown(span: Span) -> str:
    """Return a period as people of every country read it."""
    return f"{written(span[0])} to {written(span[1])}"
