"""`init` of both connectors: a person at a terminal answers, mistakes included, and `check` takes what was written."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.terminal import on_a_terminal
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
SOURCE, DESTINATION = "source-xero-revrec", "destination-xero-journals"
APP, SECRET = "sandbox-custom-connection", "not-a-real-secret"
SIGNED_IN = [("[custom_connection] ", ""), ("Client ID: ", APP), ("Client secret: ", SECRET)]
USES = {
    "workbook": [("for? [revrec] ", ""), ("records? [invoice_equals_contract] ", ""), ("no comparison. ", "")],
    "mapping": [
        ("for? [revrec] ", "revrec"),
        ("records? [invoice_equals_contract] ", "customer_name_mapping"),
        ("HubSpot and Salesforce): ", "gone.csv"),
        ("HubSpot and Salesforce): ", "customers.csv"),
        ("no comparison. ", ""),
    ],
    "warehouse": [
        ("for? [revrec] ", "wharehouse"),
        ("for? [revrec] ", "warehouse"),
        ("records? [invoice_equals_contract] ", ""),
        ("reconciliation needs. ", "tomorrow"),
        ("reconciliation needs. ", "2025-01-01"),
        ("no comparison. ", ""),
    ],
    "recognition": [
        ("for? [revrec] ", "recognition"),
        ("Its code: ", "200"),
        ("Its code: ", "835"),
        ("first document on. ", "2026-02"),
        ("no comparison. ", ""),
    ],
    "journals": [
        ("for? [revrec] ", ""),
        ("records? [invoice_equals_contract] ", ""),
        ("no comparison. ", "nowhere"),
        ("no comparison. ", "receipts"),
    ],
}
"""What somebody answers for each use of the source, with a mistake in some."""


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve one demo company to all."""
    with Sandbox(limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the answers their files."""
    (tmp_path / "customers.csv").write_text("Customer ID,Customer Name\nC-1,Boom FM Ltd\n")
    (tmp_path / "receipts").mkdir()
    (tmp_path / "receipts" / "receipts.jsonl").touch()
    return tmp_path


def checked(program: str, folder: Path) -> str:
    """Return the status that `check` gives a written configuration, which its owner alone may read."""
    config = folder / "config.json"
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    done = subprocess.run(
        [BIN / program, "check", "--config", config], cwd=folder, capture_output=True, text=True, check=True
    )
    (answer,) = [each for each in map(json.loads, done.stdout.splitlines()) if each["type"] == "CONNECTION_STATUS"]
    return str(answer["connectionStatus"]["status"])


@pytest.mark.parametrize("use", USES)
def test_a_person_sets_the_source_up(use: str, xero: Sandbox, folder: Path) -> None:
    """Every use; a wrong answer is told with its remedy and asked again, and the secret is never on the screen."""
    typed = (BIN / SOURCE, "init", "--config", "config.json", "--sandbox", xero.url)
    shown = on_a_terminal(*typed, folder=folder, answers=[*SIGNED_IN, *USES[use]])

    assert shown.code == 0, shown.screen
    assert "config.json works." not in shown.lines
    assert "Wrote config.json, which works." in shown.lines
    assert SECRET not in shown.screen
    if use == "recognition":
        assert checked(SOURCE, folder) == "SUCCEEDED"


def test_a_person_sets_the_destination_up(xero: Sandbox, folder: Path) -> None:
    """Accounts and tracking are chosen from what Xero has; what it does not have is asked again, nearest names told."""
    answers = [
        *SIGNED_IN[:2],
        ("Client secret: ", "wrong"),
        *SIGNED_IN[1:],
        ("no more. ", "Deferred Revenue=9999"),
        ("no more. ", "Deferred Revenue=835"),
        ("no more. ", ""),
        ("no more. ", "Location=Regoin"),
        ("no more. ", "Location=Region"),
        ("no more. ", ""),
        ("[POSTED] ", "DRAFT"),
        ("[receipts] ", ""),
    ]
    shown = on_a_terminal(
        BIN / DESTINATION, "init", "--config", "config.json", "--sandbox", xero.url, folder=folder, answers=answers
    )
    made = json.loads((folder / "config.json").read_text())

    assert shown.code == 0, shown.screen
    assert "  835   Revenue Received in Advance" in shown.lines
    assert "Nearest in Xero: Region" in shown.screen
    assert "invalid_client" in shown.screen
    assert made["account_mapping"] == [{"revrec_account": "Deferred Revenue", "xero_account": "835"}]
    assert made["tracking_mapping"] == [{"revrec_field": "Location", "xero_tracking_category": "Region"}]
    assert (made["status"], made["object_storage_config"]["path"]) == ("DRAFT", "receipts")
    assert made["// aggregation"].startswith("Not set: Aggregation. ")
    assert checked(DESTINATION, folder) == "SUCCEEDED"


@pytest.mark.parametrize("program", [SOURCE, DESTINATION])
def test_nobody_is_waited_for_who_is_not_there(program: str, folder: Path) -> None:
    """In CI or under cron the flags that are missing are named, and nothing is written."""
    done = subprocess.run(
        [BIN / program, "init", "--config", "config.json"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "--client-id ID" in done.stderr
    assert "XERO_CLIENT_SECRET" in done.stderr
    assert not (folder / "config.json").exists()
