"""The JSON of a request: an envelope around several elements, or one bare element."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import orjson

from xero_sandbox.answers import api_exceptions
from xero_sandbox.answers.errors import Refusal

Record = dict[str, Any]


def elements(body: bytes, array: str) -> list[Record]:
    """Return the elements of the envelope's array, or the one bare element; decimal numbers are Decimal.

    What is no JSON, or JSON of another shape, raises Refusal: 400 with Xero's ErrorNumber 14.
    """
    try:
        # Strict where `json` is not: NaN, and halves of characters, which no answer could repeat.
        orjson.loads(body)
        sent = json.loads(body, parse_float=Decimal)
    except ValueError:
        raise Refusal(api_exceptions.post_data_invalid()) from None
    rows = sent.get(array, [sent]) if isinstance(sent, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refusal(api_exceptions.post_data_invalid())
    return rows


def text(element: Record, field: str) -> str | None:
    """Return a field's text, or nothing when it is absent or null. Anything but text raises Refusal, as above."""
    value = element.get(field)
    if value is not None and not isinstance(value, str):
        raise Refusal(api_exceptions.post_data_invalid())
    return value
