"""`make demo` is what a new user sees first, so it is a test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from integration_tests.support.documentation import blocks
from integration_tests.support.network import Outside

ROOT = Path(__file__).parent.parent
DBT = ROOT / ".venv" / "dbt" / "bin" / "dbt"


def excerpt() -> list[str]:
    """Return the lines of the demo that the README shows, whatever their spaces."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = (block.text for block in blocks(page) if block.text.endswith("ties to the cent.\n"))
    return [" ".join(line.split()) for line in shown.splitlines()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run the demo; returns its folder and what it printed."""
    pytest.importorskip("airbyte", reason="PyAirbyte needs Python 3.12 or older")
    folder, outside = tmp_path_factory.mktemp("demo"), Outside()
    done = subprocess.run(
        [sys.executable, "-W", "ignore::FutureWarning", "-m", "integration_tests.demo"],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **outside.as_proxy()},
    )
    assert outside.callers() == 0, "the demo called another machine"
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder, done.stdout


def test_the_demo_ties_to_the_cent(demo: tuple[Path, str]) -> None:
    """A company arrives in DuckDB, what waited is cleared, RevRec's journals are posted once, and all figures tie.

    Another one closes three months from Xero to Xero.
    """
    _, shown = demo

    assert "Every count and every amount ties to the cent." in shown
    assert "AUTHORISED 1,366.20 -> VOIDED" in shown
    assert "cleared    Boom FM Ltd: 13 documents. Matched with CRM customer C-1009" in shown
    assert "Café Zoë & Søn: 10 documents, 3,817.48 NZD; like Cafe Zoe & Son?" in shown
    printed = {" ".join(line.split()) for line in shown.splitlines()}
    assert [line for line in excerpt() if line not in printed] == []
    assert "Wrote build/demo/revrec.xlsx" in shown
    assert "DO NOT TIE" not in shown
    assert "Posting 14 journal entries for January 2026 to Demo Company" in shown
    assert "posted     nothing: every journal is in Xero already" in shown
    assert "CHANGED: Journal JE-2026-01-12 is in Xero and differs from RevRec's" in shown
    assert "control    CHANGED JE-2026-01-12 on 200" in shown
    assert "Posting 1 journal entry for January 2026 to Demo Company" in shown
    assert "ties       every account and Region, and the Trial Balance" in shown
    for period, balance in (("2026-01", "2,285.44"), ("2026-02", "1,595.93"), ("2026-03", "1,291.43")):
        assert f"{period}: May be closed" in shown
        assert f"ties       {balance} NZD in Xero's Trial Balance" in shown
    assert "late invoice" in shown
    assert "journals   7 in Xero, each once" in shown


@pytest.mark.skipif(not DBT.exists(), reason="dbt is installed by make into an environment of its own")
def test_the_dbt_package_builds_on_what_the_demo_left_behind(demo: tuple[Path, str]) -> None:
    """`make dbt` builds every mart on the two companies, all green, and shows their rows."""
    folder, _ = demo
    (folder / ".venv").symlink_to(ROOT / ".venv")
    shutil.copy2(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "dbt", folder / "dbt", ignore=shutil.ignore_patterns("target", "dbt_packages", "logs"))

    done = subprocess.run(
        ["make", "dbt"], cwd=folder, env={**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert re.findall(r"WARN=\d+ ERROR=\d+", done.stdout) == ["WARN=0 ERROR=0"] * 2
    rows = {name: int(count) for name, count in re.findall(r"^(\w+) +(\d+) rows$", done.stdout, re.MULTILINE)}
    assert set(rows) == {path.stem for path in (ROOT / "dbt" / "models" / "marts").glob("*.sql")}
    assert [name for name, count in rows.items() if not count] == ["service_periods_missing"]
    assert "| 2026-03 | 835          | 1,620.93 | 1,291.43 | Ties       |" in done.stdout
    assert "| 2026-02       | 2026-03 |      -5.00 |" in done.stdout
