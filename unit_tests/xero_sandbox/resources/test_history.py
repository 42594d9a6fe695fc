"""History and notes of documents."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_tests.xero_sandbox.resources.conftest import Asking, refusal, rows

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def test_a_document_begins_with_its_creation(asking: Asking) -> None:
    """One record, with the instant in both forms."""
    journal = f"ManualJournals/{asking.journal()}/History"
    asking.later()

    (created,) = rows(asking.history("GET", journal), "HistoryRecords")
    assert created == {
        "Changes": "Created",
        "DateUTC": "/Date(1772452800250+0000)/",
        "DateUTCString": "2026-03-02T12:00:00",
        "User": "System Generated",
        "Details": "",
    }


def test_a_note_is_left_on_a_document(asking: Asking) -> None:
    """The answer shows it, the history too, the latest first; the document is not stamped."""
    identifier = asking.invoice()
    stamp = asking.books.collection("Invoices")[identifier]["UpdatedDateUTC"]
    path = f"Invoices/{identifier}/History"
    asking.later()
    answers = rows(
        asking.history("PUT", path, {"HistoryRecords": [{"Details": "One"}, {"Details": "Two"}]}), "HistoryRecords"
    )

    assert [(each["Details"], each["ValidationErrors"]) for each in answers] == [("One", []), ("Two", [])]
    assert answers[0]["DateUTC"] == "/Date(1772452860250)/"
    shown = rows(asking.history("GET", path), "HistoryRecords")
    assert [each["Details"] for each in shown] == ["Two", "One", ""]
    assert (shown[0]["Changes"], shown[0]["User"]) == ("Note", "System Generated")
    assert asking.books.collection("Invoices")[identifier]["UpdatedDateUTC"] == stamp


@given(
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=4)
)
def test_a_note_is_kept_to_the_letter(notes: list[str]) -> None:
    """Whatever is written comes back."""
    asking = Asking()
    path = f"ManualJournals/{asking.journal()}/History"
    asking.history("PUT", path, {"HistoryRecords": [{"Details": note} for note in notes]})

    shown = rows(asking.history("GET", path), "HistoryRecords")
    assert [*reversed(notes), ""] == [each["Details"] for each in shown]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"Details": "x" * 2501}, "The details of a history note can have at most 2500 characters, not 2501."),
        (
            {"HistoryRecords": [{"Details": "Good"}, {"Details": ""}]},
            "The details of a history note must be specified.",
        ),
        ({"HistoryRecords": []}, "The details of a history note must be specified."),
        ({"HistoryRecords": [{}]}, "The details of a history note must be specified."),
    ],
)
def test_a_note_needs_up_to_2500_characters(asking: Asking, body: object, message: str) -> None:
    """Otherwise nothing of the call is saved."""
    path = f"Invoices/{asking.invoice()}/History"

    assert message == refusal(asking.history("PUT", path, body))
    assert len(rows(asking.history("GET", path), "HistoryRecords")) == 1
    assert asking.history("PUT", path, {"Details": "x" * 2500}).status == 200


def test_a_body_of_another_shape_is_refused(asking: Asking) -> None:
    """400 with Xero's ErrorNumber 14."""
    answer = asking.history("PUT", f"Invoices/{asking.invoice()}/History", b"Note")

    assert (answer.status, json.loads(answer.body)["ErrorNumber"]) == (400, 14)


def test_the_history_of_nothing_is_not_found(asking: Asking) -> None:
    """404 for GET and PUT."""
    for method in ("GET", "PUT"):
        assert asking.history(method, f"Invoices/{UNKNOWN}/History", {"Details": "Note"}).status == 404


def test_other_endpoints_have_no_history_here(asking: Asking) -> None:
    """501; a history is never changed or deleted either."""
    assert asking.history("GET", f"Contacts/{UNKNOWN}/History").status == 501
    for method in ("POST", "DELETE"):
        assert asking.history(method, f"Invoices/{asking.invoice()}/History", {"Details": "Note"}).status == 501


def test_a_reset_forgets_notes(asking: Asking) -> None:
    """They live in the books."""
    path = f"ManualJournals/{asking.journal()}/History"
    asking.history("PUT", path, {"Details": "Note"})
    asking.service.reset()

    assert asking.history("GET", path).status == 404
    assert path == f"ManualJournals/{asking.journal()}/History"
    assert len(rows(asking.history("GET", path), "HistoryRecords")) == 1
