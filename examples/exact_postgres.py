"""PyAirbyte's PostgreSQL, with every text and amount as the connector sent it.

PyAirbyte 0.71 loads PostgreSQL through pandas, which takes a column of digits for numbers, whatever the column's type:
account 0835 arrives as 835, and line 1 as 1.0 where another row has none. As part of a key that would double rows.
PyAirbyte's DuckDB is loaded otherwise and is not concerned.
"""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy
from airbyte._processors.sql.postgres import PostgresSqlProcessor
from airbyte.caches import PostgresCache

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 1_000


class _ExactProcessor(PostgresSqlProcessor):
    """Loads the files that PyAirbyte wrote without anything between JSON and the columns' types."""

    def _write_files_to_new_table(self, files: list[Path], stream_name: str, batch_id: str) -> str:
        """Write files into a new table and return its name."""
        name: str = self._create_table_for_loading(stream_name, batch_id)
        types = self._get_sql_column_definitions(stream_name)
        columns = [sqlalchemy.Column(column, kind) for column, kind in types.items()]
        table = sqlalchemy.Table(name, sqlalchemy.MetaData(schema=self.sql_config.schema_name), *columns)
        with self.get_sql_connection() as connection:
            for file in files:
                for rows in _batches(file, list(types)):
                    connection.execute(table.insert(), rows)
        return name


class ExactPostgresCache(PostgresCache):
    """PostgresCache in everything but how rows are loaded."""

    _sql_processor_class: ClassVar[type[PostgresSqlProcessor]] = _ExactProcessor


def _batches(file: Path, columns: list[str]) -> Iterator[list[dict[str, Any]]]:
    """Yield a file's rows, some at a time: amounts as Decimal, and what is JSON in the table as JSON."""
    rows = []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            exact, nested = json.loads(line, parse_float=Decimal), json.loads(line)
            rows.append(
                {
                    column: nested[column] if isinstance(nested.get(column), list | dict) else exact.get(column)
                    for column in columns
                }
            )
            if len(rows) == ROWS:
                yield rows
                rows = []
    if rows:
        yield rows
