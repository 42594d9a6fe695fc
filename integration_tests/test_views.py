"""The shipped views on real databases: DuckDB and PostgreSQL, with the same rows and the same statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import psycopg
import pytest

from integration_tests.support.trials import trial
from integration_tests.support.warehouse import AIRBYTE
from source_xero_revrec.views.statements import VIEWS, views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from integration_tests.support.warehouse import Table, Warehouse

    Run = Callable[[str], list[tuple[Any, ...]]]

COLUMNS = (
    "_airbyte_raw_id VARCHAR, _airbyte_extracted_at TIMESTAMP WITH TIME ZONE, tenant_id VARCHAR, document_id VARCHAR, "
    "{own}, document_updated_at TIMESTAMP WITH TIME ZONE, document_read_at TIMESTAMP WITH TIME ZONE"
)
TABLES = {
    "order_details": "order_number VARCHAR, order_item_number VARCHAR, withdrawn BOOLEAN, amount DECIMAL(38, 9)",
    "billing_schedule": "billing_id VARCHAR, withdrawn BOOLEAN, billing_amount DECIMAL(38, 9)",
    "pending_data": "status VARCHAR, amount DECIMAL(38, 9)",
    "revenue_schedule": "order_item_number VARCHAR, period VARCHAR, withdrawn BOOLEAN, document_date DATE, "
    "held_reason VARCHAR, revenue_account VARCHAR, deferred_account VARCHAR, currency VARCHAR, home_currency VARCHAR, "
    "recognised_amount DECIMAL(38, 9), recognised_home_amount DECIMAL(38, 9)",
    "recognition_changes": "period VARCHAR, journal_entry_id VARCHAR, reason VARCHAR, account_code VARCHAR, "
    "home_currency VARCHAR, changed_journal_entry_id VARCHAR, home_amount DECIMAL(38, 9), "
    "recognised_at TIMESTAMP WITH TIME ZONE",
}
SCHEMA = "Xero-Books"
"""A name that must be quoted, as that of a schema made by hand may have to be."""


@pytest.fixture(params=["duckdb", "postgresql"])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Give a test a database with the tables, without rows, and every view on them."""
    if request.param == "duckdb":
        duck = duckdb.connect()

        def run(statements: str) -> list[tuple[Any, ...]]:
            return duck.execute(statements).fetchall()

        close = duck.close
    else:
        post = psycopg.connect(request.getfixturevalue("postgresql"), autocommit=True)

        def run(statements: str) -> list[tuple[Any, ...]]:
            cursor = post.execute(statements.encode())
            return cursor.fetchall() if cursor.description else []

        close = post.close
    run(f'DROP SCHEMA IF EXISTS "{SCHEMA}" CASCADE')
    run(f'CREATE SCHEMA "{SCHEMA}"')
    for table, own in TABLES.items():
        run(f'CREATE TABLE "{SCHEMA}".{table} ({COLUMNS.format(own=own)})')
    for mode in VIEWS:
        run(views(SCHEMA, mode, recognition=True))
    yield run
    close()


def load(run: Run, table: str, *rows: tuple[Any, ...]) -> None:
    """Insert rows: document, own columns, seconds of document_updated_at and of document_read_at."""
    for document, *own, updated, read in rows:
        raw_id = run(f'SELECT COUNT(*) FROM "{SCHEMA}".{table}')[0][0]
        stamps = [f"'2026-04-01T09:00:{second:09.6f}Z'" for second in (updated, read)]
        values = ["'tenant'", f"'{document}'", *[_literal(value) for value in own], *stamps]
        run(f"INSERT INTO \"{SCHEMA}\".{table} VALUES ('{raw_id}', '2026-04-02T00:00:00Z', {', '.join(values)})")


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value).upper() if isinstance(value, bool) else f"'{value}'"


