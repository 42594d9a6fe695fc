"""A contact becomes RevRec's customer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import source_xero_revrec
from source_xero_revrec.rules.customer_match import CrmCustomer
from source_xero_revrec.rules.customers import customer_row

CONTACT: dict[str, Any] = {
    "ContactID": "contact-1",
    "Name": "Boom FM",
    "ContactStatus": "ACTIVE",
    "AccountNumber": "C-42",
    "EmailAddress": "hello@boom.example",
    "DefaultCurrency": "USD",
    "UpdatedDateUTC": "/Date(1767603600000+0000)/",
    "Addresses": [
        {"AddressType": "POBOX", "AddressLine1": "PO Box 7", "City": "Wellington", "Country": "New Zealand"},
        {
            "AddressType": "STREET",
            "AddressLine1": "1 Queen Street",
            "AddressLine3": "Level 2",
            "City": "Auckland",
            "Region": "North",
            "PostalCode": "1010",
            "Country": "NZ",
        },
    ],
    "Phones": [
        {"PhoneType": "MOBILE", "PhoneNumber": "21 555"},
        {"PhoneType": "DEFAULT", "PhoneNumber": "555 0100", "PhoneAreaCode": "9", "PhoneCountryCode": "64"},
        {"PhoneType": "DDI", "PhoneNumber": ""},
    ],
}


def row(
    customer: CrmCustomer | None = None,
    personal_data: bool = True,  # noqa: FBT001, FBT002 - as a reader would ask
    **changes: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """Return the row of the contact, changed."""
    return customer_row(
        {key: value for key, value in (CONTACT | changes).items() if value is not None},
        customer=customer,
        tenant_id="tenant-1",
        base_currency="NZD",
        read_at="2026-01-05T09:00:00.000+00:00",
        personal_data=personal_data,
    )


def test_a_customer_is_the_contact() -> None:
    """All columns of the schema, the street address first, the default number first."""
    schema = Path(source_xero_revrec.__file__).parent.joinpath("schemas", "customers.json")

    assert row() == {
        "tenant_id": "tenant-1",
        "customer_id": "contact-1",
        "customer_name": "Boom FM",
        "customer_address": "1 Queen Street, Level 2, Auckland, 1010",
        "customer_phone": "64 9 555 0100",
        "state": "North",
        "country": "NZ",
        "email": "hello@boom.example",
        "currency": "USD",
        "account_number": "C-42",
        "contact_id": "contact-1",
        "contact_name": "Boom FM",
        "contact_status": "ACTIVE",
        "updated_at": datetime(2026, 1, 5, 9, tzinfo=UTC),
        "read_at": "2026-01-05T09:00:00.000+00:00",
    }
    assert list(json.loads(schema.read_text(encoding="utf-8"))["properties"]) == list(row())


def test_a_mapped_customer_is_the_crms() -> None:
    """Id and name are the CRM's; Xero's stand beside them."""
    found = row(CrmCustomer("001", "BOOM FM Ltd"))

    assert [found[name] for name in ("customer_id", "customer_name", "contact_id", "contact_name")] == [
        "001",
        "BOOM FM Ltd",
        "contact-1",
        "Boom FM",
    ]


def test_personal_data_can_be_left_out() -> None:
    """No address, telephone number or e-mail address, nor parts of them; the company's name stays."""
    found = row(personal_data=False)

    personal = ("customer_address", "customer_phone", "state", "country", "email")
    assert [found[name] for name in personal] == [None] * 5
    assert found["customer_name"] == "Boom FM"


@pytest.mark.parametrize("kind", ["POBOX", "DELIVERY", "SOMETHING"])
def test_the_address_that_is_filled_in_is_taken(kind: str) -> None:
    """Xero sends empty street addresses; the first filled one in the order of preference counts."""
    addresses = [{"AddressType": "STREET", "City": ""}, {"AddressType": kind, "City": "Napier", "Region": "HB"}]

    found = row(Addresses=addresses)

    assert (found["customer_address"], found["state"], found["country"]) == ("Napier", "HB", None)


@pytest.mark.parametrize("phones", [None, [], [{"PhoneType": "DEFAULT", "PhoneNumber": "", "PhoneAreaCode": "9"}]])
def test_a_telephone_without_a_number_is_none(phones: list[dict[str, str]] | None) -> None:
    """An area code alone reaches nobody."""
    assert row(Phones=phones)["customer_phone"] is None


def test_a_contact_that_says_nothing_is_a_row_of_names() -> None:
    """Its currency is the organisation's; what is empty in Xero is empty, not blank text."""
    found = row(
        Addresses=None, EmailAddress="", DefaultCurrency=None, AccountNumber="", UpdatedDateUTC=None, ContactStatus=None
    )

    empty = ("customer_address", "state", "country", "email", "account_number", "contact_status", "updated_at")
    assert [found[name] for name in empty] == [None] * 7
    assert found["currency"] == "NZD"


def test_every_part_of_an_address_is_written() -> None:
    """In the order of an envelope, and without what is blank."""
    lines = {f"AddressLine{number}": f"line {number}" for number in range(6)}
    address = {"AddressType": "STREET", **lines, "City": "Napier", "PostalCode": "4110"}

    assert row(Addresses=[address])["customer_address"] == "line 1, line 2, line 3, line 4, Napier, 4110"


@pytest.mark.parametrize(
    ("kinds", "taken"),
    [
        (("DELIVERY", "POBOX", "STREET"), "STREET"),
        (("DELIVERY", "POBOX"), "POBOX"),
        (("OTHER", "DELIVERY"), "DELIVERY"),
        (("OTHER", "MORE"), "OTHER"),
    ],
)
def test_the_street_comes_before_a_box_and_a_place_of_delivery(kinds: tuple[str, ...], taken: str) -> None:
    """Then whatever comes first."""
    assert row(Addresses=[{"AddressType": kind, "City": kind} for kind in kinds])["customer_address"] == taken


@pytest.mark.parametrize(
    ("kinds", "taken"),
    [
        (("MOBILE", "DDI", "DEFAULT"), "DEFAULT"),
        (("FAX", "MOBILE", "DDI"), "DDI"),
        (("FAX", "MOBILE"), "MOBILE"),
        (("FAX", "OTHER"), "FAX"),
    ],
)
def test_the_default_number_comes_before_a_direct_one_and_a_mobile(kinds: tuple[str, ...], taken: str) -> None:
    """Then whatever comes first."""
    assert row(Phones=[{"PhoneType": kind, "PhoneNumber": kind} for kind in kinds])["customer_phone"] == taken
