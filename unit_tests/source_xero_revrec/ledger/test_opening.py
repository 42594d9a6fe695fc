"""A ledger is opened with what its streams need, and no call more."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.ledger.master_data import read_accounts, read_facts
from source_xero_revrec.ledger.opening import Opening
from source_xero_revrec.ledger.state import LedgerState, StreamPlaces
from source_xero_revrec.ledger.streams import RevrecStream
from source_xero_revrec.ledger.unread_records import UnreadRecords
from source_xero_revrec.streams.walks import SharedWalks
from unit_tests.source_xero_revrec.fake_books import NOON
from unit_tests.source_xero_revrec.ledger.made_ledger import reached
from unit_tests.source_xero_revrec.made_organisation import options
from xero_api.endpoints import CONTACTS, CREDIT_NOTES, INVOICES
from xero_api.progress import Progress

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.fake_books import FakeBooks

OPENED = ["Organisation"]


def asked_for(books: FakeBooks, *names: str) -> tuple[list[str], list[str]]:
    """Return what is asked to open a ledger for streams, and what to read it."""
    settings = options().ledger_settings()
    (organisation,) = reached().all()
    walks = SharedWalks(1)
    for endpoint in (CONTACTS, INVOICES, CREDIT_NOTES):
        walks.join(endpoint, lambda _: Progress())
    opening = Opening(
        settings,
        organisation,
        read_facts(organisation),
        StreamPlaces(dict.fromkeys(names)),
        LedgerState(),
        None,
        cache(partial(read_accounts, organisation)),
        UnreadRecords({}),
    )
    streams = {name: RevrecStream(name, settings) for name in names}

    reading = opening.reading(streams, walks, concurrent=1, today=NOON.date())
    opened = list(books.asked)
    list(reading.messages())
    return opened, books.asked[len(opened) :]


@pytest.mark.parametrize(
    ("stream", "opened"),
    [("billing_schedule", ["Accounts"]), ("control_totals", ["Accounts"]), ("products", ["Accounts", "Items"])],
)
def test_products_and_accounts_are_read_for_their_streams_alone(
    books: FakeBooks, stream: str, opened: list[str]
) -> None:
    """Nobody pays a call for items that are not selected; an item must not bear the code of an account."""
    assert asked_for(books, stream)[0] == [*OPENED, *opened]


def test_the_accounts_of_rows_and_products_are_read_once(books: FakeBooks) -> None:
    """Both need the chart of accounts, which is one call."""
    assert asked_for(books, "order_details", "products")[0] == [*OPENED, "Accounts", "Items"]


@pytest.mark.parametrize(("stream", "counts"), [("billing_schedule", False), ("control_totals", True)])
def test_totals_are_counted_for_their_stream_alone(books: FakeBooks, stream: str, counts: bool) -> None:  # noqa: FBT001
    """The ledger is held against the trial balance where somebody wants to know."""
    assert any(each.startswith("Reports/") for each in asked_for(books, stream)[1]) is counts
