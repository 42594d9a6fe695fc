"""What an organisation is set up with, each in one call: itself, its accounts, its tracking categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_api.endpoints import ACCOUNTS, ORGANISATION, TRACKING_CATEGORIES
from xero_api.models import Account, OrganisationSettings, TrackingCategory
from xero_api.unreadable import read

if TYPE_CHECKING:
    from xero_api.client import Answer, Client
    from xero_api.endpoints import Endpoint


def read_organisation(record: object) -> OrganisationSettings:
    """Return what an organisation says of itself; raises WalkIncomplete where it cannot be understood."""
    return read(OrganisationSettings, record, "organisation", ORGANISATION.id_field)


def read_chart(client: Client) -> list[Account]:
    """Return the chart of accounts; raises WalkIncomplete where one cannot be understood."""
    records = ask_whole(client, ACCOUNTS).records(ACCOUNTS)
    return [read(Account, record, "account", ACCOUNTS.id_field) for record in records]


def read_tracking_categories(client: Client, scope: str = TRACKING_CATEGORIES.scope) -> list[TrackingCategory]:
    """Return the tracking categories, archived ones too; raises WalkIncomplete where one cannot be understood."""
    answer = client.get(TRACKING_CATEGORIES.path, scope=scope, params=TRACKING_CATEGORIES.params)
    id_field = TRACKING_CATEGORIES.id_field
    return [
        read(TrackingCategory, record, "tracking category", id_field) for record in answer.records(TRACKING_CATEGORIES)
    ]


def ask_whole(client: Client, endpoint: Endpoint) -> Answer:
    """Ask for a list that comes in one answer."""
    return client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params)
