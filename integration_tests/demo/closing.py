"""The demo's month end: RevRec closes a month, and its journals are posted once, proved, edited by hand, put right."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from integration_tests.demo.control import found_by_control
from integration_tests.demo.journal_report import JournalReport
from integration_tests.demo.journals import CALLED_OTHERWISE, JOURNAL_ENTRIES, RECEIPTS, SCHEMA, land, post
from integration_tests.demo.stage import heading, say
from integration_tests.support.posting import in_books

from airbyte.caches import DuckDBCache  # isort: skip - after stage, which tells PyAirbyte to stay quiet

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

EDITED = "JE-2026-01-12"


def close(xero: Sandbox, database: Path, source: Path) -> bool:
    """Show the month end in six sections; return whether Xero has RevRec's journals, and every step did its part."""
    shutil.rmtree(RECEIPTS, ignore_errors=True)
    xero.clock.advance(86_400)
    cache = DuckDBCache(db_path=database, schema_name=SCHEMA)
    heading(f"10. The next day RevRec closes January 2026, and its {JOURNAL_ENTRIES.name} lands in DuckDB")
    journals = land(cache)
    report = JournalReport(xero, cache)

    heading("11. PyAirbyte posts the table to Xero through destination-xero-journals")
    called = ", ".join(f"{ours} is called {theirs}" for ours, theirs in CALLED_OTHERWISE.items())
    say("tracking", f"Location to Region, where {called}; Class to Product Line")
    _, posted = post(xero, journals)

    heading("12. The same table once more")
    before = _stamps(xero)
    _, again = post(xero, journals)
    again = again and _stamps(xero) == before
    say("posted", "nothing: every journal is in Xero already" if again else "SOMETHING, AND NOTHING WAS DUE")

    heading("13. Do Xero's manual journals and its Trial Balance equal RevRec's Journal Report?")
    proved = report.show()

    heading("14. A day later somebody edits a line in Xero, and the table is sent again")
    _edit(xero)
    heard, untouched = post(xero, journals)
    reported = (
        not untouched and not report.ties() and any(line.startswith("CHANGED:") and EDITED in line for line in heard)
    )
    reported = found_by_control(xero, cache, source) == {EDITED} and reported

    heading("15. With on_changed set to update, Xero's journal is RevRec's again")
    _, updated = post(xero, journals, on_changed="update")
    updated = updated and report.ties()
    say("ties", "every account and Region, and the Trial Balance" if updated else "NOT: see the log above")
    return posted and again and proved and reported and updated


def _edit(xero: Sandbox) -> None:
    xero.clock.advance(86_400)
    (journal,) = (each for each in in_books(xero) if f"[RevRec {EDITED}]" in each["Narration"])
    place, line = next(
        (place, line) for place, line in enumerate(journal["JournalLines"]) if line["AccountCode"] == "200"
    )
    tracking = [{key: each[key] for key in ("Name", "Option")} for each in line["Tracking"]]
    region = next(each for each in tracking if each["Name"] == "Region")
    was, region["Option"] = region["Option"], "North"
    xero.act("edit_manual_journal_line", id=journal["ManualJournalID"], line=place, Tracking=tracking)
    say("edited", f"{EDITED}, a line on 200: Region {was} is now North. No balance of an account shows it")


def _stamps(xero: Sandbox) -> dict[str, Any]:
    """Return when each of RevRec's journals was last written."""
    return {each["ManualJournalID"]: each["UpdatedDateUTC"] for each in in_books(xero)}
