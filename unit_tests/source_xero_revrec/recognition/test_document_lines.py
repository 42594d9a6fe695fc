"""A document counts as it was met last."""

from __future__ import annotations

from source_xero_revrec.recognition.document_lines import DocumentLines
from unit_tests.source_xero_revrec.rules.recognition.made_lines import line


def test_a_document_that_is_met_again_replaces_itself() -> None:
    """A walk may hand it out twice, or once more after an edit."""
    kept = DocumentLines()
    first, edited, other = line(1, "2026-01-05"), line(2, "2026-01-05"), line(3, "2026-01-05")
    kept.enter([("a", [first]), ("b", [other])])
    kept.enter([("a", [edited])])

    assert sorted((lines for lines in kept.each()), key=lambda lines: lines[0].amount) == [[edited], [other]]
