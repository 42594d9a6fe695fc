"""Accounting periods as people call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def period_name(day: date) -> str:
    """Return the accounting period of a day, for example January 2026, in English whatever the machine's locale is."""
    return f"{_MONTHS[day.month - 1]} {day.year}"
