"""`make bench`, the other way: journals into a sandbox against a bare loop, and memory in the number of lines.

The bare loop parses the same input with orjson and sends the same calls with requests, unchecked: what the wire allows.
Every run posts into books without a journal. Speeds compare within this run only; memory is the peak of the whole
process.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integration_tests.bench.processes import BIN, calls, measured, sandbox, token
from integration_tests.support.posting import catalog, line, record

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL, LARGE, LINES_A_JOURNAL = 10_000, 1_000_000, 100
JOURNALS_OF_TEN = 1_000
SPEED, MEMORY = 0.2, 1.3
INVOICES = 1
"""Nothing reads them, and a sandbox has at least one."""

BARE_LOOP = """
import itertools, sys, requests, orjson
token, url, session = sys.argv[1], sys.argv[2], requests.Session()
headers = {"Authorization": "Bearer " + token, "Accept": "application/json", "Content-Type": "application/json"}
rows = (orjson.loads(line)["record"]["data"] for line in sys.stdin.buffer)
journals = []
def send():
    body = orjson.dumps({"ManualJournals": journals})
    session.put(url + "/ManualJournals?summarizeErrors=false", data=body, headers=headers).raise_for_status()
    journals.clear()
for entry, lines in itertools.groupby(rows, lambda row: row["Journal Entry Id"]):
    journals.append({"Narration": entry, "Date": "2026-01-31", "Status": "POSTED", "JournalLines": [
        {"LineAmount": float(row["Amount"]) * (1 if row["Posting Type"] == "Debit" else -1),
         "AccountCode": row["Account Number"], "Description": row["Description"]} for row in lines]})
    if len(journals) == 50:
        send()
if journals:
    send()
"""


def journal_lines(count: int, each: int) -> Iterator[bytes]:
    """Make the lines of journals of `each` lines as messages; no two lines of a journal are equal."""
    for number in range(count // each):
        for place in range(each):
            side, account = (("Debit", "835"), ("Credit", "200"))[place % 2]
            amount = f"{number % 1000 + 1}.{place // 2 % 100:02d}"
            text = f"order {place // 2}"
            yield record(line(f"JE-{number:06d}", side, amount, account, Description=text)) + b"\n"


def write_command(folder: Path, config: dict[str, Any]) -> list[str]:
    """Write the files of a sync and return the command that posts."""
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "catalog.json").write_text(json.dumps(catalog()))
    files = ["--config", str(folder / "config.json"), "--catalog", str(folder / "catalog.json")]
    return [str(BIN / "destination-xero-journals"), "write", *files]


def bare_command(config: dict[str, Any]) -> list[str]:
    """Return the command of the bare loop with a fresh token."""
    return [sys.executable, "-c", BARE_LOOP, token(config, "accounting.manualjournals"), config["api_url"]]


def main() -> None:
    """Measure and print; exits with 1 where a figure misses what is wanted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {}
        for count, each in ((SMALL, LINES_A_JOURNAL), (LARGE, LINES_A_JOURNAL), (JOURNALS_OF_TEN * 10, 10)):
            files[count, each] = folder / f"{count}-{each}.jsonl"
            with files[count, each].open("wb") as file:
                file.writelines(journal_lines(count, each))
        with sandbox(INVOICES) as (config, _):
            tens = measured(write_command(folder, config), files[JOURNALS_OF_TEN * 10, 10])
            made = calls(config)
        with sandbox(INVOICES) as (config, _):
            small = measured(write_command(folder, config), files[SMALL, LINES_A_JOURNAL])
        with sandbox(INVOICES) as (config, _):
            large = measured(write_command(folder, config), files[LARGE, LINES_A_JOURNAL])
        with sandbox(INVOICES) as (config, _):
            bare = measured(bare_command(config), files[LARGE, LINES_A_JOURNAL])
    most = math.ceil(JOURNALS_OF_TEN / 50) + 8
    print(f"calls: {made} for {JOURNALS_OF_TEN:,} journals of 10 lines in {tens.seconds:.1f} s (at most {most} wanted)")
    print(f"speed: {LARGE / large.seconds:,.0f} lines/s, bare loop {LARGE / bare.seconds:,.0f} lines/s")
    speed = bare.seconds / large.seconds
    print(f"ratio of speed, destination to bare loop: {speed:.2f} (at least {SPEED:.2f} wanted)")
    ratio = large.megabytes / small.megabytes
    print(
        f"ratio of memory, {LARGE:,} to {SMALL:,} lines: {ratio:.2f} = {large.megabytes:.0f} MB / "
        f"{small.megabytes:.0f} MB (at most {MEMORY:.2f} wanted)"
    )
    if made > most or ratio > MEMORY or speed < SPEED:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
