"""Products and accounts whose service is known without a text."""

from __future__ import annotations

from datetime import date

import pytest

from source_xero_revrec.rules.periods.product_rules import ProductRules
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.periods.settings import ProductRule

SOLD = date(2026, 1, 31)
RULES = ProductRules(
    ProductRule.model_validate(fields)
    for fields in (
        {"product_code": "SETUP", "service": "at_invoice_date"},
        {"product_code": "SUPPORT", "service": "term", "months": 12},
        {"account_code": "260", "service": "term", "months": 1},
    )
)


@pytest.mark.parametrize(
    ("product", "account", "expected"),
    [
        ("SETUP", "200", ServicePeriod(SOLD, SOLD, "product_rule")),
        ("SUPPORT", "200", ServicePeriod(SOLD, date(2027, 1, 30), "product_rule")),
        ("SEATS", "260", ServicePeriod(SOLD, date(2026, 2, 28), "account_rule")),
        ("SETUP", "260", ServicePeriod(SOLD, SOLD, "product_rule")),
        ("SEATS", "200", None),
        ("260", "200", None),
        ("", "", None),
    ],
)
def test_a_products_rule_comes_before_its_accounts(product: str, account: str, expected: ServicePeriod | None) -> None:
    """At the invoice date, or months from it; what no rule is about is left to the texts."""
    assert RULES.decide(product, account, SOLD) == expected
