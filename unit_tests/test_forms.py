"""What a reader of Airbyte's forms finds: every field is named, explained and in its place, in both connectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.models import ConnectorSpecificationSerializer
from airbyte_cdk.test.standard_tests._spec_lint import find_secret_marking_errors
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from destination_xero_journals import spec as destination
from source_xero_revrec import spec as source
from xero_connectors.config_fault import ConfigFault, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

FORMS: dict[str, dict[str, Any]] = {
    "source-xero-revrec": ConnectorSpecificationSerializer.dump(source.specification())["connectionSpecification"],
    "destination-xero-journals": destination.specification()["connectionSpecification"],
}
XERO_SECRETS = {"client_secret", "refresh_token"}
SECRETS = {
    "source-xero-revrec": XERO_SECRETS | {"access_token"},
    "destination-xero-journals": XERO_SECRETS
    | {"access_key_id", "secret_access_key", "service_account_key", "password", "private_key"}
    | {"azure_blob_storage_account_key", "shared_access_signature"},
}
CONNECTION = ["limits", "api_url", "identity_url"]
RARELY_USED = {
    "source-xero-revrec": [
        "credit_note_treatment",
        "product_code",
        "excluded_products",
        "discard_zero_lines",
        "drop_personal_data",
        *CONNECTION,
    ],
    "destination-xero-journals": [
        "format",
        "columns",
        "organisation_column",
        "rounding",
        "repeated_lines",
        "show_on_cash_basis",
        "history_note",
        "supporting_workbook",
        *CONNECTION,
    ],
}
ASKED_OF_EVERYONE = {
    "source-xero-revrec": ["credentials", "organisations", "mode"],
    "destination-xero-journals": [
        *("credentials", "organisations", "status", "dry_run", "plan_fingerprint"),
        *("account_mapping", "tracking_mapping", "object_storage_config"),
    ],
}
SEEN_AT_ONCE = 3
UNTOUCHED = re.compile(r"\b(by default|the default|if empty|empty otherwise)\b", re.IGNORECASE)
COPIED = {"client_id"}
"""Fields whose value is copied from another screen, which no example helps with."""


@dataclass(frozen=True)
class Field:
    """A field of a form, wherever it is nested."""

    place: str
    described: dict[str, Any]
    required: bool

    @property
    def name(self) -> str:
        """Return the option's name in a configuration."""
        return self.place.rpartition(".")[2]

    @property
    def choices(self) -> list[str]:
        """Return the values that a person can choose from."""
        return [*self.described.get("enum", ()), *self.described.get("items", {}).get("enum", ())]


