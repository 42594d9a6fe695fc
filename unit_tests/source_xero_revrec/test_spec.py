"""The form that Airbyte shows is the one that was agreed on.

After a wanted change: `python -m unit_tests.source_xero_revrec.test_spec` writes the expectation anew; read its diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from airbyte_cdk.models import ConnectorSpecificationSerializer
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from source_xero_revrec.spec import specification

EXPECTED = Path(__file__).with_name("spec.json")


def printed() -> dict[str, Any]:
    """Return the specification as `spec` prints it."""
    dumped = json.loads(json.dumps(ConnectorSpecificationSerializer.dump(specification()), default=str))
    assert isinstance(dumped, dict)
    return dumped


@pytest.fixture
def form() -> dict[str, Any]:
    """Hand out the form's JSON schema."""
    connection: dict[str, Any] = printed()["connectionSpecification"]
    return connection


def test_the_specification_is_the_committed_one() -> None:
    """Nothing in the form changes by accident; the module's docstring tells how to change it on purpose."""
    assert json.loads(EXPECTED.read_text(encoding="utf-8")) == printed()


def test_the_ways_to_sign_in_are_told_apart_by_a_constant(form: dict[str, Any]) -> None:
    """A configuration says which of the two ways it takes."""
    credentials = form["properties"]["credentials"]

    assert [way["properties"]["auth_type"]["const"] for way in credentials["oneOf"]] == ["custom_connection", "oauth"]
    assert all("auth_type" in way["required"] for way in credentials["oneOf"])


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
