"""The finding on a document that is held."""

from __future__ import annotations

from datetime import UTC, date, datetime

from source_xero_revrec.rules.checks.unreadable import CHECK, finding, held
from xero_api.unreadable import UnreadableDocument, UnreadableField

FAULTS = tuple(UnreadableField(f"Payments.{place}.Date", "null", "a date") for place in range(7))
DOCUMENT = UnreadableDocument(
    "id-1", "INV-1", "ACCREC", "PAID", "NZD", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), None, FAULTS[:1]
)


def test_a_finding_names_field_what_was_found_and_what_is_needed() -> None:
    """In columns of their own and in one sentence, with the remedy; no amount is compared."""
    columns = held(DOCUMENT).columns()

    assert (columns["check"], columns["reason"], columns["severity"]) == (CHECK, CHECK, "error")
    assert (columns["field"], columns["found"], columns["needed"]) == ("Payments.0.Date", "null", "a date")
    assert columns["explanation"] == "Invoice INV-1: Payments.0.Date is null, where a date is needed."
    assert columns["proposed_fix"]
    assert columns["expected"] is columns["actual"] is columns["difference"] is None


def test_a_document_without_a_number_goes_by_its_id() -> None:
    """Of either kind."""
    note = UnreadableDocument("id-2", "", "ACCRECCREDIT", "", "", None, None, None, FAULTS[:1])

    assert held(note).explanation.startswith("Credit note with id id-2: ")


def test_many_faults_are_counted() -> None:
    """Five are told."""
    told = finding("Contact X", FAULTS).explanation

    assert told.count(" is null") == 5
    assert told.endswith("; and 2 more.")
