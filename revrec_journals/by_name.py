"""Things found by name: as it is spelled, or else ignoring case and outer space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Thing = TypeVar("Thing")
_MINUS = "\u2212"
_LOST_IN_SPELLING = re.compile(r"[\s_\-*\ufeff]+")
_MOST_SPELLED = 10_000
_UNSEEN = dict.fromkeys((*range(ord(" ") + 1), 0x7F))
"""White space and control characters of ASCII, which has no other marks that nobody sees and one dash."""


class ByName(Generic[Thing]):
    """Things under names of one or more parts; several may bear one name."""

    def __init__(self, named: Iterable[tuple[tuple[str, ...], Thing]]) -> None:
        """Take (name, thing) in the order in which matches are to be listed."""
        self._exact: dict[tuple[str, ...], list[Thing]] = {}
        self._folded: dict[tuple[str, ...], list[Thing]] = {}
        for name, thing in named:
            self._exact.setdefault(name, []).append(thing)
            self._folded.setdefault(tuple(map(folded, name)), []).append(thing)

    def exactly(self, *name: str) -> list[Thing]:
        """Return what is spelled like this."""
        return self._exact.get(name, [])

    def matching(self, *name: str) -> list[Thing]:
        """Return what is spelled like this; where nothing is, what differs in case and outer space alone."""
        return self._exact.get(name) or self._folded.get(tuple(map(folded, name)), [])


def folded(name: str) -> str:
    """Return a name without what people overlook: case, outer space, and how an accent is put to its letter."""
    plain = name.strip().casefold()
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=_MOST_SPELLED)
def spelling(name: str) -> str:
    """Return a column's name as it is compared: without case, spaces, underscores, hyphens and byte order marks."""
    return folded(_LOST_IN_SPELLING.sub("", name))


def bare(name: str) -> str:
    """Return a name without case, white space and marks without width, with one kind of dash."""
    if name.isascii():
        return name.lower().translate(_UNSEEN)
    kept: list[str] = []
    for letter in folded(name):
        category = unicodedata.category(letter)
        if letter.isspace() or category in ("Cf", "Cc"):
            continue
        kept.append("-" if category == "Pd" or letter == _MINUS else letter)
    return "".join(kept)
