"""The source's configuration: one model, from which the form in Airbyte is made."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Any

from pydantic import ConfigDict, Field

from source_xero_revrec.options import RECORDS, RevrecOptions
from source_xero_revrec.recognition.settings import Here
from xero_api import scopes
from xero_api.authorisation import OFFLINE
from xero_connectors.config_fault import ConfigFault, read_settings
from xero_connectors.connection import ADVANCED_GROUP, DAY, WrittenDay, XeroConnection
from xero_connectors.other_connector import SOURCE, refuse_others

CONSENT_SCOPES = (
    OFFLINE,
    scopes.INVOICES,
    scopes.PAYMENTS,
    scopes.CONTACTS,
    scopes.SETTINGS,
    scopes.BANK_TRANSACTIONS,
    scopes.MANUAL_JOURNALS,
    scopes.TRIAL_BALANCE,
)
"""What a user is asked for: the scopes of every stream, since streams are chosen later.

That of `journals` alone is left out, as Xero refuses it to all apps below its Advanced tier.
"""


class Config(XeroConnection, RevrecOptions):
    """What a connection of source-xero-revrec is told."""

    model_config = ConfigDict(
        title="Xero to RevRec",
        extra="forbid",
        json_schema_extra={
            "groups": [
                {"id": "records", "title": "What becomes of documents"},
                {"id": "recognition", "title": "Recognition and journal entries"},
                ADVANCED_GROUP,
            ]
        },
    )

    start_date: WrittenDay | None = Field(
        None,
        title="Start date",
        description="Read only records that were created or changed on or after this day (UTC). If empty, everything "
        "is read, which a complete reconciliation needs.",
        examples=["2025-01-01"],
        json_schema_extra={"order": 12, **DAY, **RECORDS},
    )


def read_config(raw: dict[str, Any], today: date) -> Config:
    """Check a configuration against the form; raises ConfigFault with all faults in one message."""
    refuse_others(raw, SOURCE)
    config = read_settings(Config, raw)
    if config.start_date and config.start_date > today:
        raise ConfigFault(
            f"The configuration cannot be used: start_date is {config.start_date}, which lies in the future (today is "
            f"{today}, UTC), so nothing would ever be read. Choose an earlier day or leave it empty."
        )
    if config.start_date and isinstance(config.recognition, Here):
        raise ConfigFault(
            "The configuration cannot be used: recognition is here, which needs every document, and start_date leaves "
            "out those that did not change since. Leave start_date empty."
        )
    return config
