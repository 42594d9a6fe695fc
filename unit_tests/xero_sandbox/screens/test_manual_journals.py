"""A manual journal as a person sees it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from unit_tests.xero_sandbox.screens.made_view import rows, view
from xero_sandbox.screens.manual_journals import debits_and_credits, manual_journal, manual_journals, one, sides
from xero_sandbox.screens.page import NotThereError


def test_debits_and_credits_stand_side_by_side_and_add_up() -> None:
    """Each with account, text and tracking."""
    real = next(iter(view().tenant.books.collection("ManualJournals").values()))
    journal: dict[str, Any] = {
        **real,
        "Narration": "Revenue <January> [RevRec JE-1]",
        "Date": date(2026, 1, 31),
        "JournalLines": [
            {"LineAmount": Decimal("100.00"), "AccountCode": "825", "Description": None, "Tracking": []},
            {
                "LineAmount": Decimal("-100.00"),
                "AccountCode": "200",
                "Description": "Release & more",
                "Tracking": [{"Name": "Region", "Option": "South"}],
            },
        ],
    }
    screen = one(view(), journal)
    table = rows(screen.body)

    assert screen.title == "Revenue <January> [RevRec JE-1]"
    assert table[1][1:] == ["825 Employee Tax Payable", "", "100.00", ""]
    assert table[2] == ["Release & more", "200 Sales", "Region: South", "", "100.00"]
    assert table[3] == ["Total", "", "", "100.00", "100.00"]
    assert "Release &amp; more" in screen.body


def test_journals_are_listed_the_latest_first_and_found_by_their_key() -> None:
    """With what they come to."""
    heading, *listed = rows(manual_journals(view()).body)

    assert heading == ["Narration", "Date", "Status", "Lines", "Debits", "Changed (UTC)"]
    assert [row[1] for row in listed] == sorted((row[1] for row in listed), reverse=True)
    assert {row[0] for row in rows(manual_journals(view(q="WAGES")).body)[1:]} == {"Wages"}
    assert [row[2] for row in rows(manual_journals(view(status="POSTED")).body)[1:]].count("POSTED") > 1


def test_a_journal_that_is_in_no_organisation_is_told() -> None:
    """By what was looked for."""
    identity = next(iter(view(1).tenant.books.collection("ManualJournals")), "")
    with pytest.raises(NotThereError, match="no manual journal with this invoiceID"):
        manual_journal(view().tenants, "none")
    assert not identity or manual_journal(view().tenants, identity)[0] is view(1).tenant


def test_an_amount_has_one_side() -> None:
    """Nothing is a debit, as Xero shows it."""
    assert (sides(Decimal("1.00")), sides(Decimal("-1.00"))) == ((Decimal("1.00"), None), (None, Decimal("1.00")))
    lines = [{"A": Decimal("3.00")}, {"A": Decimal("-1.00")}, {"A": Decimal("-2.00")}]
    assert debits_and_credits(lines, "A") == (Decimal("3.00"), Decimal("3.00"))
