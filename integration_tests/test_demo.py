"""`make demo` is what a new user sees first, so it is a test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from integration_tests.support.documentation import blocks
from integration_tests.support.network import Outside

ROOT = Path(__file__).parent.parent


def excerpt() -> list[str]:
    """Return the lines of the demo that the README shows, whatever their spaces."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = (block.text for block in blocks(page) if block.text.endswith("ties to the cent.\n"))
    return [" ".join(line.split()) for line in shown.splitlines()]


def test_the_demo_ties_to_the_cent(tmp_path: Path) -> None:
    """A company arrives in DuckDB, what waited is cleared, RevRec's journals are posted once, and all figures tie.

    Another one closes three months from Xero to Xero.
    """
    pytest.importorskip("airbyte", reason="PyAirbyte needs Python 3.12 or older")
    outside = Outside()
    done = subprocess.run(
        [sys.executable, "-W", "ignore::FutureWarning", "-m", "integration_tests.demo"],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **outside.as_proxy()},
    )
    assert outside.callers() == 0, "the demo called another machine"
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "Every count and every amount ties to the cent." in done.stdout
    assert "AUTHORISED 1,366.20 -> VOIDED" in done.stdout
    assert "cleared    Boom FM Ltd: 13 documents. Matched with CRM customer C-1009" in done.stdout
    assert "Café Zoë & Søn: 10 documents, 3,817.48 NZD; like Cafe Zoe & Son?" in done.stdout
    printed = {" ".join(line.split()) for line in done.stdout.splitlines()}
    assert [line for line in excerpt() if line not in printed] == []
    assert "Wrote build/demo/revrec.xlsx" in done.stdout
    assert "DO NOT TIE" not in done.stdout
    assert "Posting 14 journal entries for January 2026 to Demo Company" in done.stdout
    assert "posted     nothing: every journal is in Xero already" in done.stdout
    assert "CHANGED: Journal JE-2026-01-12 is in Xero and differs from RevRec's" in done.stdout
    assert "control    CHANGED JE-2026-01-12 on 200" in done.stdout
    assert "Posting 1 journal entry for January 2026 to Demo Company" in done.stdout
    assert "ties       every account and Region, and the Trial Balance" in done.stdout
    for period, balance in (("2026-01", "2,285.44"), ("2026-02", "1,595.93"), ("2026-03", "1,291.43")):
        assert f"{period}: May be closed" in done.stdout
        assert f"ties       {balance} NZD in Xero's Trial Balance" in done.stdout
    assert "late invoice" in done.stdout
    assert "journals   7 in Xero, each once" in done.stdout
