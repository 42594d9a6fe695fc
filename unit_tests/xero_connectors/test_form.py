"""Pydantic's schema as Airbyte's form reads it: no references, no null, fields in their order."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Any, Literal

from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.form import form


class Folder(BaseModel):
    """A folder of this machine."""

    kind: Literal["folder"] = Field(json_schema_extra={"order": 0})
    path: str = Field(title="Path", json_schema_extra={"order": 1})


class Bucket(BaseModel):
    """A bucket."""

    kind: Literal["bucket"] = Field(json_schema_extra={"order": 0})


class Settings(BaseModel):
    """A form with a choice, a list of it, and fields that may be empty."""

    model_config = ConfigDict(json_schema_extra={"groups": [{"id": "advanced", "title": "Advanced"}]})

    last: str | None = Field(None, title="Last", json_schema_extra={"order": 9})
    place: Annotated[Folder | Bucket, Field(discriminator="kind")] = Field(json_schema_extra={"order": 1})
    folder: Folder | None = Field(None, title="Folder", json_schema_extra={"order": 2})
    limit: Decimal | None = Field(None, json_schema_extra={"order": 3})
    folders: list[Folder] = Field(default_factory=list, json_schema_extra={"order": 4})


class Part(BaseModel):
    """Two fields that belong together, one that goes with them, and one with a default."""

    account: str
    limit: int
    note: str | None = None
    kept: str = "yes"


class WithPart(BaseModel):
    """A form with a part that may be left alone."""

    part: Part | None = None


FORM = form(Settings)
FIELDS: dict[str, Any] = FORM["properties"]


def test_fields_stand_in_the_order_that_they_ask_for() -> None:
    """Not in that of the code."""
    assert list(FIELDS) == ["place", "folder", "limit", "folders", "last"]


def test_nothing_refers_to_a_definition() -> None:
    """Airbyte's form does not follow references, in a list either."""
    assert "$ref" not in str(FORM)
    assert "$defs" not in FORM
    assert FIELDS["folders"]["items"]["properties"]["path"]["type"] == "string"


def test_what_may_be_empty_has_the_type_that_it_has_when_it_is_not() -> None:
    """Null is no choice on a form, and no default; a number that may be text as well is a number."""
    assert FIELDS["last"] == {"title": "Last", "type": "string", "order": 9}
    assert FIELDS["limit"]["type"] == "number"
    assert "default" not in FIELDS["limit"]


def test_a_field_keeps_its_own_title_before_that_of_what_it_refers_to() -> None:
    """The place of use says more than the kind."""
    assert (FIELDS["folder"]["title"], FIELDS["folder"]["description"]) == ("Folder", "A folder of this machine.")


def test_a_part_that_may_be_left_alone_needs_nothing_until_something_of_it_is_filled_in() -> None:
    """A plain form sends it empty; half of it is refused in the form already, and a default counts for nothing."""
    part = form(WithPart)["properties"]["part"]

    assert "required" not in part
    for sent, right in [
        ({}, True),
        ({"kept": "yes"}, True),
        ({"account": "860", "limit": 1}, True),
        ({"account": "860"}, False),
        ({"limit": 1, "kept": "yes"}, False),
        ({"note": "a word"}, False),
    ]:
        assert Draft7Validator(part).is_valid(sent) is right, sent


def test_a_choice_is_told_apart_by_a_constant() -> None:
    """Airbyte wants an object with `oneOf`, and in each alternative a constant that is its default."""
    place = FIELDS["place"]

    assert place["type"] == "object"
    assert "discriminator" not in place
    assert [alternative["properties"]["kind"] for alternative in place["oneOf"]] == [
        {"const": kind, "type": "string", "order": 0, "enum": [kind], "default": kind} for kind in ("folder", "bucket")
    ]


def test_a_form_says_what_it_is() -> None:
    """Airbyte adds fields of its own, and shows the cards that the model declares."""
    assert FORM["$schema"].startswith("http://json-schema.org/draft-07")
    assert FORM["additionalProperties"] is True
    assert FORM["groups"] == [{"id": "advanced", "title": "Advanced"}]


def test_what_is_typed_stands_in_quotation_marks() -> None:
    """The form knows no Markdown, and a field may be called description."""

    class Said(BaseModel):
        """Has both."""

        description: str = Field(description="`reject` refuses, `,` separates.")

    assert form(Said)["properties"]["description"]["description"] == '"reject" refuses, "," separates.'
