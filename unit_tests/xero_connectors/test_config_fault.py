"""A fault is told by its place on the form, and by what the form offers there; the form itself says what that is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.config_fault import ConfigFault, read_settings


class Sour(BaseModel):
    """An alternative with a field of its own."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["sour"]
    strength: int


class Sweet(BaseModel):
    """An alternative inside of which something is chosen again."""

    kind: Literal["sweet"]
    filling: Annotated[Sour | Salty, Field(discriminator="kind")] | None = None


class Salty(BaseModel):
    """An alternative without anything else."""

    kind: Literal["salty"]


Taste = Annotated[Sour | Sweet, Field(discriminator="kind")]


class Form(BaseModel):
    """A form that offers choices alone, in a list, and where nothing may be chosen."""

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
    assert fault(more=[{"kind": "sour", "strong": 2}]) == "more.0.strength is missing; more.0.strong is not known here."


def test_a_place_beyond_what_the_form_describes_is_named_all_the_same() -> None:
    """What is wrong inside of a plain list has its number."""
    assert fault(names=["a", 7]).startswith("names.1: ")


def test_what_is_null_is_left_out() -> None:
    """Airbyte sends null for an empty field."""
    assert read_settings(Form, {"first": SOUR, "more": None}).more == []
