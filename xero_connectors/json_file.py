"""The JSON files that a command line names: configuration, catalog and state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from xero_connectors.config_fault import ConfigFault
from xero_connectors.tables.json_names import NamedTwice, check_names

if TYPE_CHECKING:
    from pathlib import Path

_MOST_SHOWN = 60


def json_file(path: Path, what: str) -> Any:  # noqa: ANN401 - whatever JSON there is
    """Return the JSON of a file; raises ConfigFault without a word of its content, which may be a secret."""
    try:
        text = path.read_bytes()
    except OSError as failure:
        raise ConfigFault(f"The {what} {path} cannot be read ({failure.strerror}): correct the path.") from None
    if not text.strip():
        raise ConfigFault(f"The {what} {path} is empty: it must be JSON.")
    try:
        found = orjson.loads(text)
        check_names(text, found)
    except NamedTwice as twice:
        raise ConfigFault(
            f"The {what} {path} has two values under the name {str(twice)[:_MOST_SHOWN]!r} in one object, of which a "
            f"program would take the last: leave one of them."
        ) from None
    except orjson.JSONDecodeError as failure:
        raise ConfigFault(
            f"The {what} {path} is no JSON (line {failure.lineno}, column {failure.colno}): see whether a comma, a "
            f"bracket or a quotation mark is missing there."
        ) from None
    return found


def json_object(path: Path, what: str) -> dict[str, Any]:
    """Return a JSON object of a file; raises ConfigFault as `json_file` does."""
    found = json_file(path, what)
    if not isinstance(found, dict):
        raise ConfigFault(f"The {what} {path} is no JSON object: it must begin with {{ and end with }}.")
    return found
