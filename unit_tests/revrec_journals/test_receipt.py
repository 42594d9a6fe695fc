"""Receipts as lines of JSON, written by the destination and read by the source."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

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

    said = str(refusal.value)
    assert said.startswith(f"a.jsonl, line 1 is no receipt of destination-xero-journals (wrong or missing: {wrong}")
    assert said.endswith("). Give the file or folder of its receipts.")
    assert "secret" not in said


def test_a_receipt_says_what_it_always_said() -> None:
    """Receipts are kept for years, and whoever reads them goes by these names and words."""
    whole = RECEIPT.model_copy(
        update={"manual_journal_id": "mj-1", "manual_journal_status": "POSTED", "link": "https://xero.example/mj-1"}
    )

    assert json.loads(receipt_line(RECEIPT)) | {"totals": []} == {
        "journal_entry_id": "JE-1",
        "tenant_id": "t",
        "organisation": "Demo Company",
        "action": "created",
        "status": "Success",
        "manual_journal_id": "",
        "manual_journal_status": "",
        "link": "",
        "date": "2026-01-31",
        "revrec_date": "2026-01-31",
        "currency": "NZD",
        "lines": 2,
        "entry_lines": 2,
        "total": "10.10",
        "rounding": "0",
        "totals": [],
        "made_at": "2026-02-02T09:00:00Z",
    }
    assert json.loads(receipt_line(RECEIPT))["totals"] == [
        {"account_code": "4000", "tracking": {}, "debit": "10.10", "credit": "0"}
    ]
    assert [*read_receipts([receipt_line(whole)], "a.jsonl", pytest.fail)] == [whole]
    assert [each.value for each in PostingStatus] == ["Ready to Post", "In Progress", "Success", "Failed"]


def test_a_receipt_does_not_change() -> None:
    """Nor does what it says of an account."""
    for made, name in ((RECEIPT, "total"), (RECEIPT.totals[0], "debit")):
        with pytest.raises(ValidationError):
            setattr(made, name, Decimal(1))
