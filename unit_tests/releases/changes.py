"""What kind of change lies between two forms or two catalogs: one that breaks, one that adds, or one nobody notices.

A form is read by what was written for it: whatever was valid must stay valid and mean the same. A catalog is read by
tables and queries: whatever they name must stay, with its type. Titles, descriptions, examples and order are texts for
people and may change in any version. Which change counts as which is our choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Schema = Mapping[str, Any]


class Kind(IntEnum):
    """Which number of a version a change takes, by semantic versioning."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


@dataclass(frozen=True, order=True)
class Change:
    """One difference, where it is, and the name that users know it by."""

    kind: Kind
    place: str
    name: str
    what: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.place}: {self.what} ({self.kind.name.lower()})"


_LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def form_changes(old: Schema, new: Schema, place: str = "", name: str = "") -> Iterator[Change]:
    """Compare two schemas of what a connector is given: its configuration, or the records that it takes."""

    def change(kind: Kind, what: str) -> Change:
        return Change(kind, place or "the form", name, what)

    yield from _type_changes(old, new, place, name)
    yield from _bound_changes(old, new, place, name)
    for word in ("pattern", "format"):
        if old.get(word) != new.get(word):
            kind = Kind.MINOR if word not in new else Kind.MAJOR
            yield change(kind, f"{word} was {old.get(word)}, is {new.get(word)}")
    if bool(old.get("uniqueItems")) != bool(new.get("uniqueItems")):
        kind = Kind.MAJOR if new.get("uniqueItems") else Kind.MINOR
        yield change(kind, f"uniqueItems was {old.get('uniqueItems')}, is {new.get('uniqueItems')}")
    # Reading refuses a key that nobody knows, whatever a form says of it, so that a looser form lets nothing new in.
    if old.get("additionalProperties") is not False and new.get("additionalProperties") is False:
        yield change(Kind.MAJOR, f"additionalProperties was {old.get('additionalProperties')}, is False")
    if "default" not in old and isinstance(new.get("default"), list):
        # A list that is made anew for each configuration is stated by the form only where it is said twice.
        yield change(Kind.MINOR, f"says now that left alone it is {new['default']!r}")
    elif old.get("default") != new.get("default"):
        yield change(Kind.MAJOR, f"left alone it was {old.get('default')!r}, is {new.get('default')!r}")
    if bool(old.get("airbyte_secret")) != bool(new.get("airbyte_secret")):
        yield change(Kind.MINOR, "is a secret now" if new.get("airbyte_secret") else "is no secret any more")
    yield from _choice_changes(old, new, place, name)
    yield from _dependency_changes(old, new, place)
    yield from _property_changes(old, new, place)
    yield from _alternative_changes(old, new, place, name)
    if isinstance(old.get("items"), dict) and isinstance(new.get("items"), dict):
        yield from form_changes(old["items"], new["items"], f"{place}[]", name)


def specification_changes(old: Schema, new: Schema) -> Iterator[Change]:
    """Compare what two versions print for `spec`."""
    yield from form_changes(old["connectionSpecification"], new["connectionSpecification"])
    gone, come = _differences(
        old.get("supported_destination_sync_modes", ()), new.get("supported_destination_sync_modes", ())
    )
    yield from (Change(Kind.MAJOR, "sync modes", mode, f"{mode} is gone") for mode in gone)
    yield from (Change(Kind.MINOR, "sync modes", mode, f"{mode} is new") for mode in come)
    asked, asks = _scopes(old), _scopes(new)
    gone, come = _differences(asked, asks)
    yield from (Change(Kind.MINOR, "sign-in", scope, f"{scope} is not asked for any more") for scope in gone)
    yield from (Change(Kind.MINOR, "sign-in", scope, f"{scope} is asked for") for scope in come)
    for word in ("predicate_key", "predicate_value"):
        was, is_ = old.get("advanced_auth", {}).get(word), new.get("advanced_auth", {}).get(word)
        if was != is_:
            yield Change(Kind.MAJOR, "sign-in", word, f"{word} was {was}, is {is_}")


