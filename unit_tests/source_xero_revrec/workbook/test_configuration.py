"""The configuration is shown in words, without a secret."""

from __future__ import annotations

from source_xero_revrec.workbook.configuration import choices
from unit_tests.source_xero_revrec.workbook.made_source import SPECIFICATION
from unit_tests.source_xero_revrec.workbook.made_workbook import CONFIG, SECRET


def test_no_secret_of_the_configuration_is_shown() -> None:
    """Credentials, fields that the form calls secret, unknown fields, and what an address hides are left out."""
    config = {**CONFIG, "unknown": SECRET, "crm": {"api_token": SECRET, "name": "HubSpot", "list": ["x"] * 20}}
    form = {
        "properties": {
            **SPECIFICATION["properties"],
            "crm": {"title": "CRM", "oneOf": [{"properties": {"api_token": {"airbyte_secret": True}}}]},
        }
    }
    shown = dict(choices(config, form))

    assert SECRET not in str(shown)
    assert shown["CRM"] == "Name: HubSpot; List: 20 entries"
    assert shown["CRM file"] == "https://files.example/customers.csv"
    assert shown["Custom fields"] == "Revrec Field: Location; Xero Tracking Category: Region"


def test_the_forms_own_words_are_said_as_a_person_says_them_and_nobody_elses() -> None:
    """What a user wrote stays as it was written."""
    form = {"properties": {"mode": {"title": "Mode", "oneOf": [{"properties": {"mode": {"const": "name_mapping"}}}]},
                           "field": {"title": "Field", "enum": ["a"]}}}  # fmt: skip

    assert choices({"mode": {"mode": "name_mapping"}, "field": "cost_centre"}, form) == [
        ("Mode", "Mode: Name mapping"),
        ("Field", "cost_centre"),
    ]
