"""What else must be answered where an answer chose one way of a part of the form, such as a CRM or a kind of place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xero_connectors.setting_up.fields import ENV, FILE, places
from xero_connectors.web_address import plain

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Detail:
    """A field that is asked for by its title; `choices` are the only answers, where there are any."""

    place: str
    title: str
    about: str = ""
    needed: bool = True
    secret: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """Return what a person is asked."""
        elsewhere = f", or {ENV}NAME or {FILE}PATH" if self.secret else ""
        return f"{self.title}{elsewhere}{':' if self.needed else '; nothing: left out:'}"

    def fault(self, said: str) -> str:
        """Return what is wrong with an answer by itself, empty where nothing is."""
        if self.choices and said not in self.choices:
            return f"{said or 'Nothing'} is none of {', '.join(self.choices)}."
        return "This is needed; Ctrl-C ends it." if self.needed and not said else ""

    @property
    def gap(self) -> str:
        """Return how a command line answers it."""
        return f"--secret {self.place}={ENV}NAME or {FILE}PATH" if self.secret else f"--set {self.place}=VALUE"


def details(form: Mapping[str, Any], place: str, config: Mapping[str, Any]) -> list[Detail]:
    """Return what a part of a configuration does not say, in the form's order; what has a default is not asked for.

    `place` is that of a choice, of which a way may be chosen yet or not.
    """
    given: Any = config
    for name in place.split("."):
        given = given.get(name) if isinstance(given, Mapping) else None
    return [*_of(dict(places(form))[place], place, given if isinstance(given, Mapping) else {})]


def _of(choice: Mapping[str, Any], place: str, given: Mapping[str, Any]) -> Iterator[Detail]:
    name, ways = _ways(choice)
    if given.get(name) not in ways:
        titles = {word: str(way.get("title", "")) for word, way in ways.items()}
        yield Detail(f"{place}.{name}", str(choice.get("title", name)), choices=titles)
        return
    way = ways[given[name]]
    needed = way.get("required", ())
    for each, described in sorted(way["properties"].items(), key=lambda item: item[1].get("order", 0)):
        if each in needed and "oneOf" in described:
            yield from _of(described, f"{place}.{each}", given.get(each) or {})
        elif each not in given and described.get("type") == "string" and not described.get("default"):
            yield Detail(
                f"{place}.{each}",
                str(described.get("title", each)),
                plain(described.get("description", "")),
                needed=each in needed,
                secret=bool(described.get("airbyte_secret")),
            )


def _ways(choice: Mapping[str, Any]) -> tuple[str, dict[str, Mapping[str, Any]]]:
    """Return the field that tells the ways of a choice apart, and each way by what it says there."""
    found = {
        each["const"]: (name, way)
        for way in choice["oneOf"]
        for name, each in way["properties"].items()
        if "const" in each
    }
    return next(name for name, _ in found.values()), {word: way for word, (_, way) in found.items()}
