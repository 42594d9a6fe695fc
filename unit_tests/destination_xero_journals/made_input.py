"""Lines of RevRec's JournalEntries.csv as the messages of a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, Any]
STREAM = "journal_entries"
CATALOG: Row = {"streams": [{"stream": {"name": STREAM, "json_schema": {}}, "destination_sync_mode": "append"}]}

COUNTS = re.compile(rb'(, )?"destinationStats": ?\{"recordCount":[0-9]+\.0,"rejectedRecordCount":[0-9]+\.0\}')


def line(name: str = "JE-1", side: str = "Debit", amount: object = "100.00", account: str = "2400", **more: Any) -> Row:  # noqa: ANN401
    """Return a line of a journal entry of January 2026."""
    return {
        "Transaction Date": "2026-01-31",
        "Journal Entry Id": name,
        "Account Number": account,
        "Posting Type": side,
        "Amount": amount,
        "Description": f"{side} of {name}",
        "Currency": "NZD",
        **more,
    }


def entry(name: str = "JE-1", amount: object = "100.00", **more: Any) -> list[Row]:  # noqa: ANN401
    """Return the two lines of an entry that releases deferred revenue."""
    return [line(name, "Debit", amount, "2400", **more), line(name, "Credit", amount, "4000", **more)]


def record(row: Row, stream: str = STREAM) -> bytes:
    """Return a line as a RECORD message."""
    return orjson.dumps({"type": "RECORD", "record": {"stream": stream, "data": row, "emitted_at": 1}})


def records(*entries: Iterable[Row]) -> list[bytes]:
    """Return the lines of entries as messages."""
    return [record(row) for rows in entries for row in rows]


def state(number: int) -> bytes:
    """Return a STATE message."""
    return b'{"type": "STATE", "state": {"number": %d}}' % number


def without_counts(message: bytes) -> bytes:
    """Return a state that was handed back as it came in."""
    return COUNTS.sub(b"", message)
