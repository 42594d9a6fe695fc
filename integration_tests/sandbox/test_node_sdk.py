"""Xero's official SDK for Node signs in to the sandbox with its own defaults, reads it, and writes into it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.npm import ToolMissing, installed

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

PROGRAM = Path(__file__).parent.parent / "node_sdk"


@pytest.fixture(scope="module")
def program() -> Path:
    """Install the SDK once, or say why it cannot be."""
    try:
        return installed(PROGRAM)
    except ToolMissing as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("taken", ["any", "refuse_explicit"])
def test_the_sdk_for_node_signs_in_with_its_defaults(demo: Sandbox, program: Path, taken: str) -> None:
    """It names no scope, which old connections and those made since April 2026 take alike."""
    demo.set_switches(custom_connection_scopes=taken)
    told = run(program, demo)

    assert told["signIn"]["path"] == "/connect/token"
    assert "scope=" not in told["signIn"]["body"]
    assert told["created"] == ["From Node", "DRAFT", [12.34, -12.34]]
    invoices = [each for each in demo.books.collection("Invoices").values() if each["Type"] == "ACCREC"]
    assert len(told["invoices"]) == min(100, len(invoices)) > 0
    totals = {each["InvoiceNumber"]: float(each["Total"]) for each in invoices}
    assert all(totals[number] == total for number, total, _ in told["invoices"])


def run(program: Path, xero: Sandbox) -> dict[str, Any]:
    """Return what the program printed; a failure of it fails the test."""
    credentials = xero.source_config()["credentials"]
    done = subprocess.run(
        ["node", "read.js"],
        cwd=program,
        env={
            **os.environ,
            "SANDBOX": xero.url,
            "CLIENT_ID": credentials["client_id"],
            "CLIENT_SECRET": credentials["client_secret"],
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told
