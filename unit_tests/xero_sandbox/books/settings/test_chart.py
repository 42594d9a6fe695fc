"""The chart of accounts of a new organisation."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox.books.settings.chart import accounts
from xero_sandbox.books.settings.tax import applies_to, tax_rates


@pytest.fixture
def chart() -> list[dict[str, Any]]:
    """Return the chart of a company in New Zealand."""
    numbers = count()
    return accounts(lambda: f"id-{next(numbers)}", "NZD", NOON, "GST")


def test_codes_and_ids_are_unique(chart: list[dict[str, Any]]) -> None:
    """The savings account alone has no code, as bank accounts in Xero may."""
    codes = [each["Code"] for each in chart if "Code" in each]

    assert len(set(codes)) == len(codes) == len(chart) - 1
    assert len({each["AccountID"] for each in chart}) == len(chart)
    assert [each["Name"] for each in chart if "Code" not in each] == ["Business Savings Account"]


def test_system_accounts_are_named_once(chart: list[dict[str, Any]]) -> None:
    """The tax account is called after the country's tax."""
    system = {each["SystemAccount"]: each["Name"] for each in chart if "SystemAccount" in each}

    assert {"DEBTORS", "CREDITORS", "RETAINEDEARNINGS", "ROUNDING", "REALISEDCURRENCYGAIN"} <= system.keys()
    assert system["GST"] == "GST"


def test_bank_accounts_have_a_number_and_a_currency(chart: list[dict[str, Any]]) -> None:
    """Others have neither."""
    assert {each["Type"] for each in chart if "BankAccountNumber" in each} == {"BANK"}
    assert {each["CurrencyCode"] for each in chart if each["Type"] == "BANK"} == {"NZD"}


def test_every_account_can_carry_its_own_tax_type(chart: list[dict[str, Any]]) -> None:
    """As Xero lets it be used with the account's class."""
    rates = tax_rates("NZ")

    assert [each["Name"] for each in chart if not applies_to(rates[each["TaxType"]], each)] == []
