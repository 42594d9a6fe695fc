"""The demo company before its first invoice."""

from __future__ import annotations

from unit_tests.xero_sandbox.companies.conftest import NOW
from xero_sandbox.books import Books
from xero_sandbox.companies.setup import CUSTOMERS, OTHERS, SUPPLIERS, set_up


def test_documents_find_what_they_refer_to() -> None:
    """Contacts, items, tracking, currencies, people and themes; nothing is posted."""
    books = Books(seed=1, now=lambda: NOW)
    set_up(books.person)

    assert len(books.collection("Contacts")) == len({*CUSTOMERS, *SUPPLIERS, *OTHERS})
    assert {"USD", "EUR", "NZD"} == set(books.collection("Currencies"))
    assert [each["IsPurchased"] for each in books.collection("Items").values()].count(True) == 1
    assert books.journals() == []


def test_some_customers_have_more_details_than_others() -> None:
    """A number in the CRM all of them; terms and a person every fifth."""
    books = Books(seed=1, now=lambda: NOW)
    set_up(books.person)
    customers = [books.desk.contacts.find(name) for name in CUSTOMERS]

    assert len({each["ContactNumber"] for each in customers}) == len(customers)
    assert sum("PaymentTerms" in each for each in customers) == 4
