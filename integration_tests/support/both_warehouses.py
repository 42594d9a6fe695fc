"""DuckDB and PostgreSQL, filled by PyAirbyte from the same books, and held against each other."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy

from integration_tests.support.reading import COMMAND
from source_xero_revrec.views.statements import views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_sandbox import Sandbox

Row = dict[str, Any]
SCHEMA = "xero"
STREAMS = ("invoices", "contacts", "tax_rates", "order_details", "billing_schedule")
VIEW = "current_order_details"
READ_AT = {"read_at", "document_read_at", "_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_meta"}
"""What tells when a row was read, and not what it is."""
KEYS = {
    "invoices": ("invoiceid",),
    "contacts": ("contactid",),
    "tax_rates": ("name",),
    "order_details": ("order_number", "order_item_number", "document_id"),
    "billing_schedule": ("billing_id",),
    VIEW: ("order_number", "order_item_number", "document_id"),
}


@dataclass
class Warehouses:
    """DuckDB and PostgreSQL, side by side, each with its own state."""

    caches: Mapping[str, Any]
    xero: Sandbox

    def source(self, *fields: Row) -> Any:  # noqa: ANN401 - PyAirbyte may be missing
        """Return the source with custom fields; PyAirbyte asks it for its form and streams once."""
        import airbyte  # noqa: PLC0415 - it may be missing

        return airbyte.get_source(
            "source-xero-revrec",
            local_executable=COMMAND,
            config=self.xero.source_config(custom_fields=list(fields)),
            streams=list(STREAMS),
            install_if_missing=False,
        )

    def sync(self, source: Any, *, reset: bool = False) -> None:  # noqa: ANN401 - as above
        """Sync both from the same books."""
        for cache in self.caches.values():
            source.read(cache=cache, force_full_refresh=reset)
            with cache.get_sql_engine().begin() as connection:
                connection.exec_driver_sql(views(SCHEMA))

    def rows(self, table: str) -> dict[tuple[Any, ...], Row]:
        """Return a table's rows by their key, once it is certain that both have the same, and each key once."""
        held = {name: self._rows(cache, table) for name, cache in self.caches.items()}
        keyed = {name: {tuple(row[part] for part in KEYS[table]): row for row in rows} for name, rows in held.items()}
        assert {name: len(rows) for name, rows in held.items()} == {name: len(rows) for name, rows in keyed.items()}
        duck, post = keyed["DuckDB"], keyed["PostgreSQL"]
        assert duck.keys() == post.keys()
        assert {
            (key, name): (duck[key][name], value)
            for key in post
            for name, value in post[key].items()
            if duck[key][name] != value
        } == {}
        return duck

    def tables(self) -> dict[str, dict[tuple[Any, ...], Row]]:
        """Return all tables, and what the view shows."""
        return {table: self.rows(table) for table in KEYS}

    @staticmethod
    def _rows(cache: Any, table: str) -> list[Row]:  # noqa: ANN401 - PyAirbyte may be missing
        with cache.get_sql_engine().connect() as connection:
            found = connection.execute(sqlalchemy.text(f"select * from {SCHEMA}.{table}")).mappings().all()
        return [{name: plain(value) for name, value in row.items() if name not in READ_AT} for row in found]


def plain(value: object) -> object:
    """Return a value without what a driver makes of it: instants in UTC, and DuckDB's JSON, which is text, parsed."""
    if isinstance(value, str) and value[:1] in "[{":
        with suppress(ValueError):
            return json.loads(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value
