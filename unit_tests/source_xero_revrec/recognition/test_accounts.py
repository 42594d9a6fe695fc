"""Accounts are proved against the chart, and all that is wrong is said at once."""

from __future__ import annotations

from typing import Any

import pytest

from source_xero_revrec.recognition.accounts import prove_accounts
from unit_tests.source_xero_revrec.recognition.made_xero import CHART, account, here
from xero_connectors.config_fault import ConfigFault

MORE = [
    *CHART,
    account("836", "Old", "LIABILITY", Status="ARCHIVED"),
    account("820", "GST", "LIABILITY", SystemAccount="GST"),
    account("404", "Fees", "EXPENSE"),
]


def test_accounts_that_fit_pass() -> None:
    """A liability and revenue, both active and nobody's own."""
    prove_accounts(here(sold_into=[{"deferred_account": "835", "revenue_account": "200"}]), MORE, "Demo")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"deferred_account": "999"}, "deferred_account names 999, which is no account's code there"),
        (
            {"deferred_account": "200"},
            "deferred_account names 200 (Sales), which is of the class REVENUE and not LIABILITY",
        ),
        ({"deferred_account": "836"}, "names 836 (Old), which is archived"),
        ({"deferred_account": "820"}, "names 820 (GST), which is Xero's own account GST"),
        ({"sold_into": [{"deferred_account": "835", "revenue_account": "404"}]}, "sold_into names 404"),
        (
            {"deferred_accounts": [{"of": "account", "code": "404", "deferred_account": "835"}]},
            "deferred_accounts names 404",
        ),
        ({"methods": [{"of": "account", "code": "998", "method": "daily"}]}, "methods names 998"),
        ({"other_liabilities": ["404"]}, "other_liabilities names 404"),
    ],
)
def test_an_account_that_does_not_fit_is_named(answers: dict[str, Any], told: str) -> None:
    """With its field, its name and what is wrong with it."""
    with pytest.raises(ConfigFault) as fault:
        prove_accounts(here(**answers), MORE, "Demo")

    assert told in str(fault.value)


def test_all_faults_are_said_at_once() -> None:
    """Nobody mends one to find the next."""
    with pytest.raises(ConfigFault) as fault:
        prove_accounts(here(deferred_account="999", other_liabilities=["997"]), MORE, "Demo")

    assert "999" in str(fault.value)
    assert "997" in str(fault.value)


def test_a_product_is_no_account() -> None:
    """Its code is nobody's in the chart."""
    prove_accounts(here(methods=[{"of": "product", "code": "ONBOARD", "method": "daily"}]), MORE, "Demo")
