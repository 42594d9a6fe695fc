"""What was sent of each document outlives the sync in a few characters, and is summed as it was sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from source_xero_revrec.ledger.sent_documents import ROWS, SentDocuments, beginning
from source_xero_revrec.rules.checks.month_figures import MonthFigures
from source_xero_revrec.rules.checks.sent_document import add, sent_document
from source_xero_revrec.rules.outcome import Bucket, Outcome, Unread
from unit_tests.source_xero_revrec.rules.made_documents import emitted, held, invoice, line, outcomes
from xero_api.unreadable import read_invoice

if TYPE_CHECKING:
    from collections.abc import Collection

MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def first(saved: dict[str, Any] | None = None, streams: Collection[str] = ()) -> SentDocuments:
    """Return what a first sync begins with, or one that goes on."""
    return SentDocuments(saved or {}, streams, rows_are_known=saved is not None, since=None)


def with_id(outcome: Outcome, number: int) -> Outcome:
    """Return an outcome of another document."""
    known = f"{number:08x}-0000-4000-8000-000000000001"
    return structs.replace(outcome, document=structs.replace(outcome.document, document_id=known))


def unread(status: str = "AUTHORISED") -> Unread:
    """Return the document of `made_documents`, as it cannot be understood."""
    document = read_invoice({"InvoiceID": invoice().document_id, "Status": status})
    return Unread(document, Bucket.HELD)  # type: ignore[arg-type]


@given(st.lists(st.tuples(outcomes(), st.integers(0, 3)), max_size=8), st.integers(0, 8))
def test_the_last_of_each_document_counts_however_often_the_state_travels(
    sent: list[tuple[Outcome, int]], cut: int
) -> None:
    """Sums by month and currency, after any of them came back from JSON, written on or anew."""
    remembered = first()
    for place, (outcome, number) in enumerate(sent):
        if place == cut:
            remembered = first(json.loads(json.dumps(remembered.to_json())))
        remembered.take(with_id(outcome, number), {})
        remembered.to_json()

    truth: dict[tuple[str, str], MonthFigures] = {}
    for outcome in {number: outcome for outcome, number in sent}.values():
        if kept := sent_document(outcome):
            add(truth, kept)
    for figures in (remembered.figures(), first(json.loads(json.dumps(remembered.to_json()))).figures()):
        assert {key: month for key, month in figures.items() if month != MonthFigures()} == {
            key: month for key, month in truth.items() if month != MonthFigures()
        }


def test_the_rows_that_were_sent_count_not_those_that_should_have_been() -> None:
    """One of two lines did not go out; a row that withdraws is no row."""
    remembered, outcome = first(streams=ROWS), emitted(invoice(line("60.00"), line("40.00")))

    remembered.take(outcome, {"billing_schedule": [{"billing_amount": Decimal("60.00"), "withdrawn": False}]})

    assert remembered.figures()["2026-01", "NZD"].rows_net == Decimal("60.00")
    assert not remembered.is_current(outcome)
    remembered.take(outcome, {"billing_schedule": [{"billing_amount": Decimal("1.00"), "withdrawn": True}]})
    assert (remembered.figures()["2026-01", "NZD"].rows, remembered.figures()["2026-01", "NZD"].emitted) == (0, 1)


@pytest.mark.parametrize("gone", [held(invoice(), Bucket.EXCLUDED), unread()])
def test_a_document_is_forgotten_where_its_rows_were_withdrawn(gone: Outcome | Unread) -> None:
    """Without a row that says so, the warehouse goes on showing the others."""
    remembered = first(streams=["billing_schedule"])
    remembered.take(emitted(invoice()), {"billing_schedule": []})

    remembered.take(gone, {"billing_schedule": []})
    assert remembered.figures()["2026-01", "NZD"].emitted == 1
    assert not remembered.is_current(gone)

    remembered.take(gone, {"billing_schedule": [{"billing_amount": Decimal(0), "withdrawn": True}]})
    assert remembered.figures() == {}
    assert remembered.is_current(gone)


def test_a_document_is_forgotten_where_the_stream_withdrew_that_had_its_rows() -> None:
    """The stream whose rows are added up is new in this sync: it has nothing to withdraw."""
    before = first(streams=["order_details"])
    before.take(emitted(invoice()), {"order_details": [{"amount": Decimal("100.00"), "withdrawn": False}]})
    remembered = first(before.to_json(), streams=ROWS)

    withdrawn = {"amount": Decimal(0), "withdrawn": True}
    remembered.take(held(invoice(), Bucket.EXCLUDED), {"order_details": [withdrawn], "billing_schedule": []})

    assert remembered.figures() == {}


def test_what_nobody_remembers_is_taken_for_sent_when_it_is_met() -> None:
    """The warehouse has rows of syncs without control totals; once all were met, what is not known was not sent."""
    remembered, outcome = SentDocuments({}, ROWS, rows_are_known=True, since=None), emitted(invoice())

    assert not remembered.complete
    assert remembered.is_current(outcome)
    remembered.adopt(outcome)
    assert remembered.figures()["2026-01", "NZD"].emitted == 1

    after = first(remembered.to_json())
    assert after.complete
    assert not after.is_current(with_id(outcome, 9))
    after.adopt(with_id(outcome, 9))
    assert after.figures()["2026-01", "NZD"].emitted == 1


def test_a_document_whose_rows_were_not_due_counts_as_it_was_sent_before() -> None:
    """Its findings alone were told, or a stream that is new."""
    remembered, outcome = first(streams=["order_details"]), emitted(invoice())
    remembered.take(outcome, {"order_details": [{"amount": Decimal("100.00"), "withdrawn": False}]})
    edited = emitted(invoice(line("70.00")))

    remembered.take(edited, {"recon_errors": []})

    assert remembered.figures()["2026-01", "NZD"].rows_net == Decimal("100.00")
    assert not remembered.is_current(edited)


def test_a_state_of_another_form_is_not_read() -> None:
    """Nothing is guessed."""
    assert not SentDocuments({"form": "0", "2026-01 NZD": "?"}, ROWS, rows_are_known=True, since=None).complete


def test_distrust_forgets_everything() -> None:
    """Rows went out in a sync that this stream was left out of."""
    remembered = first()
    remembered.take(emitted(invoice()), {})

    remembered.distrust()

    assert (remembered.figures(), remembered.complete) == ({}, False)


def test_what_changed_before_the_start_date_is_no_part_of_it() -> None:
    """A renamed contact brings its old documents, which no total counts."""
    remembered = SentDocuments({}, ROWS, rows_are_known=False, since=MARCH)
    old = emitted(invoice(updated_at="2026-02-28T23:59:59Z"))

    remembered.take(old, {})

    assert remembered.figures() == {}
    assert remembered.is_current(old)


@pytest.mark.parametrize(
    ("document_id", "shown"),
    [
        ("d0000000-0000-4000-8000-000000000007", "d0000000-0000"),
        ("D0000000-0000-4000-8000-000000000007", "d0000000-0000"),
    ],
)
def test_a_document_goes_by_the_beginning_of_its_id(document_id: str, shown: str) -> None:
    """Which is random."""
    assert beginning(document_id) == shown


def test_ids_that_are_not_random_are_told_apart_all_the_same() -> None:
    """They begin alike."""
    alike = [f"00000000-0000-0000-0000-00000000000{number}" for number in range(3)]

    assert len({beginning(each) for each in (*alike, "made-without-id")}) == 4


def test_documents_of_a_month_are_known_by_its_date() -> None:
    """With month and currency; without a month, all are."""
    remembered = first()
    for number, day in ((1, "2026-01-05"), (2, "2026-02-05")):
        remembered.take(with_id(emitted(invoice(date=day)), number), {})

    assert remembered.of_period("2026-02") == {"00000002-0000": ("2026-02", "NZD")}
    assert remembered.of_period(None).keys() == {"00000001-0000", "00000002-0000"}


def test_each_document_takes_some_twenty_characters() -> None:
    """A state of 100,000 documents is two megabytes."""
    remembered = first()
    for number in range(1_500):
        remembered.take(with_id(emitted(invoice(line(f"{number}.99"))), number), {})

    (text,) = (text for month, text in remembered.to_json().items() if month.startswith("2026"))
    assert len(text) < 1_500 * 22


def test_what_was_not_touched_is_handed_back_as_it_came() -> None:
    """An idle sync does not even read it."""
    saved: dict[str, Any] = {"form": "1", "sums": [], "2026-01 NZD": "never read"}

    untouched = first(saved)

    assert untouched.figures() == {}
    assert untouched.to_json() == saved
