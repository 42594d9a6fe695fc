"""Manual journals on accounts: which are ours, and what others put there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.journals.on_accounts import JournalsOnAccounts, OtherLine

if TYPE_CHECKING:
    from revrec_journals.key import JournalKey

JANUARY, FEBRUARY = "/Date(1769817600000+0000)/", "/Date(1772236800000+0000)/"


def journal(number: int, narration: str, amount: str = "100.00", **fields: object) -> dict[str, Any]:
    """Return a posted journal of January that debits 835 and credits 200."""
    lines = [
        {"LineAmount": Decimal(amount), "AccountCode": "835"},
        {"LineAmount": -Decimal(amount), "AccountCode": "200"},
    ]
    made = {"ManualJournalID": f"mj-{number}", "Narration": narration, "Date": JANUARY, "Status": "POSTED"}
    return made | {"JournalLines": lines} | fields


def is_ours(key: JournalKey) -> bool:
    """Tell keys of recognition."""
    return key.journal_entry_id.startswith("REV-")


def collected(*records: dict[str, Any]) -> JournalsOnAccounts:
    """Return what these put on 835."""
    journals = JournalsOnAccounts(is_ours, {"835"})
    for record in records:
        journals.add(record)
    return journals


def test_a_journal_of_another_key_or_none_is_another_ones() -> None:
    """RevRec's own, a person's, a person's reversal of ours: each is on the account beside ours, with its narration."""
    journals = collected(
        journal(1, "[RevRec REV-2026-01-RELEASE]"),
        journal(2, "[RevRec JE-7]", "7.00", Date=FEBRUARY),
        journal(3, "Reversal: [RevRec REV-2026-01-RELEASE]", "-100.00"),
    )

    assert [(line.account, line.amount) for line in journals.ours()] == [("835", -10000), ("200", 10000)]
    assert list(journals.others()) == [
        OtherLine("835", date(2026, 1, 31), 10000, "mj-3", "Reversal: [RevRec REV-2026-01-RELEASE]"),
        OtherLine("835", date(2026, 2, 28), -700, "mj-2", "[RevRec JE-7]"),
    ]


def test_drafts_of_others_are_in_no_ledger() -> None:
    """Neither are voided ones; a draft of ours stands."""
    journals = collected(
        journal(1, "By hand", Status="DRAFT"),
        journal(2, "By hand", Status="VOIDED"),
        journal(3, "[RevRec REV-2026-01-RELEASE]", Status="DRAFT"),
    )

    assert list(journals.others()) == []
    assert [line.is_draft for line in journals.ours()] == [True, True]


def test_a_journal_that_comes_again_counts_as_it_was_last() -> None:
    """A person wrote our key into a journal of their own, or took it out of ours, while the walk went on."""
    by_hand, ours = journal(1, "By hand"), journal(1, "[RevRec REV-2026-01-RELEASE]")

    assert list(collected(by_hand, ours).others()) == []
    assert list(collected(ours, by_hand).ours()) == []
    assert [line.amount for line in collected(by_hand, journal(1, "By hand", "3.00")).others()] == [-300]


def test_entries_that_wait_or_were_taken_back_are_known() -> None:
    """A voided journal beside a posted one of the same key was made good."""
    journals = collected(
        journal(1, "[RevRec REV-2026-01-RELEASE]", Status="VOIDED"),
        journal(2, "[RevRec REV-2026-01-RELEASE]"),
        journal(3, "[RevRec REV-2026-02-RELEASE]", Status="DELETED"),
        journal(4, "[RevRec REV-2026-03-RELEASE]", Status="DRAFT"),
        journal(5, "[RevRec JE-1]", Status="VOIDED"),
    )

    assert journals.gone() == {"REV-2026-02-RELEASE"}
    assert journals.drafts() == {"REV-2026-03-RELEASE"}
