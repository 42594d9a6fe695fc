"""Days as people write them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import JOURNAL_LINES
from xero_sandbox.books.people.role import day_of
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_a_day_is_a_date_or_iso_text() -> None:
    """Anything else is refused with the form to write."""
    assert day_of("2026-02-03") == day_of(date(2026, 2, 3)) == date(2026, 2, 3)
    with pytest.raises(BooksError, match="'3 Feb' is not a date; write YYYY-MM-DD"):
        day_of("3 Feb")


def test_without_a_day_it_is_today(books: Books) -> None:
    """By the clock of the books."""
    assert books.person.create_manual_journal("n", JOURNAL_LINES)["Date"] == date(2026, 3, 2)
