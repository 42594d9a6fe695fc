"""Lists of words and phrases, as they are written down in this folder: with strokes and lines between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a list."""
    return tuple(plain for phrase in text.replace("\n", "|").split("|") if (plain := phrase.strip()))


def first_word(text: str) -> str:
    """Return the letters with which a text begins."""
    stop = next((place for place, sign in enumerate(text) if not sign.isalpha()), len(text))
    return text[:stop]


def heads(*each: str) -> frozenset[str]:
    """Return the first word of each phrase, which ends where its letters end."""
    return frozenset(first_word(phrase) for phrase in each)


class Lexicon:
    """A list of phrases that are sought in a text of plain words; a star stands for the beginning of a word."""

    def __init__(self, text: str) -> None:
        """Take the phrases of a list."""
        listed = phrases(text)
        self._whole = frozenset(phrase for phrase in listed if not phrase.startswith("*"))
        self._endings = tuple(phrase[1:] for phrase in listed if phrase.startswith("*"))
        self._longest = max((len(phrase.split()) for phrase in listed), default=0)

    def __contains__(self, word: str) -> bool:
        """Tell whether a single word is a phrase of the list."""
        return word in self._whole or (" " not in word and word.endswith(self._endings))

    def isdisjoint(self, words: Iterable[str]) -> bool:
        """Tell whether none of some words is a phrase of the list."""
        return not any(word in self for word in words)

    def start(self, words: Sequence[str], stop: int) -> int:
        """Return the place of the first word of the longest phrase that ends before a place; -1 where none does."""
        for first in range(max(0, stop - self._longest), stop):
            if " ".join(words[first:stop]) in self:
                return first
        return -1

    def stop(self, words: Sequence[str], first: int) -> int:
        """Return the place behind the longest phrase that begins at a place; -1 where none does."""
        for stop in range(min(len(words), first + self._longest), first, -1):
            if " ".join(words[first:stop]) in self:
                return stop
        return -1
