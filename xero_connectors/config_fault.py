"""What is wrong with a configuration, in one sentence that quotes no secret."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from xero_connectors.requirement import requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Schema = Mapping[str, Any]

Settings = TypeVar("Settings", bound=BaseModel)
COMMENT = "//"
"""How keys begin that are comments for a person."""
_PLATFORMS = ("__", "_airbyte", COMMENT)
"""How keys begin that a platform adds to a configuration, or a person who comments it."""
_MOST_SHOWN, _MOST_SAID = 100, 200


class ConfigFault(ValueError):
    """The configuration is not what the form describes; the message lists every fault, and no value of a secret."""


def read_settings(model: type[Settings], raw: Mapping[str, Any]) -> Settings:
    """Check a configuration against the form; raises ConfigFault with all faults in one message.

    Null stands for a field that was left empty, or that another way of the same choice has: forms leave it behind when
    somebody chooses anew. Keys that a platform adds pass at every level, where the form takes no key of one's own.
    """
    form = _form(model)
    try:
        return model.model_validate(_as_typed_in(raw, form, form))
    except ValidationError as invalid:
        faults = [_sentence(fault, form) for fault in invalid.errors(include_input=False, include_url=False)]
        raise ConfigFault("The configuration cannot be used: " + "; ".join(faults) + ".") from None


@cache
def _form(model: type[BaseModel]) -> Schema:
    return model.model_json_schema()


def _as_typed_in(given: Any, node: Schema, form: Schema) -> Any:  # noqa: ANN401 - a walk over JSON
    """Return a part of a configuration without the keys that nobody typed in."""
    node = _described(node, form)
    if isinstance(given, list):
        return [_as_typed_in(each, node.get("items", {}), form) for each in given]
    if not isinstance(given, Mapping):
        return given
    ways = _alternatives(node)
    chosen = ways.get(str(given.get(node.get("discriminator", {}).get("propertyName"))))
    may_be_null = {name for way in ways.values() for name in _described({"$ref": way}, form)["properties"]}
    if chosen:
        node = _described({"$ref": chosen}, form)
    properties = node.get("properties", {})
    may_be_null |= properties.keys()
    closed = node.get("additionalProperties") is False
    return {
        key: _as_typed_in(value, properties.get(key, {}), form)
        for key, value in given.items()
        if not (closed and _nobody_typed(str(key), value, properties, may_be_null))
    }


def _nobody_typed(key: str, value: object, properties: Schema, may_be_null: set[str]) -> bool:
    return (value is None and key in may_be_null) or (key not in properties and key.startswith(_PLATFORMS))


def _sentence(fault: Any, form: Schema) -> str:  # noqa: ANN401 - pydantic's error dictionaries
    place, alternatives = _on_the_form(fault["loc"], form)
    if fault["type"] == "missing":
        return f"{place} is missing"
    if fault["type"] == "extra_forbidden":
        return f"{_shown(place)} is not known here ({_instead(fault['loc'], form)})"
    if fault["type"].startswith("union_tag"):
        told_apart_by = str(fault["ctx"]["discriminator"]).strip("'")
        return f"{place}.{told_apart_by} must be {', '.join(alternatives[:-1])} or {alternatives[-1]}"
    if fault["type"] == "value_error":
        return f"{place}: {str(fault['ctx']['error'])[:_MOST_SAID]}"
    return f"{place} {requirement(fault['type'], fault.get('ctx', {}), _node(fault['loc'], form))}"


def _shown(place: str) -> str:
    """Return a place whose last part may be anything at all, such as a secret that was typed in as a name."""
    return "".join(letter if letter.isprintable() else " " for letter in place)[:_MOST_SHOWN]


def _instead(location: tuple[str | int, ...], form: Schema) -> str:
    """Return what may have been meant by an unknown key: the nearest name there, its place elsewhere, or all names."""
    properties = _node(location[:-1], form).get("properties", {})
    known = sorted(properties, key=lambda name: int(properties[name].get("order", 0)))
    unknown = str(location[-1])
    near = nearest(unknown, known)
    if near:
        return f"nearest: {near}"
    places = [*_places(form, form, "")]
    if _on_the_form(location, form)[0] in (place for _, place in places):
        return f"it belongs to another choice; known with this one: {', '.join(known)}"
    elsewhere = nearest(unknown, [name for name, _ in places if name not in (*known, *location[:-1])])
    if elsewhere:
        return f"nearest: {next(place for name, place in places if name == elsewhere)}"
    return f"known: {', '.join(known)}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to another, whatever its case and what stands between its words."""
    spelled = {_spelling(each): each for each in known}
    found = get_close_matches(_spelling(name), spelled, n=1)
    return spelled[found[0]] if found else ""


def _spelling(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _places(node: Schema, form: Schema, place: str) -> Iterator[tuple[str, str]]:
    """Yield every field of the form by its name, with its place."""
    node = _described(node, form)
    ways = [{"$ref": reference} for reference in _alternatives(node).values()]
    for inner in (*ways, *([node["items"]] if "items" in node else [])):
        yield from _places(inner, form, place)
    for name, described in node.get("properties", {}).items():
        yield name, f"{place}{name}"
        yield from _places(described, form, f"{place}{name}.")


def _node(location: tuple[str | int, ...], form: Schema) -> Schema:
    """Return what the form describes at a place."""
    node = _described(form, form)
    for part in location:
        node = _next(node, part, form)
    return node


def _next(node: Schema, part: str | int, form: Schema) -> Schema:
    alternatives = _alternatives(node)
    if part in alternatives:
        node = {"$ref": alternatives[str(part)]}
    else:
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
    return _described(node, form)


def _on_the_form(location: tuple[str | int, ...], form: Schema) -> tuple[str, list[str]]:
    """Return where a fault is as the form shows it, and the alternatives that the form offers there.

    Pydantic's location also names each alternative that was chosen on the way.
    """
    shown: list[str] = []
    node = _described(form, form)
    for part in location:
        if part not in _alternatives(node):
            shown.append(str(part))
        node = _next(node, part, form)
    return ".".join(shown) or "the whole of it", sorted(_alternatives(node))


def _described(node: Schema, form: Schema) -> Schema:
    """Return what a schema stands for, where it may be null or refers to a definition, with what stands beside that."""
    if "anyOf" in node:
        node = {**node, **next(option for option in node["anyOf"] if option.get("type") != "null")}
    if "$ref" in node:
        return {**node, **form["$defs"][node["$ref"].rpartition("/")[2]]}
    return node


def _alternatives(node: Schema) -> Mapping[str, str]:
    """Return the alternatives of a choice, each with its definition; none where there is nothing to choose."""
    found: Mapping[str, str] = node.get("discriminator", {}).get("mapping", {})
    return found
