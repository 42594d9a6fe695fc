"""`make bench`: recognition against the bare loop that reads the same invoices, and its memory in their number.

Invoices of 3 lines with service periods up to a year. `journal_entries` and `deferred_revenue` come from sums of all
documents, without a row of the schedule; `revenue_schedule` writes each month of each line. Seconds compare within this
run only.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from integration_tests.bench.processes import measured, sandbox
from integration_tests.bench.reading import bare_command, read_command

SMALL, LARGE = 10_000, 100_000
ENTRIES, SCHEDULE = ("journal_entries", "deferred_revenue"), ("revenue_schedule",)
HERE = {"recognised_by": "here", "deferred_account": "835", "undated": "at_invoice_date"}
SPEED, ROWS, MEMORY = 0.3, 3.0, 1.2
"""2,000 invoices and 20,000 rows a second are less than these ratios where the bare loop reads 7,000 invoices."""


def rows_of(command: list[str]) -> int:
    """Return how many rows a read says at its end that it sent."""
    last = b"{}"
    # Line by line: a process that is started counts the memory of the one that started it.
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            last = line
    said = json.loads(last)["log"]["message"]
    return int(said.rpartition(" ")[2].rstrip("."))


def main() -> None:
    """Measure and print; exits with 1 where a figure misses what is wanted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def command(config: dict[str, Any], streams: tuple[str, ...]) -> list[str]:
            return read_command(folder, {**config, "recognition": HERE}, streams)

        with sandbox(SMALL) as (config, _):
            before = {streams: measured(command(config, streams)) for streams in (ENTRIES, SCHEDULE)}
            rows = rows_of(command(config, SCHEDULE)) * LARGE // SMALL
        with sandbox(LARGE) as (config, _):
            after = {streams: measured(command(config, streams)) for streams in (ENTRIES, SCHEDULE)}
            bare = measured(bare_command(config))
    floor, invoices, scheduled = (
        count / run.seconds for count, run in ((LARGE, bare), (LARGE, after[ENTRIES]), (rows, after[SCHEDULE]))
    )
    print(
        f"speed: journal entries and roll-forward {invoices:,.0f} invoices/s, schedule {scheduled:,.0f} rows/s (about "
        f"{rows:,} in all), bare loop {floor:,.0f} invoices/s"
    )
    print(
        f"ratio of speed, entries and roll-forward to bare loop: {invoices / floor:.2f} (at least {SPEED:.2f} wanted)"
    )
    print(f"ratio of schedule rows to the bare loop's invoices: {scheduled / floor:.1f} (at least {ROWS:.1f} wanted)")
    grown = {streams: after[streams].megabytes / before[streams].megabytes for streams in (ENTRIES, SCHEDULE)}
    for streams, ratio in grown.items():
        print(
            f"ratio of memory, {' and '.join(streams)}, {LARGE:,} to {SMALL:,} invoices: {ratio:.2f} = "
            f"{after[streams].megabytes:.0f} MB / {before[streams].megabytes:.0f} MB (at most {MEMORY:.2f} wanted)"
        )
    if invoices < SPEED * floor or scheduled < ROWS * floor or max(grown.values()) > MEMORY:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
