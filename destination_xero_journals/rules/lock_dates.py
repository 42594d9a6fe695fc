"""The first day on which an organisation's books take a journal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from destination_xero_journals.rules.books import Books


def first_open_day(books: Books) -> date | None:
    """Return the day after the later lock date; None where nothing is locked."""
    until = books.locked_until
    return until + timedelta(days=1) if until else None
