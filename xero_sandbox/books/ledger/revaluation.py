"""Open foreign documents at the rate of a day: the unrealised gains that reports show and no journal has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.kinds import POSTED, kind_of, rate_of_document
from xero_sandbox.books.ledger.ledger import Posting
from xero_sandbox.books.money import in_base
from xero_sandbox.books.settings.currencies import rate_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from xero_sandbox.books.records import Record

REVALUED = ("Invoices", "CreditNotes", "Prepayments", "Overpayments")
"""The endpoints of the documents that are owed."""


def revalued(
    documents: Iterable[Record], system: Callable[[str], Record], base_currency: str, on: date
) -> Iterator[Posting]:
    """Yield two lines for each open foreign document that is dated up to a day; they balance, in base currency.

    `system` gives system accounts. What is open is what is open now, whenever it was paid (our choice).
    """
    for document in documents:
        currency = document["CurrencyCode"]
        if currency == base_currency or document["Status"] not in POSTED or document.get("Date", on) > on:
            continue
        kind = kind_of(document)
        amount = document[kind.open_field]
        then = rate_on(base_currency, currency, on)
        gain = kind.sign * (in_base(amount, then) - in_base(amount, rate_of_document(document)))
        if gain:
            yield Posting(system(kind.control), gain)
            yield Posting(system("UNREALISEDCURRENCYGAIN"), -gain)
