"""Contacts, items, accounts and advances as typed records."""

from __future__ import annotations

from decimal import Decimal

from unit_tests.xero_api.made_records import made
from xero_api.master_data import AccountDetails, AdvanceDetails, ContactDetails, ItemDetails


def test_what_xero_leaves_out_is_nothing() -> None:
    """Ids, a contact's name and an item's code are always there; so is what remains of an advance."""
    contact = made(ContactDetails, {"ContactID": "c", "Name": "Boom", "UpdatedDateUTC": "/Date(1767225600000)/"})
    item = made(ItemDetails, {"ItemID": "i", "Code": "SEAT", "SalesDetails": {"UnitPrice": Decimal("9.5000")}})
    account = made(AccountDetails, {"AccountID": "a"})
    advance = made(AdvanceDetails, {"Type": "RECEIVE-PREPAYMENT", "Status": "PAID", "RemainingCredit": 0})

    assert (contact.email, contact.addresses) == ("", ())
    assert str(item.sales.unit_price) == "9.5000"
    assert (account.code, advance.currency_rate) == ("", None)
