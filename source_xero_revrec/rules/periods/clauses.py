"""The plain words of a piece of a text, with their places, and a comma for whatever ends a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.changes import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator

_pieces = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<figure>[0-9]+)|[,;:|()!?]|\.(?= )|(?<= )-(?= )").finditer
STOP = ","
FIGURE = "#"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in lower case without their accents; figures are signs alone."""

    plain: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def __add__(self, behind: Words) -> Words:
        """Return the words of two pieces as one."""
        return Words(self.plain + behind.plain, self.places + behind.places)

    def named(self) -> Words:
        """Return the words without the commas before them."""
        first = next((place for place, word in enumerate(self.plain) if word != STOP), len(self.plain))
        return Words(self.plain[first:], self.places[first:])

    def quote(self, text: str, first: int, stop: int) -> str:
        """Return what stands from one word up to another that is not meant, as it was written."""
        return text[self.places[first][0] : self.places[stop - 1][1]]


NO_WORDS = Words((), ())


def words_of(text: str, begin: int, stop: int) -> Words:
    """Return the words of a text between two characters."""
    found = tuple(_read(text, begin, stop))
    return Words(tuple(word for word, _ in found), tuple(place for _, place in found))


def _read(text: str, begin: int, stop: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _pieces(text, begin, stop):
        word = match["word"]
        yield unaccented(word.lower()) if word else FIGURE if match["figure"] else STOP, match.span()
