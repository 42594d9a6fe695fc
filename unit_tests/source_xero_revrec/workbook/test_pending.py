"""Who waits for a CRM customer is counted contact by contact."""

from __future__ import annotations

from decimal import Decimal

from source_xero_revrec.workbook.pending import Pending, told
from source_xero_revrec.workbook.tie import Side


def test_contacts_with_most_documents_come_first_with_their_sums() -> None:
    """Each currency has its own; hints are those of the contact."""
    pending = Pending()
    for contact, currency, amount in (("A", "GBP", 1), ("B", "GBP", 2), ("B", "USD", 3), ("B", "GBP", 4)):
        pending.add(
            {"contact_name": contact, "currency": currency, "amount": Decimal(amount), "hints": f"{contact} Ltd"}
        )
    first, second = pending.largest(5)

    assert (pending.documents, pending.contacts) == (4, 2)
    assert (first.contact, first.documents, first.hints, told(first.sums)) == ("B", 3, "B Ltd", "GBP 6.00, USD 3.00")
    assert (second.contact, told(pending.sums)) == ("A", "GBP 7.00, USD 3.00")


def test_any_number_of_contacts_is_counted_and_the_largest_are_kept() -> None:
    """Memory does not grow with them."""
    pending = Pending()
    for contact in range(1_000):
        for _ in range(5 if contact == 3 else 1):
            pending.add({"contact_name": f"{contact:04d}", "currency": "GBP", "amount": Decimal("0.10")})

    assert (pending.contacts, pending.documents, pending.sums["GBP"]) == (1_000, 1_004, Side(1_004, Decimal("100.40")))
    assert pending.largest(1)[0].contact == "0003"
    assert len(pending._kept) < 300


def test_an_amount_without_a_currency_says_so() -> None:
    """A document that is held may have none that can be read."""
    assert told({"": Side(1, Decimal("1234.5")), "GBP": Side(1, Decimal(2))}) == "no currency 1,234.50, GBP 2.00"
