"""Tax rates by country, and what they can be used with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xero_sandbox.books.settings.tax import applies_to, tax_rates


@pytest.mark.parametrize(("country", "rate", "name"), [("NZ", "15", "GST"), ("GB", "20", "VAT"), ("FR", "15", "GST")])
def test_rates_are_those_of_the_country(country: str, rate: str, name: str) -> None:
    """An unknown country gets New Zealand's."""
    output = tax_rates(country)["OUTPUT2"]

    assert (output["EffectiveRate"], output["TaxComponents"][0]["Name"]) == (Decimal(rate), name)


def test_tax_on_income_is_not_for_expenses() -> None:
    """NONE is for everything."""
    rates = tax_rates("NZ")

    assert not applies_to(rates["OUTPUT2"], {"Class": "EXPENSE"})
    assert not applies_to(rates["INPUT2"], {"Class": "REVENUE"})
    assert all(applies_to(rates["NONE"], {"Class": each}) for each in ("ASSET", "EQUITY", "EXPENSE", "REVENUE"))
