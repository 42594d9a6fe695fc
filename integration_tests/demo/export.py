"""RevRec's export as a source: JournalEntries.csv, line by line, in the Airbyte protocol and nothing else.

It stands in for the source that reads your export or your warehouse, and runs as a process of its own:
`python export.py spec | check | discover | read`, with the file's path in the configuration.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

STREAM = "journal_entries"
COLUMNS = (
    "Transaction Date",
    "Journal Entry Id",
    "Account Number",
    "Account Name",
    "Posting Type",
    "Amount",
    "Description",
    "Class",
    "Location",
    "Department",
    "Customer Name",
    "Currency",
    "Period Status",
)
_AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")


def messages(command: str, path: str) -> Iterator[dict[str, Any]]:
    """Answer a command of the protocol; `path` is empty where the command has no configuration."""
    if command == "spec":
        form = {"type": "object", "required": ["path"], "properties": {"path": {"type": "string", "title": "File"}}}
        yield {"type": "SPEC", "spec": {"connectionSpecification": form}}
    elif command == "check":
        found = Path(path).is_file()
        status = {"status": "SUCCEEDED"} if found else {"status": "FAILED", "message": f"There is no file {path}."}
        yield {"type": "CONNECTION_STATUS", "connectionStatus": status}
    elif command == "discover":
        yield {"type": "CATALOG", "catalog": {"streams": [stream()]}}
    else:
        yield from records(path)


def stream() -> dict[str, Any]:
    """Return the only stream: the day is a date and the amount a number, everything else is text as it is written."""
    types = {
        "Transaction Date": {"type": "string", "format": "date"},
        "Amount": {"type": "number"},
    }
    properties = {column: types.get(column, {"type": "string"}) for column in COLUMNS}
    return {
        "name": STREAM,
        "json_schema": {"type": "object", "properties": properties},
        "supported_sync_modes": ["full_refresh"],
    }


def records(path: str) -> Iterator[dict[str, Any]]:
    """Yield each line of the file; raises ValueError for an amount that is not a plain one with two decimals."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if not _AMOUNT.fullmatch(line["Amount"]):
                raise ValueError(f"Amount {line['Amount']!r} is no amount with two decimals")
            # The digits go out as they stand in the file, through no float.
            data = {**line, "Amount": orjson.Fragment(line["Amount"])}
            record = {"stream": STREAM, "data": data, "emitted_at": int(time.time() * 1_000)}
            yield {"type": "RECORD", "record": record}


def main() -> None:
    """Run a command and print its messages."""
    parser = argparse.ArgumentParser(prog="source-revrec-export")
    parser.add_argument("command", choices=("spec", "check", "discover", "read"))
    for option in ("--config", "--catalog", "--state"):
        parser.add_argument(option)
    given = parser.parse_args()
    path = json.loads(Path(given.config).read_text(encoding="utf-8"))["path"] if given.config else ""
    for message in messages(given.command, path):
        sys.stdout.buffer.write(orjson.dumps(message) + b"\n")


if __name__ == "__main__":
    main()
