"""Contacts are found by their id, as they were last entered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from source_xero_revrec.ledger.contact_book import ContactBook

NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)


def contact(number: int, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a contact."""
    return {"ContactID": f"contact-{number}", "Name": f"Company {number}", **fields}


def test_a_contact_is_found_with_the_time_at_which_it_was_read() -> None:
    """The time is ISO text in UTC with milliseconds, of one width, so that it sorts as a cursor."""
    book = ContactBook()

    book.enter([contact(1), contact(2)], NINE)

    assert book.find("contact-2") == (contact(2), "2026-01-05T09:00:00.000+00:00")


def test_a_contact_that_was_not_entered_is_not_found() -> None:
    """Nor in an empty book."""
    assert ContactBook().find("contact-1") is None


def test_the_last_entry_counts() -> None:
    """A contact that was renamed meanwhile has one name."""
    book = ContactBook()
    book.enter([contact(1), contact(1, Name="Renamed")], NINE)
    book.enter([contact(1, Name="Renamed twice")], NINE + timedelta(milliseconds=1500))

    assert book.find("contact-1") == (contact(1, Name="Renamed twice"), "2026-01-05T09:00:01.500+00:00")


def test_amounts_keep_their_digits() -> None:
    """A contact's balances come out as they went in."""
    balances = {"AccountsReceivable": {"Outstanding": Decimal("12345678901234567.8900"), "Overdue": Decimal("0.10")}}
    book = ContactBook()

    book.enter([contact(1, Balances=balances)], NINE)

    found = book.find("contact-1")
    assert found is not None
    assert repr(found[0]["Balances"]) == repr(balances)


def test_two_books_know_nothing_of_each_other() -> None:
    """Each organisation has its own."""
    one, other = ContactBook(), ContactBook()

    one.enter([contact(1)], NINE)

    assert other.find("contact-1") is None
