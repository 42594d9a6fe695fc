r"""Xero into PostgreSQL with PyAirbyte, and journal entries out of a PostgreSQL table into Xero.

    export PGHOST=... PGPORT=5432 PGUSER=... PGPASSWORD=... PGDATABASE=...
    python postgres.py sync --config source.json --schema xero
    python postgres.py post --config journals.json --table revrec.journal_entries

`sync` reads what changed since the last time, since its state is in the database, and makes the views that show what is
current. `post` sends every line of the table, whose columns are those of RevRec's JournalEntries.csv in any spelling;
what is in Xero already is left alone. No Airbyte server is needed. Install PyAirbyte beside the connectors:
`pip install airbyte`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import quote

# PyAirbyte reads these when it is imported: it asks no registry, since the connector is here, and reports to nobody.
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1")

import airbyte
import sqlalchemy
from airbyte.exceptions import PyAirbyteError
from exact_postgres import ExactPostgresCache

from source_xero_revrec.views.statements import views
from xero_connectors.config_file import write_config

if TYPE_CHECKING:
    from collections.abc import Sequence

    from airbyte.sources.base import Source

SOURCE, DESTINATION = (Path(sys.executable).with_name(n) for n in ("source-xero-revrec", "destination-xero-journals"))
REVREC = (
    "customers",
    "products",
    "order_details",
    "billing_schedule",
    "pending_data",
    "recon_errors",
    "control_totals",
)
STREAM = "journal_entries"


def sync(config: Path, schema: str, streams: Sequence[str], *, reset: bool = False) -> int:
    """Bring Xero's records into a schema, deduplicated by their keys; `reset` forgets the state and reads everything.

    Returns how many records came.
    """
    settings = json.loads(config.read_text(encoding="utf-8"))
    source: Source = airbyte.get_source(
        SOURCE.name,
        local_executable=SOURCE,
        config=settings,
        install_if_missing=False,
        # Xero replaces a refresh token at every use, and the next sync needs the new one.
        config_change_callback=partial(write_config, config),
    )
    offered = source.get_available_streams()
    source.select_streams(list(streams) or [stream for stream in REVREC if stream in offered])
    with database(schema) as cache:
        result = source.read(cache=cache, force_full_refresh=reset)
        if not streams:
            mode = settings.get("mode", {}).get("mode", "invoice_equals_contract")
            with cache.get_sql_engine().begin() as connection:
                connection.exec_driver_sql(views(schema, mode))
        return int(result.processed_records)


def post(config: Path, table: str) -> int:
    """Send every line of a table to Xero, and print what the destination says; returns the destination's exit code."""
    schema, _, name = table.rpartition(".")
    lines = sqlalchemy.select(sqlalchemy.text("*")).select_from(sqlalchemy.table(name, schema=schema or None))
    with (
        database("public") as cache,
        cache.get_sql_engine().connect().execution_options(stream_results=True) as connection,
        tempfile.TemporaryDirectory() as folder,
    ):
        rows = connection.execute(lines).mappings()
        catalog = Path(folder) / "catalog.json"
        catalog.write_text(json.dumps(_catalog(list(rows.keys()))), encoding="utf-8")
        words = [str(DESTINATION), "write", "--config", str(config), "--catalog", str(catalog), "--save-config"]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as destination:  # noqa: S603 - ours
            # Both pipes at once: a destination that has much to say must not wait for a table that is still being sent.
            sender = threading.Thread(target=_send, args=(rows, cast("IO[bytes]", destination.stdin)))
            sender.start()
            for line in cast("IO[bytes]", destination.stdout):
                message = json.loads(line)
                if message["type"] == "LOG":
                    sys.stdout.write(f"{message['log']['level']:<5} {message['log']['message']}\n")
            sender.join()
        return destination.returncode


def database(schema: str) -> ExactPostgresCache:
    """Return PyAirbyte's cache in the database that PostgreSQL's own variables name."""
    return ExactPostgresCache(
        host=os.environ.get("PGHOST", "localhost"),
        port=int(os.environ.get("PGPORT", "5432")),
        # PyAirbyte puts them into an address as they are.
        username=quote(os.environ.get("PGUSER", "postgres"), safe=""),
        password=quote(os.environ.get("PGPASSWORD", ""), safe=""),
        database=os.environ.get("PGDATABASE", "postgres"),
        schema_name=schema,
    )


def _send(rows: sqlalchemy.MappingResult, pipe: IO[bytes]) -> None:
    """Send the rows as Airbyte's messages.

    Of a table that cannot be read to its end COMPLETE is missing, and the destination posts nothing.
    """
    # Who reads may have ended, and has said why.
    with suppress(BrokenPipeError), pipe:
        pipe.write(_status("STARTED"))
        for row in rows:
            record = {"stream": STREAM, "data": dict(row), "emitted_at": _now()}
            pipe.write(json.dumps({"type": "RECORD", "record": record}, default=_text).encode() + b"\n")
        pipe.write(_status("COMPLETE"))


def _status(status: str) -> bytes:
    stream_status = {"stream_descriptor": {"name": STREAM}, "status": status}
    trace = {"type": "STREAM_STATUS", "emitted_at": _now(), "stream_status": stream_status}
    return json.dumps({"type": "TRACE", "trace": trace}).encode() + b"\n"


def _now() -> int:
    return time.time_ns() // 1_000_000


def _text(value: object) -> str:
    """Return a date as ISO 8601 has it, and an amount with the digits that the table has."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _catalog(columns: Sequence[str]) -> dict[str, Any]:
    schema = {"type": "object", "properties": {column: {} for column in columns}}
    stream = {"name": STREAM, "json_schema": schema, "supported_sync_modes": ["full_refresh"]}
    return {"streams": [{"stream": stream, "sync_mode": "full_refresh", "destination_sync_mode": "append"}]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code: 0 done, 1 not, 2 a wrong command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    reads = commands.add_parser("sync", help="Xero into PostgreSQL")
    reads.add_argument("--schema", default="xero", help="where the tables are (default %(default)s)")
    reads.add_argument("--streams", default="", metavar="A,B", help="the streams to sync (RevRec's, and its views)")
    reads.add_argument("--reset", action="store_true", help="forget the state and read everything again")
    posts = commands.add_parser("post", help="journal entries from PostgreSQL into Xero")
    posts.add_argument("--table", required=True, metavar="[SCHEMA.]TABLE", help="the table of journal entries")
    for command in (reads, posts):
        command.add_argument("--config", type=Path, required=True, metavar="FILE", help="the connector's configuration")
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "post":
            return post(asked.config, asked.table)
        count = sync(asked.config, asked.schema, [each for each in asked.streams.split(",") if each], reset=asked.reset)
    except (PyAirbyteError, sqlalchemy.exc.SQLAlchemyError, OSError, ValueError) as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    sys.stdout.write(f"{count:,} records into {asked.schema}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
