"""What a field needs is said in our own words, whatever is wrong with it, in both forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.config import Config as Destination
from source_xero_revrec.config import Config as Source
from xero_connectors.config_fault import ConfigFault, read_settings
from xero_connectors.requirement import requirement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

WRONG: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, 1.5, float("nan"), "", "x", "y" * 600, "2026-13-01"),
    *([], {}, [1], [None], [{}], [["a"]], {"a": 1}),
)
LIBRARYS = re.compile(r"\b(should|Input|valid|Unable|extract|instance|parsing|permitted|pydantic|required|pattern)\b")
DEEPEST = 7


@pytest.mark.parametrize(
    ("kind", "context", "said"),
    [
        ("string_type", {}, "must be text, in quotation marks"),
        ("bool_parsing", {}, "must be true or false"),
        ("list_type", {}, "must be a list, in square brackets"),
        ("model_type", {"class_name": "X"}, "must be an object with names and values, in curly brackets"),
        ("int_from_float", {}, "must be a whole number"),
        ("decimal_parsing", {}, "must be a number"),
        ("finite_number", {}, "must be a number"),
        ("date_from_datetime_parsing", {"error": "input is too short"}, "must be a date, such as 2026-01-31"),
        ("greater_than", {"gt": 0}, "must be more than 0"),
        ("greater_than_equal", {"ge": 1}, "must be 1 or more"),
        ("less_than_equal", {"le": 50}, "must be 50 or less"),
        ("literal_error", {"expected": "'a' or 'b'"}, "must be 'a' or 'b'"),
        ("string_too_short", {"min_length": 1}, "must not be empty"),
        ("too_short", {"min_length": 1}, "must not be empty"),
        ("string_too_long", {"max_length": 500}, "must have 500 characters at most"),
        ("too_long", {"max_length": 2}, "must have 2 elements at most"),
        ("string_pattern_mismatch", {"pattern": "^a$"}, "must be written as an a"),
        ("of_tomorrow", {}, "is not what the form asks for (What it is)"),
    ],
)
def test_each_kind_of_fault_has_a_sentence(kind: str, context: dict[str, Any], said: str) -> None:
    """What no kind tells is said by the form's own description."""
    assert requirement(kind, context, {"pattern_descriptor": "an a", "description": "What it is."}) == said


def test_the_fingerprint_is_told_as_what_it_is() -> None:
    """Not as a pattern; nothing of what was given is repeated."""
    with pytest.raises(ConfigFault, match=r"plan_fingerprint must be written as 64 digits of 0-9 and a-f;") as fault:
        read_settings(Destination, {"plan_fingerprint": "abcd"})
    assert "abcd" not in str(fault.value)


def variants(node: dict[str, Any], definitions: dict[str, Any], depth: int = 0) -> Iterator[Any]:
    """Yield what is wrong for a part of a form, at each of its depths; all of an object's fields are wrong at once."""
    if "$ref" in node:
        node = definitions[node["$ref"].rpartition("/")[2]]
    if depth == DEEPEST:
        return
    for option in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from variants(option, definitions, depth + 1)
    if "items" in node:
        yield from ([value] for value in variants(node["items"], definitions, depth + 1))
    fields = node.get("properties", {})
    chosen = {name: field["const"] for name, field in fields.items() if "const" in field}
    yield from ({**dict.fromkeys(fields, wrong), **chosen} for wrong in (WRONG if fields else ()))
    for name, field in fields.items():
        yield from ({**chosen, name: value} for value in variants(field, definitions, depth + 1))


@pytest.mark.parametrize("form", [Destination, Source], ids=["destination", "source"])
def test_no_fault_of_a_form_is_told_in_a_librarys_words(form: type[BaseModel]) -> None:
    """Every field of both forms, with a dozen wrong values of every type."""
    schema = form.model_json_schema()
    said: set[str] = set()
    for raw in variants(schema, schema["$defs"]):
        if isinstance(raw, dict):
            try:
                read_settings(form, raw)
            except ConfigFault as fault:
                said.update(str(fault).removeprefix("The configuration cannot be used: ").split("; "))

    assert len(said) > 100
    # A refused name is quoted.
    assert [text for text in said if LIBRARYS.search(text.partition(" is not known here")[0])] == []