def objects(node: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk over every object of a form, alternatives and list items included."""
    if "properties" in node:
        yield place, node
        for name, described in node["properties"].items():
            yield from objects(described, f"{place}.{name}")
    for way in node.get("oneOf", ()):
        yield from objects(way, f"{place}[{way['title']}]")
    if isinstance(node.get("items"), dict):
        yield from objects(node["items"], place)


def fields(form: dict[str, Any]) -> Iterator[Field]:
    """Walk over every field that a person fills in; the constants that tell alternatives apart are not shown."""
    for place, node in objects(form, ""):
        for name, described in node["properties"].items():
            if "const" not in described:
                yield Field(f"{place}.{name}".lstrip("."), described, name in node.get("required", ()))


@pytest.mark.parametrize("connector", FORMS)
def test_a_field_is_explained(connector: str) -> None:
    """Each field has a title and whole sentences; each choice that it offers is named in them."""
    for field in fields(FORMS[connector]):
        text = field.described["description"]
        assert field.described["title"], field.place
        assert text.endswith("."), field.place
        assert "`" not in text, field.place
        for choice in field.choices:
            named = f'"{choice}"' in text or re.search(rf"\b{choice.replace('_', '[_ ]')}\b", text)
            assert named, f"{field.place} {choice}"


@pytest.mark.parametrize("connector", FORMS)
def test_a_field_that_may_be_left_alone_says_what_happens_then(connector: str) -> None:
    """An optional field's description says what an untouched form means."""
    optional = [field for field in fields(FORMS[connector]) if not field.required]

    assert [field.place for field in optional if not UNTOUCHED.search(field.described["description"])] == []


@pytest.mark.parametrize("connector", FORMS)
def test_a_field_that_is_typed_in_has_an_example_or_a_default(connector: str) -> None:
    """Free text, numbers and lists show how they are written, and what they show is valid."""
    for field in fields(FORMS[connector]):
        described = field.described
        shown = described.get("examples", []) + ([described["default"]] if "default" in described else [])
        chosen = "oneOf" in described or "properties" in described or field.choices

        assert shown or chosen or described.get("airbyte_secret") or field.name in COPIED, field.place
        valid = Draft7Validator(described).is_valid
        assert all(valid(each) for each in shown), field.place


@pytest.mark.parametrize("connector", FORMS)
def test_a_pattern_is_put_into_words(connector: str) -> None:
    """Nobody has to read a regular expression in a form."""
    patterns = [field for field in fields(FORMS[connector]) if "pattern" in field.described]

    assert [field.place for field in patterns if not field.described.get("pattern_descriptor")] == []


@pytest.mark.parametrize("connector", FORMS)
def test_fields_stand_in_their_order(connector: str) -> None:
    """In every object the fields are numbered, in the order in which they stand, without doubles."""
    for place, node in objects(FORMS[connector], ""):
        orders = [described["order"] for described in node["properties"].values()]
        assert orders == sorted(set(orders)), place


@pytest.mark.parametrize("connector", FORMS)
def test_what_is_asked_of_everyone_comes_first_and_the_rest_is_folded(connector: str) -> None:
    """The first card is open; cards that the form declares follow it, and fold what may be left alone."""
    form = FORMS[connector]
    grouped = [described["group"] for described in form["properties"].values() if "group" in described]
    first = [name for name, described in form["properties"].items() if "group" not in described]
    shown = {name for name, described in form["properties"].items() if described.get("always_show")}

    assert first == [*form["properties"]][: len(first)] == ASKED_OF_EVERYONE[connector]
    assert shown | set(form["required"]) == set(first)
    assert [*dict.fromkeys(grouped)] == [group["id"] for group in form["groups"]]
    assert all(group["title"] for group in form["groups"])


@pytest.mark.parametrize("connector", FORMS)
def test_rarely_used_fields_are_in_the_last_card(connector: str) -> None:
    """The form ends with what most people never touch."""
    form = FORMS[connector]
    grouped = [name for name, described in form["properties"].items() if described.get("group") == "advanced"]

    assert form["groups"][-1]["id"] == "advanced"
    assert grouped == RARELY_USED[connector]


@pytest.mark.parametrize("connector", FORMS)
def test_few_ways_are_shown_side_by_side(connector: str) -> None:
    """How to sign in, the mode and the other choices of the first level are seen before one is taken."""
    choices = {name: field for name, field in FORMS[connector]["properties"].items() if "oneOf" in field}
    shown = {name for name, field in choices.items() if field.get("display_type") == "radio"}

    assert shown == {name for name, field in choices.items() if len(field["oneOf"]) <= SEEN_AT_ONCE}


@pytest.mark.parametrize("connector", FORMS)
def test_a_link_of_a_description_can_be_clicked(connector: str) -> None:
    """Airbyte's form shows links, which open beside it; nothing else in a description is markup or a bare address."""
    link = re.compile(r'<a href="https://[\w./-]+" target="_blank" rel="noopener">[^<>]+</a>')
    without = {field.place: link.sub("", field.described["description"]) for field in fields(FORMS[connector])}
    bare = re.compile(r"<|>|https?://\w+\.|\bdeveloper\.xero\.com\b")

    assert [place for place, text in without.items() if bare.search(text)] == []


MODELS: dict[str, type[BaseModel]] = {
    "source-xero-revrec": source.Config,
    "destination-xero-journals": destination.Config,
}
OPEN = {"TableRow"}
"""Objects that take columns of one's own."""


@pytest.mark.parametrize("connector", MODELS)
def test_no_object_of_a_form_takes_a_key_that_nobody_knows(connector: str) -> None:
    """A misspelt setting would be left out, and the ledger posted to; Airbyte is told otherwise, as it adds its own."""
    schema = MODELS[connector].model_json_schema()
    read = {schema["title"]: schema, **schema["$defs"]}
    ours = {name: node.get("additionalProperties") for name, node in read.items() if "properties" in node}

    assert {name for name, closed in ours.items() if closed is not False} <= OPEN
    for place, node in _nodes(FORMS[connector], ""):
        assert node.get("additionalProperties", True) is not False, place


@pytest.mark.parametrize("connector", MODELS)
def test_a_misspelt_field_is_refused_with_the_right_name(connector: str) -> None:
    """In other letters, without what stands between the words, or with a letter too many."""
    credentials = {"auth_type": "custom_connection", "client_id": "id", "client_secret": "not-a-real-secret"}
    for name in MODELS[connector].model_fields:
        for misspelt in {name.upper(), name.replace("_", ""), name.replace("_", "-"), f"{name}s", f" {name}"} - {name}:
            with pytest.raises(ConfigFault, match=re.escape(f"{misspelt} is not known here (nearest: {name})")):
                read_settings(MODELS[connector], {"credentials": credentials, misspelt: None})


def test_what_decides_whether_books_are_changed_stands_together_at_the_top() -> None:
    """Whether journals are posted or drafts, whether at all, and which plan was approved."""
    shown = [*FORMS["destination-xero-journals"]["properties"]]

    assert shown[:5] == ["credentials", "organisations", "status", "dry_run", "plan_fingerprint"]


@pytest.mark.parametrize("connector", FORMS)
def test_alternatives_read_as_sentences_and_are_told_apart(connector: str) -> None:
    """Each alternative says what one does by choosing it, and has a constant of its own, which Airbyte's form needs."""
    choosing = [field for field in fields(FORMS[connector]) if "oneOf" in field.described]
    assert choosing

    for field in choosing:
        constants = []
        for way in field.described["oneOf"]:
            assert re.match(r"[A-Z]\w+( \S+){2,}$", way["title"]), way["title"]
            assert way["description"].endswith(".")
            ((name, constant),) = [each for each in way["properties"].items() if "const" in each[1]]
            assert constant["enum"] == [constant["const"]] == [constant["default"]]
            constants.append((name, constant["const"]))
        assert len({name for name, _ in constants}) == 1
        assert len(set(constants)) == len(constants)


@pytest.mark.parametrize("connector", FORMS)
def test_secrets_are_flagged_and_nothing_else_is(connector: str) -> None:
    """Airbyte hides and stores as secrets exactly the fields that are; its own lint agrees."""
    flagged = {field.name for field in fields(FORMS[connector]) if field.described.get("airbyte_secret")}

    assert flagged == SECRETS[connector]
    assert all(field.described.get("airbyte_secret") for field in fields(FORMS[connector]) if field.name in flagged)
    assert find_secret_marking_errors(FORMS[connector]) == []


@pytest.mark.parametrize("connector", FORMS)
def test_the_form_holds_nothing_that_airbyte_cannot_show(connector: str) -> None:
    """A form is a JSON schema (draft 7) without `$ref`, `anyOf` with null, or pydantic's discriminator."""
    Draft7Validator.check_schema(FORMS[connector])

    for place, node in _nodes(FORMS[connector], ""):
        assert not {"$ref", "$defs", "anyOf", "allOf", "discriminator"} & set(node), place


def _nodes(node: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - a walk over JSON
    if isinstance(node, dict):
        yield place, node
        for key, inner in node.items():
            yield from _nodes(inner, f"{place}/{key}")
    elif isinstance(node, list):
        for inner in node:
            yield from _nodes(inner, place)
