"""Reading what an organisation's books allow: at most three calls, before anything is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.rules.books import Books
from xero_api.endpoints import ACCOUNTS, ORGANISATION, TRACKING_CATEGORIES, Endpoint
from xero_api.models import Account, Organisation, TrackingCategory, read

if TYPE_CHECKING:
    from xero_connectors.organisations import Organisation as Reached


def read_books(reached: Reached) -> Books:
    """Return an organisation's accounts, tracking categories, lock dates and base currency, as they are now.

    Raises AccessRefused, TryLater and WalkIncomplete.
    """
    found = reached.record or _all(reached, ORGANISATION)[0]
    organisation = read(Organisation, found, "organisation", "OrganisationID")
    accounts = [read(Account, record, "account", "AccountID") for record in _all(reached, ACCOUNTS)]
    categories = [
        read(TrackingCategory, record, "tracking category", "TrackingCategoryID")
        for record in _all(reached, TRACKING_CATEGORIES)
    ]
    return Books(
        reached.tenant_id,
        organisation.name,
        organisation.base_currency,
        tuple(accounts),
        tuple(categories),
        organisation.period_lock_date,
        organisation.end_of_year_lock_date,
        organisation.short_code,
    )


def _all(reached: Reached, endpoint: Endpoint) -> list[dict[str, Any]]:
    answer = reached.client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params)
    records: list[dict[str, Any]] = answer.body[endpoint.records_field]
    return records
