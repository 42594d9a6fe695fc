"""Reading what an organisation's books allow: at most three calls, before anything is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from destination_xero_journals.rules.books import Books
from xero_api.screens import screens_of
from xero_api.settings import read_chart, read_tracking_categories

if TYPE_CHECKING:
    from xero_connectors.organisations import Organisation


def read_books(organisation: Organisation) -> Books:
    """Return an organisation's accounts, tracking categories, lock dates and base currency, as they are now.

    Raises AccessRefused, TryLater and WalkIncomplete.
    """
    settings, _ = organisation.settings()
    return Books(
        organisation.tenant_id,
        settings.name,
        settings.base_currency,
        tuple(read_chart(organisation.client)),
        tuple(read_tracking_categories(organisation.client)),
        settings.period_lock_date,
        settings.end_of_year_lock_date,
        settings.short_code,
        screens_of(organisation.client.api_url),
    )
