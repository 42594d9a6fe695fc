"""Walks look back some seconds; what they meet again just as it was is not sent again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.ledger.heard import Heard
from source_xero_revrec.ledger.state import LedgerState
from unit_tests.source_xero_revrec.fake_books import NOON
from unit_tests.source_xero_revrec.ledger.made_ledger import rows_of, states_of, sync
from unit_tests.xero_api.fake_xero import guid
from xero_api.progress import Progress

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.fake_books import FakeBooks

WALKING = Progress(started_at=NOON)
JUST_NOW = NOON - timedelta(seconds=3)


def again(state: LedgerState, record: dict[str, Any], *, settled: bool = True) -> bool:
    """Meet a record that changed just before a walk began, and come to the end of the sync."""
    heard = Heard(state)
    known = heard.again(guid(1), JUST_NOW, WALKING, lambda: record)
    if settled:
        heard.settle()
    return known


def test_a_record_that_is_met_again_is_known_only_as_it_was() -> None:
    """Any digit that differs is news."""
    state = LedgerState()
    records = [{"Total": Decimal("1.00")}, {"Total": Decimal("1.00")}, {"Total": Decimal("1.0")}]

    assert [again(state, record) for record in records] == [False, True, False]


def test_a_sync_that_does_not_come_to_its_end_has_told_nobody() -> None:
    """Its rows are sent again by the next one."""
    state = LedgerState()

    assert [again(state, {"Total": 1}, settled=settled) for settled in (False, True, True)] == [False, False, True]


@pytest.mark.parametrize(("seconds", "remembered"), [(3, 1), (8, 0)])
def test_only_what_the_next_walk_meets_again_is_remembered(seconds: int, remembered: int) -> None:
    """A state holds a few digests, not one for each document, and a record is looked at only then."""
    state = LedgerState()
    heard = Heard(state)
    looked_at: list[int] = []

    heard.again(guid(1), NOON - timedelta(seconds=seconds), WALKING, lambda: looked_at.append(1) or {})
    heard.settle()

    assert (len(state.heard), len(looked_at)) == (remembered, remembered)


def test_what_changed_a_moment_before_a_sync_is_sent_once(books: FakeBooks) -> None:
    """A document, and a contact whose documents were read for it; the next sync is idle."""
    books.invoice(11)
    first = list(sync())
    books.contact(1, "Another Name")
    books.change("Invoices", 11, Contact={"ContactID": guid(1), "Name": "Another Name"})
    second = list(sync(states=states_of(first)))

    third = list(sync(states=states_of(second)))

    assert [row["customer_name"] for row in rows_of(second, "billing_schedule")][-1] == "Another Name"
    assert [message for message in third if message.record] == []


def test_a_stream_that_is_new_hears_of_everything(books: FakeBooks) -> None:
    """Also of what the others heard of a moment ago."""
    books.invoice(11)
    states = states_of(sync("billing_schedule"))

    out = list(sync("billing_schedule", "order_details", states=states))

    assert len(rows_of(out, "order_details")) == 1


def test_after_an_attempt_that_was_broken_off_everything_is_sent_again(books: FakeBooks) -> None:
    """The warehouse may hold rows that no state speaks of."""
    books.invoice(11)
    first = list(sync("billing_schedule"))
    books.change("Invoices", 11, Reference="another")
    broken = []
    for message in sync("billing_schedule", states=states_of(first)):
        broken.append(message)
        if message.record:
            break

    out = list(sync("billing_schedule", states=states_of(broken, states_of(first))))

    assert len(rows_of(out, "billing_schedule")) == 1
