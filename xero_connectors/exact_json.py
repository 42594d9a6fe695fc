"""JSON with every number as it was written.

No library does it all: orjson writes a Decimal's digits (as a fragment), and takes NaN for null, and neither a whole
number of more than 64 bits nor half a character; simplejson takes no NaN, and twice as long.
"""

from __future__ import annotations

from decimal import Decimal
from json.encoder import encode_basestring

_WORDS = {None: "null", True: "true", False: "false"}
_TEXT = frozenset({str})
_NAMES = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def exact_json(value: object) -> bytes:
    """Return what money.parse read as one line of JSON again, digits and order of keys as they came.

    NaN and Infinity, which Python's reader takes and JSON does not know, become text.
    """
    # Half a character has no UTF-8; this writes it as JSON does, by its number.
    return _text(value).encode("utf-8", errors="backslashreplace")


def _text(value: object) -> str:
    match value:
        case str():
            return encode_basestring(value)
        case Decimal():
            return str(value)
        case bool() | None:
            return _WORDS[value]
        case int():
            return str(value)
        case dict():
            return "{" + ",".join(f"{encode_basestring(str(key))}:{_text(each)}" for key, each in value.items()) + "}"
        case list() if _TEXT.issuperset(map(type, value)):
            return "[" + ",".join(map(encode_basestring, value)) + "]"
        case list():
            return "[" + ",".join(map(_text, value)) + "]"
        case _:
            return f'"{_NAMES[str(value)]}"'
