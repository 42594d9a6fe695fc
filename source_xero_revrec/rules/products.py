"""RevRec's Product rows from Xero's items and accounts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.identifiers import product_code

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


class Products:
    """What the product codes on rows stand for; prices are in the organisation's base currency."""

    def __init__(
        self,
        items: Iterable[dict[str, Any]],
        accounts: Iterable[dict[str, Any]],
        *,
        tenant_id: str,
        base_currency: str,
    ) -> None:
        """Know the organisation's items and accounts."""
        self._tenant_id = tenant_id
        self._currency = base_currency
        self._accounts = {account.get("Code") or account["AccountID"]: account for account in accounts}
        self._items = {item["Code"]: item for item in items}

    @property
    def item_codes(self) -> frozenset[str]:
        """Return the codes of all items, as Xero has them."""
        return frozenset(self._items)

    def row(self, code: str, rule: str) -> dict[str, Any]:
        """Return the row of Xero's code by the rule that gave it; one that Xero does not list any more has no name."""
        if rule == "item" and code in self._items:
            return self._item(code, self._items[code])
        if rule == "account" and code in self._accounts:
            return self._account(code, self._accounts[code])
        return self._row(code, rule)

    def _item(self, code: str, item: dict[str, Any]) -> dict[str, Any]:
        sales = item.get("SalesDetails") or {}
        price: Decimal | None = sales.get("UnitPrice")
        account = self._accounts.get(sales.get("AccountCode") or "", {})
        return self._row(
            code,
            "item",
            product_id=item["ItemID"],
            product_name=item.get("Name") or item["Code"],
            product_family=account.get("Name"),
            description=item.get("Description") or None,
            list_price=price,
            account_code=sales.get("AccountCode"),
        )

    def _account(self, code: str, account: dict[str, Any]) -> dict[str, Any]:
        return self._row(
            code,
            "account",
            product_id=account["AccountID"],
            product_name=account.get("Name"),
            product_family=account.get("Type"),
            description=account.get("Description") or None,
            account_code=account.get("Code"),
        )

    def _row(self, code: str, rule: str, **known: Any) -> dict[str, Any]:  # noqa: ANN401
        return {
            "tenant_id": self._tenant_id,
            "product_id": known.get("product_id"),
            "product_code": product_code(code, rule, shared=rule == "item" and code in self._accounts),
            "product_name": known.get("product_name"),
            "product_family": known.get("product_family"),
            "description": known.get("description"),
            "list_price": known.get("list_price"),
            "product_type": "Item" if rule == "item" else "Account",
            "currency": self._currency,
            "xero_product_code": code,
            "product_rule": rule,
            "account_code": known.get("account_code"),
        }


def appearance(row: dict[str, Any]) -> str:
    """Return a short text that changes when a row does."""
    return hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:12]
