"""The receipt of a journal entry: what the destination wrote, and what the source compares with Xero."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812, TC003 - `date` is the name of a field
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from decimal import Decimal  # noqa: TC003 - pydantic reads the annotations
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class PostingStatus(StrEnum):
    """How far RevRec's home page would say that a posting is."""

    READY_TO_POST = "Ready to Post"
    IN_PROGRESS = "In Progress"
    SUCCESS = "Success"
    FAILED = "Failed"


class ReceiptTotal(BaseModel):
    """What a journal debits and credits on one account with one set of tracking options; base currency."""

    model_config = ConfigDict(frozen=True)

    account_code: str
    tracking: dict[str, str] = {}
    debit: Decimal
    credit: Decimal


class Receipt(BaseModel):
    """One journal entry after a sync.

    `action` says what was done (created, updated, approved, corrected, unchanged, left, nothing_to_post, held_back,
    would_create ... in a dry run). `date` is the journal's date in Xero, `revrec_date` the one that RevRec gave it.
    Amounts are in the organisation's base currency; `total` is the sum of the debits. `made_at` is UTC.
    """

    model_config = ConfigDict(frozen=True)

    journal_entry_id: str
    tenant_id: str
    organisation: str
    action: str
    status: PostingStatus
    manual_journal_id: str = ""
    manual_journal_status: str = ""
    link: str = ""
    date: Date
    revrec_date: Date
    currency: str
    lines: int
    entry_lines: int
    total: Decimal
    rounding: Decimal
    totals: list[ReceiptTotal]
    made_at: datetime
