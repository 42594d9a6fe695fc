"""What documents refer to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_an_item_with_a_cost_is_bought_too(books: Books) -> None:
    """Without one it is sold alone; prices have four places."""
    sold = books.desk.catalogue.item("A", "Thing", "1.5")
    bought = books.desk.catalogue.item("B", "Thing", "1.5", cost="1")

    assert (sold["IsPurchased"], sold["PurchaseDetails"], sold["PurchaseDescription"]) == (False, {}, "")
    assert bought["PurchaseDetails"]["UnitPrice"] == Decimal("1.0000")
    assert (bought["SalesDetails"]["TaxType"], bought["PurchaseDetails"]["TaxType"]) == ("OUTPUT2", "INPUT2")


def test_branding_themes_are_in_the_order_they_were_made(books: Books) -> None:
    """From 0."""
    themes = [books.desk.catalogue.branding_theme(name) for name in ("Standard", "Special")]

    assert [each["SortOrder"] for each in themes] == [0, 1]


def test_a_user_has_a_mail_address_of_its_name(books: Books) -> None:
    """At an address that belongs to nobody."""
    assert books.desk.catalogue.user("Uma", "Keeper", "STANDARD")["EmailAddress"] == "uma.keeper@example.com"
