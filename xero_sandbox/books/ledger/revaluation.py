"""Open foreign documents at the rate of a day: the unrealised gains that reports show and no journal has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.kinds import POSTED, kind_of, rate_of_document
from xero_sandbox.books.ledger.ledger import Posting
from xero_sandbox.books.money import in_base
from xero_sandbox.books.settings.currencies import rate_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

_ENDPOINTS = ("Invoices", "CreditNotes", "Prepayments", "Overpayments")


def revalued(store: Store, on: date) -> Iterator[Posting]:
    """Yield two lines for each open foreign document that is dated up to a day; they balance, in base currency.

    What is open is what is open now, whenever it was paid (our choice).
    """
    gains = store.system_account("UNREALISEDCURRENCYGAIN")
    for document in _open_abroad(store, on):
        kind = kind_of(document)
        amount = document[kind.open_field]
        then = rate_on(store.base_currency, document["CurrencyCode"], on)
        gain = kind.sign * (in_base(amount, then) - in_base(amount, rate_of_document(document)))
        if gain:
            yield Posting(store.system_account(kind.control), gain)
            yield Posting(gains, -gain)


def _open_abroad(store: Store, on: date) -> Iterable[Record]:
    for endpoint in _ENDPOINTS:
        for document in store.records[endpoint].values():
            abroad = document["CurrencyCode"] != store.base_currency
            if abroad and document["Status"] in POSTED and document.get("Date", on) <= on:
                yield document
