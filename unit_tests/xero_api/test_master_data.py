"""Contacts, items, accounts and advances as typed records."""

from __future__ import annotations

from decimal import Decimal

from xero_api.master_data import AccountDetails, AdvanceDetails, ContactDetails, ItemDetails


def test_what_xero_leaves_out_is_nothing() -> None:
    """Ids, a contact's name and an item's code are always there; so is what remains of an advance."""
    contact = ContactDetails.model_validate(
        {"ContactID": "c", "Name": "Boom", "UpdatedDateUTC": "/Date(1767225600000)/"}
    )
    item = ItemDetails.model_validate({"ItemID": "i", "Code": "SEAT", "SalesDetails": {"UnitPrice": Decimal("9.5000")}})
    account = AccountDetails.model_validate({"AccountID": "a"})
    advance = AdvanceDetails.model_validate({"Type": "RECEIVE-PREPAYMENT", "Status": "PAID", "RemainingCredit": 0})

    assert (contact.email, contact.addresses) == ("", ())
    assert str(item.sales.unit_price) == "9.5000"
    assert (account.code, advance.currency_rate) == ("", None)
