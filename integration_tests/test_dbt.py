"""The dbt package on DuckDB and on PostgreSQL, over tables that PyAirbyte wrote: it builds, and a broken tie is red."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy

from integration_tests.support.forked import Forked
from integration_tests.support.network import Outside, free_port
from integration_tests.support.poster import Poster
from integration_tests.support.postgres import PostgresMissing, postgres
from integration_tests.support.reading import COMMAND
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from source_xero_revrec.recognition.streams import KEYS as RECOGNITION_STREAMS
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dbt"
DBT = ROOT / ".venv" / "dbt" / "bin" / "dbt"
OF_CONTRACTS = [each for each in REVREC_STREAMS if each != "pending_data"]
HERE = {"recognised_by": "here", "deferred_account": "835"}

COMMANDS = {"dbt": "dbt.cli.main:cli"}
IMPORTED = ("dbt.cli.main", "dbt.adapters.duckdb", "dbt.adapters.postgres")
VARIABLES = (
    "--vars",
    json.dumps({"xero_mode": "invoice_equals_contract", "xero_journal_control": True, "xero_recognition": True}),
)

pytestmark = pytest.mark.skipif(not DBT.exists(), reason="dbt is installed by make into an environment of its own")


@dataclass
class Project:
    """The example project, over a warehouse that PyAirbyte fills."""

    folder: Path
    target: str
    environment: dict[str, str]
    cache: Any
    source: Any
    forked: Forked

    def sync(self) -> None:
        """Bring the books of now into the warehouse."""
        self.source.read(cache=self.cache, force_full_refresh=True)
        # DuckDB lets one process alone into a file.
        self.cache.get_sql_engine().dispose()

    def execute(self, statement: str) -> None:
        """Change the warehouse by hand."""
        with self.cache.get_sql_engine().begin() as connection:
            connection.execute(sqlalchemy.text(statement))
        self.cache.get_sql_engine().dispose()

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what a query gives."""
        with self.cache.get_sql_engine().connect() as connection:
            rows = [tuple(row) for row in connection.execute(sqlalchemy.text(statement))]
        self.cache.get_sql_engine().dispose()
        return rows

    def dbt(self, *arguments: str) -> dict[str, str]:
        """Run a command of dbt and return what became of each node."""
        words = (*arguments, "--target", self.target)
        done = self.forked.run("dbt", *words, folder=self.folder, environment=self.environment)
        results = json.loads((self.folder / "target" / "run_results.json").read_text())["results"]
        found = {each["unique_id"].split(".")[2]: each["status"] for each in results}
        broken = {"error", "fail", "runtime error"} & set(found.values())
        assert (done.returncode == 0) == (not broken), done.stdout[-3_000:]
        return found


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def project(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Project, Sandbox, dict[str, str]]]:
    """Give the tests the example, built over a warehouse of each kind, with books that a journal was posted to.

    Beside it stand the company, and what became of each node.
    """
    # Imported here, as it takes seconds that every process of the tests would spend.
    airbyte = pytest.importorskip("airbyte", reason="PyAirbyte needs Python 3.12 or older")
    caches = pytest.importorskip("airbyte.caches")
    tmp_path = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as environ:
        environ.syspath_prepend(str(ROOT / "examples"))
        from exact_postgres import ExactPostgresCache  # noqa: PLC0415 - the examples are on the path here

    folder = tmp_path / "dbt" / "example"
    shutil.copytree(PACKAGE, folder.parent, ignore=shutil.ignore_patterns("target", "dbt_packages", "logs"))
    port, outside = free_port(), Outside()
    database = tmp_path / "company.duckdb"
    environment = {
        **os.environ, **outside.as_proxy(), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "XERO_DUCKDB": str(database),
        "PGHOST": "127.0.0.1", "PGPORT": str(port), "PGPASSWORD": "not-a-real-secret",
    }  # fmt: skip
    with ExitStack() as until_the_end:
        if request.param == "duckdb":
            cache = caches.DuckDBCache(db_path=database, schema_name="xero", cache_dir=tmp_path / "cache")
        else:
            try:
                until_the_end.enter_context(postgres(port))
            except PostgresMissing as missing:
                pytest.skip(str(missing))
            cache = ExactPostgresCache(
                host="127.0.0.1", port=port, username="postgres", password="not-a-real-secret", database="postgres",
                schema_name="xero", cache_dir=tmp_path / "cache",
            )  # fmt: skip
        until_the_end.callback(cache.close)
        xero = until_the_end.enter_context(Sandbox(limits=False))
        poster = Poster(xero, tmp_path)
        poster.post("JE-2026-01-1")
        source = airbyte.get_source(
            "source-xero-revrec",
            local_executable=COMMAND,
            config=xero.source_config(journal_control=poster.source, recognition=HERE),
            streams=[*OF_CONTRACTS, *RECOGNITION_STREAMS, "journal_control"],
            install_if_missing=False,
        )
        forked = until_the_end.enter_context(Forked(COMMANDS, IMPORTED, DBT.with_name("python")))
        made = Project(folder, request.param, environment, cache, source, forked)
        forked.run("dbt", "deps", folder=folder, environment=environment).check_returncode()
        made.sync()
        yield made, xero, made.dbt("build", *VARIABLES)
        assert outside.callers() == 0, "dbt called another machine"


