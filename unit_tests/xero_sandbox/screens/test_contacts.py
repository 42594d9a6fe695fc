"""Contacts by name, with what is open and their documents."""

from __future__ import annotations

import pytest

from unit_tests.xero_sandbox.screens.made_view import rows, view
from xero_sandbox.screens.contacts import contact, contacts, one
from xero_sandbox.screens.page import NotThereError


def test_contacts_are_listed_by_name_with_what_they_owe() -> None:
    """A company that has bought nothing owes nothing."""
    heading, *listed = rows(contacts(view()).body)
    names = [row[0].casefold() for row in listed]

    assert heading == ["Name", "Number", "E-mail", "Status", "They owe", "We owe"]
    assert names == sorted(names)
    assert ["Basket Case", "CRM-4000", "accounts0@example.com", "ACTIVE", "1,138.06", "0.00"] in listed


@pytest.mark.parametrize("asked", [{"q": "ACCOUNTS0@"}, {"q": "basket"}, {"q": "basket", "status": "ACTIVE"}])
def test_a_contact_is_found_by_name_or_address(asked: dict[str, str]) -> None:
    """Whatever the case is."""
    assert [row[0] for row in rows(contacts(view(**asked)).body)[1:]] == ["Basket Case"]


def test_a_contact_has_its_documents_the_latest_first() -> None:
    """And no others'."""
    books = view().tenant.books
    record = next(each for each in books.collection("Contacts").values() if each["Name"] == "Basket Case")
    listed = rows(one(view(), record).body)[1:]
    expected = sum(
        each["Contact"]["ContactID"] == record["ContactID"]
        for endpoint in ("Invoices", "CreditNotes")
        for each in books.collection(endpoint).values()
    )

    assert len(listed) == expected > 1
    assert [row[2] for row in listed] == sorted((row[2] for row in listed), reverse=True)
    assert contact(view().tenants, record["ContactID"])[1]["Name"] == "Basket Case"
    with pytest.raises(NotThereError, match="no contact"):
        contact(view().tenants, "none")
