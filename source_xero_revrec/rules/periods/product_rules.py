"""What a user says of whole products and accounts: their lines need no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.periods.writings.calendar_dates import last_day_of_term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from source_xero_revrec.rules.periods.settings import ProductRule

RULE_OF_PRODUCT, RULE_OF_ACCOUNT = "product_rule", "account_rule"


class ProductRules:
    """The rules by product code and by account code; a product's own comes before its account's."""

    def __init__(self, rules: Iterable[ProductRule]) -> None:
        """Know the user's rules, of which there is one for each product and for each account."""
        self._products: dict[str, ProductRule] = {}
        self._accounts: dict[str, ProductRule] = {}
        for rule in rules:
            if rule.product_code:
                self._products[rule.product_code] = rule
            elif rule.account_code:
                self._accounts[rule.account_code] = rule

    def decide(self, product_code: str, account_code: str, invoice_date: date) -> ServicePeriod | None:
        """Return the service period of a line that a rule is about, None where none is."""
        if rule := self._products.get(product_code):
            return _period(rule, invoice_date, RULE_OF_PRODUCT)
        if rule := self._accounts.get(account_code):
            return _period(rule, invoice_date, RULE_OF_ACCOUNT)
        return None


def _period(rule: ProductRule, invoice_date: date, name: str) -> ServicePeriod:
    end = last_day_of_term(invoice_date, rule.months) if rule.months else invoice_date
    return ServicePeriod(invoice_date, end, name)
