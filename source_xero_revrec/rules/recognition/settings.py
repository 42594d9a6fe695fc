"""What a configuration says about recognition, as the rules take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.rules.recognition.weights import Method

Undated = Literal["hold", "at_invoice_date", "defer"]


@dataclass(frozen=True, slots=True)
class RecognitionSettings:
    """How lines are recognised, and on which accounts.

    `methods_of_products` win over `methods_of_accounts`, and both over `method`; so do the deferred accounts of
    products over those of revenue accounts. `revenue_accounts` is the way back of lines that were sold straight into a
    liability: the revenue account by deferred account. `other_liabilities` are liability accounts that hold no deferred
    revenue. All accounts are Xero's codes.
    """

    deferred_account: str
    method: Method = "monthly"
    methods_of_products: Mapping[str, Method] = field(default_factory=dict)
    methods_of_accounts: Mapping[str, Method] = field(default_factory=dict)
    deferred_of_products: Mapping[str, str] = field(default_factory=dict)
    deferred_of_accounts: Mapping[str, str] = field(default_factory=dict)
    revenue_accounts: Mapping[str, str] = field(default_factory=dict)
    other_liabilities: frozenset[str] = frozenset()
    undated: Undated = "hold"

    @property
    def deferred_accounts(self) -> list[str]:
        """Return every account that takes deferred revenue."""
        named = [self.deferred_account, *self.deferred_of_products.values(), *self.deferred_of_accounts.values()]
        return [*dict.fromkeys([*named, *self.revenue_accounts])]

    def method_of(self, product: str, account: str) -> tuple[Method, str]:
        """Return how a line is recognised, and what says so: product, account or default."""
        if product in self.methods_of_products:
            return self.methods_of_products[product], "product"
        if account in self.methods_of_accounts:
            return self.methods_of_accounts[account], "account"
        return self.method, "default"

    def deferred_of(self, product: str, account: str) -> str:
        """Return the deferred account of a line that was booked to revenue."""
        return self.deferred_of_products.get(product) or self.deferred_of_accounts.get(account) or self.deferred_account
