"""The form that Airbyte shows for the destination is the one that was agreed on.

After a wanted change: `python -m unit_tests.destination_xero_journals.test_spec` writes the expectation anew; read its
diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from destination_xero_journals.config import read_config
from destination_xero_journals.options import PostingOptions
from destination_xero_journals.spec import specification
from xero_connectors.connection import XeroConnection

EXPECTED = Path(__file__).with_name("spec.json")
CREDENTIALS = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}


def printed() -> dict[str, Any]:
    """Return the specification as `spec` prints it."""
    dumped = json.loads(json.dumps(specification()))
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


def test_every_option_is_in_the_form(form: dict[str, Any]) -> None:
    """The form shows each option of a posting and of the connection to Xero, and no other."""
    assert set(form["properties"]) == {*PostingOptions.model_fields, *XeroConnection.model_fields}
    assert form["required"] == ["credentials"]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"account_mapping": [{"revrec_account": "Deferred Revenue", "xero_account": "835"}], "status": "DRAFT"},
        {"tracking_mapping": [{"revrec_field": "Location", "xero_tracking_category": "Region", "values": []}]},
        {"rounding": {"account": "860", "limit": 0.05}, "plan_fingerprint": "5f7c" * 16},
        {"object_storage_config": {"storage_type": "Local", "path": "/local/xero-journals"}},
        {"object_storage_config": {"storage_type": "S3", "s3_bucket_name": "accounting"}},
    ],
    ids=["nothing", "accounts", "tracking", "advanced", "folder", "bucket"],
)
def test_what_is_valid_for_the_form_is_valid_for_the_connector(options: dict[str, Any], form: dict[str, Any]) -> None:
    """A configuration of each kind passes the form's own schema and the connector's."""
    raw = {"credentials": CREDENTIALS, **options}

    Draft7Validator(form).validate(raw)
    read_config(raw)


def test_a_limit_of_the_rounding_is_read_to_the_cent() -> None:
    """A number of the form becomes the decimal that was typed in."""
    config = read_config({"credentials": CREDENTIALS, "rounding": {"account": "860", "limit": 0.07}})

    assert config.rounding is not None
    assert str(config.rounding.limit) == "0.07"


def test_the_form_refuses_what_the_connector_refuses(form: dict[str, Any]) -> None:
    """A rounding without an account, or with a limit that no rounding needs, is marked in the form already."""
    for rounding in ({"limit": 0.05}, {"account": "860", "limit": 0}, {"account": "860", "limit": 1000}):
        assert not Draft7Validator(form).is_valid({"credentials": CREDENTIALS, "rounding": rounding})


def test_journals_are_appended_and_never_overwritten() -> None:
    """A ledger takes append and append_dedup; no sync mode deletes what was posted."""
    assert printed()["supported_destination_sync_modes"] == ["append", "append_dedup"]


def test_the_pop_up_asks_for_what_posting_needs() -> None:
    """The consent covers journals, tracking options and attachments, and includes offline_access."""
    advanced = printed()["advanced_auth"]
    asked = advanced["oauth_config_specification"]["oauth_connector_input_specification"]["scope"].split()

    assert advanced["predicate_key"] == ["credentials", "auth_type"]
    assert advanced["predicate_value"] == "oauth"
    assert asked == ["offline_access", "accounting.manualjournals", "accounting.settings", "accounting.attachments"]


if __name__ == "__main__":
    EXPECTED.write_text(json.dumps(printed(), indent=2) + "\n", encoding="utf-8")
