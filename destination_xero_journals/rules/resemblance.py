"""Names that people take for one another: the same but for spaces and dashes, or nearly so."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from revrec_journals.by_name import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NEAREST = 3
"""Names that a person wants to choose from."""
_NEAR = 0.6
_LONGEST = 100
_MINUS = "\u2212"


def bare(name: str) -> str:
    """Return a name without case, white space and marks without width, with one kind of dash."""
    kept: list[str] = []
    for letter in folded(name):
        category = unicodedata.category(letter)
        if letter.isspace() or category in ("Cf", "Cc"):
            continue
        kept.append("-" if category == "Pd" or letter == _MINUS else letter)
    return "".join(kept)


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are most like `name`, the likeliest first: three at most, and none that is far away."""
    wanted = bare(name)[:_LONGEST]
    if not wanted:
        return ()
    rated = ((_likeness(wanted, bare(each)[:_LONGEST]), each) for each in dict.fromkeys(names))
    near = sorted(((rate, each) for rate, each in rated if rate >= _NEAR), key=lambda found: (-found[0], found[1]))
    return tuple(each for _, each in near[:MOST_NEAREST])


def _likeness(one: str, other: str) -> float:
    """Return 0.0 to 1.0: how much of two names is alike; a name that begins or ends the other is near it."""
    if other and (one.startswith(other) or other.startswith(one) or one.endswith(other) or other.endswith(one)):
        return 1.0 - abs(len(one) - len(other)) / (len(one) + len(other)) / 2
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR else 0.0
