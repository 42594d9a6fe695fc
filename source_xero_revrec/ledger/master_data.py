"""What the accounting needs to know about an organisation before it looks at a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.products import Products
from xero_api import dates
from xero_api.endpoints import ACCOUNTS, ITEMS, ORGANISATION

if TYPE_CHECKING:
    from datetime import date, datetime

    from xero_connectors.organisations import Organisation


_LOCKS = ("PeriodLockDate", "EndOfYearLockDate")


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
    if organisation.record and organisation.read_at:
        found, read_at = organisation.record, organisation.read_at
    else:
        answer = organisation.client.get(ORGANISATION.path, scope=ORGANISATION.scope)
        found, read_at = answer.body[ORGANISATION.records_field][0], answer.given_at
    return OrganisationFacts(
        tenant_id=organisation.tenant_id,
        name=found["Name"],
        base_currency=found["BaseCurrency"],
        country=found.get("CountryCode") or "",
        year_end=(int(found.get("FinancialYearEndMonth") or 12), int(found.get("FinancialYearEndDay") or 31)),
        read_at=read_at,
        locked_to=max((dates.business_date(found[name]) for name in _LOCKS if found.get(name)), default=None),
    )


def read_products(organisation: Organisation, base_currency: str, accounts: list[dict[str, Any]]) -> Products:
    """Read an organisation's items in one call; prices are in the base currency (ISO 4217)."""
    answer = organisation.client.get(ITEMS.path, scope=ITEMS.scope, params=ITEMS.params)
    items = answer.body[ITEMS.records_field]
    return Products(items, accounts, tenant_id=organisation.tenant_id, base_currency=base_currency)


def read_accounts(organisation: Organisation) -> list[dict[str, Any]]:
    """Read an organisation's chart of accounts in one call."""
    answer = organisation.client.get(ACCOUNTS.path, scope=ACCOUNTS.scope, params=ACCOUNTS.params)
    accounts: list[dict[str, Any]] = answer.body[ACCOUNTS.records_field]
    return accounts
