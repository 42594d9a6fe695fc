"""The command `close` as a controller runs it: real processes, files that the destination posts, and its refusals."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from integration_tests.support.posting import COMMAND as DESTINATION
from integration_tests.support.reading import SandboxTime
from integration_tests.support.recognition import DEFERRED, Closes
from integration_tests.support.scene import line, sell
from source_xero_revrec.close.command import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from integration_tests.support.forked import Forked
    from xero_sandbox import Sandbox

YEAR = "Platform Pro 01/01/2026 - 31/12/2026"
CLOSED, FAILED, WRONG_USE, REFUSED = 0, 1, 2, 3


class Controller:
    """Closes months of one company in a folder of its own."""

    def __init__(self, xero: Sandbox, folder: Path, forked: Forked) -> None:
        """Recognise here."""
        self.xero, self._forked = xero, forked
        self.folder = folder
        self.closes = Closes(xero)
        self.said = ""

    def close(self, period: str, *options: str, **answers: Any) -> int:  # noqa: ANN401 - any answer of the form
        """Run the command and return its exit code; what it wrote on both streams is kept."""
        self.closes.here |= answers
        config = self.folder / "config.json"
        config.write_text(json.dumps(self.closes.config(), default=str), encoding="utf-8")
        output = self.output(period)
        words = ("close", "--config", config, "--period", period, "--output", output, *options)
        done = self._forked.run("source-xero-revrec", *words, folder=self.folder)
        self.said = done.stdout + done.stderr
        return done.returncode

    def output(self, period: str) -> Path:
        """Return the folder of a month's files."""
        return self.folder / period

    def post(self, period: str) -> None:
        """Post a close's entries with the destination's own command, as the file is."""
        config, catalog = self.folder / "destination.json", self.folder / "catalog.json"
        config.write_text(json.dumps(self.xero.destination_config(), default=str), encoding="utf-8")
        replay = [DESTINATION, "replay", self.output(period) / "JournalEntries.csv", "--config", config]
        records = subprocess.run(replay, capture_output=True, check=True)
        catalog.write_text(
            json.dumps(
                {
                    "streams": [
                        {
                            "stream": {
                                "name": "JournalEntries",
                                "json_schema": {},
                                "supported_sync_modes": ["full_refresh"],
                            },
                            "sync_mode": "full_refresh",
                            "destination_sync_mode": "append",
                        }
                    ]
                }
            )
        )
        write = [DESTINATION, "write", "--config", config, "--catalog", catalog]
        done = subprocess.run(write, input=records.stdout, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode()

    def summary(self, period: str) -> dict[str, Any]:
        """Return the first sheet of a close's workbook."""
        book = load_workbook(self.output(period) / "close.xlsx", read_only=True)
        assert book.sheetnames == [
            "Summary", "Roll-forward", "Tie", "Entries", "Schedule", "Prior-period", "Held", "Waterfall"
        ]  # fmt: skip
        return {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True) if row[0]}


@pytest.fixture
def controller(xero: Sandbox, tmp_path: Path, forked: Forked) -> Controller:
    """Give a test a company that has sold nothing yet; it is April 2026."""
    return Controller(xero, tmp_path, forked)


def entries_of(controller: Controller, period: str) -> list[dict[str, str]]:
    """Return the lines of a close's file of entries."""
    return [*csv.DictReader((controller.output(period) / "JournalEntries.csv").open(encoding="utf-8"))]


def test_a_month_closes_posts_and_ties(xero: Sandbox, controller: Controller) -> None:
    """The summary, three files, and a ledger that ties once the destination has posted them; then nothing is left."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))

    assert controller.close("2026-01") == CLOSED, controller.said
    assert "May be closed" in controller.said
    assert "1,100.00 NZD" in controller.said
    entries = entries_of(controller, "2026-01")
    assert {row["Journal Entry Id"] for row in entries} == {"REV-2026-01-DEFERRAL", "REV-2026-01-RELEASE"}
    assert {row["Period Status"] for row in entries} == {"Closed"}
    with gzip.open(controller.output("2026-01") / "RevenueSchedule-2026-01.csv.gz", "rt", encoding="utf-8") as frozen:
        assert sum(Decimal(row["recognised_amount"] or 0) for row in csv.DictReader(frozen)) == Decimal(1200)
    assert controller.summary("2026-01")["Verdict"] == "May be closed"

    controller.post("2026-01")
    assert controller.closes.balance(DEFERRED, "2026-01") == Decimal(1100)
    assert controller.close("2026-01", "--overwrite") == CLOSED, controller.said
    assert "none, all is in Xero" in controller.said
    assert entries_of(controller, "2026-01") == [], "entries that are in Xero are not left to be posted"


def test_a_held_line_refuses_the_close(xero: Sandbox, controller: Controller) -> None:
    """With its amount and what to do; nothing that could be posted is written, and a limit lets it pass."""
    sell(xero, line("1200.00", YEAR), line("50.00", "Something"), day=date(2026, 1, 5))

    assert controller.close("2026-01") == REFUSED
    assert "1 line is held, 50.00 NZD" in controller.said
    assert [path.name for path in controller.output("2026-01").iterdir()] == ["close.xlsx"]
    assert controller.summary("2026-01")["Verdict"] == "Refused"
    assert controller.close("2026-01", "--overwrite", held_limit=50) == CLOSED, controller.said


def test_a_month_before_that_is_not_posted_refuses_the_close(xero: Sandbox, controller: Controller) -> None:
    """Months close in their order."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))

    assert controller.close("2026-02") == REFUSED
    assert "journals of earlier months are not in Xero: REV-2026-01-DEFERRAL, REV-2026-01-RELEASE" in controller.said
    assert (
        controller.close("2026-02", "--overwrite", cut_over={"first_period": "2026-02", "opening": "journal"}) == CLOSED
    )
    assert "REV-OPENING" in controller.said


