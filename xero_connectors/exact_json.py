"""JSON with every number as it was written, which no library writes from Decimals."""

from __future__ import annotations

import json
from decimal import Decimal

_JSON = json.JSONEncoder(ensure_ascii=False)


def exact_json(value: object) -> bytes:
    """Return what money.parse read as one line of JSON again, digits and order of keys as they came.

    NaN and Infinity, which Python's reader takes and JSON does not know, become text.
    """
    # Half a character has no UTF-8; this writes it as JSON does, by its number.
    return _text(value).encode("utf-8", errors="backslashreplace")


def _text(value: object) -> str:
    match value:
        case Decimal():
            return str(value)
        case dict():
            return "{" + ",".join(f"{_text(str(key))}:{_text(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ",".join(map(_text, value)) + "]"
        case str() | int() | None:
            return _JSON.encode(value)
        case _:
            return f'"{_JSON.encode(value)}"'
