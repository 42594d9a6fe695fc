"""What a state says of the records before it when it is handed back: how many arrived, and how many were refused.

Airbyte shows a sync's rejected records, and the folder of the rejects, by these counts alone (protocol 0.18,
`destinationStats`: doubles with a decimal point; `recordCount` is of the records that were taken).
"""

from __future__ import annotations

import re
from decimal import Decimal
from json import JSONDecoder
from typing import TYPE_CHECKING, Any

from xero_api import money
from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    from typing import Final

COUNTS: Final = "destinationStats"
_DECODER = JSONDecoder()
_BETWEEN = re.compile(r"[\s,:]*")


def with_counts(message: bytes, *, taken: int, refused: int) -> bytes:
    """Return a state's message with its counts at the end of the state, all else as it came."""
    counts = {"recordCount": Decimal(f"{taken}.0"), "rejectedRecordCount": Decimal(f"{refused}.0")}
    parsed = money.parse(message, Decimal)
    state = parsed.get("state")
    if not isinstance(state, dict):
        return message
    if COUNTS in state:
        # Not a destination's to begin with, and one name must not stand there twice.
        return exact_json({**parsed, "state": {**state, COUNTS: counts}})
    text = message.decode("utf-8", "surrogateescape")
    end = _end_of_state(text)
    more = f"{', ' if state else ''}{_text(COUNTS)}: {_text(counts)}"
    return f"{text[: end - 1]}{more}{text[end - 1 :]}".encode("utf-8", "surrogateescape")


def _end_of_state(text: str) -> int:
    """Return the position behind the state, which is an object; of several with the name the last counts."""
    position = text.index("{") + 1
    found = 0
    while text[position := _after_space(text, position)] != "}":
        name, position = _DECODER.raw_decode(text, position)
        _, position = _DECODER.raw_decode(text, _after_space(text, position))
        if name == "state":
            found = position
    return found


def _after_space(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def _text(value: Any) -> str:  # noqa: ANN401 - any value of JSON
    return exact_json(value).decode()
