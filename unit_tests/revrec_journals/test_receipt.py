"""Receipts as lines of JSON, written by the destination and read by the source."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from revrec_journals.receipt import NoReceipt, PostingStatus, Receipt, ReceiptTotal, read_receipts, receipt_line

RECEIPT = Receipt(
    journal_entry_id="JE-1",
    tenant_id="t",
    organisation="Demo Company",
    action="created",
    status=PostingStatus.SUCCESS,
    date=date(2026, 1, 31),
    revrec_date=date(2026, 1, 31),
    currency="NZD",
    lines=2,
    entry_lines=2,
    total=Decimal("10.10"),
    rounding=Decimal(0),
    totals=[ReceiptTotal(account_code="4000", debit=Decimal("10.10"), credit=Decimal(0))],
    made_at=datetime(2026, 2, 2, 9, tzinfo=UTC),
)


def test_a_receipt_is_a_line_that_reads_back() -> None:
    """Amounts are text with their digits; blank lines of a file are nothing."""
    line = receipt_line(RECEIPT)

    assert b"\n" not in line
    assert b'"total":"10.10"' in line
    assert list(read_receipts([b"\n", line, b"  \n", line], "receipts.jsonl", pytest.fail)) == [RECEIPT, RECEIPT]


def test_half_a_line_is_told_and_passed_over() -> None:
    """A destination that was killed leaves one."""
    said: list[str] = []

    assert list(read_receipts([receipt_line(RECEIPT)[:40], receipt_line(RECEIPT)], "a.jsonl", said.append)) == [RECEIPT]
    assert said == ["a.jsonl, line 1 is no whole receipt and is left out."]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b'{"journal_entry_id": "secret"}', "action, currency, date"),
        (b'["secret"]', "all of it"),
        (receipt_line(RECEIPT).replace(b'"10.10"', b'"secret"'), "total, totals.0.debit"),
    ],
)
def test_a_whole_line_that_is_no_receipt_is_refused(line: bytes, wrong: str) -> None:
    """The message names the line and the fields, and quotes nothing."""
    with pytest.raises(NoReceipt) as refusal:
        list(read_receipts([line], "a.jsonl", pytest.fail))

    assert "a.jsonl, line 1 is no receipt of destination-xero-journals (wrong or missing: " + wrong in str(
        refusal.value
    )
    assert "secret" not in str(refusal.value)
