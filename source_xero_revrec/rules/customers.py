"""RevRec's Customer rows from Xero's contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_api import dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from source_xero_revrec.rules.customer_match import CrmCustomer

_STREET_FIRST = ("STREET", "POBOX", "DELIVERY")
_DEFAULT_FIRST = ("DEFAULT", "DDI", "MOBILE")


def customer_row(
    contact: dict[str, Any],
    *,
    customer: CrmCustomer | None,
    tenant_id: str,
    base_currency: str,
    read_at: str,
    personal_data: bool,
) -> dict[str, Any]:
    """Return the row of a contact; `customer` is the CRM's record where customers are mapped by name.

    Without `personal_data` address, telephone number and e-mail address are left empty.
    """
    updated = contact.get("UpdatedDateUTC")
    return {
        "tenant_id": tenant_id,
        "customer_id": customer.customer_id if customer else contact["ContactID"],
        "customer_name": customer.name if customer else contact.get("Name"),
        **_personal(contact if personal_data else {}),
        "currency": contact.get("DefaultCurrency") or base_currency,
        "account_number": contact.get("AccountNumber") or None,
        "contact_id": contact["ContactID"],
        "contact_name": contact.get("Name"),
        "contact_status": contact.get("ContactStatus"),
        "updated_at": dates.instant(updated) if updated else None,
        "read_at": read_at,
    }


def _personal(contact: dict[str, Any]) -> dict[str, str | None]:
    address = _first(contact.get("Addresses"), "AddressType", _STREET_FIRST, _address_line)
    phone = _first(contact.get("Phones"), "PhoneType", _DEFAULT_FIRST, _phone_line)
    return {
        "customer_address": _address_line(address) or None,
        "customer_phone": _phone_line(phone) or None,
        "state": address.get("Region") or None,
        "country": address.get("Country") or None,
        "email": contact.get("EmailAddress") or None,
    }


def _first(
    entries: list[dict[str, Any]] | None,
    type_field: str,
    preferred: tuple[str, ...],
    line: Callable[[dict[str, Any]], str],
) -> dict[str, Any]:
    """Return the entry of the most preferred type that has a line, else the first that has one, else nothing."""
    filled = {entry.get(type_field): entry for entry in entries or () if line(entry)}
    return next((filled[kind] for kind in (*preferred, *filled) if kind in filled), {})


def _address_line(address: dict[str, Any]) -> str:
    fields = (*(f"AddressLine{number}" for number in range(1, 5)), "City", "PostalCode")
    return ", ".join(address[field] for field in fields if address.get(field))


def _phone_line(phone: dict[str, Any]) -> str:
    if not phone.get("PhoneNumber"):
        return ""
    fields = ("PhoneCountryCode", "PhoneAreaCode", "PhoneNumber")
    return " ".join(phone[field] for field in fields if phone.get(field))
