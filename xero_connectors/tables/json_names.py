"""The names in a JSON object, each once: of two values under one name, a reader would silently keep the last."""

from __future__ import annotations

import re
from decimal import Decimal
from json import JSONDecoder, loads
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_NESTED = frozenset({dict, list})
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
    if isinstance(found, (dict, list)) and _names_at_most(text) > _count(found):
        loads(text, object_pairs_hook=unique)


def _names_at_most(text: bytes) -> int:
    # Counting alone takes a third of the time, and hardly anybody writes white space before the colon.
    inner = text[:-2]
    if b'" ' in inner or b"\t" in inner or b"\r" in inner or b"\n" in inner:
        return len(_MAY_END_A_NAME.findall(text))
    return text.count(b'":')


def _count(found: dict[str, Any] | list[Any]) -> int:
    names = len(found) if isinstance(found, dict) else 0
    values = found.values() if isinstance(found, dict) else found
    if _NESTED.isdisjoint(map(type, values)):
        return names
    for each in values:
        if type(each) is dict or type(each) is list:
            names += _count(each)
    return names
