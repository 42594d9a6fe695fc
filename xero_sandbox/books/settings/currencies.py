"""Currencies, and the rate of a day for documents that name none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xero_sandbox.books.money import ONE, ONE_TO_ONE, rate_of

if TYPE_CHECKING:
    from datetime import date

    from xero_sandbox.books.records import Record

_NAMES = {
    "NZD": "New Zealand Dollar",
    "USD": "United States Dollar",
    "EUR": "Euro",
    "GBP": "British Pound",
    "AUD": "Australian Dollar",
}

# Value of one unit in United States dollars; invented, of the right size.
_DOLLARS = {
    "NZD": Decimal("0.5930"),
    "USD": ONE,
    "EUR": Decimal("1.1280"),
    "GBP": Decimal("1.3150"),
    "AUD": Decimal("0.6540"),
}


def currency(code: str) -> Record:
    """Return the Currency record of a code."""
    return {"Code": code, "Description": _NAMES.get(code, code)}


def rate_on(base: str, foreign: str, on: date) -> Decimal:
    """Return the day's rate, in foreign units for one base unit; it moves a little with the calendar."""
    if foreign == base:
        return ONE_TO_ONE
    parity = _DOLLARS.get(base, ONE) / _DOLLARS.get(foreign, ONE)
    swing = Decimal((on.toordinal() * 37) % 101 - 50) / Decimal(2000)
    return rate_of((parity * (1 + swing)).quantize(Decimal("0.000001")))
