"""What an organisation is set up with, each in one call: itself, its accounts, its tracking categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_api.endpoints import ACCOUNTS, ORGANISATION, TRACKING_CATEGORIES
from xero_api.models import Account, OrganisationSettings, TrackingCategory
from xero_api.unreadable import read, understood

if TYPE_CHECKING:
    from collections.abc import Collection

    from xero_api.client import Answer, Client
    from xero_api.endpoints import Endpoint


def read_organisation(record: object) -> OrganisationSettings:
    """Return what an organisation says of itself; raises WalkIncomplete where it cannot be understood."""
    return read(OrganisationSettings, record, "organisation", ORGANISATION.id_field)


def read_chart(client: Client) -> list[Account]:
    """Return the chart of accounts; raises WalkIncomplete where one cannot be understood."""
    records = ask_whole(client, ACCOUNTS).records(ACCOUNTS)
    return [read(Account, record, "account", ACCOUNTS.id_field) for record in records]


def read_tracking_categories(
    client: Client, scope: str = TRACKING_CATEGORIES.scope, *, needed: Collection[str] | None = None
) -> list[TrackingCategory]:
    """Return the tracking categories, archived ones too.

    Raises WalkIncomplete where one cannot be understood; where names are `needed`, one of another name is left out.
    """
    records = tracking_records(client, scope)
    if needed is not None:
        records = [each for each in records if not _is_beside(each, needed)]
    return [read(TrackingCategory, each, "tracking category", TRACKING_CATEGORIES.id_field) for each in records]


def tracking_records(client: Client, scope: str = TRACKING_CATEGORIES.scope) -> list[Any]:
    """Return the tracking categories, archived ones too, as Xero sent them."""
    answer = client.get(TRACKING_CATEGORIES.path, scope=scope, params=TRACKING_CATEGORIES.params)
    return answer.records(TRACKING_CATEGORIES)


def category_name(record: object) -> str:
    """Return the name of a tracking category as Xero sent it, empty where it has none that can be read."""
    name = record.get("Name") if isinstance(record, dict) else None
    return name if isinstance(name, str) else ""


def _is_beside(record: object, needed: Collection[str]) -> bool:
    """Tell whether a category cannot be understood, and is surely none of those that are needed."""
    name = category_name(record)
    return bool(name) and name not in needed and not isinstance(understood(TrackingCategory, record), TrackingCategory)


def ask_whole(client: Client, endpoint: Endpoint) -> Answer:
    """Ask for a list that comes in one answer."""
    return client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params)