def catalog_changes(old: Iterable[Schema], new: Iterable[Schema]) -> Iterator[Change]:
    """Compare the streams of two versions of a source."""
    was, is_ = ({stream["name"]: stream for stream in streams} for streams in (old, new))
    for name in was.keys() - is_.keys():
        yield Change(Kind.MAJOR, name, name, "the stream is gone")
    for name in is_.keys() - was.keys():
        yield Change(Kind.MINOR, name, name, "the stream is new")
    for name in was.keys() & is_.keys():
        yield from _stream_changes(was[name], is_[name], name)
        yield from _column_changes(was[name]["json_schema"], is_[name]["json_schema"], name, name)


def offer_changes(old: Iterable[Schema], new: Iterable[Schema]) -> Iterator[Change]:
    """Compare the objects that two versions of a destination take."""
    was, is_ = (
        {f"{each['object_name']} ({each['sync_mode']})": each for each in operations} for operations in (old, new)
    )
    for place in was.keys() - is_.keys():
        yield Change(Kind.MAJOR, place, was[place]["object_name"], "is not taken any more")
    for place in is_.keys() - was.keys():
        yield Change(Kind.MINOR, place, is_[place]["object_name"], "is new")
    for place in was.keys() & is_.keys():
        if was[place].get("matching_keys") != is_[place].get("matching_keys"):
            yield Change(Kind.MAJOR, place, was[place]["object_name"], "the matching keys are others")
        yield from form_changes(was[place]["json_schema"], is_[place]["json_schema"], place, place)


def _stream_changes(old: Schema, new: Schema, name: str) -> Iterator[Change]:
    for word, title in (
        ("source_defined_primary_key", "key"),
        ("default_cursor_field", "cursor"),
        ("source_defined_cursor", "source-defined cursor"),
        ("namespace", "namespace"),
    ):
        if old.get(word) != new.get(word):
            yield Change(Kind.MAJOR, name, name, f"the {title} was {old.get(word)}, is {new.get(word)}")
    gone, come = _differences(old["supported_sync_modes"], new["supported_sync_modes"])
    yield from (Change(Kind.MAJOR, name, name, f"{mode} is gone") for mode in gone)
    yield from (Change(Kind.MINOR, name, name, f"{mode} is new") for mode in come)
    if old.get("is_resumable") != new.get("is_resumable"):
        kind = Kind.MINOR if new.get("is_resumable") else Kind.MAJOR
        yield Change(kind, name, name, f"is_resumable was {old.get('is_resumable')}, is {new.get('is_resumable')}")


def _column_changes(old: Schema, new: Schema, place: str, name: str) -> Iterator[Change]:
    """Compare two schemas of what a source gives."""
    was, is_ = _types(old), _types(new)
    if was != is_:
        kind = Kind.MINOR if was ^ is_ == {"null"} else Kind.MAJOR
        yield Change(kind, place, name, f"the type was {_listed(was)}, is {_listed(is_)}")
    for word in ("format", "airbyte_type"):
        if old.get(word) != new.get(word):
            yield Change(Kind.MAJOR, place, name, f"{word} was {old.get(word)}, is {new.get(word)}")
    before, after = old.get("properties", {}), new.get("properties", {})
    for column in before.keys() - after.keys():
        yield Change(Kind.MAJOR, f"{place}.{column}", column, "the column is gone")
    for column in after.keys() - before.keys():
        yield Change(Kind.MINOR, f"{place}.{column}", column, "the column is new")
    for column in before.keys() & after.keys():
        yield from _column_changes(before[column], after[column], f"{place}.{column}", column)
    if isinstance(old.get("items"), dict) and isinstance(new.get("items"), dict):
        yield from _column_changes(old["items"], new["items"], f"{place}[]", name)


def _type_changes(old: Schema, new: Schema, place: str, name: str) -> Iterator[Change]:
    was, is_ = _types(old), _types(new)
    if was == is_:
        return
    taken = is_ | ({"integer"} if "number" in is_ else set())
    kind = Kind.MINOR if was and (was <= taken or not is_) else Kind.MAJOR
    yield Change(kind, place or "the form", name, f"the type was {_listed(was)}, is {_listed(is_)}")


