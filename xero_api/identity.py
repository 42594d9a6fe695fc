"""What a record goes by, and how it is written down, whatever Xero sent as one."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from functools import lru_cache

from xero_api.nesting import shallow

_WITHOUT_ID = "-without-id"
_LONGEST = 80
# More of them no integer is made of in any way.
_MOST_DIGITS = 4_300


def identity(record: object, id_field: str) -> str:
    """Return a record's id, or one made of its content where it bears none."""
    found = record.get(id_field) if isinstance(record, dict) else None
    if isinstance(found, str) and found and found.isprintable():
        return found
    return f"{hashlib.sha256(json_text(record).encode()).hexdigest()[:16]}{_WITHOUT_ID}"


def bears_no_id(made: str) -> bool:
    """Tell whether `identity` made an id because the record bears none."""
    return made.endswith(_WITHOUT_ID)


def json_text(value: object) -> str:
    """Write a value of Xero's JSON for people: half a character as its escape, an amount with its digits."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=_written, sort_keys=True)
    except RecursionError:
        text = json.dumps(shallow(value), ensure_ascii=False, default=_written, sort_keys=True)
    return text.encode("utf-8", "backslashreplace").decode()


def _written(value: object) -> int | str:
    """Return an amount's digits; a long whole number is an integer or a Decimal by what else is on its page."""
    if isinstance(value, Decimal) and value.as_tuple().exponent == 0 and value.adjusted() < _MOST_DIGITS:
        return int(value)
    return str(value)


def shortened(text: str) -> str:
    """Return a text as a message may quote it, cut where it is long."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


# A page's ids are asked for several times.
@lru_cache(maxsize=4096)
def compact(identity: str) -> bytes:
    """Return a GUID in its 16 bytes, any other id as text: a walk remembers every one of them."""
    try:
        return bytes.fromhex(identity.replace("-", ""))
    except ValueError:
        return identity.encode()
