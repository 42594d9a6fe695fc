"""Which of the destination's receipts count, and what they say should stand in Xero."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from revrec_journals.receipt import PostingStatus, Receipt, ReceiptTotal
from source_xero_revrec.rules.journals.balances import Balance, Position
from source_xero_revrec.rules.journals.receipts import sent_by_receipts

NOW = datetime(2026, 2, 3, 9, tzinfo=UTC)


def receipt(amount: str = "100.00", *, after: int = 0, **fields: Any) -> Receipt:  # noqa: ANN401 - any field
    """Return the receipt of JE-1 of 31 January, `after` so many minutes."""
    made: dict[str, Any] = {
        "journal_entry_id": "JE-1",
        "tenant_id": "demo",
        "organisation": "Demo Company",
        "action": "created",
        "status": PostingStatus.SUCCESS,
        "manual_journal_id": "mj-1",
        "manual_journal_status": "POSTED",
        "date": date(2026, 1, 31),
        "revrec_date": date(2026, 1, 31),
        "currency": "NZD",
        "lines": 2,
        "entry_lines": 2,
        "total": Decimal(amount),
        "rounding": Decimal(0),
        "totals": [
            ReceiptTotal(account_code="840", debit=Decimal(amount), credit=Decimal(0)),
            ReceiptTotal(
                account_code="200",
                tracking={"Region": "North", "Product Line": "Platform"},
                debit=Decimal(0),
                credit=Decimal(amount),
            ),
        ],
        "made_at": NOW + timedelta(minutes=after),
    }
    return Receipt.model_validate(made | fields)


def debits(*receipts: Receipt) -> dict[str, Decimal]:
    """Return what is expected on 840 in the demo company, by entry."""
    place = Position("2026-01", "840", "", "NZD")
    return {
        entry.journal_entry_id: entry.balances[place].debit if entry.balances else Decimal(0)
        for entry in sent_by_receipts(receipts).get("demo", [])
    }


def test_a_receipt_says_what_stands_on_which_account_with_which_options() -> None:
    """The month is that of the journal's date in Xero; categories stand in the order of their names."""
    (entry,) = sent_by_receipts([receipt(date=date(2026, 3, 1))])["demo"]

    assert entry.balances == {
        Position("2026-03", "840", "", "NZD"): Balance(debit=Decimal("100.00")),
        Position("2026-03", "200", "Product Line=Platform; Region=North", "NZD"): Balance(credit=Decimal("100.00")),
    }


def test_the_latest_receipt_of_an_entry_counts_whatever_the_order() -> None:
    """Files may be read in any order."""
    earlier, later = receipt(), receipt("80.00", after=5, action="updated")

    assert debits(earlier, later) == debits(later, earlier) == {"JE-1": Decimal("80.00")}


def test_of_two_receipts_of_one_moment_the_one_that_is_read_last_counts() -> None:
    """It stands further down in its file."""
    assert debits(receipt(), receipt("80.00")) == {"JE-1": Decimal("80.00")}
    assert debits(receipt("80.00"), receipt()) == {"JE-1": Decimal("100.00")}


@pytest.mark.parametrize("action", ["would_create", "would_update", "held_back"])
def test_what_was_not_posted_does_not_count(action: str) -> None:
    """Neither a dry run nor an entry of an open period says what is in Xero."""
    assert debits(receipt(), receipt("80.00", after=5, action=action)) == {"JE-1": Decimal("100.00")}
    assert debits(receipt(action=action)) == {}


@pytest.mark.parametrize("status", [PostingStatus.FAILED, PostingStatus.IN_PROGRESS, PostingStatus.READY_TO_POST])
def test_a_posting_without_success_does_not_count(status: PostingStatus) -> None:
    """What was posted before it still stands."""
    assert debits(receipt(), receipt("80.00", after=5, status=status)) == {"JE-1": Decimal("100.00")}


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "left", "manual_journal_status": "VOIDED"},
        {"action": "left", "manual_journal_status": "DELETED"},
        {"action": "left", "manual_journal_status": "ARCHIVED"},
        {"action": "nothing_to_post", "manual_journal_status": ""},
    ],
)
def test_an_entry_that_was_left_ended_in_xero_is_expected_with_nothing(fields: dict[str, str]) -> None:
    """The destination was told to take it as meant."""
    assert debits(receipt(), receipt(after=5, **fields)) == {"JE-1": Decimal(0)}


def test_organisations_may_share_an_entry_id() -> None:
    """Each has its own journal."""
    sent = sent_by_receipts([receipt(), receipt("80.00", after=5, tenant_id="other")])

    assert {tenant: len(entries) for tenant, entries in sent.items()} == {"demo": 1, "other": 1}
    assert debits(receipt(), receipt("80.00", after=5, tenant_id="other")) == {"JE-1": Decimal("100.00")}
