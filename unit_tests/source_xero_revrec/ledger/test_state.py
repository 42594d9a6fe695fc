"""What RevRec's streams remember from sync to sync."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from source_xero_revrec.ledger.memory import recall
from source_xero_revrec.ledger.state import LedgerState, Places, StreamPlaces, read_places
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.progress import Progress

NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)
PLACES = Places(
    Progress(modified_since=NINE),
    Progress(started_at=NINE, next_page=3, received=2000),
    Progress(),
    sales_only=True,
)

REMEMBERED = [each.name for each in fields(LedgerState) if each.name not in ("places", "under_way")]


def full() -> LedgerState:
    """Return a state that remembers something of everything."""
    return LedgerState(
        PLACES,
        open_credit_notes={"note-1": "abc"},
        credited={"invoice-1": "abc"},
        pending={"document-1": 1},
        crm="fingerprint",
        account_codes={"200": "REVENUE"},
        year="NZ NZD (3, 31)",
        options={"option-1": "digest"},
        overrides={"number INV-7": ["digest", "document-1"]},
        settings="digest",
        shared_numbers={"document-1": ["1001", True]},
        findings={"document-1": ["I2"]},
        products={"item:SEATS": "looks"},
        customers={"contact-1": "CRM-1"},
        tally={"2026-01": {"documents": 3}},
        heard={"document-1": "digest"},
        held={"document-1": "ACCREC:digest:INV-1"},
        sent={"B1 2026-01 NZD": "digest"},
        sent_documents={"form": "1"},
        stale={"document-1": "ACCREC:2026-01"},
        searched="-10.00",
        newest={"Invoices": "2026-01-31T00:00:00.000+00:00"},
        advances={"beside": "digest", "open": []},
    )


@pytest.mark.parametrize("stream", REVREC_STREAMS)
@pytest.mark.parametrize("places", [PLACES, Places()])
def test_places_come_back_from_json(stream: str, places: Places) -> None:
    """Every stream's state holds all places, as JSON."""
    saved = json.loads(json.dumps(LedgerState(places).to_json(stream)))

    assert places == read_places(saved)


@pytest.mark.parametrize("stream", REVREC_STREAMS)
def test_what_a_stream_remembers_is_recalled(stream: str) -> None:
    """As it was; a stream without memory of something recalls nothing of it."""
    saved = {stream: json.loads(json.dumps(full().to_json(stream)))}

    for name in REMEMBERED:
        assert recall(saved, name) in (getattr(full(), name), getattr(LedgerState(), name))
        assert (name in saved[stream]) == (recall(saved, name) == getattr(full(), name))


@pytest.mark.parametrize(
    ("stream", "name"),
    [
        ("pending_data", "pending"),
        ("billing_schedule", "open_credit_notes"),
        ("order_details", "open_credit_notes"),
        ("order_details", "credited"),
        ("recon_errors", "findings"),
        ("products", "products"),
        *(("control_totals", name) for name in ("tally", "sent", "newest", "advances")),
        ("customers", "crm"),
    ],
)
def test_a_stream_remembers_what_its_rows_depend_on(stream: str, name: str) -> None:
    """Selected alone, it goes on as well as with others."""
    assert full().to_json(stream)[name] == getattr(full(), name)


def test_a_stream_does_not_carry_what_others_remember() -> None:
    """States stay small: what grows with documents is in one stream's state each."""
    growing = {"pending": "pending_data", "findings": "recon_errors", "tally": "control_totals"}

    for name, holder in growing.items():
        assert [holder] == [stream for stream in REVREC_STREAMS if name in full().to_json(stream)]


def test_where_rows_are_sent_again_every_stream_is_due() -> None:
    """Whenever a document was changed, and however far a stream had heard."""
    long_ago = NINE - timedelta(days=300)

    assert StreamPlaces({"customers": PLACES}).due(INVOICES, long_ago) == frozenset()
    assert StreamPlaces({"customers": PLACES}, resend=True).due(INVOICES, long_ago) == {"customers"}


def test_an_empty_state_is_places_alone() -> None:
    """What is not there takes no room."""
    assert LedgerState().to_json("order_details") == {"invoices": {}, "credit_notes": {}, "contacts": {}}


