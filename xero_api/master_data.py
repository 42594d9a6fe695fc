"""Contacts, items, accounts and advances, as far as RevRec's rows and control totals need them."""

from __future__ import annotations

from msgspec import field

from xero_api.kinds import Amount, Instant, Text, Words
from xero_api.record import Record


class Address(Record, frozen=True, kw_only=True):
    """One of a contact's addresses."""

    kind: Words = field(default="", name="AddressType")
    line_1: Words = field(default="", name="AddressLine1")
    line_2: Words = field(default="", name="AddressLine2")
    line_3: Words = field(default="", name="AddressLine3")
    line_4: Words = field(default="", name="AddressLine4")
    city: Words = field(default="", name="City")
    postal_code: Words = field(default="", name="PostalCode")
    region: Words = field(default="", name="Region")
    country: Words = field(default="", name="Country")


class Phone(Record, frozen=True, kw_only=True):
    """One of a contact's telephone numbers."""

    kind: Words = field(default="", name="PhoneType")
    number: Words = field(default="", name="PhoneNumber")
    area_code: Words = field(default="", name="PhoneAreaCode")
    country_code: Words = field(default="", name="PhoneCountryCode")


class ContactDetails(Record, frozen=True, kw_only=True):
    """A contact."""

    contact_id: Text = field(name="ContactID")
    name: Text = field(name="Name")
    updated_at: Instant = field(name="UpdatedDateUTC")
    status: Words = field(default="", name="ContactStatus")
    currency: Words = field(default="", name="DefaultCurrency")
    account_number: Words = field(default="", name="AccountNumber")
    email: Words = field(default="", name="EmailAddress")
    merged_to: Words = field(default="", name="MergedToContactID")
    addresses: tuple[Address, ...] = field(default=(), name="Addresses")
    phones: tuple[Phone, ...] = field(default=(), name="Phones")


class SalesDetails(Record, frozen=True, kw_only=True):
    """What an item costs and where its sale is posted."""

    unit_price: Amount | None = field(default=None, name="UnitPrice")
    account_code: Words = field(default="", name="AccountCode")


class ItemDetails(Record, frozen=True, kw_only=True):
    """An item; its price is in base currency."""

    item_id: Text = field(name="ItemID")
    code: Text = field(name="Code")
    name: Words = field(default="", name="Name")
    description: Words = field(default="", name="Description")
    sales: SalesDetails = field(default=SalesDetails(), name="SalesDetails")


class AccountDetails(Record, frozen=True, kw_only=True):
    """An account of the chart."""

    account_id: Text = field(name="AccountID")
    code: Words = field(default="", name="Code")
    name: Words = field(default="", name="Name")
    type: Words = field(default="", name="Type")
    account_class: Words = field(default="", name="Class")
    description: Words = field(default="", name="Description")
    system_account: Words = field(default="", name="SystemAccount")


class AdvanceDetails(Record, frozen=True, kw_only=True):
    """A prepayment or an overpayment; what remains is in its own currency, tax included."""

    type: Text = field(name="Type")
    status: Text = field(name="Status")
    currency: Words = field(default="", name="CurrencyCode")
    currency_rate: Amount | None = field(default=None, name="CurrencyRate")
    remaining_credit: Amount = field(name="RemainingCredit")
