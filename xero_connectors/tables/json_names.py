"""The names in a JSON object, each once: of two values under one name, a reader would silently keep the last."""

from __future__ import annotations

import re
from decimal import Decimal
from json import JSONDecoder, loads
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAY_END_A_NAME = re.compile(rb'"\s*:')


class NamedTwice(ValueError):
    """An object has two values under one name, which the text names."""


def unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of these names and values; raises NamedTwice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise NamedTwice(next(name for name in names if names.count(name) > 1))
    return found


UNIQUE = JSONDecoder(parse_float=Decimal, object_pairs_hook=unique)
"""Python's own reader, which raises NamedTwice."""


def check_names(text: bytes, found: object) -> None:
    """Raise NamedTwice where an object in a text, of which `found` was read, has two values under one name."""
    # Read again only where there is more that looks like a name than was kept: texts may look so as well.
    if len(_MAY_END_A_NAME.findall(text)) > _count(found):
        loads(text, object_pairs_hook=unique)


def _count(found: object) -> int:
    if isinstance(found, dict):
        return len(found) + sum(_count(each) for each in found.values() if type(each) in (dict, list))
    return sum(map(_count, found)) if isinstance(found, list) else 0
