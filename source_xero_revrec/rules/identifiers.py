"""Identifiers as RevRec takes them: letters, digits, hyphen, underscore, colon and period (Chargebee's import page)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_REFUSED = re.compile(r"[^A-Za-z0-9_:.-]+")


@lru_cache(maxsize=4096)
def identifier(text: str) -> str:
    """Return a text in RevRec's characters: accents are taken off, and each run of other signs becomes a hyphen."""
    if not _REFUSED.search(text):
        return text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _REFUSED.sub("-", plain).strip("-")


def order_number(number: str, document_id: str, *, taken: bool = False) -> str:
    """Return a document's number as RevRec takes it; a number that had to be changed ends with the id's first part.

    Two numbers may look the same without their special characters, or be `taken` by another document, and one order
    must never hide another. A document without a number is known by its id.
    """
    plain = identifier(number)
    if plain and plain == number and not taken:
        return number
    return f"{plain}.{document_id[:8]}" if plain else document_id


def product_code(code: str, rule: str, *, shared: bool) -> str:
    """Return the code of an item or account (`rule`) as RevRec takes it, unique as a document's number is.

    A code that had to be changed, or that is `shared` by an item and an account, ends with a part of its hash: two
    codes may look the same without their special characters, and one product must never hide another.
    """
    plain = identifier(code)
    if plain == code and not shared:
        return code
    return f"{plain or rule}.{_hashed(f'{rule}:{code}')}"


@lru_cache(maxsize=4096)
def _hashed(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()


def column_name(field: str) -> str:
    """Return a field's name as a column of the warehouse: lower case, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", field.lower()).strip("_")
