"""The Organisation record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date, datetime

    from xero_sandbox.books.records import Record

_TIMEZONES = {"NZ": "NEWZEALANDSTANDARDTIME", "GB": "GMTSTANDARDTIME"}
_ZONES = {"NEWZEALANDSTANDARDTIME": "Pacific/Auckland", "GMTSTANDARDTIME": "Europe/London"}
_VERSIONS = {"NZ": "NZ", "GB": "UK"}
_TAX_NUMBERS = {"NZ": "101-2-303", "GB": "GB123456789"}


def organisation_record(identifier: str, name: str, base_currency: str, country: str, created: datetime) -> Record:
    """Return a demo organisation; its lock dates are absent until a period is closed, as in Xero."""
    return {
        "OrganisationID": identifier,
        "APIKey": f"NOTAREALKEY{identifier[:8].upper()}",
        "Name": name,
        "LegalName": name,
        "PaysTax": True,
        "Version": _VERSIONS.get(country, "GLOBAL"),
        "OrganisationType": "COMPANY",
        "BaseCurrency": base_currency,
        "CountryCode": country,
        "IsDemoCompany": True,
        "OrganisationStatus": "ACTIVE",
        "RegistrationNumber": "",
        "TaxNumber": _TAX_NUMBERS.get(country, ""),
        "FinancialYearEndDay": 31,
        "FinancialYearEndMonth": 3,
        "SalesTaxBasis": "PAYMENTS" if country == "NZ" else "ACCRUALS",
        "SalesTaxPeriod": "TWOMONTHS" if country == "NZ" else "QUARTERLY1",
        "DefaultSalesTax": "Tax Exclusive",
        "DefaultPurchasesTax": "Tax Inclusive",
        "CreatedDateUTC": created,
        "OrganisationEntityType": "COMPANY",
        "Timezone": _TIMEZONES.get(country, "UTC"),
        "ShortCode": f"!{identifier[:5].upper()}",
        "Class": "DEMO",
        "Edition": "BUSINESS",
        "LineOfBusiness": "Software subscriptions",
        "Addresses": [
            {
                "AddressType": "POBOX",
                "AddressLine1": "23 Main Street",
                "City": "Wellington" if country == "NZ" else "London",
                "PostalCode": "6011" if country == "NZ" else "EC1A 1BB",
                "Country": "New Zealand" if country == "NZ" else "United Kingdom",
                "AttentionTo": "",
            }
        ],
        "Phones": [{"PhoneType": "OFFICE", "PhoneNumber": "1234 5678", "PhoneAreaCode": "800"}],
        "ExternalLinks": [],
        "PaymentTerms": {
            "Sales": {"Day": 20, "Type": "OFFOLLOWINGMONTH"},
            "Bills": {"Day": 30, "Type": "DAYSAFTERBILLDATE"},
        },
    }


def local_day(organisation: Record, at: datetime) -> date:
    """Return the calendar day that an instant falls on in the organisation's own time zone."""
    return at.astimezone(ZoneInfo(_ZONES.get(organisation["Timezone"], "UTC"))).date()
