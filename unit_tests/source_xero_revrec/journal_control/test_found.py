"""Xero's manual journals: which of them stand for journal entries, and what is on them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from source_xero_revrec.journal_control.found import found_journals
from source_xero_revrec.rules.journals.balances import Balance, Position


def journal(narration: str = "Revenue [RevRec JE-1]", *lines: dict[str, Any], **fields: object) -> dict[str, Any]:
    """Return a posted journal of Xero's of 31 January."""
    return {
        "ManualJournalID": "mj-1",
        "Narration": narration,
        "Date": "/Date(1769817600000+0000)/",
        "Status": "POSTED",
        "LineAmountTypes": "NoTax",
        "JournalLines": list(lines),
        **fields,
    }


def line(amount: str, account: str = "200", **fields: object) -> dict[str, Any]:
    """Return a journal line."""
    return {"LineAmount": Decimal(amount), "AccountCode": account, **fields}


def test_lines_are_summed_by_account_and_tracking() -> None:
    """The month is that of the journal's date; an account without a code is known by its id."""
    north = [{"Name": "Region", "Option": "North"}]
    lines = [
        line("-60.00", Tracking=north),
        line("-40.00", Tracking=north),
        line("100.00", AccountCode="", AccountID="a"),
    ]
    (read,) = found_journals([journal("[RevRec JE-1]", *lines)], "NZD")

    assert read.balances == {
        Position("2026-01", "200", "Region=North", "NZD"): Balance(credit=Decimal("100.00")),
        Position("2026-01", "a", "", "NZD"): Balance(debit=Decimal("100.00")),
    }


def test_tax_that_a_person_put_on_a_line_is_not_on_its_account() -> None:
    """An amount with tax in it is more than the account gets."""
    made = journal("[RevRec JE-1]", line("115.00", TaxAmount=Decimal("15.00")), LineAmountTypes="Inclusive")
    (read,) = found_journals([made], "NZD")

    assert [balance.debit for balance in read.balances.values()] == [Decimal("100.00")]


def test_a_journal_that_comes_twice_counts_as_it_was_last() -> None:
    """An edit behind the walk hands it out again; one that lost its key is no journal entry's any more."""
    first, edited = journal("[RevRec JE-1]", line("1.00")), journal("[RevRec JE-1]", line("2.00"))

    assert [each.balances for each in found_journals([first, edited], "NZD")] == [
        {Position("2026-01", "200", "", "NZD"): Balance(debit=Decimal("2.00"))}
    ]
    assert found_journals([first, journal("A journal of its own", line("2.00"))], "NZD") == []
