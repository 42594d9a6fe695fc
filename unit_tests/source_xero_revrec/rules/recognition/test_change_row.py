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

    assert (row["journal_entry_id"], row["period"], row["closed_period"]) == (
        "REV-2026-02-PRIOR", "2026-02", "2026-01"
    )  # fmt: skip
    assert (row["reason"], row["document_number"], row["order_item_number"]) == ("late_invoice", "INV-1", "1")
    assert (row["account_name"], row["location"], row["home_amount"]) == ("Deferred", "North", Decimal("550.00"))
    assert row["changed_journal_entry_id"] is None


def test_a_row_about_a_journal_has_no_document() -> None:
    """The key of the journal is there instead."""
    change = Change(Reason.JOURNAL_EDITED, ("200", ()), -4_000, key="REV-2026-01-RELEASE")
    row = change_row(month("2026-02"), change, **KNOWN, currency="NZD")  # type: ignore[arg-type]

    assert row["changed_journal_entry_id"] == "REV-2026-01-RELEASE"
    assert "document_id" not in row
    assert (row["account_name"], row["location"]) == (None, None)
