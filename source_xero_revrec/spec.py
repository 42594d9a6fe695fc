"""The form that Airbyte shows, made from the configuration's model."""

from __future__ import annotations

from typing import Any

from airbyte_cdk.models import (
    AdvancedAuth,
    AuthFlowType,
    ConnectorSpecification,
    OAuthConfigSpecification,
    OauthConnectorInputSpecification,
)

from source_xero_revrec.config import Config
from xero_api import scopes
from xero_api.client import IDENTITY_URL

DOCUMENTATION_URL = "https://docs.airbyte.com/integrations/sources/xero-revrec"
CONSENT_URL = "https://login.xero.com/identity/connect/authorize"
CONSENT_SCOPES = (
    "offline_access",
    scopes.INVOICES,
    scopes.PAYMENTS,
    scopes.CONTACTS,
    scopes.SETTINGS,
    scopes.BANK_TRANSACTIONS,
    scopes.MANUAL_JOURNALS,
    scopes.TRIAL_BALANCE,
)


def specification() -> ConnectorSpecification:
    """Return the connector's specification with the OAuth pop-up of Airbyte's `advanced_auth`."""
    return ConnectorSpecification(
        documentationUrl=DOCUMENTATION_URL,
        connectionSpecification=_form(),
        supportsIncremental=True,
        advanced_auth=AdvancedAuth(
            auth_flow_type=AuthFlowType.oauth2_0,
            predicate_key=["credentials", "auth_type"],
            predicate_value="oauth",
            oauth_config_specification=OAuthConfigSpecification(
                oauth_connector_input_specification=OauthConnectorInputSpecification(
                    consent_url=f"{CONSENT_URL}?response_type=code&{{{{client_id_param}}}}&{{{{redirect_uri_param}}}}"
                    f"&{{{{scope_param}}}}&{{{{state_param}}}}",
                    scope=" ".join(CONSENT_SCOPES),
                    access_token_url=f"{IDENTITY_URL}/connect/token",
                    access_token_headers={
                        "Authorization": "Basic {{ (client_id_value ~ ':' ~ client_secret_value) | base64Encoder }}",
                        "Content-Type": "application/x-www-form-urlencoded",
                    },
                    access_token_params={
                        "grant_type": "authorization_code",
                        "{{ auth_code_key }}": "{{ auth_code_value }}",
                        "{{ redirect_uri_key }}": "{{ redirect_uri_value }}",
                    },
                    extract_output=["refresh_token"],
                ),
                complete_oauth_output_specification=_paths("refresh_token"),
                complete_oauth_server_input_specification=_strings("client_id", "client_secret"),
                complete_oauth_server_output_specification=_paths("client_id", "client_secret"),
            ),
        ),
    )


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


def _form() -> dict[str, Any]:
    schema = Config.model_json_schema()
    definitions = schema.pop("$defs", {})
    form: dict[str, Any] = _plain(schema, definitions)
    form["$schema"] = "http://json-schema.org/draft-07/schema#"
    form["additionalProperties"] = True
    form["groups"] = [{"id": "advanced", "title": "Advanced"}]
    return form


def _plain(node: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - a walk over JSON
    """Write pydantic's schema the way Airbyte's form reads it: no references, no `anyOf` with null."""
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        named = definitions[node["$ref"].rsplit("/", 1)[1]]
        return _plain({**named, **{key: value for key, value in node.items() if key != "$ref"}}, definitions)
    if "anyOf" in node:
        (kind,) = [option for option in node["anyOf"] if option.get("type") != "null"]
        node = {**kind, **{key: value for key, value in node.items() if key not in ("anyOf", "default")}}
    plain = {key: _plain(value, definitions) for key, value in node.items() if key != "discriminator"}
    if "properties" in plain:
        plain["properties"] = dict(sorted(plain["properties"].items(), key=lambda field: field[1].get("order", 0)))
    if "oneOf" in plain:
        plain["type"] = "object"
    if "const" in plain:
        plain["enum"] = [plain["const"]]
        plain["default"] = plain["const"]
        plain.pop("title", None)
    return plain
