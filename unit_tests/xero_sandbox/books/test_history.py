"""What happened to a document, and the notes on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import sale
from xero_sandbox.books import Books, BooksError
from xero_sandbox.books.history import LONGEST_NOTE

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


def test_a_history_begins_with_the_creation_and_shows_the_latest_first(books: Books, clock: SandboxClock) -> None:
    """Notes and events alike; the document's stamp does not move."""
    invoice = sale(books)
    identifier, stamp, history = invoice["InvoiceID"], invoice["UpdatedDateUTC"], books.desk.history
    clock.advance(60)
    history.note(identifier, "Checked")
    history.happened(identifier, "Approved", "")

    assert [each["Changes"] for each in history.of(identifier)] == ["Approved", "Note", "Created"]
    assert [each["DateUTC"] for each in history.of(identifier)] == [clock.now(), clock.now(), stamp]
    assert invoice["UpdatedDateUTC"] == stamp


@pytest.mark.parametrize(("note", "sentence"), [(" ", "must be specified"), ("x" * (LONGEST_NOTE + 1), "at most 2500")])
def test_a_note_has_between_one_and_2500_characters(books: Books, note: str, sentence: str) -> None:
    """The texts are ours."""
    identifier = sale(books)["InvoiceID"]
    with pytest.raises(BooksError, match=sentence):
        books.desk.history.note(identifier, note)

    assert books.desk.history.note(identifier, "x" * LONGEST_NOTE)["Changes"] == "Note"
