"""A configuration is understood, or every fault in it is told in one sentence without a secret."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.config import read_config
from xero_api.address import API_URL, IDENTITY_URL
from xero_connectors.config_fault import ConfigFault
from xero_connectors.connection import CustomConnection, OAuthApp

TODAY = date(2026, 1, 5)
SECRET = "not-a-real-secret"
CUSTOM = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": SECRET}
OAUTH = {"auth_type": "oauth", "client_id": "client-1", "client_secret": SECRET, "refresh_token": "not-a-real-token"}


def fault(raw: dict[str, Any]) -> str:
    """Return the message of a configuration that cannot be used."""
    with pytest.raises(ConfigFault) as raised:
        read_config(raw, TODAY)
    assert raised.value.__cause__ is None
    return str(raised.value)


def test_credentials_are_all_that_a_configuration_needs() -> None:
    """Everything else has Xero's own limits and addresses as its default."""
    config = read_config({"credentials": CUSTOM}, TODAY)

    assert isinstance(config.credentials, CustomConnection)
    assert (config.api_url, config.identity_url) == (API_URL, IDENTITY_URL)
    assert (config.limits.calls_per_minute, config.limits.concurrent_calls, config.limits.day_reserve) == (60, 5, 0)
    assert config.organisations == []
    assert config.start_date is None


def test_an_app_with_pkce_has_no_secret() -> None:
    """The secret of an OAuth app may be left out or null, as Airbyte sends an empty field."""
    for credentials in ({**OAUTH, "client_secret": None}, {k: v for k, v in OAUTH.items() if k != "client_secret"}):
        config = read_config({"credentials": credentials}, TODAY)

        assert isinstance(config.credentials, OAuthApp)
        assert config.credentials.client_secret is None


def test_fields_that_are_null_or_unknown_are_left_alone() -> None:
    """Airbyte sends null for empty fields and adds fields of its own."""
    config = read_config(
        {"credentials": CUSTOM, "start_date": None, "organisations": None, "limits": None, "__injected": 1}, TODAY
    )

    assert config.organisations == []


def test_names_of_organisations_are_trimmed() -> None:
    """A blank around a name does not hide the organisation."""
    assert read_config({"credentials": CUSTOM, "organisations": [" Demo "]}, TODAY).organisations == ["Demo"]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({}, "credentials is missing"),
        ({"credentials": "text"}, "credentials must be an object"),
        ({"credentials": {}}, "credentials.auth_type must be custom_connection or oauth"),
        ({"credentials": {"auth_type": "password"}}, "credentials.auth_type must be custom_connection or oauth"),
        ({"credentials": {"auth_type": "custom_connection"}}, "credentials.client_id is missing; "),
        ({"credentials": {**CUSTOM, "client_secret": ""}}, "credentials.client_secret must not be empty"),
        ({"credentials": {**CUSTOM, "client_secert": SECRET}}, "credentials.client_secert is not known here"),
        ({"credentials": {**OAUTH, "refresh_token": 7}}, "credentials.refresh_token must be text, in quotation marks"),
        ({"credentials": CUSTOM, "organisations": "Demo Company"}, "organisations must be a list, in square brackets"),
        ({"credentials": CUSTOM, "organisations": ["Demo", " "]}, "organisations: holds an empty name; take it out"),
        ({"credentials": CUSTOM, "start_date": "last year"}, "start_date must be a date, such as 2026-01-31"),
        ({"credentials": CUSTOM, "start_date": 0}, "start_date must be a date, such as 2026-01-31"),
        ({"credentials": CUSTOM, "start_date": "1767225600"}, "start_date must be a date, such as 2026-01-31"),
        ({"credentials": CUSTOM, "limits": {"calls_per_minute": 0}}, "limits.calls_per_minute must be 1 or more"),
        ({"credentials": CUSTOM, "limits": {"concurrent_calls": 51}}, "limits.concurrent_calls must be 50 or less"),
        ({"credentials": CUSTOM, "limits": {"day_reserve": -1}}, "limits.day_reserve must be 0 or more"),
        ({"credentials": CUSTOM, "limits": {"per_hour": 1}}, "limits.per_hour is not known here"),
        ({"credentials": CUSTOM, "api_url": "ftp://example"}, "api_url must be written as https://host/path"),
        ({"credentials": CUSTOM, "identity_url": "https://a b"}, "identity_url must be written as https://host"),
    ],
)
def test_a_fault_is_named_by_its_place(raw: dict[str, Any], sentence: str) -> None:
    """The message names the field the way the form does and quotes no secret."""
    message = fault(raw)

    assert message.startswith("The configuration cannot be used: ")
    assert sentence in message
    assert message.endswith(".")
    assert SECRET not in message


