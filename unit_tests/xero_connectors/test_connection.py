"""The part of the form that says how Xero is reached."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
import requests
from pydantic import ValidationError

from xero_api.auth import TokenEndpoint
from xero_api.patience import Patience
from xero_api.transport import Transport
from xero_connectors.connection import XeroConnection

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

CUSTOM = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
OAUTH = {**CUSTOM, "auth_type": "oauth", "refresh_token": "not-a-real-refresh-token"}


def connection(**raw: Any) -> XeroConnection:  # noqa: ANN401 - as a configuration has them
    """Return a connection with these fields."""
    return XeroConnection.model_validate({"credentials": CUSTOM, **raw})


@pytest.mark.parametrize(
    ("credentials", "grant", "bound_to_one"), [(CUSTOM, "client_credentials", True), (OAUTH, "refresh_token", False)]
)
def test_credentials_sign_in_their_own_way(
    credentials: dict[str, str], grant: str, *, bound_to_one: bool, requests_mock: Mocker, clock: FakeClock
) -> None:
    """A custom connection sends its own secret, an app its refresh token, whose successor is handed on."""
    asked = requests_mock.post(
        "https://identity.xero.com/connect/token",
        json={"access_token": "not-a-real-token", "expires_in": 1800, "refresh_token": "not-a-real-second"},
    )
    patience = Patience(clock, random.Random(1))
    endpoint = TokenEndpoint(
        Transport(requests.Session()),
        patience,
        identity_url="https://identity.xero.com",
        client_id="client-1",
        client_secret="not-a-real-secret",
    )
    kept: list[str] = []
    chosen = connection(credentials=credentials).credentials

    assert chosen.auth(endpoint, patience, kept.append).bearer("accounting.settings.read") == "not-a-real-token"

    assert f"grant_type={grant}" in asked.last_request.text
    assert chosen.bound_to_one is bound_to_one
    assert kept == ([] if bound_to_one else ["not-a-real-second"])


def test_names_of_organisations_are_taken_without_the_space_around_them() -> None:
    """It comes with what is pasted into a form."""
    assert connection(organisations=[" Demo Company (Global)\n"]).organisations == ["Demo Company (Global)"]


def test_an_empty_name_is_refused() -> None:
    """It would choose nothing, or everything."""
    with pytest.raises(ValidationError, match="holds an empty name; take it out"):
        connection(organisations=["Demo", " "])


def test_what_is_left_alone_is_xeros_own() -> None:
    """Its limits and its addresses."""
    made = connection()

    assert (made.limits.calls_per_minute, made.limits.concurrent_calls, made.limits.day_reserve) == (60, 5, 0)
    assert (made.api_url, made.identity_url) == ("https://api.xero.com/api.xro/2.0", "https://identity.xero.com")


@pytest.mark.parametrize("credentials", [CUSTOM, OAUTH])
def test_a_secret_is_not_printed_with_the_connection(credentials: dict[str, str]) -> None:
    """Whatever prints the form, in a traceback or a log."""
    assert "not-a-real" not in repr(connection(credentials=credentials))
