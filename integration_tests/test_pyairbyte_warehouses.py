"""The source into DuckDB and into PostgreSQL with PyAirbyte: after every kind of sync the same rows are in both."""

from __future__ import annotations

import csv
import shlex
import sys
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy

from integration_tests.demo import export
from integration_tests.support.both_warehouses import SCHEMA, VIEW, Row, Warehouses
from integration_tests.support.network import free_port
from integration_tests.support.postgres import PostgresMissing, postgres
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = "2026-01-31"
FIELD = {"revrec_field": "Location", "xero_tracking_category": "Region"}


@pytest.fixture
def warehouses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouses]:
    """Give a test both databases, empty, and a company that is read without Xero's limits."""
    # Imported here, as it takes seconds that every process of the tests would spend.
    pytest.importorskip("airbyte", reason="PyAirbyte needs Python 3.12 or older")
    caches = pytest.importorskip("airbyte.caches")
    monkeypatch.syspath_prepend(str(EXAMPLES))
    from exact_postgres import ExactPostgresCache  # noqa: PLC0415 - the examples are on the path from here on

    port = free_port()
    with ExitStack() as open_until_the_end:
        try:
            open_until_the_end.enter_context(postgres(port))
        except PostgresMissing as missing:
            pytest.skip(str(missing))
        duck = caches.DuckDBCache(db_path=tmp_path / "company.duckdb", schema_name=SCHEMA, cache_dir=tmp_path / "cache")
        post = ExactPostgresCache(
            host="127.0.0.1",
            port=port,
            username="postgres",
            password="not-a-real-secret",
            database="postgres",
            schema_name=SCHEMA,
            cache_dir=tmp_path / "cache",
        )
        for cache in (duck, post):
            open_until_the_end.callback(cache.close)
        xero = open_until_the_end.enter_context(Sandbox(limits=False))
        yield Warehouses({"DuckDB": duck, "PostgreSQL": post}, xero)


def test_both_warehouses_have_the_same_rows_after_every_kind_of_sync(warehouses: Warehouses) -> None:
    """A full refresh, an incremental sync with a column more, and one whose state was thrown away."""
    xero = warehouses.xero
    warehouses.sync(warehouses.source())
    first = warehouses.tables()
    invoices = list(xero.books.collection("Invoices").values())
    assert {row["invoiceid"] for row in first["invoices"].values()} == {each["InvoiceID"] for each in invoices}
    assert all("location" not in row for row in first["order_details"].values())

    xero.clock.advance(3_600)
    clean = [
        each
        for each in invoices
        if each["Type"] == "ACCREC" and each["Status"] == "AUTHORISED" and each["AmountDue"] == each["Total"] > 0
    ]
    voided, edited = (each["InvoiceNumber"] for each in clean[:2])
    xero.act("void", id=voided)
    tracking = [{"Name": "Region", "Option": "North"}]
    line = {"Description": "Platform", "Quantity": "3", "UnitAmount": "33.3333", "AccountCode": "200"}
    xero.act("edit_invoice_lines", id=edited, lines=[{**line, "Tracking": tracking}])
    with_a_field = warehouses.source(FIELD)
    warehouses.sync(with_a_field)
    second = warehouses.tables()
    assert second["invoices"].keys() == first["invoices"].keys()
    assert second["invoices"][clean[0]["InvoiceID"],]["status"] == "VOIDED"
    assert [(row["amount"], row["location"]) for row in of(second, edited)] == [(100, "North")]
    assert {row["amount"] for row in of(second, voided)} == {0}

    xero.clock.advance(3_600)
    warehouses.sync(with_a_field, reset=True)
    third = warehouses.tables()
    assert third["invoices"] == second["invoices"]
    # What the view shows of a document is the same, whichever way its rows came; the column is filled everywhere now.
    assert [without(row) for row in third[VIEW].values()] == [without(second[VIEW][key]) for key in third[VIEW]]
    assert third[VIEW].keys() == second[VIEW].keys()


def test_digits_that_are_text_stay_text_in_postgresql(tmp_path: Path, warehouses: Warehouses) -> None:
    """RevRec's export with an account 0835, into PyAirbyte's own PostgreSQL and into the example's.

    PyAirbyte's own makes numbers of them. The day that this test turns red on it, `exact_postgres.py` can go.
    """
    exact = warehouses.caches["PostgreSQL"]
    lines = [dict.fromkeys(export.COLUMNS, "") | {"Amount": "1.00", "Account Number": "0835", "Transaction Date": DAY}]
    with (tmp_path / "JournalEntries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, export.COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    command = tmp_path / "source-revrec-export"
    command.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, str(Path(export.__file__).absolute())])} "$@"\n')
    command.chmod(0o755)
    airbyte, caches = pytest.importorskip("airbyte"), pytest.importorskip("airbyte.caches")
    found = {}
    for name, cache_class in (("own", caches.PostgresCache), ("exact", type(exact))):
        settings = exact.model_dump(include={"host", "port", "username", "password", "database", "cache_dir"})
        source = airbyte.get_source(
            "source-revrec-export",
            local_executable=command,
            config={"path": str(tmp_path / "JournalEntries.csv")},
            streams=[export.STREAM],
            install_if_missing=False,
        )
        with cache_class(**settings, schema_name=name) as cache:
            source.read(cache=cache)
            with cache.get_sql_engine().connect() as connection:
                query = f"select account_number, amount from {name}.{export.STREAM}"
                found[name] = [tuple(row) for row in connection.execute(sqlalchemy.text(query))]

    assert found["exact"] == [("0835", Decimal(1))]
    assert found["own"] == [("835", Decimal(1))]


def of(tables: dict[str, dict[tuple[Any, ...], Row]], document: str) -> list[Row]:
    """Return what the view shows of a document."""
    return [row for row in tables[VIEW].values() if row["order_number"] == document]


def without(row: Row) -> Row:
    """Return a row without the column that came later."""
    return {name: value for name, value in row.items() if name != "location"}
