"""The source's specification: its form, and the scopes that a user is asked for."""

from __future__ import annotations

from airbyte_cdk.models import ConnectorSpecification, ConnectorSpecificationSerializer

from source_xero_revrec.config import CONSENT_SCOPES, Config
from xero_connectors.consent import consent
from xero_connectors.form import form

DOCUMENTATION_URL = "https://docs.airbyte.com/integrations/sources/xero-revrec"


def specification() -> ConnectorSpecification:
    """Return the connector's specification with the OAuth pop-up of Airbyte's `advanced_auth`."""
    return ConnectorSpecificationSerializer.load(
        {
            "documentationUrl": DOCUMENTATION_URL,
            "connectionSpecification": form(Config),
            "supportsIncremental": True,
            "advanced_auth": consent(CONSENT_SCOPES),
        }
    )
