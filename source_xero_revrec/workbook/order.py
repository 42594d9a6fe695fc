"""Records in the order in which an accountant reads them; Xero hands documents out in the order of their ids."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# What is not named here stays in the order of its arrival, as the lines of a document do.
_SORTED_BY = {
    "order_details": ("order_start_date", "order_number", "document_id"),
    "billing_schedule": ("billing_date", "invoice_number", "document_id"),
    "customers": ("customer_name", "customer_id"),
    "products": ("product_code",),
    "pending_data": ("contact_name", "document_date", "document_number"),
    "recon_errors": ("check", "document_date", "document_number"),
}


def in_order(records: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield all records, each stream's by its dates, numbers and names; memory is flat, since SQLite sorts on disk."""
    with closing(sqlite3.connect("", isolation_level=None)) as file:
        file.execute("CREATE TABLE record (stream TEXT, place TEXT, content BLOB)")
        file.execute("BEGIN")
        file.executemany(
            "INSERT INTO record VALUES (?, ?, ?)",
            ((stream, _place(stream, record), pickle.dumps(record)) for stream, record in records),
        )
        # SQLite numbers rows as they come, so that equal places keep their order.
        for stream, content in file.execute("SELECT stream, content FROM record ORDER BY stream, place, rowid"):
            yield stream, pickle.loads(content)  # noqa: S301 - it was pickled a moment ago, in this process


def _place(stream: str, record: Mapping[str, Any]) -> str:
    values = (record.get(field) for field in _SORTED_BY.get(stream, ()))
    return "\x1f".join(str(value or "") for value in values)
