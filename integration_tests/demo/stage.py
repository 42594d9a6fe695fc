"""What the demo shows: headings, facts, a sync while it runs, and questions to the warehouse."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

FOLDER = Path("build/demo")
# PyAirbyte reads these when it is imported: no registry, no telemetry, no progress display besides ours.
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1", NO_LIVE_PROGRESS="1", AIRBYTE_NO_UV="1")
os.environ.setdefault("AIRBYTE_LOGGING_ROOT", str(FOLDER / "logs"))

import sqlalchemy  # noqa: E402
from rich import box  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from integration_tests.support.reading import api_calls  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from airbyte.caches import DuckDBCache

    from xero_sandbox import Sandbox

console = Console(file=sys.stdout, highlight=False)
_OF_WORDS = ("", "type", "status", "account", "Region")


def heading(text: str) -> None:
    """Print a section's title."""
    console.print(f"\n[bold]{text}[/bold]", soft_wrap=True)


def say(what: str, text: str) -> None:
    """Print a named fact."""
    console.print(f"  {what:<10} {text}", markup=False, soft_wrap=True)


def table(*columns: tuple[str, int]) -> Table:
    """Return an empty table whose columns have these names and least widths; figures stand on the right."""
    made = Table(*(name for name, _ in columns), box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for position, (name, width) in enumerate(columns):
        made.columns[position].min_width = width
        if name not in _OF_WORDS:
            made.columns[position].justify = "right"
    return made


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
    say("calls", f"{made} of the 60 a minute, {time.monotonic() - started:.1f} seconds")


def query(cache: DuckDBCache, sql: str) -> list[Any]:
    """Ask the warehouse."""
    with cache.get_sql_engine().connect() as connection:
        return list(connection.execute(sqlalchemy.text(sql)).fetchall())


def execute(cache: DuckDBCache, sql: str) -> None:
    """Tell the warehouse."""
    with cache.get_sql_engine().begin() as connection:
        connection.exec_driver_sql(sql)
