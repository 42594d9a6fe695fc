"""Product codes stand for items and accounts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import source_xero_revrec
from source_xero_revrec.rules.products import Products, appearance

ITEMS: list[dict[str, Any]] = [
    {
        "ItemID": "item-1",
        "Code": "Séats 12",
        "Name": "Seats",
        "Description": "A seat for a month",
        "SalesDetails": {"UnitPrice": Decimal("12.5000"), "AccountCode": "200"},
    },
    {"ItemID": "item-2", "Code": "BARE"},
]
ACCOUNTS: list[dict[str, Any]] = [
    {"AccountID": "account-1", "Code": "200", "Name": "Sales", "Type": "REVENUE", "Description": ""},
    {"AccountID": "account-2", "Name": "Bank", "Type": "BANK"},
]


def products(items: list[dict[str, Any]] = ITEMS) -> Products:
    """Return what an organisation lists."""
    return Products(items, ACCOUNTS, tenant_id="tenant-1", base_currency="NZD")


def test_an_item_is_a_product_of_its_accounts_family() -> None:
    """All columns but the time of reading; the list price has Xero's digits."""
    row = products().row("Séats 12", "item")
    schema = Path(source_xero_revrec.__file__).parent.joinpath("schemas", "products.json")

    assert row == {
        "tenant_id": "tenant-1",
        "product_id": "item-1",
        "product_code": "Seats-12.23f3a12e",
        "product_name": "Seats",
        "product_family": "Sales",
        "description": "A seat for a month",
        "list_price": Decimal("12.5000"),
        "product_type": "Item",
        "currency": "NZD",
        "xero_product_code": "Séats 12",
        "product_rule": "item",
        "account_code": "200",
    }
    assert list(json.loads(schema.read_text(encoding="utf-8"))["properties"]) == [*row, "read_at"]


def test_an_item_that_says_nothing_is_known_by_its_code() -> None:
    """An item that is not sold has neither price nor account."""
    row = products().row("BARE", "item")

    assert (row["product_name"], row["product_family"], row["list_price"]) == ("BARE", None, None)


def test_an_account_is_a_product_without_a_price() -> None:
    """Its type is the family; one without a code is known by its id."""
    described = [{**ACCOUNTS[0], "Description": "What is sold"}, ACCOUNTS[1]]
    known = Products([], described, tenant_id="tenant-1", base_currency="NZD")
    sales = {
        "tenant_id": "tenant-1",
        "product_id": "account-1",
        "product_code": "200",
        "product_name": "Sales",
        "product_family": "REVENUE",
        "description": "What is sold",
        "list_price": None,
        "product_type": "Account",
        "currency": "NZD",
        "xero_product_code": "200",
        "product_rule": "account",
        "account_code": "200",
    }
    bank = {"product_id": "account-2", "product_name": "Bank", "product_family": "BANK", "account_code": None}

    assert known.row("200", "account") == sales
    assert known.row("account-2", "account") == {
        **sales, **bank, "product_code": "account-2", "xero_product_code": "account-2", "description": None
    }  # fmt: skip
    assert products().row("200", "account")["description"] is None


def test_a_code_that_xero_does_not_list_any_more_has_no_name() -> None:
    """The rows that bear it still have a product; an item's code is not looked up among accounts."""
    assert products().row("GONE", "item") == {
        **dict.fromkeys(products().row("BARE", "item")),
        "tenant_id": "tenant-1",
        "product_code": "GONE",
        "product_type": "Item",
        "currency": "NZD",
        "xero_product_code": "GONE",
        "product_rule": "item",
    }
    assert products().row("200", "item")["product_name"] is None
    assert products().row("200", "item")["product_code"] == "200.157ca6bf"


def test_an_account_and_an_item_of_one_code_are_told_apart() -> None:
    """By the rule that gave the code."""
    twin = {"ItemID": "item-3", "Code": "200", "Name": "Two hundred"}
    known = products([twin])

    assert [known.row("200", rule)["product_name"] for rule in ("item", "account")] == ["Two hundred", "Sales"]
    assert [known.row("200", rule)["product_code"] for rule in ("item", "account")] == ["200.157ca6bf", "200"]
    assert known.item_codes == {"200"}


def test_a_product_looks_different_when_anything_about_it_changes() -> None:
    """A new name is seen, the same product is not new."""
    renamed = [{**ITEMS[0], "Name": "Chairs"}]
    before, same, after = (each.row("Séats 12", "item") for each in (products(), products(), products(renamed)))

    assert appearance(before) == appearance(same) != appearance(after)
    assert len(appearance(before)) == 12
