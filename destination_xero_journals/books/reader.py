"""Reading what an organisation's books allow: at most three calls, before anything is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from destination_xero_journals.rules.books import Books
from destination_xero_journals.rules.links import SCREENS
from xero_api.endpoints import ACCOUNTS, ORGANISATION, TRACKING_CATEGORIES, Endpoint
from xero_api.models import Account, OrganisationSettings, TrackingCategory
from xero_api.unreadable import read

if TYPE_CHECKING:
    from xero_connectors.organisations import Organisation


def read_books(organisation: Organisation) -> Books:
    """Return an organisation's accounts, tracking categories, lock dates and base currency, as they are now.

    Raises AccessRefused, TryLater and WalkIncomplete.
    """
    found = organisation.record or _all(organisation, ORGANISATION)[0]
    settings = read(OrganisationSettings, found, "organisation", "OrganisationID")
    accounts = [read(Account, record, "account", "AccountID") for record in _all(organisation, ACCOUNTS)]
    categories = [
        read(TrackingCategory, record, "tracking category", "TrackingCategoryID")
        for record in _all(organisation, TRACKING_CATEGORIES)
    ]
    return Books(
        organisation.tenant_id,
        settings.name,
        settings.base_currency,
        tuple(accounts),
        tuple(categories),
        settings.period_lock_date,
        settings.end_of_year_lock_date,
        settings.short_code,
        _screens(organisation.client.api_url),
    )


def _screens(api_url: str) -> str:
    """Return where the screens of an API are: plain http goes to this machine alone, on which a sandbox has its own."""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme == "http" else SCREENS


def _all(organisation: Organisation, endpoint: Endpoint) -> list[dict[str, Any]]:
    answer = organisation.client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params)
    records: list[dict[str, Any]] = answer.body[endpoint.records_field]
    return records
