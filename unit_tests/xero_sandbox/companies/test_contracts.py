"""Contracts over time: when they begin, and how their periods follow each other."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.companies.conftest import NOW
from xero_sandbox.companies.deferring import deferring_company

if TYPE_CHECKING:
    from xero_sandbox.books import Books

_ISO = re.compile(r"(\S+)\.\.(\S+)")


def periods(books: Books, name: str) -> list[tuple[date, date]]:
    """Return the periods that lines of a contract write as ISO dates."""
    texts = [line["Description"] for each in books.collection("Invoices").values() for line in each["LineItems"]]
    found = [_ISO.search(text) for text in texts if text.startswith(name)]
    return [(date.fromisoformat(each[1]), date.fromisoformat(each[2])) for each in found if each]


def test_periods_have_the_length_of_their_contract() -> None:
    """A term that begins on the 29th or 31st follows the ends of shorter months."""
    books = deferring_company(lambda: NOW, 24)

    assert all(80 <= (end - start).days <= 92 for start, end in periods(books, "Support"))
    assert all(27 <= (end - start).days <= 31 for start, end in periods(books, "Usage"))
    years = periods(books, "Platform licence")
    assert any((end - start).days in (364, 365) for start, end in years)
    assert {start.day for start, _ in years} & {29, 31, 15}


def test_usage_is_invoiced_after_it_happened() -> None:
    """Three days after its month, every fourth time two months after."""
    books = deferring_company(lambda: NOW)
    delays = [
        (each["Date"] - date.fromisoformat(found[2])).days
        for each in books.collection("Invoices").values()
        for line in each["LineItems"]
        if line["Description"].startswith("Usage") and (found := _ISO.search(line["Description"]))
    ]

    assert {3, 60} <= set(delays)


def test_nothing_is_dated_after_the_last_day() -> None:
    """What lies later never happens."""
    books = deferring_company(lambda: NOW)
    documents = (*books.collection("Invoices").values(), *books.collection("CreditNotes").values())

    assert max(each["Date"] for each in documents) <= date(2026, 6, 30) + timedelta(days=33)
