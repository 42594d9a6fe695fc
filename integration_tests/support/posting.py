"""Posting into a sandbox: in a process, as Airbyte does, or in this one with a clock that moves instead of waiting."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from destination_xero_journals.commands.airbyte import failed
from destination_xero_journals.destination import DestinationXeroJournals
from destination_xero_journals.input.messages import Output
from integration_tests.support.reading import SandboxTime, api_calls
from unit_tests.destination_xero_journals.made_input import without_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from xero_sandbox import Sandbox

Row = dict[str, Any]
COMMAND = Path(sys.executable).with_name("destination-xero-journals")
STREAM = "journal_entries"


class Heard(Output):
    """Keeps messages instead of printing them."""

    def __init__(self, lines: list[bytes] | None = None) -> None:
        """Keep them in `lines`, if a list is given."""
        self.lines = [] if lines is None else lines

    def line(self, message: bytes) -> None:
        """Keep a message."""
        self.lines.append(message)


@dataclass
class Written:
    """What a write said, how it ended, and how many calls it took."""

    lines: list[bytes] = field(default_factory=list)
    failure: Exception | None = None
    calls: int = 0

    @property
    def messages(self) -> list[Row]:
        """Return the messages in their order."""
        return [orjson.loads(line) for line in self.lines]

    def states(self) -> list[bytes]:
        """Return the states that were acknowledged, as they came in, byte for byte."""
        return [without_counts(line) for line in self.lines if orjson.loads(line)["type"] == "STATE"]

    def log(self, level: str = "") -> list[str]:
        """Return the lines of the log, of one level or of all."""
        logs = [message["log"] for message in self.messages if message["type"] == "LOG"]
        return [each["message"] for each in logs if level in ("", each["level"])]

    def error(self) -> Row:
        """Return the error that Airbyte shows."""
        (found,) = [message["trace"]["error"] for message in self.messages if message["type"] == "TRACE"]
        error: Row = found
        return error


def record(row: Mapping[str, Any], stream: str = STREAM) -> bytes:
    """Return a row as a RECORD message."""
    return orjson.dumps({"type": "RECORD", "record": {"stream": stream, "data": row, "emitted_at": 1_760_000_000_000}})


def state(cursor: object, stream: str = STREAM) -> bytes:
    """Return a STATE message with a field that nobody knows."""
    return orjson.dumps(
        {
            "type": "STATE",
            "state": {
                "type": "STREAM",
                "stream": {"stream_descriptor": {"name": stream}, "stream_state": {"cursor": cursor}},
                "sourceStats": {"recordCount": 1.0},
            },
            "unknown_field": {"kept": True},
        }
    )


def catalog(*streams: str, mode: str = "append", key: Sequence[str] = ()) -> Row:
    """Return a configured catalog of streams."""
    return {
        "streams": [
            {
                "stream": {"name": name, "json_schema": {}, "supported_sync_modes": ["full_refresh"]},
                "sync_mode": "full_refresh",
                "destination_sync_mode": mode,
                "primary_key": [[column] for column in key],
            }
            for name in streams or (STREAM,)
        ]
    }


def write_in_process(
    xero: Sandbox,
    config: Row,
    lines: Iterable[bytes],
    selected: Row | None = None,
    *,
    seed: int = 0,
    clock: SandboxTime | None = None,
    heard: Heard | None = None,
) -> Written:
    """Post over real HTTP without a process; a failure is said as the command says it."""
    heard = heard or Heard()
    destination = DestinationXeroJournals(
        heard, clock=clock or SandboxTime(xero), randomness=random.Random(seed), keep_config=lambda _: None
    )
    written = Written(heard.lines)
    before = api_calls(xero)
    try:
        destination.write(config, selected or catalog(), lines)
    except Exception as failure:  # noqa: BLE001 - whatever it is, the test looks at it
        failed(heard, failure)
        written.failure = failure
    written.calls = api_calls(xero) - before
    return written


def write(folder: Path, config: Row, lines: Iterable[bytes], selected: Row | None = None) -> subprocess.Popen[bytes]:
    """Start the command and give it its input; the caller waits for it, or kills it."""
    config_path, catalog_path, input_path = (folder / name for name in ("config.json", "catalog.json", "input.jsonl"))
    config_path.write_text(json.dumps(config, default=str), encoding="utf-8")
    catalog_path.write_text(json.dumps(selected or catalog()), encoding="utf-8")
    input_path.write_bytes(b"\n".join(lines) + b"\n")
    with input_path.open("rb") as given:
        return subprocess.Popen(
            [COMMAND, "write", "--config", config_path, "--catalog", catalog_path],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


def finished(process: subprocess.Popen[bytes]) -> Written:
    """Wait for a process and return what it said."""
    out, _ = process.communicate(timeout=120)
    return Written(out.splitlines())


def line(
    entry: str = "JE-1",
    side: str = "Debit",
    amount: object = "100.00",
    account: str = "835",
    day: str = "2026-01-31",
    **more: object,
) -> Row:
    """Return a line of RevRec's JournalEntries.csv."""
    return {
        "Transaction Date": day,
        "Journal Entry Id": entry,
        "Account Number": account,
        "Account Name": "",
        "Posting Type": side,
        "Amount": amount,
        "Description": f"{side} of {entry}",
        "Currency": "NZD",
        **more,
    }


def entry(name: str = "JE-1", amount: object = "100.00", day: str = "2026-01-31", **more: object) -> list[Row]:
    """Return a journal entry that releases deferred revenue, two lines."""
    return [
        line(name, "Debit", amount, "835", day, **more),
        line(name, "Credit", amount, "200", day, **more),
    ]


def records(*entries: Iterable[Row], stream: str = STREAM) -> list[bytes]:
    """Return journal entries as messages."""
    return [record(row, stream) for each in entries for row in each]


def in_books(xero: Sandbox, *statuses: str) -> list[Row]:
    """Return the sandbox's manual journals that RevRec's key marks, of some statuses (posted and drafts by default)."""
    wanted = statuses or ("POSTED", "DRAFT")
    found = xero.books.collection("ManualJournals").values()
    return [dict(each) for each in found if "[RevRec " in each["Narration"] and each["Status"] in wanted]


def amounts(journal: Row) -> list[tuple[str, Decimal]]:
    """Return a journal's accounts and amounts, sorted."""
    return sorted((each["AccountCode"], each["LineAmount"]) for each in journal["JournalLines"])
