"""An answer of which fields are made into something else, as if Xero had sent them so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import orjson

from xero_sandbox.answers.wire import encode

if TYPE_CHECKING:
    from collections.abc import Iterable


def mangled(body: bytes, array: str, id_field: str, manglings: Iterable[tuple[str, str, str]]) -> bytes:
    """Return an answer's body in which some fields of the records of `array` are sent as another text.

    Each of `manglings` is a record's id (of every record, where it is empty), a path and a text. The path has the names
    of fields, and the places of lists from 0, between dots: `LineItems.0.LineAmount`. The text is JSON, or nearly so,
    and is sent as it stands; where it is empty the field is left out. All the rest stays as it is.
    """
    content = json.loads(body, parse_float=orjson.Fragment)
    records = content.get(array)
    if not isinstance(records, list):
        return body
    ids = [str(record[id_field]).lower() for record in records]
    for record, path, text in manglings:
        for place, identity in enumerate(ids):
            if record.lower() in ("", identity):
                _set(records, [str(place), *filter(None, path.split("."))], text)
    return encode(content)


def _set(node: Any, path: list[str], text: str) -> None:  # noqa: ANN401 - a walk over JSON
    *above, last = path
    for name in above:
        node = _below(node, name)
    if isinstance(node, dict):
        _put(node, last, text, there=last in node)
    elif isinstance(node, list) and last.isdecimal() and int(last) < len(node):
        _put(node, int(last), text, there=True)


def _put(node: Any, key: Any, text: str, *, there: bool) -> None:  # noqa: ANN401 - an object or a list
    if text:
        node[key] = orjson.Fragment(text)
    elif there:
        del node[key]


def _below(node: Any, name: str) -> Any:  # noqa: ANN401 - a walk over JSON
    if isinstance(node, dict):
        return node.get(name)
    return node[int(name)] if isinstance(node, list) and name.isdecimal() and int(name) < len(node) else None
