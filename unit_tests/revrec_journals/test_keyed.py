"""Manual journals that bear a key: which of them count, and what their lines put on accounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from revrec_journals.key import JournalKey
from revrec_journals.keyed import KeyedLine, cents, keyed_journal, keyed_journals, standing_lines
from unit_tests.xero_api.made_records import made
from xero_api.errors import WalkIncomplete
from xero_api.models import Tracking

NORTH = {"Name": "Region", "Option": "North", "TrackingCategoryID": "c-1", "TrackingOptionID": "o-1"}


def journal(narration: str = "Release [RevRec REV-2026-01-RELEASE]", **fields: object) -> dict[str, Any]:
    """Return a posted journal of Xero's that releases 100.00 from 835 to 200 in the North."""
    lines = [
        {"LineAmount": Decimal("100.00"), "AccountCode": "835"},
        {"LineAmount": Decimal("-100.00"), "AccountCode": "200", "Tracking": [NORTH]},
    ]
    made = {"ManualJournalID": "mj-1", "Narration": narration, "Date": "/Date(1769817600000+0000)/"}
    return made | {"Status": "POSTED", "LineAmountTypes": "NoTax", "JournalLines": lines} | fields


def amounts(*records: dict[str, Any]) -> list[tuple[str, int]]:
    """Return what the journals that count put on accounts."""
    return [(line.account, line.amount) for line in standing_lines(keyed_journals(records))]


def test_lines_are_cents_with_credits_positive() -> None:
    """With the key, the journal, the options by id, and whether the ledger has it yet."""
    debit, credit = standing_lines(keyed_journals([journal()]))
    key = JournalKey("REV-2026-01-RELEASE")
    north = made(Tracking, NORTH)
    day = date(2026, 1, 31)

    assert debit == KeyedLine(key, "mj-1", day, "835", (), -10000, is_draft=False)
    assert credit == KeyedLine(key, "mj-1", day, "200", (north,), 10000, is_draft=False)


@pytest.mark.parametrize(
    ("status", "counted"), [("POSTED", True), ("DRAFT", True), ("VOIDED", False), ("DELETED", False)]
)
def test_posted_journals_and_drafts_count(status: str, *, counted: bool) -> None:
    """What was voided or deleted has done nothing."""
    lines = list(standing_lines(keyed_journals([journal(Status=status)])))

    assert bool(lines) == counted
    assert all(line.is_draft == (status == "DRAFT") for line in lines)


def test_a_difference_counts_beside_the_journal_it_corrects() -> None:
    """Both bear the same entry's key."""
    correction = journal("[RevRec REV-2026-01-RELEASE correction 1]", ManualJournalID="mj-2")
    lines = list(standing_lines(keyed_journals([journal(), correction])))

    assert {line.key.journal_entry_id for line in lines} == {"REV-2026-01-RELEASE"}
    assert [line.key.correction for line in lines] == [0, 0, 1, 1]


def test_a_journal_of_anyone_elses_has_no_key() -> None:
    """A person's own, a person's reversal of ours, and one of ours that was taken back."""
    for narration in ("Accrual", "Reversal: Release [RevRec REV-2026-01-RELEASE]", "[RevRec JE-1 taken back 3f]", None):
        assert keyed_journal(journal() | {"Narration": narration}) is None


def test_a_journal_that_comes_twice_counts_as_it_was_last() -> None:
    """An edit behind the walk hands it out again; one that lost its key counts no more."""
    edited = journal(JournalLines=[{"LineAmount": Decimal("7.00"), "AccountCode": "835"}])

    assert amounts(journal(), edited) == [("835", -700)]
    assert amounts(journal(), journal("A journal of its own")) == []


def test_tax_that_a_person_put_on_a_line_is_not_on_its_account() -> None:
    """An amount with tax in it is more than the account gets; an account without a code is known by its id."""
    line = {"LineAmount": Decimal("115.00"), "TaxAmount": Decimal("15.00"), "AccountID": "a-1"}

    assert amounts(journal(LineAmountTypes="Inclusive", JournalLines=[line])) == [("a-1", -10000)]
    assert amounts(journal(LineAmountTypes="Exclusive", JournalLines=[line])) == [("a-1", -11500)]


def test_parts_of_a_cent_are_refused() -> None:
    """A cent is never rounded away without a word."""
    assert cents(Decimal("-12.5")) == -1250
    with pytest.raises(WalkIncomplete, match=r"0\.005"):
        cents(Decimal("0.005"))