def shown(run: Run, view: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return what a view shows, sorted."""
    return sorted(run(f'SELECT {", ".join(columns)} FROM "{SCHEMA}".{view}'))


def test_a_line_taken_off_a_document_is_gone(run: Run) -> None:
    """The rows of the newest version are shown; the older version's third line is not."""
    load(run, "order_details", ("a", "INV-1", "1", None, 10, 1, 1), ("a", "INV-1", "2", None, 20, 1, 1))
    load(run, "order_details", ("a", "INV-1", "1", None, 11, 2.001, 5), ("b", "INV-2", "1", None, 7, 1, 1))

    assert shown(run, "current_order_details", "order_number", "order_item_number", "amount") == [
        ("INV-1", "1", 11),
        ("INV-2", "1", 7),
    ]


def test_a_later_reading_of_an_unstamped_change_is_current(run: Run) -> None:
    """Where document_updated_at stands still, document_read_at tells; the other way round it does not."""
    load(run, "billing_schedule", ("a", "a:1", None, -30, 1, 1), ("a", "a:1:x", None, -10, 1, 2))
    load(run, "billing_schedule", ("b", "b:1", None, 8, 2, 1), ("b", "b:2", None, 9, 1, 2))

    assert shown(run, "current_billing_schedule", "billing_id") == [("a:1:x",), ("b:1",)]


def test_a_withdrawn_document_is_gone_until_it_gives_rows_again(run: Run) -> None:
    """The marker hides the rows before it and is never shown itself."""
    load(run, "billing_schedule", ("a", "a:1", False, 8, 1, 1), ("a", "a:withdrawn", True, 0, 1, 2))
    assert shown(run, "current_billing_schedule", "billing_id") == []

    load(run, "billing_schedule", ("a", "a:1", False, 8, 1, 3))
    assert shown(run, "current_billing_schedule", "billing_id", "billing_amount") == [("a:1", 8)]


def test_a_row_that_was_loaded_twice_shows_once(run: Run) -> None:
    """Appending may repeat a row; each key of a document's newest version is there once, on every table."""
    load(run, "order_details", *[("a", "INV-1", "1", None, 10, 1, 1)] * 3)
    load(run, "pending_data", *[("a", "Pending", 10, 1, 1)] * 2)

    assert shown(run, "current_order_details", "order_item_number") == [("1",)]
    assert shown(run, "revrec_pending", "document_id") == [("a",)]


def test_a_month_that_a_document_lost_is_in_no_waterfall(run: Run) -> None:
    """The schedule shows the newest version, and its sums by month of billing and of revenue leave held lines out."""

    def row(item: str, period: str, amount: int, updated: int, held: str | None = None) -> tuple[Any, ...]:
        accounts = ("200", "835", "NZD", "NZD")
        return ("a", item, period, None, "2026-01-05", held, *accounts, amount, amount, updated, updated)

    load(run, "revenue_schedule", row("1", "2026-01", 60, 1), row("1", "2026-02", 60, 1), row("1", "2026-03", 60, 1))
    load(
        run,
        "revenue_schedule",
        row("1", "2026-01", 90, 2),
        row("1", "2026-02", 90, 2),
        row("2", "2026-01", 0, 2, "no_period"),
    )

    assert len(shown(run, "current_revenue_schedule", "period")) == 3
    assert shown(run, "waterfall", "billed_period", "period", "recognised_amount") == [
        ("2026-01", "2026-01", 90),
        ("2026-01", "2026-02", 90),
    ]


def test_what_closed_months_are_made_up_for_is_that_of_the_last_reading(run: Run) -> None:
    """Earlier readings were of another day; a document with two rows is one cause."""

    def row(document: str, reason: str, amount: int, day: int) -> tuple[Any, ...]:
        key = ("2026-02", "REV-2026-02-PRIOR", reason, "835", "NZD", None)
        return (document, *key, amount, f"2026-03-{day:02}T09:00:00Z", 1, 1)

    load(run, "recognition_changes", row("a", "late_invoice", 100, 1))
    load(
        run,
        "recognition_changes",
        row("a", "late_invoice", 100, 2),
        row("a", "late_invoice", 50, 2),
        row("b", "voided", -30, 2),
    )

    assert shown(run, "prior_period", "reason", "account_code", "causes", "home_amount") == [
        ("late_invoice", "835", 1, 150),
        ("voided", "835", 1, -30),
    ]


def test_documents_of_two_organisations_do_not_hide_each_other(run: Run) -> None:
    """A version is the newest of its own organisation."""
    load(run, "billing_schedule", ("a", "one", None, 1, 5, 5), ("a", "two", None, 1, 1, 1))
    run(f"UPDATE \"{SCHEMA}\".billing_schedule SET tenant_id = 'other' WHERE billing_id = 'two'")

    assert shown(run, "current_billing_schedule", "billing_id") == [("one",), ("two",)]


def test_a_cleared_document_is_pending_no_more_until_it_waits_again(run: Run) -> None:
    """The newest row of a document says whether it waits."""
    load(run, "pending_data", ("a", "Pending", 10, 1, 1), ("b", "Pending", 20, 1, 1), ("a", "Cleared", 10, 1, 2))
    assert shown(run, "revrec_pending", "document_id", "amount") == [("b", 20)]

    load(run, "pending_data", ("a", "Pending", 10, 1, 3))
    assert shown(run, "revrec_pending", "document_id") == [("a",), ("b",)]


def test_the_statements_can_be_run_again(run: Run) -> None:
    """A second run replaces the views."""
    load(run, "billing_schedule", ("a", "a:1", None, 8, 1, 1))
    for mode in VIEWS:
        run(views(SCHEMA, mode))

    assert shown(run, "current_billing_schedule", "billing_id") == [("a:1",)]


def test_the_views_show_the_columns_of_the_table_and_no_others(run: Run) -> None:
    """What ranks the rows stays inside, and a column that a custom field added is there."""
    columns = (
        "SELECT column_name FROM information_schema.columns "
        f"WHERE table_schema = '{SCHEMA}' AND table_name = '{{}}' ORDER BY ordinal_position"
    )
    run(f'ALTER TABLE "{SCHEMA}".order_details ADD COLUMN location VARCHAR')
    run(views(SCHEMA))
    table, view = (run(columns.format(name)) for name in ("order_details", "current_order_details"))

    assert ("location",) in table
    assert table == view


@pytest.mark.parametrize("mode", VIEWS)
def test_postgresql_shows_the_rows_of_a_history_that_duckdb_shows(postgresql: str, mode: str) -> None:
    """All rows that the syncs of a history append, in all columns, through the views of both databases."""

    def look(warehouse: Warehouse) -> None:
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS append CASCADE")
            connection.execute("CREATE SCHEMA append")
            for table in warehouse.tables.values():
                copy(table, warehouse, connection)
            connection.execute(views("append", mode).encode())
            for view in VIEWS[mode]:
                query = f"SELECT * FROM append.{view} ORDER BY _airbyte_raw_id"
                # The last column, _airbyte_meta, is JSON, which the two drivers read differently.
                expected = [row[:-1] for row in warehouse.connection.execute(query).fetchall()]
                assert [row[:-1] for row in connection.execute(query.encode()).fetchall()] == expected
                held.append(len(expected))

    held: list[int] = []
    assert trial(mode, 2, look) > 0
    assert sum(held) > 0


def copy(table: Table, warehouse: Warehouse, connection: psycopg.Connection[Any]) -> None:
    """Make a table in PostgreSQL and fill it with DuckDB's rows."""
    columns = dict(table.columns) | AIRBYTE
    described = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f"CREATE TABLE append.{table.name} ({described})".encode())
    rows = warehouse.connection.execute(f"SELECT * FROM append.{table.name}").fetchall()
    marks = ", ".join(["%s"] * len(columns))
    connection.cursor().executemany(f"INSERT INTO append.{table.name} VALUES ({marks})".encode(), rows)
