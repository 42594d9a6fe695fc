"""A configuration with comments: keys that begin with // say what a field is, and nobody reads them but people.

JSON has no comments, and everything that reads a configuration reads JSON: Airbyte, PyAirbyte, jq. A key is a comment
that all of them pass over, and that survives when a rotated refresh token is written back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_connectors.config_fault import COMMENT
from xero_connectors.web_address import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


def commented(config: Mapping[str, Any], form: Mapping[str, Any], heading: str) -> dict[str, Any]:
    """Return a configuration in the form's order, each field below what it is, and what is left alone as a comment."""
    made: dict[str, Any] = {COMMENT: heading}
    for name, field in form["properties"].items():
        about = _described(field, name)
        made[f"{COMMENT} {name}"] = about if name in config else f"Not set: {about}"
        if name in config:
            made[name] = config[name]
    return {**made, **{name: value for name, value in uncommented(config).items() if name not in made}}


def uncommented(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a configuration alone."""
    return {name: value for name, value in config.items() if not name.startswith(COMMENT)}


def _described(field: Mapping[str, Any], name: str) -> str:
    return f"{field.get('title', name)}. {plain(field.get('description', ''))}".strip()
