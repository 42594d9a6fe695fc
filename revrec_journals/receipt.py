"""The receipt of a journal entry: what the destination wrote, and what the source compares with Xero."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812, TC003 - `date` is the name of a field
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from decimal import Decimal  # noqa: TC003 - pydantic reads the annotations
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from xero_api import money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


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


class NoReceipt(ValueError):
    """A line that was taken for a receipt and is none; the message names the line and quotes nothing of it."""


def receipt_line(receipt: Receipt) -> bytes:
    """Return a receipt as a JSON object; amounts are text with their digits, so that no reader rounds them."""
    return receipt.model_dump_json().encode()


def read_receipts(lines: Iterable[bytes], title: str, warn: Callable[[str], object]) -> Iterator[Receipt]:
    """Yield the receipts of a file called `title`; blank lines are passed over.

    A destination that was killed leaves half a line: `warn` is told, and its entry shows as found without a receipt.
    Raises NoReceipt for a line that is whole and no receipt.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = money.parse(line)
        except ValueError:
            warn(f"{title}, line {number} is no whole receipt and is left out.")
            continue
        try:
            yield Receipt.model_validate(found)
        except ValidationError as invalid:
            places = {".".join(map(str, fault["loc"])) for fault in invalid.errors()}
            raise NoReceipt(
                f"{title}, line {number} is no receipt of destination-xero-journals (wrong or missing: "
                f"{', '.join(sorted(places)) or 'all of it'}). Give the file or folder of its receipts."
            ) from None
