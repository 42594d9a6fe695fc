"""A document counts as it was met last."""

from __future__ import annotations

from datetime import date

from source_xero_revrec.recognition.document_lines import DocumentLines
from source_xero_revrec.rules.recognition.closed_line import Document
from unit_tests.source_xero_revrec.rules.recognition.made_lines import Line, line

A, B = (Document(identity, "", "Invoice", "AUTHORISED", None, "") for identity in "ab")


def test_a_document_that_is_met_again_replaces_itself() -> None:
    """A walk may hand it out twice, or once more after an edit."""
    kept: DocumentLines[Line] = DocumentLines()
    first, edited, other = line(1, "2026-01-05"), line(2, "2026-01-05"), line(3, "2026-01-05")
    kept.enter([(B, [other]), (A, [first])])
    kept.enter([(A, [edited])])

    assert sorted((lines for lines in kept.each()), key=lambda lines: lines[0].amount) == [[edited], [other]]
    assert [*kept.documents()] == [(A, [edited]), (B, [other])]
    assert (kept.of("a"), kept.of("c")) == ([edited], None)


def test_documents_are_listed_by_date_and_number() -> None:
    """As a person looks for them, INV-9 before INV-10; the same two names at the end by id."""
    kept: DocumentLines[Line] = DocumentLines()
    january, february = date(2026, 1, 5), date(2026, 2, 1)
    told = [("a", "INV-10", january), ("b", "INV-9", january), ("c", "INV-1", february), ("d", "INV-9", january)]
    kept.enter((Document(identity, number, "Invoice", "PAID", day, ""), []) for identity, number, day in told)

    assert [document.document_id for document, _ in kept.by_date()] == ["b", "d", "a", "c"]
