"""The form that Airbyte shows is the one that was agreed on.

After a wanted change: `python -m unit_tests.source_xero_revrec.test_spec` writes the expectation anew; read its diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.models import ConnectorSpecificationSerializer
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from source_xero_revrec.config import Config
from source_xero_revrec.spec import specification
from xero_revrec.connection import CustomConnection, Limits, OAuthApp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

EXPECTED = Path(__file__).with_name("spec.json")
SECRETS = {"access_token", "client_secret", "refresh_token"}


def printed() -> dict[str, Any]:
    """Return the specification as `spec` prints it."""
    dumped = json.loads(json.dumps(ConnectorSpecificationSerializer.dump(specification()), default=str))
    assert isinstance(dumped, dict)
    return dumped


def properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - a walk over JSON
    """Walk over every described field of a form."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for inner in node.values():
            yield from properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner)


@pytest.fixture
def form() -> dict[str, Any]:
    """Hand out the form's JSON schema."""
    connection: dict[str, Any] = printed()["connectionSpecification"]
    return connection


def test_the_specification_is_the_committed_one() -> None:
    """Nothing in the form changes by accident; the module's docstring tells how to change it on purpose."""
    assert json.loads(EXPECTED.read_text(encoding="utf-8")) == printed()


def test_every_secret_is_flagged_and_nothing_else(form: dict[str, Any]) -> None:
    """Airbyte hides and stores as secrets exactly the fields that are."""
    flagged = {name for name, described in properties(form) if described.get("airbyte_secret")}

    assert flagged == SECRETS
    assert all(described.get("airbyte_secret") for name, described in properties(form) if name in SECRETS)


def test_the_ways_to_sign_in_are_told_apart_by_a_constant(form: dict[str, Any]) -> None:
    """Each alternative has a title and a discriminator with one value, which Airbyte's form needs."""
    credentials = form["properties"]["credentials"]

    assert credentials["type"] == "object"
    assert [way["properties"]["auth_type"]["const"] for way in credentials["oneOf"]] == ["custom_connection", "oauth"]
    for way in credentials["oneOf"]:
        assert way["title"]
        assert "auth_type" in way["required"]
        assert way["properties"]["auth_type"]["enum"] == [way["properties"]["auth_type"]["const"]]


@pytest.mark.parametrize("model", [Config, CustomConnection, OAuthApp, Limits])
def test_fields_have_titles_descriptions_and_an_order(model: type[BaseModel], form: dict[str, Any]) -> None:
    """Every field is explained, and the form shows fields in the order of the model without gaps."""
    described = form["properties"] if model is Config else None
    for node in [form["properties"]["limits"], *form["properties"]["credentials"]["oneOf"]]:
        if node["title"] == model.model_config.get("title"):
            described = node["properties"]
    assert described is not None

    orders = [field["order"] for field in described.values()]
    assert orders == sorted(set(orders))
    assert len(orders) == len(model.model_fields)
    for name, field in described.items():
        if name != "auth_type":
            assert field["title"]
            assert field["description"].endswith(".")


def test_the_form_holds_no_reference_and_no_any_of(form: dict[str, Any]) -> None:
    """Airbyte's form cannot show `$ref`, `anyOf` with null, or pydantic's discriminator."""
    text = json.dumps(form)

    for unknown in ("$ref", "$defs", "anyOf", "discriminator"):
        assert f'"{unknown}"' not in text


def test_the_form_takes_what_the_model_takes(form: dict[str, Any]) -> None:
    """A configuration of each kind is valid for the form's own schema."""
    validator = Draft7Validator(form)

    validator.validate(
        {
            "credentials": {
                "auth_type": "custom_connection",
                "client_id": "client-1",
                "client_secret": "not-a-real-secret",
            }
        }
    )
    validator.validate(
        {
            "credentials": {"auth_type": "oauth", "client_id": "client-1", "refresh_token": "not-a-real-token"},
            "organisations": ["Demo Company (Global)"],
            "start_date": "2025-01-01",
            "limits": {"calls_per_minute": 30},
        }
    )
    assert not validator.is_valid({"credentials": {"auth_type": "oauth", "client_id": "client-1"}})


def test_the_pop_up_asks_for_a_refresh_token_and_reads_only() -> None:
    """The consent covers every stream but journals, includes offline_access, and asks for no right to write."""
    advanced = printed()["advanced_auth"]
    asked = advanced["oauth_config_specification"]["oauth_connector_input_specification"]["scope"].split()

    assert advanced["predicate_key"] == ["credentials", "auth_type"]
    assert advanced["predicate_value"] == "oauth"
    assert "offline_access" in asked
    assert all(scope == "offline_access" or scope.endswith(".read") for scope in asked)
    assert "accounting.journals.read" not in asked


if __name__ == "__main__":
    EXPECTED.write_text(json.dumps(printed(), indent=2) + "\n", encoding="utf-8")