@pytest.mark.parametrize("stream", ["recon_errors", "pending_data", "products"])
def test_a_state_that_was_sent_does_not_change_any_more(stream: str) -> None:
    """A destination may write it down later; what the ledger learns meanwhile belongs to the next one."""
    state = full()
    sent = state.to_json(stream)
    before = json.dumps(sent)

    state.pending["document-2"] = 1
    state.open_credit_notes.clear()
    state.findings.pop("document-1")
    state.findings["document-2"] = ["B1"]
    state.products["item:SEATS"] = "new looks"

    assert before == json.dumps(sent)


@pytest.mark.parametrize(
    "saved",
    [
        {},
        {"invoices": {}, "credit_notes": {}},
        {"invoices": None, "credit_notes": {}, "contacts": {}},
        {"invoices": {"modified_since": "yesterday"}, "credit_notes": {}, "contacts": {}},
        {"invoices": {"next_page": [1]}, "credit_notes": {}, "contacts": {}},
        {"invoices": {"modified_since": 5}, "credit_notes": {}, "contacts": {}},
        {"UpdatedDateUTC": "2026-01-01"},
        {"invoices": {}, "credit_notes": {}, "contacts": {}, "account_codes": 7},
        {"invoices": {}, "credit_notes": {}, "contacts": {}, "tally": ["2026-01"]},
        {"invoices": {}, "credit_notes": {}, "contacts": {}, "held": {"document-1": 1}},
        {"invoices": {}, "credit_notes": {}, "contacts": {}, "findings": {"document-1": "I2"}},
        {"invoices": {}, "credit_notes": {}, "contacts": {}, "under_way": None},
    ],
)
def test_what_this_connector_did_not_write_is_no_place(saved: dict[str, Any]) -> None:
    """A state of another connector or version is read from the beginning, never guessed at."""
    assert read_places(saved) is None


def test_a_walk_moves_its_own_place() -> None:
    """Invoices and credit notes stand on their own."""
    moved = Places().moved(INVOICES, PLACES.invoices).moved(CREDIT_NOTES, PLACES.credit_notes)

    assert (moved.of(INVOICES), moved.of(CREDIT_NOTES)) == (PLACES.invoices, PLACES.credit_notes)
    assert (moved.contacts, moved.sales_only) == (Progress(), False)


LATER = NINE + timedelta(hours=1)
AT_NINE, AT_TEN = (Places(invoices=Progress(modified_since=moment)) for moment in (NINE, LATER))


def test_a_document_is_due_to_those_that_have_not_heard_of_it() -> None:
    """A stream without rows hears of everything; to the second, for Xero filters by whole ones."""
    before = StreamPlaces({"new": None, "nine": AT_NINE, "ten": AT_TEN})

    assert before.due(INVOICES, NINE - timedelta(seconds=1)) == {"new"}
    assert before.due(INVOICES, NINE) == {"new", "nine"}
    assert before.due(INVOICES, LATER) == before.streams == {"new", "nine", "ten"}
    assert before.due(CREDIT_NOTES, NINE - timedelta(days=1)) == {"new", "nine", "ten"}


def test_the_second_in_which_a_stream_stopped_is_due_again() -> None:
    """What was stamped later in it may have been missed."""
    before = StreamPlaces({"nine": Places(invoices=Progress(modified_since=NINE + timedelta(milliseconds=900)))})

    assert before.due(INVOICES, NINE + timedelta(milliseconds=100)) == {"nine"}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], None),
        ([None], None),
        ([Places()], None),
        ([Places(contacts=Progress(modified_since=LATER)), None], LATER),
        ([Places(contacts=Progress(modified_since=LATER)), Places(contacts=Progress(modified_since=NINE))], NINE),
        ([Places(invoices=Progress(started_at=LATER, modified_since=NINE))], LATER),
        ([AT_NINE], NINE),
        ([Places(contacts=Progress(modified_since=NINE + timedelta(milliseconds=900)))], NINE),
    ],
)
def test_what_timestamps_hide_is_known_up_to_the_oldest_of_the_streams(
    places: list[Places | None], expected: datetime | None
) -> None:
    """By the walk over contacts, or where the first walk over invoices began; of nothing before the first rows."""
    before = StreamPlaces({str(number): each for number, each in enumerate(places)})

    assert before.known_since == expected
    assert before.known == {str(number) for number, each in enumerate(places) if each}
