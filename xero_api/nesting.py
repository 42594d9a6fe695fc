"""JSON that is nested deeper than anything that Xero documents: what lies too deep is a text in its place."""

from __future__ import annotations

import re
from typing import Any

DEEPEST = 100
TOO_DEEP = f"nested deeper than {DEEPEST} levels"

_SIGNS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def shallow(value: Any, left: int = DEEPEST) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return JSON of so many levels; a list or an object below them is TOO_DEEP."""
    if not isinstance(value, dict | list):
        return value
    if not left:
        return TOO_DEEP
    if isinstance(value, dict):
        return {key: shallow(each, left - 1) for key, each in value.items()}
    return [shallow(each, left - 1) for each in value]


def shallow_text(body: bytes) -> bytes:
    """Return the text of JSON of DEEPEST levels, as `shallow` does; what is no JSON stays none."""
    kept: list[bytes] = []
    level = begin = 0
    for found in _SIGNS.finditer(body):
        if found[0] in b"[{":
            if level == DEEPEST:
                kept.append(body[begin : found.start()])
            level += 1
        elif found[0] in b"]}":
            level -= 1
            if level == DEEPEST:
                kept.append(f'"{TOO_DEEP}"'.encode())
                begin = found.end()
    return b"".join([*kept, body[begin:] if level <= DEEPEST else b""])
