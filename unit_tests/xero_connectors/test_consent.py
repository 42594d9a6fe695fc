"""The pop-up in which a user authorises a connector asks Xero for the scopes, and keeps the refresh token alone."""

from __future__ import annotations

from urllib.parse import urlsplit

from xero_api.authorisation import CONSENT_URL
from xero_connectors.consent import consent


def test_the_user_is_asked_for_the_scopes_at_xeros_own_address() -> None:
    """Airbyte fills in the rest of the address."""
    asked = consent(["offline_access", "accounting.settings.read"])["oauth_config_specification"]
    said = asked["oauth_connector_input_specification"]

    assert said["scope"] == "offline_access accounting.settings.read"
    assert said["consent_url"].startswith(f"{CONSENT_URL}?response_type=code&")
    assert urlsplit(said["access_token_url"]).path == "/connect/token"
    for filled_in in ("client_id_param", "redirect_uri_param", "scope_param", "state_param"):
        assert "{{" + filled_in + "}}" in said["consent_url"]


def test_only_the_refresh_token_is_taken_from_the_answer() -> None:
    """An access token in the configuration would be dead before the next sync."""
    asked = consent([])["oauth_config_specification"]

    assert asked["oauth_connector_input_specification"]["extract_output"] == ["refresh_token"]
    assert asked["complete_oauth_output_specification"]["properties"] == {
        "refresh_token": {
            "type": "string",
            "path_in_connector_config": ["credentials", "refresh_token"],
            "path_in_oauth_response": ["refresh_token"],
        }
    }


def test_the_apps_own_credentials_come_from_the_server() -> None:
    """Airbyte keeps them, and puts them where the form has them."""
    asked = consent([])["oauth_config_specification"]
    given, placed = (
        asked[f"complete_oauth_server_{direction}_specification"]["properties"] for direction in ("input", "output")
    )

    assert set(given) == set(placed) == {"client_id", "client_secret"}
    assert placed["client_id"] == {"type": "string", "path_in_connector_config": ["credentials", "client_id"]}


def test_the_pop_up_is_for_the_app_that_a_user_authorises() -> None:
    """A custom connection has no use for it."""
    pop_up = consent([])

    assert (pop_up["predicate_key"], pop_up["predicate_value"]) == (["credentials", "auth_type"], "oauth")
