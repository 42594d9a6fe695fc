"""The finding on a document that is held."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from source_xero_revrec.rules.checks.document import Finding
from source_xero_revrec.rules.checks.unreadable import finding, held
from xero_api.unreadable import UnreadableDocument, UnreadableField

FAULTS = tuple(UnreadableField(f"Payments.{place}.Date", "null", "a date") for place in range(7))
DOCUMENT = UnreadableDocument(
    "id-1", "INV-1", "ACCREC", "PAID", "NZD", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), None, FAULTS[:1]
)


def test_a_finding_names_field_what_was_found_and_what_is_needed() -> None:
    """In columns of their own and in one sentence, with the remedy; no amount is compared."""
    assert held(DOCUMENT) == Finding(
        check="UNREADABLE",
        severity="error",
        expected=None,
        actual=None,
        difference=None,
        reason="UNREADABLE",
        explanation="Invoice INV-1: Payments.0.Date is null, where a date is needed.",
        proposed_fix="Open the record in Xero, put the field right and sync: it is read again. If it looks right "
        "there, report this.",
        unreadable=FAULTS[0],
    )


def test_a_document_without_a_number_goes_by_its_id() -> None:
    """Of either kind."""
    note = UnreadableDocument("id-2", "", "ACCRECCREDIT", "", "", None, None, None, FAULTS[:1])

    assert held(note).explanation.startswith("Credit note with id id-2: ")


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, "; and 1 more"), (7, "; and 2 more")])
def test_many_faults_are_counted(count: int, more: str) -> None:
    """Five are told."""
    told = "; ".join(f"Payments.{place}.Date is null, where a date is needed" for place in range(5))

    assert finding("Contact X", FAULTS[:count]).explanation == f"Contact X: {told}{more}."
