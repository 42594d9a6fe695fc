"""The command line of a close: what it refuses before anything is read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.close.command import main
from xero_connectors.exit_code import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

CREDENTIALS = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
HERE = {"recognised_by": "here", "deferred_account": "835"}


def run(folder: Path, config: dict[str, Any], *options: str, period: str = "2026-01") -> tuple[int, str]:
    """Run the command, and return its exit code and what it said."""
    path, err = folder / "config.json", io.StringIO()
    path.write_text(json.dumps({"credentials": CREDENTIALS, **config}), encoding="utf-8")
    given = ["--config", str(path), "--period", period, "--output", str(folder / "out"), *options]
    return main(given, keep_config=lambda *_: None, stdout=io.StringIO(), stderr=err), err.getvalue()


@pytest.mark.parametrize(
    ("config", "period", "said"),
    [
        ({}, "2026-01", "lets RevRec recognise revenue"),
        ({"recognition": {**HERE, "method": "30/360"}}, "2026-01", "method"),
        ({"recognition": HERE, "start_date": "2025-01-01"}, "2026-01", "start_date"),
    ],
)
def test_what_cannot_be_closed_is_told(tmp_path: Path, config: dict[str, Any], period: str, said: str) -> None:
    """A sentence, and no folder."""
    code, told = run(tmp_path, config, period=period)

    assert (code, said in told) == (ExitCode.FAILED, True), told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("period", ["2026-1", "2026-13", "January", "2026-01-31", " "])
def test_a_period_that_is_no_month_is_wrong_use(tmp_path: Path, period: str) -> None:
    """With a month as it is written, and no folder."""
    code, told = run(tmp_path, {"recognition": HERE}, period=period)

    assert (code, "write it as 2026-01" in told) == (ExitCode.WRONG_USE, True), told
    assert not (tmp_path / "out").exists()


def test_an_earlier_close_is_not_replaced(tmp_path: Path) -> None:
    """Before anything is read."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "close.xlsx").write_bytes(b"signed")
    code, told = run(tmp_path, {"recognition": HERE})

    assert (code, "--overwrite" in told) == (ExitCode.FAILED, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["close.xlsx"]
