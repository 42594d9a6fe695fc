"""Names that may be meant by one that is not there: those that are most like it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from revrec_journals.by_name import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NEAREST = 3
"""Names that a person wants to choose from."""
_WHOLE, _NEAR = 1_000, 600
"""How much alike two names are that are the same, and from where on one may be meant for the other."""
_LONGEST = 100


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are most like `name`, the likeliest first: three at most, and none that is far away."""
    wanted = bare(name)[:_LONGEST]
    if not wanted:
        return ()
    rated = ((_likeness(wanted, bare(each)[:_LONGEST]), each) for each in dict.fromkeys(names))
    near = sorted(((rate, each) for rate, each in rated if rate >= _NEAR), key=lambda found: (-found[0], found[1]))
    return tuple(each for _, each in near[:MOST_NEAREST])


def _likeness(one: str, other: str) -> int:
    """Return 0 to 1,000: how much of two names is alike; a name that begins or ends the other is near it."""
    both = len(one) + len(other)
    if other and (one.startswith(other) or other.startswith(one) or one.endswith(other) or other.endswith(one)):
        return _WHOLE - _WHOLE * abs(len(one) - len(other)) // both // 2
    blocks = SequenceMatcher(None, one, other).get_matching_blocks()
    return 2 * _WHOLE * sum(block.size for block in blocks) // both