def test_a_restatement_refuses_the_close(xero: Sandbox, controller: Controller) -> None:
    """A late invoice in a closed month is shown, and a person decides."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    assert controller.close("2026-01") == CLOSED, controller.said
    controller.post("2026-01")
    sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))

    assert controller.close("2026-02") == REFUSED
    assert "550.00 NZD would be made up for closed months" in controller.said
    assert controller.close("2026-02", "--overwrite", restate_limit=550) == CLOSED, controller.said
    controller.post("2026-02")
    assert controller.closes.tie("2026-02")["tie_status"] == "Ties"


def test_a_month_that_is_not_over_is_a_preview_at_most(xero: Sandbox, controller: Controller) -> None:
    """Its entries bear the status Open, so that nobody posts them by mistake."""
    today = datetime.now(UTC).date().replace(day=1)
    period = f"{today:%Y-%m}"
    sell(
        xero,
        line("1200.00", f"Platform Pro {today:%d/%m/%Y} - {today.replace(year=today.year + 1):%d/%m/%Y}"),
        day=today,
    )

    assert controller.close(period) == REFUSED
    assert f"{period} is not over" in controller.said
    assert controller.close(period, "--overwrite", "--preview") == CLOSED, controller.said
    entries = entries_of(controller, period)
    assert {row["Period Status"] for row in entries} == {"Open"}


@pytest.mark.parametrize("period", ["2026-1", "January", "0001-01", "9999-12"])
def test_a_wrong_month_is_wrong_use(controller: Controller, period: str) -> None:
    """Nothing is read."""
    assert controller.close(period) == WRONG_USE
    assert "write it as 2026-01" in controller.said


def test_files_of_an_earlier_close_are_not_replaced(controller: Controller) -> None:
    """Unless somebody says so."""
    controller.close("2026-01")

    assert controller.close("2026-01") == FAILED
    assert "--overwrite" in controller.said


class EditingClock(SandboxTime):
    """A clock by which somebody edits an invoice as soon as its page was read, while the close goes on."""

    def __init__(self, xero: Sandbox, edit: Callable[[], Any]) -> None:
        """Edit once."""
        super().__init__(xero)
        self._books, self._edit = xero, edit
        self.edited = False

    def now(self) -> datetime:
        """Return the sandbox's time, a second later once the invoice is edited."""
        if not self.edited and any(call.place == "Invoices" for call in self._books.counters.calls):
            self.edited = True
            self._books.clock.advance(1)
            self._edit()
        return super().now()


def test_an_invoice_that_is_edited_while_the_close_reads_counts_once(xero: Sandbox, tmp_path: Path) -> None:
    """As it is after the edit: in the summary, in the schedule, and in the entries that are made of it."""
    # More than a page: what changes on the first one while the second is read is handed out once more.
    made = [sell(xero, line("12.00", YEAR), day=date(2026, 1, 5)) for _ in range(1_001)]
    xero.clock.advance(600)
    first = min(each["InvoiceID"] for each in made)
    edited = {"Description": YEAR, "Quantity": "1", "UnitAmount": "6.00", "AccountCode": "200"}
    clock = EditingClock(xero, lambda: xero.act("edit_invoice_lines", id=first, lines=[edited]))
    config = tmp_path / "config.json"
    config.write_text(json.dumps(Closes(xero).config(), default=str), encoding="utf-8")
    asked = ["--config", str(config), "--period", "2026-01", "--output", str(tmp_path / "closed")]
    out, err = io.StringIO(), io.StringIO()
    code = main(asked, keep_config=lambda *_: None, clock=clock, stdout=out, stderr=err)
    book = load_workbook(tmp_path / "closed" / "close.xlsx", read_only=True)

    assert (clock.edited, code) == (True, CLOSED), out.getvalue() + err.getvalue()
    summary = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert (summary["Billed"], summary["Recognised"]) == (12_006, 1_000.5)
    numbers = [row[0] for row in book["Schedule"].iter_rows(min_row=2, values_only=True)]
    assert numbers == [each["InvoiceNumber"] for each in made] + ["Total"]
