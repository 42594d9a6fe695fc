"""The command run on made-up records, and what it wrote."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from source_xero_revrec.workbook.command import main
from unit_tests.conftest import FakeClock
from unit_tests.source_xero_revrec.workbook.made_source import MadeUpSource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
SECRET = "not-a-real-secret"
CONFIG = {
    "credentials": {"auth_type": "custom_connection", "client_id": "client", "client_secret": SECRET},
    "mode": {"mode": "invoice_equals_contract"},
    "custom_fields": [{"revrec_field": "Location", "xero_tracking_category": "Region"}],
    "crm_file": f"https://someone:{SECRET}@files.example/customers.csv?signature={SECRET}",
}


def workbook(
    folder: Path,
    *options: str,
    source: MadeUpSource | None = None,
    config: Mapping[str, Any] = CONFIG,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str, str]:
    """Run the command with made-up records; returns exit code, standard output and standard error."""
    path = folder / "config.json"
    path.write_text(json.dumps(config))
    out, error = io.StringIO(), io.StringIO()
    code = main(
        ["--config", str(path), *options],
        keep_config=lambda path, current: path.write_text(json.dumps(current)) and None,
        open_source=lambda _: source or MadeUpSource(),
        clock=FakeClock(NOON),
        environment=environment or {},
        stdout=out,
        stderr=error,
    )
    return code, out.getvalue(), error.getvalue()


def column(path: Path, sheet: str, header: str) -> list[Any]:
    """Return a column's values."""
    rows = list(openpyxl.load_workbook(path, read_only=True)[sheet].iter_rows(values_only=True))
    return [row[rows[0].index(header)] for row in rows[1:]]


def left_behind(folder: Path) -> list[str]:
    """Return what lies in a folder besides the configuration."""
    return sorted(path.name for path in folder.iterdir() if path.name != "config.json")
