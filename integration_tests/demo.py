"""`make demo`: a Xero company arrives in DuckDB, people change things in Xero, the next sync brings the changes.

Everything is real but Xero: the connector's own process speaks the Airbyte protocol, PyAirbyte loads DuckDB, the
sandbox enforces Xero's limits. At the end the warehouse is held against the sandbox's own books, and any difference is
a failure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

FOLDER = Path("build/demo")
# PyAirbyte reads these when it is imported: no registry, no telemetry, no progress display besides ours.
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1", NO_LIVE_PROGRESS="1", AIRBYTE_NO_UV="1")
os.environ.setdefault("AIRBYTE_LOGGING_ROOT", str(FOLDER / "logs"))

import airbyte  # noqa: E402
import sqlalchemy  # noqa: E402
from airbyte.caches import DuckDBCache  # noqa: E402
from rich import box  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from integration_tests.reading import api_calls  # noqa: E402
from xero_sandbox import Sandbox  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(sys.executable).with_name("source-xero-revrec")
DATABASE = FOLDER / "company.duckdb"
CONFIG = FOLDER / "config.json"
STREAMS = (
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
# Xero's collection: its table, and how the table tells type, amount and currency.
TIED = {
    "Invoices": ("invoices", "type", "total", "currencycode"),
    "CreditNotes": ("credit_notes", "type", "total", "currencycode"),
    "Payments": ("payments", "paymenttype", "amount", "invoice->>'CurrencyCode'"),
    "Prepayments": ("prepayments", "type", "total", "currencycode"),
    "Overpayments": ("overpayments", "type", "total", "currencycode"),
}
Document = tuple[str, str, Decimal, str]
console = Console(file=sys.stdout, highlight=False)


def main() -> int:
    """Run the demo and return the exit code: 0 when warehouse and books tie to the cent."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    DATABASE.unlink(missing_ok=True)
    started = time.monotonic()
    with Sandbox() as xero:
        CONFIG.write_text(json.dumps(xero.source_config(), indent=2) + "\n")
        heading("1. A Xero to read from")
        say("company", f"{xero.books.organisation['Name']}, served at {xero.url}")
        say("limits", "60 calls a minute, 5 at once, 5,000 a day: Xero's own")

        heading("2. Airbyte's questions: check and discover")
        say("check", command("check", "CONNECTION_STATUS")["connectionStatus"]["status"])
        offered = [stream["name"] for stream in command("discover", "CATALOG")["catalog"]["streams"]]
        say("discover", f"{len(offered)} streams, of which {len(STREAMS)} are read here")

        with aside():
            source = airbyte.get_source(
                "source-xero-revrec",
                local_executable=SOURCE,
                config=xero.source_config(),
                streams=list(STREAMS),
                install_if_missing=False,
            )
        cache = DuckDBCache(db_path=DATABASE, schema_name="xero")
        heading("3. The first sync, through PyAirbyte into DuckDB")
        with progress(xero), aside():
            source.read(cache=cache)
        show_rows(cache)
        before = documents(cache)

        heading("4. People work in Xero")
        work(xero)

        heading("5. The next sync reads what changed")
        with progress(xero), aside():
            source.read(cache=cache)
        show_changes(before, documents(cache))

        heading("6. Does the warehouse equal Xero's books?")
        tied = tie_out(xero, cache)
        refused = xero.counters.count(status=429)
        say("limits", f"{api_calls(xero)} calls in all; {refused} were refused for going over Xero's limits")
    heading(
        "Every count and every amount ties to the cent." if tied else "THE FIGURES DO NOT TIE: see the table above."
    )
    say("took", f"{time.monotonic() - started:.0f} seconds")
    say("database", str(DATABASE))
    return 0 if tied else 1


def heading(text: str) -> None:
    """Print a section's title."""
    console.print(f"\n[bold]{text}[/bold]")


def say(what: str, text: str) -> None:
    """Print a named fact."""
    console.print(f"  {what:<10} {text}")


def command(name: str, kind: str) -> dict[str, Any]:
    """Run a command of the connector as a process and return its message of that kind."""
    done = subprocess.run([SOURCE, name, "--config", CONFIG], capture_output=True, text=True, check=True)
    messages: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    return next(message for message in messages if message["type"] == kind)


@contextmanager
def aside() -> Iterator[None]:
    """Put what PyAirbyte says about itself into a file."""
    with (FOLDER / "pyairbyte.log").open("a") as log, redirect_stderr(log), redirect_stdout(log):
        yield


@contextmanager
def progress(xero: Sandbox) -> Iterator[None]:
    """Show the calls of a sync while it runs, and its sum at the end."""
    before, started, done = api_calls(xero), time.monotonic(), threading.Event()
    with console.status("  starting the connector ...") as status:

        def watch() -> None:
            while not done.wait(0.2):
                made = api_calls(xero) - before
                last = xero.counters.calls[-1].place if made else "starting"
                status.update(f"  {time.monotonic() - started:3.0f} s   {made} calls to Xero, now {last} ...")

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
    made = api_calls(xero) - before
    say("sync", f"{made} calls of the 60 a minute, {time.monotonic() - started:.1f} seconds")


