"""Counts and amounts to hold a copy of the books against."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.books.conftest import DAY, JOURNAL_LINES, sale

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_documents_are_counted_by_type_status_and_currency(books: Books) -> None:
    """With what is open, and their lines."""
    sale(books)
    sale(books, currency="USD")
    books.person.pay_invoice("INV-0001", "40.00", DAY)
    rows = {(row["Endpoint"], row["CurrencyCode"]): row for row in books.control_totals() if row["Count"] == 1}

    invoice = rows["Invoices", "NZD"]
    assert (invoice["Type"], invoice["Status"]) == ("ACCREC", "AUTHORISED")
    assert (invoice["Amount"], invoice["Open"]) == (Decimal("100.00"), Decimal("60.00"))
    assert (invoice["Lines"], invoice["LineAmount"]) == (1, Decimal("100.00"))
    assert rows["Payments", "NZD"]["Amount"] == Decimal("40.00")
    assert rows["Invoices", "USD"]["Open"] == Decimal("100.00")


def test_journal_lines_and_contacts_are_counted_too(books: Books) -> None:
    """A contact's status has a name of its own."""
    books.person.create_manual_journal("n", JOURNAL_LINES, DAY)
    rows = {row["Endpoint"]: row for row in books.control_totals()}

    assert (rows["ManualJournals"]["Lines"], rows["ManualJournals"]["LineAmount"]) == (2, Decimal("0.00"))
    assert (rows["Contacts"]["Count"], rows["Contacts"]["Status"]) == (2, "ACTIVE")