def _bound_changes(old: Schema, new: Schema, place: str, name: str) -> Iterator[Change]:
    for word in (*_LOWER_BOUNDS, *_UPPER_BOUNDS):
        was, is_ = old.get(word), new.get(word)
        if was == is_:
            continue
        looser = is_ is None or (was is not None and (is_ < was if word in _LOWER_BOUNDS else is_ > was))
        kind = Kind.MINOR if looser else Kind.MAJOR
        yield Change(kind, place or "the form", name, f"{word} was {was}, is {is_}")


def _choice_changes(old: Schema, new: Schema, place: str, name: str) -> Iterator[Change]:
    if ("enum" in old) != ("enum" in new):
        kind, what = (Kind.MAJOR, "only") if "enum" in new else (Kind.MINOR, "no longer only")
        choices = ", ".join(map(str, new.get("enum", old.get("enum"))))
        yield Change(kind, place, name, f"takes {what} {choices}")
        return
    gone, come = _differences(old.get("enum", ()), new.get("enum", ()))
    yield from (Change(Kind.MAJOR, place, name, f"the choice {value} is gone") for value in gone)
    yield from (Change(Kind.MINOR, place, name, f"the choice {value} is new") for value in come)


def _dependency_changes(old: Schema, new: Schema, place: str) -> Iterator[Change]:
    """Yield what a field asks for beside it that was asked for neither always nor with it before."""
    for option, others in new.get("dependencies", {}).items():
        known = {*old.get("required", ()), *old.get("dependencies", {}).get(option, ())}
        for other in sorted(set(others) - known):
            yield Change(Kind.MAJOR, _inside(place, option), option, f"asks for {other} now")


def _property_changes(old: Schema, new: Schema, place: str) -> Iterator[Change]:
    before, after = old.get("properties", {}), new.get("properties", {})
    must, musts = set(old.get("required", ())), set(new.get("required", ()))
    for option in before.keys() - after.keys():
        yield Change(Kind.MAJOR, _inside(place, option), option, "is gone")
    for option in after.keys() - before.keys():
        kind = Kind.MAJOR if option in musts else Kind.MINOR
        yield Change(kind, _inside(place, option), option, "is new" + (" and required" if option in musts else ""))
    for option in before.keys() & after.keys():
        if (option in must) != (option in musts):
            kind = Kind.MAJOR if option in musts else Kind.MINOR
            yield Change(kind, _inside(place, option), option, f"is {'' if option in musts else 'not '}required now")
        yield from form_changes(before[option], after[option], _inside(place, option), option)


def _alternative_changes(old: Schema, new: Schema, place: str, name: str) -> Iterator[Change]:
    if bool(old.get("oneOf")) != bool(new.get("oneOf")):
        yield Change(Kind.MAJOR, place, name, "alternatives replace a single form or the other way round")
        return
    before, after = ({_constant(way): way for way in node.get("oneOf", ())} for node in (old, new))
    for constant in before.keys() - after.keys():
        yield Change(Kind.MAJOR, place, constant, f"the alternative {constant} is gone")
    for constant in after.keys() - before.keys():
        yield Change(Kind.MINOR, place, constant, f"the alternative {constant} is new")
    for constant in before.keys() & after.keys():
        yield from form_changes(before[constant], after[constant], f"{place}[{constant}]", constant)


def _constant(alternative: Schema) -> str:
    """Return what tells an alternative apart; its title may change."""
    constants = [str(field["const"]) for field in alternative.get("properties", {}).values() if "const" in field]
    return constants[0] if constants else str(alternative.get("title"))


def _scopes(specification: Schema) -> list[str]:
    consent = specification.get("advanced_auth", {}).get("oauth_config_specification", {})
    scopes: str = consent.get("oauth_connector_input_specification", {}).get("scope", "")
    return scopes.split()


def _types(schema: Schema) -> set[str]:
    declared = schema.get("type", ())
    return {declared} if isinstance(declared, str) else set(declared)


def _differences(old: Iterable[Any], new: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    was, is_ = list(old), list(new)
    return [each for each in was if each not in is_], [each for each in is_ if each not in was]


def _listed(types: set[str]) -> str:
    return " or ".join(sorted(types)) or "anything"


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
