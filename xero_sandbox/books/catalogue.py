"""What documents refer to: items, branding themes, employees and users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.money import ZERO, decimal_of, four_places

if TYPE_CHECKING:
    from xero_sandbox.books.money import Amount
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


class Catalogue:
    """Adds the organisation's reference records."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store

    def item(self, code: str, name: str, price: Amount, *, account: str = "200", cost: Amount = 0) -> Record:
        """Add an item that is sold at a price and, with a cost, bought too (base currency, net)."""
        bought = bool(cost)
        sales, purchases = self._store.usable_account(account), self._store.usable_account("300")
        item: Record = {
            "ItemID": self._store.new_id(),
            "Code": code,
            "Name": name,
            "Description": name,
            "PurchaseDescription": name if bought else "",
            "IsSold": True,
            "IsPurchased": bought,
            "IsTrackedAsInventory": False,
            "SalesDetails": _details(price, sales),
            "PurchaseDetails": _details(cost, purchases) if bought else {},
            "TotalCostPool": ZERO,
            "QuantityOnHand": four_places(ZERO),
        }
        self._store.touch(item)
        return self._store.add("Items", item)

    def branding_theme(self, name: str) -> Record:
        """Add a branding theme after the others."""
        theme: Record = {
            "BrandingThemeID": self._store.new_id(),
            "Name": name,
            "Type": "INVOICE",
            "SortOrder": len(self._store.records["BrandingThemes"]),
            "CreatedDateUTC": self._store.instant(),
        }
        return self._store.add("BrandingThemes", theme)

    def employee(self, first_name: str, last_name: str) -> Record:
        """Add an employee."""
        employee: Record = {
            "EmployeeID": self._store.new_id(),
            "Status": "ACTIVE",
            "FirstName": first_name,
            "LastName": last_name,
            "ExternalLink": {"Url": "https://example.com/", "Description": "Website"},
        }
        self._store.touch(employee)
        return self._store.add("Employees", employee)

    def user(self, first_name: str, last_name: str, role: str, *, subscriber: bool = False) -> Record:
        """Add a user with a role such as STANDARD or FINANCIALADVISER."""
        user: Record = {
            "UserID": self._store.new_id(),
            "EmailAddress": f"{first_name}.{last_name}@example.com".lower(),
            "FirstName": first_name,
            "LastName": last_name,
            "IsSubscriber": subscriber,
            "OrganisationRole": role,
        }
        self._store.touch(user)
        return self._store.add("Users", user)


def _details(price: Amount, account: Record) -> Record:
    return {
        "UnitPrice": four_places(decimal_of(price)),
        "AccountCode": account["Code"],
        "TaxType": account["TaxType"],
    }
