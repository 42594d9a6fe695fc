"""The form that Airbyte shows, made from a configuration's model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

_CODE = re.compile(r"`([^`]+)`")


def form(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of a configuration the way Airbyte's form reads it."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    made: dict[str, Any] = _as_airbyte_reads(schema, definitions)
    made["$schema"] = "http://json-schema.org/draft-07/schema#"
    made["additionalProperties"] = True
    return made


def _as_airbyte_reads(node: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - a walk over JSON
    """Write pydantic's schema without references and without `anyOf`, which Airbyte's form does not read."""
    if isinstance(node, list):
        return [_as_airbyte_reads(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    meant = _described(node, definitions)
    made = {key: _as_airbyte_reads(value, definitions) for key, value in meant.items() if key != "discriminator"}
    if isinstance(made.get("description"), str):
        # Airbyte's form shows a description as HTML: Markdown's marks of code would stand there as they are.
        made["description"] = _CODE.sub(r'"\1"', made["description"])
    if "properties" in made:
        made["properties"] = dict(_in_order(made))
    if "oneOf" in made:
        made["type"] = "object"
    if "additionalProperties" in made:
        # Platforms add keys of their own, and judge by this what they hand on; what nobody knows is refused in reading.
        made["additionalProperties"] = True
    if "const" in made:
        made["enum"] = [made["const"]]
        made["default"] = made["const"]
        made.pop("title", None)
    return made


def _in_order(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the fields of an object in the order that they ask for, parts that may be left alone as such."""
    for name, field in sorted(made["properties"].items(), key=lambda field: field[1].get("order", 0)):
        if "properties" in field and name not in made.get("required", ()):
            _may_be_empty(field)
        yield name, field


def _may_be_empty(part: dict[str, Any]) -> None:
    """Ask for what a part needs only where something of it is filled in: a plain form sends it empty otherwise."""
    needed = part.pop("required", [])
    filled = [name for name, field in part["properties"].items() if "default" not in field]
    others = {name: [each for each in needed if each != name] for name in filled}
    if any(others.values()):
        part["dependencies"] = {name: names for name, names in others.items() if names}


def _described(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a field with what it refers to, and of several types the first that is not null."""
    if "anyOf" in node:
        # What may be empty is left out of a configuration, and a Decimal that may be text as well is typed as a number.
        kind = next(option for option in node["anyOf"] if option.get("type") != "null")
        node = {**kind, **_without(node, "anyOf", "default")}
    if "$ref" in node:
        named = definitions[node["$ref"].rsplit("/", 1)[1]]
        return _described({**named, **_without(node, "$ref")}, definitions)
    return node


def _without(node: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in keys}
