"""Which months are closed: what a person said, and what Xero's lock dates shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.recognition.settings import ByItself, Through
from source_xero_revrec.rules.recognition.entries import Closing
from source_xero_revrec.rules.recognition.months import last_whole_month, month_from, month_of

if TYPE_CHECKING:
    from datetime import date

    from source_xero_revrec.recognition.settings import Here


def closing(here: Here, *, today: date, locked_to: date | None) -> Closing:
    """Return the months that are closed on a day (UTC); entries are given up to its month, or to what is closed.

    `locked_to` is the later of Xero's lock dates, None without any.
    """
    through = _through(here, today)
    return Closing(
        until=max(month_of(today), through or 0),
        locked=last_whole_month(locked_to) if locked_to else None,
        through=through,
        first=here.first_month(),
        opening_journal=here.cut_over is not None and here.cut_over.opening == "journal",
    )


def _through(here: Here, today: date) -> int | None:
    if isinstance(here.closing, Through):
        return month_from(here.closing.period)
    if isinstance(here.closing, ByItself):
        return month_of(today) - (1 if today.day >= here.closing.day else 2)
    return None
