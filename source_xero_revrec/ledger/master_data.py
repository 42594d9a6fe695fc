"""What the accounting needs to know about an organisation before it looks at a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.products import Products
from xero_api.endpoints import ACCOUNTS, ITEMS
from xero_api.settings import ask_whole

if TYPE_CHECKING:
    from datetime import date, datetime

    from source_xero_revrec.ledger.unread_records import UnreadRecords
    from xero_connectors.organisations import Organisation


@dataclass(frozen=True)
class OrganisationFacts:
    """Base currency (ISO 4217), country (ISO 3166), last month and day of the financial year, and Xero's time (UTC).

    `locked_to` is the later of Xero's two lock dates, None where neither is set.
    """

    tenant_id: str
    name: str
    base_currency: str
    country: str
    year_end: tuple[int, int]
    read_at: datetime
    locked_to: date | None = None


def read_facts(organisation: Organisation) -> OrganisationFacts:
    """Return an organisation's facts, read in one call unless signing in has read them."""
    settings, read_at = organisation.settings()
    return OrganisationFacts(
        tenant_id=organisation.tenant_id,
        name=settings.name,
        base_currency=settings.base_currency,
        country=settings.country,
        year_end=(settings.year_end_month, settings.year_end_day),
        read_at=read_at,
        locked_to=max(filter(None, (settings.period_lock_date, settings.end_of_year_lock_date)), default=None),
    )


def read_products(
    organisation: Organisation, base_currency: str, accounts: list[dict[str, Any]], unread: UnreadRecords
) -> Products:
    """Read an organisation's items in one call, `unread` ones left out; prices are in the base currency (ISO 4217)."""
    items = unread.readable("Item", ask_whole(organisation.client, ITEMS).records(ITEMS), whole=True)
    return Products(items, accounts, tenant_id=organisation.tenant_id, base_currency=base_currency)


def read_accounts(organisation: Organisation) -> list[dict[str, Any]]:
    """Read an organisation's chart of accounts in one call, as Xero has it."""
    return ask_whole(organisation.client, ACCOUNTS).records(ACCOUNTS)
