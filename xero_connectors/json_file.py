"""The JSON files that a command line names: configuration, catalog and state."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING, Any

import orjson

from xero_connectors.config_fault import ConfigFault
from xero_connectors.file_failure import reading_remedy
from xero_connectors.tables.json_names import NamedTwice, check_names

if TYPE_CHECKING:
    from pathlib import Path

_MOST_SHOWN = 60
_SEVERAL = "something follows after its end. Leave one object."
_NEW_LINE = b"\n"


class SeveralValues(ConfigFault):
    """A file that holds one value of JSON after the other, as where messages were printed into it."""


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
        raise ConfigFault(
            f"The {what} {path} cannot be read ({failure.strerror}): {reading_remedy(failure)}."
        ) from None
    # Windows' Notepad begins UTF-8 with a mark.
    text = text.removeprefix(BOM_UTF8)
    if not text.strip():
        raise ConfigFault(f"The {what} {path} is empty: it must be JSON.")
    return text


def _parsed(text: bytes, path: Path, what: str) -> Any:  # noqa: ANN401 - whatever JSON there is
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as failure:
        reason = _reason(text, failure)
        kind = SeveralValues if reason.endswith(_SEVERAL) else ConfigFault
        raise kind(f"The {what} {path} is no JSON{reason}") from None


def _reason(text: bytes, failure: orjson.JSONDecodeError) -> str:
    """Return where a text ends to be JSON and what is probably wrong there, without a word of it."""
    try:
        said = text.decode()
    except UnicodeDecodeError as wrong:
        if text.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return ": it is written in UTF-16. Save it as UTF-8."
        return f" (line {text.count(_NEW_LINE, 0, wrong.start) + 1}): its letters are not UTF-8. Save it as UTF-8."
    before, rest = said[: failure.pos].rstrip(), said[failure.pos :].lstrip()
    place = f" (line {failure.lineno}, column {failure.colno}): "
    return f"{place if before else ': '}{_likely(before, rest)}"


def _likely(before: str, rest: str) -> str:
    if rest.startswith(("//", "/*", "#")):
        return "JSON has no comments. Remove them; a key that begins with // is passed over here."
    if rest.startswith("'"):
        return "the quotation marks of JSON are double ones. Put those."
    if not before:
        return "it must begin with { and end with }. YAML, for example, has to be written as JSON first."
    if rest.startswith(",") and rest[1:].lstrip().startswith(("}", "]")):
        return "the comma before the bracket is one too many. Remove it."
    if before.endswith(("}", "]")) and rest.startswith(("{", "[")):
        return _SEVERAL
    return "see whether a comma, a bracket or a quotation mark is missing there."
