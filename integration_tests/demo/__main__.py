"""`make demo`: a Xero company arrives in DuckDB, and changes after it; a month's journals go from DuckDB into Xero.

Everything is real but Xero: the connectors' own processes speak the Airbyte protocol, PyAirbyte loads and reads DuckDB,
the sandbox enforces Xero's limits. The warehouse is held against the sandbox's own books, and any difference is a
failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from integration_tests.demo.closing import close
from integration_tests.demo.people import documents, show_changes, work
from integration_tests.demo.stage import FOLDER, aside, execute, heading, progress, query, say
from integration_tests.demo.three_closes import DATABASE as CLOSES
from integration_tests.demo.three_closes import close_three_months
from integration_tests.demo.tie_out import books_tie, rows_tie
from integration_tests.support.reading import api_calls
from xero_sandbox import Sandbox

import airbyte  # isort: skip - after stage, which tells it to stay quiet
from airbyte.caches import DuckDBCache  # isort: skip

SOURCE = Path(sys.executable).with_name("source-xero-revrec")
CRM = Path(__file__).parent.parent / "scenarios" / "crm_customers.csv"
DATABASE = FOLDER / "company.duckdb"
CONFIG = FOLDER / "config.json"
WORKBOOK = FOLDER / "revrec.xlsx"
RAW = (
    "invoices",
    "credit_notes",
    "contacts",
    "payments",
    "prepayments",
    "overpayments",
    "accounts",
    "items",
    "manual_journals",
    "tracking_categories",
    "tax_rates",
    "currencies",
    "organisations",
)
REVREC = ("customers", "products", "billing_schedule", "pending_data", "recon_errors", "control_totals")
MODE = {"mode": "customer_name_mapping", "crm": {"source": "file", "location": str(CRM)}}
FIELDS = [{"revrec_field": "Location", "xero_tracking_category": "Region"}]


def main() -> int:
    """Run the demo and return the exit code: 0 when warehouse, rows, journals and books tie to the cent."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    DATABASE.unlink(missing_ok=True)
    started = time.monotonic()
    with Sandbox() as xero:
        config = {**xero.source_config(), "mode": MODE, "custom_fields": FIELDS}
        CONFIG.write_text(json.dumps(config, indent=2) + "\n")
        heading("1. A Xero to read from")
        say("company", f"{xero.books.organisation['Name']}, served at {xero.url}")
        say("limits", "60 calls a minute, 5 at once, 5,000 a day: Xero's own")
        say("mode", f"Use Customer Name Mapping, with the CRM's customers in {CRM.name}")

        heading("2. Airbyte's questions: check and discover")
        say("check", command("check", "CONNECTION_STATUS")["connectionStatus"]["status"])
        offered = [stream["name"] for stream in command("discover", "CATALOG")["catalog"]["streams"]]
        say(
            "discover", f"{len(offered)} streams, of which {len(RAW)} raw ones and RevRec's {len(REVREC)} are read here"
        )

        with aside():
            source = airbyte.get_source(
                "source-xero-revrec",
                local_executable=SOURCE,
                config=config,
                streams=[*RAW, *REVREC],
                install_if_missing=False,
            )
        cache = DuckDBCache(db_path=DATABASE, schema_name="xero")
        heading("3. The first sync, through PyAirbyte into DuckDB: each page of documents is fetched once")
        with progress(xero), aside():
            source.read(cache=cache)
        execute(cache, views())
        show_rows(cache)
        before = documents(cache)

        heading("4. What waits for its customer, and what was found")
        show_pending(cache)
        show_findings(cache)

        heading("5. An hour later: people work in Xero")
        work(xero)

        heading("6. The next sync reads what changed, what no timestamp shows included")
        with progress(xero), aside():
            source.read(cache=cache)
        show_changes(before, documents(cache))
        show_pending(cache)
        show_findings(cache)

        heading("7. Does the warehouse equal Xero's books?")
        tied = books_tie(xero, cache)
        heading("8. Is every document in RevRec's rows, pending, or excluded?")
        tied = rows_tie(cache) and tied

        heading("9. The workbook that RevRec imports")
        xero.clock.advance(60)
        say("a minute", "passes in the sandbox, since all of this comes to more than 60 calls")
        show_workbook()

        tied = close(xero, DATABASE, SOURCE) and tied
        refused, calls = xero.counters.count(status=429), api_calls(xero)
    tied = close_three_months(SOURCE) and tied
    heading(
        "Every count and every amount ties to the cent." if tied else "THE FIGURES DO NOT TIE: see the tables above."
    )
    say("limits", f"{calls} calls in all; {refused} were refused for going over Xero's limits")
    say("took", f"{time.monotonic() - started:.0f} seconds")
    say("databases", f"{DATABASE}, {CLOSES}: `make dbt` builds its models and tests on both")
    return 0 if tied else 1


def command(name: str, kind: str) -> dict[str, Any]:
    """Run a command of the connector as a process and return its message of that kind."""
    done = subprocess.run([SOURCE, name, "--config", CONFIG], capture_output=True, text=True, check=True)
    messages: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    return next(message for message in messages if message["type"] == kind)


def views() -> str:
    """Return the shipped views' SQL, as the command line prints it."""
    words = [SOURCE, "views", "--schema", "xero", "--mode", MODE["mode"]]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def show_rows(cache: DuckDBCache) -> None:
    """Print the rows of each stream."""
    for what, streams in (("raw", RAW), ("RevRec", REVREC)):
        counts = {stream: query(cache, f"select count(*) from xero.{stream}")[0][0] for stream in streams}
        say(what, ", ".join(f"{stream} {count}" for stream, count in counts.items()))


def show_pending(cache: DuckDBCache) -> None:
    """Print who waits for a CRM customer, with hints, and what was cleared."""
    waiting = query(
        cache,
        "select contact_name, count(*), sum(amount), currency, max(hints) from xero.revrec_pending "
        "group by contact_name, currency order by contact_name, currency",
    )
    for name, count, amount, currency, hints in waiting:
        say("pending", f"{name}: {count} documents, {amount:,.2f} {currency}" + (f"; like {hints}?" if hints else ""))
    for name, count, reason in query(
        cache,
        "select contact_name, count(*), max(reason) from xero.pending_data where status = 'Cleared' "
        "group by contact_name order by contact_name",
    ):
        say("cleared", f"{name}: {count} documents. {reason}")


def show_findings(cache: DuckDBCache) -> None:
    """Print how many documents failed which check."""
    findings = query(
        cache,
        "select \"check\", severity, reason, count(*), max(explanation) from xero.recon_errors where status = 'Open' "
        "group by all order by 1",
    )
    for check, severity, reason, count, explanation in findings:
        say("finding", f"{check} {severity} {reason}, {count} documents. For example: {explanation}")
    if not findings:
        say("findings", "none: header, lines, settlement and allocations of every document agree")


def show_workbook() -> None:
    """Write the workbook with the command that people use, and print what it says."""
    WORKBOOK.unlink(missing_ok=True)
    words = [SOURCE, "workbook", "--config", CONFIG, "--output", WORKBOOK]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    for line in (done.stdout + done.stderr).splitlines():
        say("workbook", line.strip())


if __name__ == "__main__":
    sys.exit(main())
