"""The form that Airbyte shows, made from a configuration's model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel


def form(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of a configuration the way Airbyte's form reads it."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    made: dict[str, Any] = _plain(schema, definitions)
    made["$schema"] = "http://json-schema.org/draft-07/schema#"
    made["additionalProperties"] = True
    made["groups"] = [{"id": "advanced", "title": "Advanced"}]
    return made


def _plain(node: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - a walk over JSON
    """Write pydantic's schema the way Airbyte's form reads it: no references, no `anyOf` with null."""
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node:
        # What may be empty is left out of a configuration, and a Decimal that may be text as well is typed as a number.
        kind = next(option for option in node["anyOf"] if option.get("type") != "null")
        node = {**kind, **{key: value for key, value in node.items() if key not in ("anyOf", "default")}}
    if "$ref" in node:
        named = definitions[node["$ref"].rsplit("/", 1)[1]]
        return _plain({**named, **{key: value for key, value in node.items() if key != "$ref"}}, definitions)
    plain = {key: _plain(value, definitions) for key, value in node.items() if key != "discriminator"}
    if "properties" in plain:
        plain["properties"] = dict(sorted(plain["properties"].items(), key=lambda field: field[1].get("order", 0)))
    if "oneOf" in plain:
        plain["type"] = "object"
    if "const" in plain:
        plain["enum"] = [plain["const"]]
        plain["default"] = plain["const"]
        plain.pop("title", None)
    return plain
