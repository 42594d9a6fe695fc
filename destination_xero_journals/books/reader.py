"""Reading what an organisation's books allow: at most three calls, before anything is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.rules.books import Books
from xero_api.endpoints import ACCOUNTS, ORGANISATION, TRACKING_CATEGORIES, Endpoint
from xero_api.models import Account, OrganisationSettings, TrackingCategory
from xero_api.screens import screens_of
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
        screens_of(organisation.client.api_url),
    )


def _all(organisation: Organisation, endpoint: Endpoint) -> list[dict[str, Any]]:
    answer = organisation.client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params)
    records: list[dict[str, Any]] = answer.body[endpoint.records_field]
    return records