def query(cache: DuckDBCache, sql: str) -> list[Any]:
    """Ask the warehouse."""
    with cache.get_sql_engine().connect() as connection:
        return list(connection.execute(sqlalchemy.text(sql)).fetchall())


def show_rows(cache: DuckDBCache) -> None:
    """Print the rows of each stream."""
    counts = {stream: query(cache, f"select count(*) from xero.{stream}")[0][0] for stream in STREAMS}
    say("rows", ", ".join(f"{stream} {count}" for stream, count in counts.items()))


def documents(cache: DuckDBCache) -> dict[str, Document]:
    """Return number, status, total and currency of each sales document and contact in the warehouse."""
    found = {}
    for table, number in (("invoices", "invoicenumber"), ("credit_notes", "creditnotenumber")):
        key = "invoiceid" if table == "invoices" else "creditnoteid"
        for identity, *rest in query(cache, f"select {key}, {number}, status, total, currencycode from xero.{table}"):
            found[identity] = (rest[0], rest[1], Decimal(rest[2]), rest[3])
    for identity, name in query(cache, "select contactid, name from xero.contacts"):
        found[identity] = (name, "contact", Decimal(0), "")
    return found


def work(xero: Sandbox) -> None:
    """Do what people do in Xero between two syncs."""
    invoices = xero.books.collection("Invoices").values()
    clean = [
        invoice
        for invoice in invoices
        if invoice["Type"] == "ACCREC"
        and invoice["Status"] == "AUTHORISED"
        and invoice["AmountDue"] == invoice["Total"] > 500
        and invoice["CurrencyCode"] == "NZD"
    ]
    edited, voided, paid = (invoice["InvoiceNumber"] for invoice in clean[:3])
    renamed = clean[0]["Contact"]["Name"]
    lines = [
        {"Description": "Platform, Feb 2026", "Quantity": "3", "UnitAmount": "33.3333", "AccountCode": "200"},
        {"Description": "Goodwill", "Quantity": "1", "UnitAmount": "-0.01", "AccountCode": "200"},
    ]
    xero.act("edit_invoice_lines", id=edited, lines=lines)
    say("edited", f"{edited}: two lines, one of them -0.01")
    xero.act("void", id=voided)
    say("voided", voided)
    xero.act("pay_invoice", id=paid)
    say("paid", paid)
    added = xero.act("create_invoice", contact=renamed, lines=lines, date="2026-06-30", currency="USD", rate="0.61")
    say("added", f"{added['InvoiceNumber']} over {added['Total']} USD")
    credit = xero.act("create_credit_note", contact=renamed, lines=lines[:1], date="2026-06-30")
    xero.act("allocate_credit_note", id=credit["CreditNoteID"], invoice_id=edited, amount="10.00")
    say("credited", f"{credit['CreditNoteNumber']}, 10.00 of it on {edited}")
    xero.act("rename_contact", id=renamed, name=f"{renamed} (Holdings)")
    say("renamed", f"{renamed} is now {renamed} (Holdings)")


def show_changes(before: dict[str, Document], after: dict[str, Document]) -> None:
    """Print what the sync changed in the warehouse."""
    for identity, (number, status, total, currency) in after.items():
        was = before.get(identity)
        if was == (number, status, total, currency):
            continue
        if status == "contact":
            say("changed", f"contact {was[0] if was else 'new'} -> {number}")
        else:
            old = f"{was[1]} {was[2]:,.2f}" if was else "new"
            say("changed", f"{number}: {old} -> {status} {total:,.2f} {currency}")


def tie_out(xero: Sandbox, cache: DuckDBCache) -> bool:
    """Print counts and amounts in Xero and in the warehouse; return whether all are equal."""
    table = Table(
        "type", "status", "", "rows", "amount in Xero", "in DuckDB", "", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    for column, width in zip(table.columns, (20, 10, 3, 4, 14, 11, 1), strict=True):
        column.min_width = width
    for column in table.columns[3:]:
        column.justify = "right"
    books = {
        (row["Endpoint"], row["Type"], row["Status"], row["CurrencyCode"]): (row["Count"], row["Amount"])
        for row in xero.books.control_totals()
        if row["Endpoint"] in TIED
    }
    warehouse = {}
    for endpoint, (name, kind, amount, currency) in TIED.items():
        sql = f"select {kind}, status, {currency}, count(*), sum({amount}) from xero.{name} group by all"
        for document, status, code, count, total in query(cache, sql):
            warehouse[endpoint, document, status, code] = (count, Decimal(total))
    for key in sorted(books | warehouse):
        (count, amount), (rows, total) = books.get(key, (0, Decimal(0))), warehouse.get(key, (0, Decimal(0)))
        equal = (count, amount) == (rows, total)
        counted = str(count) if count == rows else f"{count}, not {rows}"
        figures = (counted, f"{amount:,.2f}", f"{total:,.2f}", "=" if equal else "≠")
        table.add_row(*key[1:], *figures, style="" if equal else "red")
    console.print(table)
    return books == warehouse


if __name__ == "__main__":
    sys.exit(main())
