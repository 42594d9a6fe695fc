"""What is wrong with a configuration, in one sentence that quotes no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    Ways = Mapping[str, AbstractSet[str]]

Settings = TypeVar("Settings", bound=BaseModel)


class ConfigFault(ValueError):
    """The configuration is not what the form describes; the message lists every fault, and no value of a secret."""


def read_settings(model: type[Settings], raw: Mapping[str, Any], ways: Ways) -> Settings:
    """Check a configuration against the form; raises ConfigFault with all faults in one message.

    `ways` has the alternatives of every field that offers some, by the field's name.
    """
    try:
        return model.model_validate({key: value for key, value in raw.items() if value is not None})
    except ValidationError as invalid:
        faults = [_sentence(fault, ways) for fault in invalid.errors(include_input=False, include_url=False)]
        raise ConfigFault("The configuration cannot be used: " + "; ".join(faults) + ".") from None


def _sentence(fault: Any, ways: Ways) -> str:  # noqa: ANN401 - pydantic's error dictionaries
    place = _place(fault["loc"], ways)
    if fault["type"] == "missing":
        return f"{place} is missing"
    if fault["type"] == "extra_forbidden":
        return f"{place} is not known here"
    if fault["type"].startswith("union_tag"):
        told_apart_by = str(fault["ctx"]["discriminator"]).strip("'")
        tags = sorted(ways[place.rpartition(".")[2]])
        return f"{place}.{told_apart_by} must be {', '.join(tags[:-1])} or {tags[-1]}"
    return f"{place}: {fault['msg'].removeprefix('Value error, ')[:200]}"


def _place(location: tuple[str | int, ...], ways: Ways) -> str:
    """Return where a fault is as the form shows it: pydantic also names the alternative that was chosen."""
    parts: list[str] = []
    for part in location:
        if not (parts and part in ways.get(parts[-1], ())):
            parts.append(str(part))
    return ".".join(parts) or "the whole of it"
