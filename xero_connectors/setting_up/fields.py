"""Fields of a form by their place, such as `mode.crm.location`, and values that are put there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xero_connectors.exit_code import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_OF_JSON = {"boolean", "integer", "number", "array", "object"}
ENV, FILE = "env:", "file:"


def places(node: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every field of a form with its place; a list is one field, whatever is in it."""
    for name, field in node.get("properties", {}).items():
        place = f"{before}{name}"
        yield place, field
        yield from places(field, f"{place}.")
        for alternative in field.get("oneOf", ()):
            yield from places(alternative, f"{place}.")


def placed(config: Mapping[str, Any], place: str, value: object) -> dict[str, Any]:
    """Return a configuration with a value at a place; what stood there as a mapping is kept beside it."""
    name, _, rest = place.partition(".")
    inner = config.get(name)
    return {**config, name: placed(inner if isinstance(inner, dict) else {}, rest, value) if rest else value}


def placed_all(config: Mapping[str, Any], values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return a configuration with values at their places."""
    made = {**config}
    for place, value in values:
        made = placed(made, place, value)
    return made


def typed(given: str, form: Mapping[str, Any]) -> tuple[str, Any]:
    """Return place and value of `FIELD=VALUE`; raises WrongUse where there is no such field, or it is a secret."""
    place, field, text = _field(given, form, "--set")
    if field.get("airbyte_secret"):
        raise WrongUse(
            f"--set {place} would show a secret to everybody on this machine: give it as --secret {place}={ENV}NAME "
            f"(a variable of the environment) or --secret {place}={FILE}PATH."
        )
    if field.get("type") not in _OF_JSON:
        return place, text
    try:
        return place, json.loads(text)
    except ValueError:
        raise WrongUse(f"--set {place} needs JSON (a {field['type']}), and {text[:40]!r} is none.") from None


def secret(given: str, form: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Return place and value of `FIELD=env:NAME` or `FIELD=file:PATH`; raises WrongUse where it cannot be read."""
    place, _, text = _field(given, form, "--secret")
    return place, kept_elsewhere(f"--secret {place}", text, environment)


def kept_elsewhere(what: str, text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return the secret that `env:NAME` or `file:PATH` leads to; raises WrongUse, which says `what` it is for."""
    if text.startswith(ENV):
        found = environment.get(text.removeprefix(ENV), "")
    elif text.startswith(FILE):
        try:
            found = Path(text.removeprefix(FILE)).read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise WrongUse(
                f"{what}: the file {text.removeprefix(FILE)} cannot be read as text. Correct the path."
            ) from None
    else:
        raise WrongUse(f"{what} takes {ENV}NAME or {FILE}PATH, so that no secret is on the command line.")
    if not found.strip():
        raise WrongUse(f"{what}: {text} is empty. Put the secret there.")
    return found.strip()


def _field(given: str, form: Mapping[str, Any], flag: str) -> tuple[str, Mapping[str, Any], str]:
    place, equals, text = given.partition("=")
    known = dict(places(form))
    if not equals:
        raise WrongUse(f"{flag} takes FIELD=VALUE, such as {flag} limits.day_reserve=100.")
    if place not in known:
        from xero_connectors.command_line import nearest  # noqa: PLC0415 - only where something is wrong

        like = nearest(place, known)
        meant = f"Did you mean {like}?" if like else "`spec` lists the fields."
        raise WrongUse(f"{flag}: there is no field {place[:60]}. {meant}")
    return place, known[place], text
