"""The OAuth pop-up of Airbyte's `advanced_auth`, in which a user authorises the connector in Xero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_api.address import IDENTITY_URL
from xero_api.authorisation import CONSENT_URL

if TYPE_CHECKING:
    from collections.abc import Iterable


def consent(scopes: Iterable[str]) -> dict[str, Any]:
    """Return the pop-up that asks the user for `scopes` and keeps the refresh token, as Airbyte's protocol has it."""
    return {
        "auth_flow_type": "oauth2.0",
        "predicate_key": ["credentials", "auth_type"],
        "predicate_value": "oauth",
        "oauth_config_specification": {
            "oauth_connector_input_specification": {
                "consent_url": f"{CONSENT_URL}?response_type=code&{{{{client_id_param}}}}&{{{{redirect_uri_param}}}}"
                f"&{{{{scope_param}}}}&{{{{state_param}}}}",
                "scope": " ".join(scopes),
                "access_token_url": f"{IDENTITY_URL}/connect/token",
                "access_token_headers": {
                    "Authorization": "Basic {{ (client_id_value ~ ':' ~ client_secret_value) | base64Encoder }}",
                    "Content-Type": "application/x-www-form-urlencoded",
                },
                "access_token_params": {
                    "grant_type": "authorization_code",
                    "{{ auth_code_key }}": "{{ auth_code_value }}",
                    "{{ redirect_uri_key }}": "{{ redirect_uri_value }}",
                },
                "extract_output": ["refresh_token"],
            },
            "complete_oauth_output_specification": _paths("refresh_token"),
            "complete_oauth_server_input_specification": _strings("client_id", "client_secret"),
            "complete_oauth_server_output_specification": _paths("client_id", "client_secret"),
        },
    }


def _strings(*names: str) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"type": "string"} for name in names},
        "required": list(names),
    }


def _paths(*names: str) -> dict[str, Any]:
    properties = {
        name: {"type": "string", "path_in_connector_config": ["credentials", name], "path_in_oauth_response": [name]}
        for name in names
    }
    if names != ("refresh_token",):
        for described in properties.values():
            del described["path_in_oauth_response"]
    return {"type": "object", "additionalProperties": False, "properties": properties}
