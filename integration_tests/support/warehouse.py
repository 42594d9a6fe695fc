"""A warehouse in DuckDB, loaded in this process as Airbyte's destinations load: append, or append_dedup."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, Any]
AIRBYTE = {"_airbyte_raw_id": "VARCHAR", "_airbyte_extracted_at": "TIMESTAMP WITH TIME ZONE", "_airbyte_meta": "JSON"}
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """A stream as a destination knows it; names of columns are in lower case there."""

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    cursor: str

    @staticmethod
    def of(stream: Mapping[str, Any]) -> Table:
        """Return the table of a stream of the catalog that `discover` prints, its types as PyAirbyte chooses them."""
        columns = {name.lower(): _type(each) for name, each in stream["json_schema"]["properties"].items()}
        key = tuple(part.lower() for path in stream.get("source_defined_primary_key") or [] for part in path)
        cursor = "".join(stream.get("default_cursor_field") or [])
        return Table(stream["name"], columns, key, cursor.lower())


class Warehouse:
    """Schemas of tables in a DuckDB that lives in memory."""

    def __init__(self, tables: Iterable[Table]) -> None:
        """Start without rows; a schema comes into being when something is loaded into it."""
        self.tables = {table.name: table for table in tables}
        self.connection = duckdb.connect()
        self.connection.execute("SET TimeZone = 'UTC'")
        self._schemas: set[str] = set()
        self._loaded = 0

    def append(self, schema: str, stream: str, records: Sequence[Mapping[str, Any]]) -> None:
        """Add every record as a row, as the sync mode append does."""
        self._insert(schema, self.tables[stream], [self._row(self.tables[stream], record) for record in records])

    def append_dedup(self, schema: str, stream: str, records: Sequence[Mapping[str, Any]]) -> None:
        """Add the records, then keep of each primary key the row with the highest cursor, of equals the latest."""
        table = self.tables[stream]
        self.append(schema, stream, records)
        if not records:
            return
        self.connection.execute(
            f"""
            DELETE FROM {schema}.{table.name} WHERE _airbyte_raw_id NOT IN (
                SELECT _airbyte_raw_id FROM (
                    SELECT _airbyte_raw_id, ROW_NUMBER() OVER (
                        PARTITION BY {", ".join(f'"{name}"' for name in table.key)}
                        ORDER BY {table.cursor} DESC NULLS LAST, _airbyte_extracted_at DESC
                    ) AS place FROM {schema}.{table.name}
                ) WHERE place = 1
            )
            """
        )

    def overwrite(self, schema: str, stream: str, records: Sequence[Mapping[str, Any]]) -> None:
        """Replace the rows, as the sync mode full refresh, overwrite does."""
        self._create(schema)
        self.connection.execute(f"DELETE FROM {schema}.{stream}")
        self.append(schema, stream, records)

    def run(self, statements: str) -> None:
        """Run SQL statements."""
        self.connection.execute(statements)

    def rows(self, query: str) -> list[Row]:
        """Return what a query gives, each row by column, without the columns that Airbyte adds."""
        answer = self.connection.execute(query)
        names = [column[0] for column in answer.description or ()]
        return [
            {name: value for name, value in zip(names, row, strict=True) if name not in AIRBYTE}
            for row in answer.fetchall()
        ]

    def close(self) -> None:
        """Forget everything."""
        self.connection.close()

    def _create(self, schema: str) -> None:
        if schema in self._schemas:
            return
        self._schemas.add(schema)
        self.connection.execute(f"CREATE SCHEMA {schema}")
        for table in self.tables.values():
            columns = ", ".join(f'"{name}" {kind}' for name, kind in (dict(table.columns) | AIRBYTE).items())
            self.connection.execute(f"CREATE TABLE {schema}.{table.name} ({columns})")

    def _row(self, table: Table, record: Mapping[str, Any]) -> list[str | None]:
        given = {name.lower(): value for name, value in record.items()}
        unknown = given.keys() - table.columns.keys()
        if unknown:
            raise AssertionError(f"{table.name} sends {sorted(unknown)}, which its schema does not have")
        self._loaded += 1
        arrived = _EPOCH + timedelta(milliseconds=self._loaded)
        values = [_value(given.get(name), kind) for name, kind in table.columns.items()]
        return [*values, f"{self._loaded:026d}", arrived.isoformat(), "{}"]

    def _insert(self, schema: str, table: Table, rows: list[list[str | None]]) -> None:
        self._create(schema)
        if rows:
            # A list a column: to plan an INSERT that has each value as a parameter takes longer than all else here.
            columns = ", ".join(f"unnest(?::VARCHAR[])::{kind}" for kind in (dict(table.columns) | AIRBYTE).values())
            self.connection.execute(
                f"INSERT INTO {schema}.{table.name} SELECT {columns}",
                [list(column) for column in zip(*rows, strict=True)],
            )


def _type(definition: Mapping[str, Any]) -> str:
    kinds = definition.get("type", [])
    kind = next((each for each in ([kinds] if isinstance(kinds, str) else kinds) if each != "null"), "object")
    if kind == "string":
        return {"date": "DATE", "date-time": "TIMESTAMP WITH TIME ZONE"}.get(definition.get("format", ""), "VARCHAR")
    return {"number": "DECIMAL(38, 9)", "integer": "BIGINT", "boolean": "BOOLEAN"}.get(kind, "JSON")


def _value(value: object, kind: str) -> str | None:
    if value is None:
        return None
    if kind == "JSON" or isinstance(value, bool):
        return json.dumps(value, sort_keys=True)
    # A record's number came through JSON; its digits are the amount.
    return str(value)
