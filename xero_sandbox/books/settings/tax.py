"""The tax rates of New Zealand and of the United Kingdom, as Xero names them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xero_sandbox.books.records import Record

# Name, TaxType, percentage, ReportTaxType, may be used on income, may be used on costs
_RATES = {
    "NZ": (
        ("15% GST on Income", "OUTPUT2", "15.0000", "OUTPUT", True, False),
        ("15% GST on Expenses", "INPUT2", "15.0000", "INPUT", False, True),
        ("GST on Imports", "GSTONIMPORTS", "0.0000", "GSTONIMPORTS", False, True),
        ("No GST", "NONE", "0.0000", "NONE", True, True),
        ("Zero Rated", "ZERORATED", "0.0000", "ZERORATEDOUTPUT", True, False),
        ("Regional levy", "TAX001", "8.7500", "OUTPUT", True, True),
    ),
    "GB": (
        ("20% (VAT on Income)", "OUTPUT2", "20.0000", "OUTPUT", True, False),
        ("20% (VAT on Expenses)", "INPUT2", "20.0000", "INPUT", False, True),
        ("5% (VAT on Income)", "RROUTPUT", "5.0000", "RROUTPUT", True, False),
        ("5% (VAT on Expenses)", "RRINPUT", "5.0000", "RRINPUT", False, True),
        ("No VAT", "NONE", "0.0000", "NONE", True, True),
        ("Zero Rated Income", "ZERORATEDOUTPUT", "0.0000", "ZERORATEDOUTPUT", True, False),
        ("Zero Rated Expenses", "ZERORATEDINPUT", "0.0000", "ZERORATEDINPUT", False, True),
    ),
}

_APPLIES_TO = {
    "ASSET": "CanApplyToAssets",
    "EQUITY": "CanApplyToEquity",
    "EXPENSE": "CanApplyToExpenses",
    "LIABILITY": "CanApplyToLiabilities",
    "REVENUE": "CanApplyToRevenue",
}


def tax_rates(country: str) -> dict[str, Record]:
    """Return the organisation's tax rates by TaxType; an unknown country gets New Zealand's."""
    rates: dict[str, Record] = {}
    for name, tax_type, percentage, report_type, income, costs in _RATES.get(country, _RATES["NZ"]):
        rate = Decimal(percentage)
        rates[tax_type] = {
            "Name": name,
            "TaxType": tax_type,
            "ReportTaxType": report_type,
            "CanApplyToAssets": True,
            "CanApplyToEquity": True,
            "CanApplyToExpenses": costs,
            "CanApplyToLiabilities": True,
            "CanApplyToRevenue": income,
            "DisplayTaxRate": rate,
            "EffectiveRate": rate,
            "Status": "ACTIVE",
            "TaxComponents": [
                {
                    "Name": "VAT" if country == "GB" else "GST",
                    "Rate": rate,
                    "IsCompound": False,
                    "IsNonRecoverable": False,
                }
            ],
        }
    return rates


def applies_to(rate: Record, account: Record) -> bool:
    """Say whether Xero lets this tax rate be used with an account of this class."""
    return bool(rate[_APPLIES_TO[account["Class"]]])
