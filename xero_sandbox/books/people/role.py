"""What everyone who acts in Xero's screens has: the records, the desk, and dates as people write them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - `date` is the name of an argument, as in Xero
from typing import TYPE_CHECKING

from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from xero_sandbox.books.desk import Desk
    from xero_sandbox.books.store import Store

Day = Date | str


class Role:
    """A person's part of the actions."""

    def __init__(self, store: Store, desk: Desk) -> None:
        """Act on these records through this desk."""
        self._store = store
        self._desk = desk

    def _day_or_today(self, day: Day | None) -> Date:
        return self._store.today() if day is None else day_of(day)


def day_of(day: Day) -> Date:
    """Read a day as a date or ISO text."""
    if isinstance(day, Date):
        return day
    try:
        return Date.fromisoformat(day)
    except ValueError as error:
        raise BooksError(f"'{day}' is not a date; write YYYY-MM-DD.") from error
