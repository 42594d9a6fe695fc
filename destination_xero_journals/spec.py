"""The destination's specification: its form, its sync modes, and the scopes that a user is asked for."""

from __future__ import annotations

from typing import Any

from destination_xero_journals.config import Config
from xero_api import scopes
from xero_api.authorisation import OFFLINE
from xero_connectors.consent import consent
from xero_connectors.form import form

DOCUMENTATION_URL = "https://docs.airbyte.com/integrations/destinations/xero-journals"
CONSENT_SCOPES = (
    OFFLINE,
    scopes.WRITE_MANUAL_JOURNALS,
    scopes.WRITE_SETTINGS,
    scopes.WRITE_ATTACHMENTS,
)


def specification() -> dict[str, Any]:
    """Return the connector's specification as Airbyte's protocol has it."""
    return {
        "documentationUrl": DOCUMENTATION_URL,
        "connectionSpecification": form(Config),
        "supportsIncremental": True,
        "supportsNormalization": False,
        "supportsDBT": False,
        "supported_destination_sync_modes": ["append", "append_dedup"],
        "advanced_auth": consent(CONSENT_SCOPES),
    }
