"""A change as a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from source_xero_revrec.rules.recognition.change_row import change_row
from source_xero_revrec.rules.recognition.changes import Change, Reason
from source_xero_revrec.rules.recognition.closed_line import Document
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month

KNOWN = {"accounts": {"835": ("Deferred", "LIABILITY")}, "fields": {"location": "region"}, "options": {"n": "North"}}


def test_a_row_names_the_entry_that_makes_up_for_it() -> None:
    """With its document, its account and its tracking."""
    document = Document("id-1", "INV-1", "Invoice", "AUTHORISED", date(2026, 1, 20), "Boom FM")
    change = Change(Reason.LATE_INVOICE, ("835", (("region", "n"),)), 55_000, document, "1", "", "", "2026-01-20")
    row = change_row(month("2026-02"), change, **KNOWN, currency="NZD")  # type: ignore[arg-type]

    assert row == {
        "period": "2026-02",
        "closed_period": "2026-01",
        "journal_entry_id": "REV-2026-02-PRIOR",
        "reason": "late_invoice",
        "document_id": "id-1",
        "document_number": "INV-1",
        "document_type": "Invoice",
        "document_status": "AUTHORISED",
        "document_date": date(2026, 1, 20),
        "contact_name": "Boom FM",
        "order_item_number": "1",
        "changed_journal_entry_id": None,
        "before": None,
        "after": "2026-01-20",
        "account_code": "835",
        "account_name": "Deferred",
        "location": "North",
        "home_amount": Decimal("550.00"),
        "home_currency": "NZD",
    }


def test_what_a_document_does_not_say_is_nothing() -> None:
    """No text is empty; what it was before is told."""
    document = Document("id-1", "", "", "", None, "")
    change = Change(Reason.LATE_INVOICE, ("835", ()), 55_000, document, "1", "", "monthly", "")
    row = change_row(month("2026-02"), change, **KNOWN, currency="NZD")  # type: ignore[arg-type]
    empty = ("document_number", "document_type", "document_status", "document_date", "contact_name", "after")

    assert {row[name] for name in empty} == {None}
    assert row["before"] == "monthly"


def test_a_row_about_a_journal_has_no_document() -> None:
    """The key of the journal is there instead."""
    change = Change(Reason.JOURNAL_EDITED, ("200", ()), -4_000, key="REV-2026-01-RELEASE")
    row = change_row(month("2026-02"), change, **KNOWN, currency="NZD")  # type: ignore[arg-type]

    assert row == {
        "period": "2026-02",
        "closed_period": "2026-01",
        "journal_entry_id": "REV-2026-02-PRIOR",
        "reason": "journal_edited",
        "changed_journal_entry_id": "REV-2026-01-RELEASE",
        "before": None,
        "after": None,
        "account_code": "200",
        "account_name": None,
        "location": None,
        "home_amount": Decimal("-40.00"),
        "home_currency": "NZD",
    }
