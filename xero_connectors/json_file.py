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
    """Return the JSON of a file; raises ConfigFault without a word of its content, which may be a secret.

    A program's file may have a name twice in an object, as the states that PyAirbyte writes: the last one counts.
    """
    return _parsed(_text(path, what), path, what)


def json_object(path: Path, what: str) -> dict[str, Any]:
    """Return a JSON object that a person wrote; raises ConfigFault as `json_file` does, and for a name twice in it."""
    text = _text(path, what)
    found = _parsed(text, path, what)
    if not isinstance(found, dict):
        raise ConfigFault(f"The {what} {path} is no JSON object: it must begin with {{ and end with }}.")
    try:
        check_names(text, found)
    except NamedTwice as twice:
        raise ConfigFault(
            f"The {what} {path} has two values under the name {str(twice)[:_MOST_SHOWN]!r} in one object, of which a "
            f"program would take the last: leave one of them."
        ) from None
    return found


def _text(path: Path, what: str) -> bytes:
    try:
        text = path.read_bytes()
    except OSError as failure:
        raise ConfigFault(f"The {what} {path} cannot be read ({failure.strerror}): correct the path.") from None
    if not text.strip():
        raise ConfigFault(f"The {what} {path} is empty: it must be JSON.")
    return text


def _parsed(text: bytes, path: Path, what: str) -> Any:  # noqa: ANN401 - whatever JSON there is
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as failure:
        raise ConfigFault(
            f"The {what} {path} is no JSON (line {failure.lineno}, column {failure.colno}): see whether a comma, a "
            f"bracket or a quotation mark is missing there."
        ) from None
