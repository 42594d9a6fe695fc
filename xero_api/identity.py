"""What a record goes by, and how it is written down, whatever Xero sent as one."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from xero_api.nesting import shallow

_WITHOUT_ID = "-without-id"
_LONGEST = 80


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
        text = json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)
    except RecursionError:
        text = json.dumps(shallow(value), ensure_ascii=False, default=str, sort_keys=True)
    return text.encode("utf-8", "backslashreplace").decode()


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
