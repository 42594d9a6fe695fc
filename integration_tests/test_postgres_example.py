"""`examples/postgres.py`: Xero into a real PostgreSQL with PyAirbyte, and a table of journal entries into Xero."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from integration_tests.support.network import free_port
from integration_tests.support.postgres import PostgresMissing, postgres
from integration_tests.support.posting import in_books
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    Run = Callable[..., tuple[int, str]]

ROOT = Path(__file__).parent.parent
EXPORT = ROOT / "integration_tests" / "demo" / "JournalEntries.csv"
TRACKING = [
    {
        "revrec_field": "Location",
        "xero_tracking_category": "Region",
        "values": [{"revrec_value": "East", "xero_option": "Eastside"}],
    },
    {"revrec_field": "Class", "xero_tracking_category": "Product Line"},
]


@pytest.fixture(scope="module", autouse=True)
def _needs_pyairbyte() -> None:
    # Imported here, as it takes seconds that every process of the tests would spend.
    pytest.importorskip("airbyte", reason="PyAirbyte needs Python 3.12 or older")


@pytest.fixture(scope="module")
def database() -> Iterator[tuple[psycopg.Connection[Any], int]]:
    """Start PostgreSQL, and give a connection to it and its port."""
    port = free_port()
    try:
        with postgres(port) as where, psycopg.connect(where, autocommit=True) as connection:
            yield connection, port
    except PostgresMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def run(
    database: tuple[psycopg.Connection[Any], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Run:
    """Give a test the example's command, with PostgreSQL's own variables; it returns the code and what was printed."""
    variables = {"PGHOST": "127.0.0.1", "PGPORT": str(database[1]), "PGUSER": "postgres", "PGPASSWORD": "p@ss/word"}
    for name, value in {**variables, "PGDATABASE": "postgres"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    # PyAirbyte keeps its files in the folder that it is run in.
    monkeypatch.chdir(tmp_path)
    import postgres as example  # noqa: PLC0415 - the examples are on the path from here on

    def run(*arguments: str | Path) -> tuple[int, str]:
        code = example.main([str(each) for each in arguments])
        captured = capfd.readouterr()
        return code, captured.out + captured.err

    return run


def test_xero_arrives_in_postgresql_and_is_shown_by_the_views(
    tmp_path: Path, database: tuple[psycopg.Connection[Any], int], run: Run
) -> None:
    """The view shows every invoice with the net amount that it has in the books."""
    connection, _ = database
    config = tmp_path / "source.json"
    with Sandbox() as xero:
        config.write_text(json.dumps(xero.source_config(auth_type="oauth")))
        code, said = run("sync", "--config", config, "--schema", "xero")
        assert code == 0, said
        invoices = xero.books.collection("Invoices").values()

    held = shown(connection)
    for invoice in invoices:
        if invoice["Type"] == "ACCREC" and invoice["Status"] == "AUTHORISED" and not invoice["CreditNotes"]:
            assert held[invoice["InvoiceNumber"]] == invoice["SubTotal"], invoice["InvoiceNumber"]
    # Each command of the connector replaced the refresh token, and the file holds the last one.
    assert json.loads(config.read_text())["credentials"]["refresh_token"] != "not-a-real-refresh-token"


def shown(connection: psycopg.Connection[Any]) -> dict[str, Decimal]:
    """Return the net amount of each document in the view of current orders."""
    rows = connection.execute("SELECT order_number, SUM(amount) FROM xero.current_order_details GROUP BY 1 ORDER BY 1")
    return dict(rows.fetchall())


def test_a_table_of_postgresql_is_posted_once(
    tmp_path: Path, database: tuple[psycopg.Connection[Any], int], run: Run
) -> None:
    """RevRec's export, as a database types it, is posted; a second run posts nothing; a bad table ends with 1."""
    connection, _ = database
    with EXPORT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = [re.sub(r"\W+", "_", column).lower() for column in rows[0]]
    types = {"transaction_date": "date", "amount": "numeric(18, 4)"}
    connection.execute("CREATE SCHEMA revrec")
    described = ", ".join(f"{column} {types.get(column, 'text')}" for column in columns)
    connection.execute(f"CREATE TABLE revrec.journal_entries ({described})".encode())
    marks = ", ".join(["%s"] * len(columns))
    connection.cursor().executemany(f"INSERT INTO revrec.journal_entries VALUES ({marks})".encode(), rows[1:])
    config = tmp_path / "journals.json"
    with Sandbox() as xero:
        config.write_text(json.dumps(xero.destination_config(tracking_mapping=TRACKING)))
        post = ("post", "--config", config, "--table", "revrec.journal_entries")
        code, said = run(*post)
        assert code == 0, said
        posted = in_books(xero)
        assert len(posted) == len({row[1] for row in rows[1:]})
        assert f"Posted {len(posted)} of {len(posted)} journal entries for January 2026" in said

        code, said = run(*post)
        assert code == 0, said
        assert in_books(xero) == posted
        assert f"{len(posted)} in Xero already" in said

        connection.execute("UPDATE revrec.journal_entries SET amount = amount + 1 WHERE posting_type = 'Debit'")
        code, said = run(*post)
        assert (code, in_books(xero)) == (1, posted)
        assert "UNBALANCED" in said
    code, said = run("post", "--config", config, "--table", "nothing.here")
    assert code == 1
    assert "nothing.here" in said
