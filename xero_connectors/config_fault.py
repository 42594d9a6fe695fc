"""What is wrong with a configuration, in one sentence that quotes no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Schema = Mapping[str, Any]

Settings = TypeVar("Settings", bound=BaseModel)


class ConfigFault(ValueError):
    """The configuration is not what the form describes; the message lists every fault, and no value of a secret."""


def read_settings(model: type[Settings], raw: Mapping[str, Any]) -> Settings:
    """Check a configuration against the form; raises ConfigFault with all faults in one message."""
    try:
        return model.model_validate({key: value for key, value in raw.items() if value is not None})
    except ValidationError as invalid:
        form = model.model_json_schema()
        faults = [_sentence(fault, form) for fault in invalid.errors(include_input=False, include_url=False)]
        raise ConfigFault("The configuration cannot be used: " + "; ".join(faults) + ".") from None


def _sentence(fault: Any, form: Schema) -> str:  # noqa: ANN401 - pydantic's error dictionaries
    place, alternatives = _on_the_form(fault["loc"], form)
    if fault["type"] == "missing":
        return f"{place} is missing"
    if fault["type"] == "extra_forbidden":
        return f"{place} is not known here"
    if fault["type"].startswith("union_tag"):
        told_apart_by = str(fault["ctx"]["discriminator"]).strip("'")
        return f"{place}.{told_apart_by} must be {', '.join(alternatives[:-1])} or {alternatives[-1]}"
    return f"{place}: {fault['msg'].removeprefix('Value error, ')[:200]}"


def _on_the_form(location: tuple[str | int, ...], form: Schema) -> tuple[str, list[str]]:
    """Return where a fault is as the form shows it, and the alternatives that the form offers there.

    Pydantic's location also names each alternative that was chosen on the way.
    """
    shown: list[str] = []
    node = _described(form, form)
    for part in location:
        alternatives = _alternatives(node)
        if part in alternatives:
            node = {"$ref": alternatives[str(part)]}
        else:
            shown.append(str(part))
            node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
        node = _described(node, form)
    return ".".join(shown) or "the whole of it", sorted(_alternatives(node))


def _described(node: Schema, form: Schema) -> Schema:
    """Return what a schema stands for, where it may be null or refers to a definition."""
    if "anyOf" in node:
        node = next(option for option in node["anyOf"] if option.get("type") != "null")
    if "$ref" in node:
        described: Schema = form["$defs"][node["$ref"].rpartition("/")[2]]
        return described
    return node


def _alternatives(node: Schema) -> Mapping[str, str]:
    """Return the alternatives of a choice, each with its definition; none where there is nothing to choose."""
    found: Mapping[str, str] = node.get("discriminator", {}).get("mapping", {})
    return found
