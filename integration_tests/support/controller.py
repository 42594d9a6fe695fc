"""A controller who closes months with the command and posts them, in this process and over real HTTP."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.posting import record, write_in_process
from integration_tests.support.reading import SandboxTime
from integration_tests.support.recognition import DEFERRED, SALES, Closes
from source_xero_revrec.close.command import main

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox

Row = dict[str, Any]
ANYTHING = 10**9
"""A limit that nothing reaches."""


class Controller:
    """Closes a company's months in a folder for each, with the evidence in one of its own."""

    def __init__(self, xero: Sandbox, folder: Path, **options: Any) -> None:  # noqa: ANN401 - any option
        """Recognise here, with a person who restates whatever comes up."""
        self.closes = Closes(xero, **options)
        self.folder = folder
        self.evidence = folder / "evidence"
        self.closes.here |= {"evidence": str(self.evidence), "restate_limit": ANYTHING}
        self.said = ""
        self._xero = xero

    def close(self, period: str, *options: str, **answers: Any) -> int:  # noqa: ANN401 - any answer of the form
        """Run the command and return its exit code; what it wrote on both streams is kept."""
        self.closes.here |= answers
        config, said = self.folder / "config.json", io.StringIO()
        config.write_text(json.dumps(self.closes.config(), default=str), encoding="utf-8")
        given = ["--config", str(config), "--period", period, "--output", str(self.output(period)), "--overwrite"]
        code = main(
            [*given, *options], keep_config=lambda *_: None, clock=SandboxTime(self._xero), stdout=said, stderr=said
        )
        self.said = said.getvalue()
        return code

    def output(self, period: str) -> Path:
        """Return the folder of a month's files."""
        return self.folder / period

    def entries(self, period: str) -> list[Row]:
        """Return the lines of a close's file of entries."""
        path = self.output(period) / "JournalEntries.csv"
        return [*csv.DictReader(path.open(encoding="utf-8"))] if path.exists() else []

    def post(self, period: str, **options: Any) -> Written:  # noqa: ANN401 - any option of the destination
        """Post a close's file of entries and return what the destination said."""
        config = self._xero.destination_config(**options)
        return write_in_process(self._xero, config, map(record, self.entries(period)))

    def month(self, period: str, *options: str, **destination: Any) -> None:  # noqa: ANN401 - as above
        """Close a month and post it, which must both go well."""
        assert self.close(period, *options) == 0, self.said
        if self.entries(period):
            written = self.post(period, **destination)
            assert written.failure is None, written.log()

    def changes(self, period: str) -> list[Row]:
        """Return what a month's entries make up for, as the stream tells it where the month is closed now."""
        rows = self.closes.read(period, "recognition_changes", "journal_entries").records("recognition_changes")
        return [row for row in rows if row["period"] == period]

    def prior(self, period: str) -> dict[str, Decimal]:
        """Return what the latest reading makes up for, by account, credits positive."""
        sums: dict[str, Decimal] = {}
        for row in self.closes.reading.records("journal_entries"):
            if row["journal_entry_id"] == f"REV-{period}-PRIOR":
                amount = Decimal(str(row["amount"])) * (1 if row["posting_type"] == "Credit" else -1)
                sums[row["account_number"]] = sums.get(row["account_number"], Decimal(0)) + amount
        return {account: amount for account, amount in sums.items() if amount}

    def books(self, period: str) -> tuple[Decimal, Decimal]:
        """Return the deferred balance and the revenue of the year in the sandbox's books at a month's end."""
        return self.closes.balance(DEFERRED, period), self.closes.balance(SALES, period)


def explained(changes: list[Row]) -> dict[str, Decimal]:
    """Return what changes explain, by account, credits positive."""
    sums: dict[str, Decimal] = {}
    for row in changes:
        amount = Decimal(str(row["home_amount"]))
        sums[row["account_code"]] = sums.get(row["account_code"], Decimal(0)) + amount
    return {account: amount for account, amount in sums.items() if amount}


def reasons(changes: list[Row]) -> dict[tuple[str, str], Decimal]:
    """Return what changes bring onto the deferred account, by reason and document or journal."""
    sums: dict[tuple[str, str], Decimal] = {}
    for row in changes:
        if row["account_code"] == DEFERRED:
            key = row["reason"], row.get("document_number") or row.get("changed_journal_entry_id") or ""
            sums[key] = sums.get(key, Decimal(0)) + Decimal(str(row["home_amount"]))
    return sums
