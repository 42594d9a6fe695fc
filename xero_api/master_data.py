"""Contacts, items, accounts and advances, as far as RevRec's rows and control totals need them."""

from __future__ import annotations

from pydantic import Field

from xero_api.models import Amount, Instant, Record, Text, Words


class Address(Record):
    """One of a contact's addresses."""

    kind: Words = Field("", alias="AddressType")
    line_1: Words = Field("", alias="AddressLine1")
    line_2: Words = Field("", alias="AddressLine2")
    line_3: Words = Field("", alias="AddressLine3")
    line_4: Words = Field("", alias="AddressLine4")
    city: Words = Field("", alias="City")
    postal_code: Words = Field("", alias="PostalCode")
    region: Words = Field("", alias="Region")
    country: Words = Field("", alias="Country")


class Phone(Record):
    """One of a contact's telephone numbers."""

    kind: Words = Field("", alias="PhoneType")
    number: Words = Field("", alias="PhoneNumber")
    area_code: Words = Field("", alias="PhoneAreaCode")
    country_code: Words = Field("", alias="PhoneCountryCode")


class ContactDetails(Record):
    """A contact."""

    contact_id: Text = Field(alias="ContactID")
    name: Text = Field(alias="Name")
    updated_at: Instant = Field(alias="UpdatedDateUTC")
    status: Words = Field("", alias="ContactStatus")
    currency: Words = Field("", alias="DefaultCurrency")
    account_number: Words = Field("", alias="AccountNumber")
    email: Words = Field("", alias="EmailAddress")
    merged_to: Words = Field("", alias="MergedToContactID")
    addresses: tuple[Address, ...] = Field((), alias="Addresses")
    phones: tuple[Phone, ...] = Field((), alias="Phones")


class SalesDetails(Record):
    """What an item costs and where its sale is posted."""

    unit_price: Amount | None = Field(None, alias="UnitPrice")
    account_code: Words = Field("", alias="AccountCode")


class ItemDetails(Record):
    """An item; its price is in base currency."""

    item_id: Text = Field(alias="ItemID")
    code: Text = Field(alias="Code")
    name: Words = Field("", alias="Name")
    description: Words = Field("", alias="Description")
    sales: SalesDetails = Field(SalesDetails(), alias="SalesDetails")


class AccountDetails(Record):
    """An account of the chart."""

    account_id: Text = Field(alias="AccountID")
    code: Words = Field("", alias="Code")
    name: Words = Field("", alias="Name")
    type: Words = Field("", alias="Type")
    account_class: Words = Field("", alias="Class")
    description: Words = Field("", alias="Description")
    system_account: Words = Field("", alias="SystemAccount")


class AdvanceDetails(Record):
    """A prepayment or an overpayment; what remains is in its own currency, tax included."""

    type: Text = Field(alias="Type")
    status: Text = Field(alias="Status")
    currency: Words = Field("", alias="CurrencyCode")
    currency_rate: Amount | None = Field(None, alias="CurrencyRate")
    remaining_credit: Amount = Field(alias="RemainingCredit")