LOST = "rows_in_the_warehouse_are_those_that_b1_counted"
SCHEDULE = ("roll_forward_is_the_schedule", "lines_are_recognised_to_their_amounts")
TIES = (
    "a1_open_documents_are_the_ledgers_receivables",
    "roll_forward_ties_to_the_trial_balance",
    "revenue_ties_to_the_trial_balance",
)
VOIDED = "j3_journals_in_xero_are_those_that_were_sent"


@pytest.mark.parametrize("project", ["duckdb"], indirect=True)
def test_the_documentation_names_every_column(project: tuple[Project, Sandbox, dict[str, str]]) -> None:
    """`dbt docs generate` finds each column of the rows in the warehouse, with the stream's own description."""
    dbt, _, _ = project

    dbt.dbt("docs", "generate", *VARIABLES)

    catalog = json.loads((dbt.folder / "target" / "catalog.json").read_text())["nodes"]
    manifest = json.loads((dbt.folder / "target" / "manifest.json").read_text())["nodes"]
    for model in ("current_billing_schedule", "deferred_revenue_roll_forward", "revenue_waterfall"):
        name = f"model.xero_revrec.{model}"
        described = {column for column, said in manifest[name]["columns"].items() if said["description"]}
        there = {column.lower() for column in catalog[name]["columns"] if not column.lower().startswith("_airbyte")}
        assert there == described


def test_the_package_builds_and_a_broken_tie_turns_it_red(project: tuple[Project, Sandbox, dict[str, str]]) -> None:
    """All is green; a lost row, a voided journal and a total that does not tie are each red by name."""
    dbt, xero, built = project

    assert _red(built) == set()
    assert set(built.values()) == {"success", "pass"}
    assert {LOST, VOIDED, "b1_documents_in_xero_are_rows_pending_or_excluded", "current_order_details"} <= set(built)
    months = dbt.query("SELECT SUM(billed_in_home_currency) FROM revrec.billing_by_month")
    assert months == dbt.query("SELECT SUM(home_amount) FROM revrec.current_billing_schedule")

    waterfall = dbt.query("SELECT SUM(recognised_home_amount) FROM revrec.revenue_waterfall")
    assert waterfall == dbt.query(
        "SELECT SUM(recognised_home_amount) FROM revrec.current_revenue_schedule WHERE held_reason IS NULL"
    )
    for mart in ("deferred_revenue_roll_forward", "recognised_revenue_by_month"):
        assert dbt.query(f"SELECT COUNT(*) FROM revrec.{mart} WHERE tie_status = 'Ties'") > [(0,)]

    dbt.execute(
        "DELETE FROM xero.billing_schedule WHERE billing_id = "
        "(SELECT MIN(billing_id) FROM revrec.current_billing_schedule WHERE billing_amount > 0)"
    )
    dbt.execute(
        "DELETE FROM xero.revenue_schedule WHERE _airbyte_raw_id = "
        "(SELECT MIN(_airbyte_raw_id) FROM revrec.current_revenue_schedule WHERE held_reason IS NULL "
        "AND billed_amount <> recognised_amount AND period = "
        "(SELECT MAX(period) FROM revrec.deferred_revenue_roll_forward))"
    )
    dbt.execute("UPDATE xero.deferred_revenue SET opening_amount = opening_amount + 0.01")
    assert _red(dbt.dbt("build", *VARIABLES)) == {LOST, *SCHEDULE, "roll_forward_adds_up"}

    (journal,) = (each for each in xero.books.collection("ManualJournals").values() if "[RevRec " in each["Narration"])
    xero.act("void", id=journal["ManualJournalID"])
    dbt.sync()
    assert _red(dbt.dbt("build", *VARIABLES)) == {VOIDED}

    dbt.execute("""UPDATE xero.control_totals SET status = 'Does not tie', severity = 'error' WHERE "check" = 'A1'""")
    for stream in ("deferred_revenue", "recognised_revenue"):
        dbt.execute(f"UPDATE xero.{stream} SET tie_status = 'Does not tie' WHERE tie_status = 'Ties'")
    assert _red(dbt.dbt("build", *VARIABLES)) == {VOIDED, *TIES}


def _red(nodes: dict[str, str]) -> set[str]:
    return {name for name, status in nodes.items() if status in ("fail", "error")}
