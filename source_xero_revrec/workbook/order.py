"""Records in the order in which an accountant reads them; Xero hands documents out in the order of their ids."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.intake import written
from source_xero_revrec.workbook.sheets import SHEETS
from xero_api import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def in_order(records: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all records, each stream's by its dates, numbers and names, with every number as Decimal or int.

    Memory is flat, since SQLite sorts on disk.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as file:
        file.execute("CREATE TABLE record (stream TEXT, place TEXT, content BLOB)")
        file.execute("BEGIN")
        file.executemany(
            "INSERT INTO record VALUES (?, ?, ?)",
            ((stream, _place(stream, record), written(record)) for stream, record in records),
        )
        # SQLite numbers rows as they come, so that equal places keep their order.
        for stream, content in file.execute("SELECT stream, content FROM record ORDER BY stream, place, rowid"):
            yield stream, money.parse(content)


def _place(stream: str, record: Mapping[str, Any]) -> str:
    values = (record.get(field) for field in SHEETS[stream].sorted_by)
    return "\x1f".join(str(value or "") for value in values)
