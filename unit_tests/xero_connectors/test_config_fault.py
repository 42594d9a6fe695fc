"""A fault is told by its place on the form, and by what the form offers there; the form itself says what that is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.config_fault import ConfigFault, read_settings


class Sour(BaseModel):
    """An alternative with a field of its own."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["sour"]
    strength: int


class Sweet(BaseModel):
    """An alternative inside of which something is chosen again."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["sweet"]
    filling: Annotated[Sour | Salty, Field(discriminator="kind")] | None = None


class Salty(BaseModel):
    """An alternative without anything else."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["salty"]


Taste = Annotated[Sour | Sweet, Field(discriminator="kind")]


class Form(BaseModel):
    """A form that offers choices alone, in a list, and where nothing may be chosen."""

    model_config = ConfigDict(extra="forbid")

    first: Taste
    more: list[Taste] = Field(default_factory=list)
    last: Taste | None = None
    names: list[str] = Field(default_factory=list)


SALTY = {"kind": "salty"}
SOUR = {"kind": "sour", "strength": 1}


def fault(**raw: Any) -> str:  # noqa: ANN401
    """Return what is said of a configuration, without the words that begin every message."""
    with pytest.raises(ConfigFault) as refused:
        read_settings(Form, {"first": SOUR, **raw})
    return str(refused.value).removeprefix("The configuration cannot be used: ")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"first": SALTY}, "first.kind must be sour or sweet."),
        ({"first": {}}, "first.kind must be sour or sweet."),
        ({"last": SALTY}, "last.kind must be sour or sweet."),
        ({"more": [SOUR, SALTY]}, "more.1.kind must be sour or sweet."),
        ({"first": {"kind": "sweet", "filling": {"kind": "sweet"}}}, "first.filling.kind must be salty or sour."),
        ({"last": {"kind": "sweet", "filling": {"kind": "sour"}}}, "last.filling.strength is missing."),
    ],
)
def test_a_choice_that_is_not_on_offer_is_told_with_those_that_are(raw: dict[str, Any], sentence: str) -> None:
    """The alternatives are those of that very place, at any depth, in a list, and where none may be chosen."""
    assert fault(**raw) == sentence


def test_the_alternative_that_was_chosen_is_no_part_of_the_place() -> None:
    """The form shows fields, not the names of alternatives."""
    said = "more.0.strength is missing; more.0.strong is not known here (nearest: strength)."
    assert fault(more=[{"kind": "sour", "strong": 2}]) == said


def test_a_place_beyond_what_the_form_describes_is_named_all_the_same() -> None:
    """What is wrong inside of a plain list has its number."""
    assert fault(names=["a", 7]) == "names.1 must be text, in quotation marks."


def test_what_is_null_is_left_out() -> None:
    """Airbyte sends null for an empty field, at any level; one that must be filled in is missing then."""
    assert read_settings(Form, {"first": SOUR, "more": None}).more == []
    assert read_settings(Form, {"first": {"kind": "sweet", "filling": None}}) == Form(first=Sweet(kind="sweet"))
    assert fault(first=None) == "first is missing."
    assert fault(first={"kind": "sour", "strength": None}) == "first.strength is missing."


def test_what_another_way_left_behind_as_null_is_left_out() -> None:
    """A form keeps the fields of the way that was chosen before; a value in one of them is refused as ever."""
    left = {**SOUR, "filling": None}

    assert read_settings(Form, {"first": left, "more": [left]}) == Form(first=Sour(**SOUR), more=[Sour(**SOUR)])
    assert "first.weight is not known here" in fault(first={**SOUR, "weight": None})


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"First": 1}, "First is not known here (nearest: first)."),
        ({"name": None}, "name is not known here (nearest: names)."),
        ({"na-mes": []}, "na-mes is not known here (nearest: names)."),
        ({"strenght": 2}, "strenght is not known here (nearest: first.strength)."),
        ({"first": {**SOUR, "Strength": 2}}, "first.Strength is not known here (nearest: strength)."),
        (
            {"first": {**SOUR, "filling": SALTY}},
            "first.filling is not known here (it belongs to another choice; known with this one: kind, strength).",
        ),
        ({"pepper": 1}, "pepper is not known here (known: first, more, last, names)."),
        ({"a\nb": 1}, "a b is not known here (known: first, more, last, names)."),
    ],
)
def test_an_unknown_key_is_told_with_what_may_be_meant(raw: dict[str, Any], sentence: str) -> None:
    """The nearest name there, its place elsewhere, or all that there are; a null is a key as well."""
    assert fault(**raw) == sentence


@pytest.mark.parametrize("key", ["__injected", "_airbyte_meta", "_airbyte"])
def test_what_a_platform_adds_passes_at_every_level(key: str) -> None:
    """Nobody typed it in."""
    raw = {"first": {**SOUR, key: {"a": 1}}, "more": [{**SOUR, key: None}], key: True}

    assert read_settings(Form, raw) == read_settings(Form, {"first": SOUR, "more": [SOUR]})


@given(st.text().filter(lambda key: key not in Form.model_fields and not key.startswith(("__", "_airbyte"))))
def test_no_other_key_passes(key: str) -> None:
    """Whatever it looks like."""
    assert " is not known here (" in fault(**{key: 1})