def test_all_faults_come_at_once() -> None:
    """Nobody has to run the check once for every mistake."""
    message = fault(
        {
            "credentials": {"auth_type": "oauth", "client_secret": SECRET},
            "organisations": [""],
            "start_date": "soon",
            "limits": {"calls_per_minute": "many"},
        }
    )

    for place in (
        "credentials.client_id is missing",
        "credentials.refresh_token is missing",
        "organisations: ",
        "start_date must be a date",
        "limits.calls_per_minute must be a whole number",
    ):
        assert place in message
    assert SECRET not in message


def test_a_start_date_in_the_future_is_a_fault() -> None:
    """Nothing would ever be read, and the message says so with both days."""
    message = fault({"credentials": CUSTOM, "start_date": "2026-01-06"})

    assert "start_date is 2026-01-06, which lies in the future (today is 2026-01-05, UTC)" in message
    assert read_config({"credentials": CUSTOM, "start_date": "2026-01-05"}, TODAY).start_date == TODAY


def test_no_secret_is_in_the_repr_of_a_configuration() -> None:
    """A configuration that ends up in a log or a traceback shows neither secret nor refresh token."""
    for credentials in (CUSTOM, OAUTH):
        config = read_config({"credentials": credentials}, TODAY)

        for shown in (repr(config), str(config), repr(config.credentials)):
            assert SECRET not in shown
            assert "not-a-real-token" not in shown


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(SECRET),
    lambda node: st.lists(node, max_size=3) | st.dictionaries(st.sampled_from(sorted(OAUTH)), node, max_size=4),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["credentials", "organisations", "start_date", "limits", "api_url"]), JSON),
    st.sampled_from(["custom_connection", "oauth", "neither"]),
)
def test_no_malformed_configuration_shows_a_secret(raw: dict[str, Any], auth_type: str) -> None:
    """Whatever JSON is put where, the answer is a configuration or one message without the value of any field."""
    if isinstance(raw.get("credentials"), dict):
        raw["credentials"]["auth_type"] = auth_type

    try:
        shown = repr(read_config(raw, TODAY).credentials)
    except ConfigFault as refused:
        shown = str(refused)

    assert SECRET not in shown.replace(f"client_id='{SECRET}'", "")


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"mode": {"mode": "contract"}}, "mode.mode must be customer_name_mapping or invoice_equals_contract"),
        ({"mode": {"mode": "customer_name_mapping"}}, "mode.crm is missing"),
        (
            {"mode": {"mode": "customer_name_mapping", "crm": {"source": "sap"}}},
            "mode.crm.source must be file, hubspot, list or salesforce",
        ),
        (
            {"mode": {"mode": "customer_name_mapping", "crm": {"source": "hubspot"}}},
            "mode.crm.access_token is missing",
        ),
        (
            {"service_periods": {"patterns": ["(?P<start"]}},
            "service_periods.patterns: the pattern (?P<start does not compile",
        ),
        (
            {
                "custom_fields": [
                    {"revrec_field": "Location", "xero_tracking_category": "Region"},
                    {"revrec_field": "LOCATION", "xero_tracking_category": "Site"},
                ]
            },
            "custom_fields: fills the column location twice",
        ),
    ],
)
def test_a_faulty_option_is_named_by_its_place_on_the_form(setting: dict[str, Any], sentence: str) -> None:
    """The place is the form's own, without the names of alternatives that pydantic puts into it."""
    assert sentence in fault({"credentials": CUSTOM, **setting})
