"""Journal entries out of DuckDB and PostgreSQL, as PyAirbyte hands rows on: nothing is posted the second time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import psycopg
import pytest
from airbyte_protocol.models import AirbyteMessage, AirbyteRecordMessage, Type

from integration_tests.support.journals.close import CLOSE, assert_the_close_is_posted_once, sync
from integration_tests.support.journals.syncs import unchanged
from integration_tests.support.posting import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xero_sandbox import Sandbox

    Run = Callable[[str], tuple[list[str], list[tuple[Any, ...]]]]


@pytest.fixture(params=["duckdb", "postgresql"])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Give a test a database: a statement in, the columns' names and the rows out."""
    connection: Any = (
        duckdb.connect()
        if request.param == "duckdb"
        else psycopg.connect(request.getfixturevalue("postgresql"), autocommit=True)
    )

    def run(statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        cursor = connection.execute(statement)
        if not cursor.description:
            return [], []
        return [column[0] for column in cursor.description], cursor.fetchall()

    yield run
    connection.close()


def handed_on(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[bytes]:
    """Return rows of a warehouse as PyAirbyte hands them on: its own message class, dumped as it dumps it."""
    messages = [
        AirbyteMessage(
            type=Type.RECORD,
            record=AirbyteRecordMessage(
                stream="journal_entries", data=dict(zip(columns, row, strict=True)), emitted_at=1
            ),
        )
        for row in rows
    ]
    return [message.model_dump_json().encode() for message in messages]


@pytest.mark.parametrize("day", ["DATE", "TIMESTAMP", "VARCHAR"])
def test_a_table_of_a_warehouse_as_pyairbyte_hands_it_on(xero: Sandbox, run: Run, day: str) -> None:
    """Lower-case names, nine decimals, timestamps and Airbyte's own columns make no other journals than the file."""
    run("DROP TABLE IF EXISTS journal_entries")
    run(
        f"CREATE TABLE journal_entries (transaction_date {day}, journal_entry_id VARCHAR, account_number VARCHAR, "
        "account_name VARCHAR, posting_type VARCHAR, amount DECIMAL(38, 9), description VARCHAR, currency VARCHAR, "
        "location VARCHAR, _airbyte_raw_id VARCHAR, _airbyte_extracted_at TIMESTAMP WITH TIME ZONE, "
        "_airbyte_meta VARCHAR)"
    )
    for number, row in enumerate(CLOSE):
        texts = ", ".join("'" + str(value).replace("'", "''") + "'" for value in row.values())
        # The file's columns stand in another order than the table's.
        names = ", ".join(name.lower().replace(" ", "_") for name in row)
        run(
            f"INSERT INTO journal_entries ({names}, _airbyte_raw_id, _airbyte_extracted_at, _airbyte_meta) "
            f"VALUES ({texts}, '{number}', '2026-02-03T04:05:06Z', '{{}}')"
        )
    rows = handed_on(*run("SELECT * FROM journal_entries"))
    other = handed_on(*run("SELECT * FROM journal_entries ORDER BY amount, account_number"))
    assert b'"amount":"1200.000000000"' in rows[0]

    first, second = sync(xero, rows), sync(xero, other)
    assert_the_close_is_posted_once(xero, first, second)
    assert unchanged(sync(xero, records(CLOSE)), journals=3)
