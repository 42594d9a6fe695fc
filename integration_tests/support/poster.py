"""Somebody who posts journals with RevRec's keys into a company, as the destination does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.reading import catalog, read_in_process
from revrec_journals.key import JournalKey
from revrec_journals.receipt import PostingStatus, Receipt, ReceiptTotal

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
JANUARY = date(2026, 1, 31)
DEFERRED, SALES = "835", "200"
NORTH = {"Region": "North"}


class Poster:
    """Posts journals as the destination does, and keeps their receipts."""

    def __init__(self, xero: Sandbox, folder: Path) -> None:
        """Work in this company."""
        self._xero = xero
        self._tenant = _tenant(xero)
        self._file = folder / "receipts.jsonl"
        self._file.touch()

    @property
    def source(self) -> Row:
        """Return the option that points at the receipts."""
        return {"source": "receipts", "path": str(self._file)}

    def post(self, entry: str, amount: str = "100.00", *, day: date = JANUARY, correction: int = 0) -> Row:
        """Post a journal that recognises revenue in the region North; the receipt is kept, but not a correction's."""
        narration = f"Revenue recognition {JournalKey(entry, correction).mark()}"
        tracking = [{"Name": "Region", "Option": "North"}]
        lines = [
            {"AccountCode": DEFERRED, "LineAmount": amount, "Tracking": tracking},
            {"AccountCode": SALES, "LineAmount": str(-Decimal(amount)), "Tracking": tracking},
        ]
        journal = self._xero.act("create_manual_journal", narration=narration, lines=lines, date=day)
        if not correction:
            self.receive(entry, amount, day=day)
        return journal

    def receive(self, entry: str, amount: str = "100.00", *, day: date = JANUARY, action: str = "created") -> None:
        """Write a receipt."""
        sides = (Decimal(amount), Decimal(0))
        receipt = Receipt(
            journal_entry_id=entry,
            tenant_id=self._tenant,
            organisation="Demo Company",
            action=action,
            status=PostingStatus.SUCCESS,
            manual_journal_status="POSTED",
            date=day,
            revrec_date=day,
            currency="NZD",
            lines=2,
            entry_lines=2,
            total=sides[0],
            rounding=Decimal(0),
            totals=[
                ReceiptTotal(account_code=DEFERRED, tracking=NORTH, debit=sides[0], credit=sides[1]),
                ReceiptTotal(account_code=SALES, tracking=NORTH, debit=sides[1], credit=sides[0]),
            ],
            made_at=datetime.now(UTC),
        )
        with self._file.open("a") as file:
            file.write(receipt.model_dump_json() + "\n")


def _tenant(xero: Sandbox) -> str:
    (organisation,) = read_in_process(xero, xero.source_config(), catalog("organisations")).records("organisations")
    found: str = organisation["OrganisationID"]
    return found
