"""The form of a configuration as rows for a person: each field by its place, what stands there if it is left alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEADINGS = ("Field", "What it is", "Left alone")
_NEEDED, _EMPTY = "(needed)", "(empty)"


def fields(node: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield field, title, and what it is when left alone, in the order of the form; `node` is a form's JSON schema.

    Of alternatives, each is named by the field that chooses it.
    """
    needed = set(node.get("required", ()))
    for name, field in node.get("properties", {}).items():
        if "const" in field:
            continue
        place = f"{before}{name}"
        yield place, str(field.get("title", "")), _NEEDED if name in needed else _left_alone(field)
        for alternative in field.get("oneOf", ()):
            yield from _alternative(alternative, place)
        yield from fields(field, f"{place}.")
        yield from fields(field.get("items", {}), f"{place}[].")


def _alternative(node: Mapping[str, Any], place: str) -> Iterator[tuple[str, str, str]]:
    chosen = next(f"{name}={field['const']}" for name, field in node.get("properties", {}).items() if "const" in field)
    yield f"{place}.{chosen}", str(node.get("title", "")), ""
    yield from fields(node, f"{place}.")


def _left_alone(field: Mapping[str, Any]) -> str:
    default = field.get("default")
    if default in (None, "", [], {}):
        return _EMPTY
    return default if isinstance(default, str) else json.dumps(default)
