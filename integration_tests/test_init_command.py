"""`init` of both connectors: a person at a terminal answers, mistakes included, and `check` takes what was written."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import boto3
import pytest

from integration_tests.support.terminal import on_a_terminal
from unit_tests.xero_connectors.places.made_stores import BUCKET, amazon
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
        ("sftp://): ", "gone.csv"),
        ("sftp://): ", "customers.csv"),
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
        ("no more. ", "835=999"),
        ("no more. ", "835=200"),
        ("no more. ", ""),
        ("close alone. ", "kept/"),
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


class HubSpot(BaseHTTPRequestHandler):
    """A HubSpot with one company, for whoever has the token."""

    def do_GET(self) -> None:
        """Answer a page of companies."""
        known = self.headers["Authorization"] == "Bearer not-a-real-token"
        company = {"id": "1", "properties": {"hs_object_id": "C-1", "name": "Boom FM Ltd"}}
        answer = {"results": [company]} if known else {"category": "INVALID_AUTHENTICATION", "message": "no such token"}
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_person_sets_up_a_crm_that_is_signed_in_to(xero: Sandbox, folder: Path) -> None:
    """HubSpot is asked at once, with a token that no screen shows; one that it refuses is asked for again."""
    (folder / "token").write_text("not-a-real-token\n")
    server = ThreadingHTTPServer(("127.0.0.1", 0), HubSpot)
    Thread(target=server.serve_forever, daemon=True).start()
    typed = ("--sandbox", xero.url, "--set", f"mode.crm.api_url=http://127.0.0.1:{server.server_port}")
    answers = [
        *SIGNED_IN,
        ("for? [revrec] ", ""),
        ("records? [invoice_equals_contract] ", "customer_name_mapping"),
        ("sftp://): ", "hubspot"),
        ("file:PATH: ", "not-the-token"),
        ("sftp://): ", "hubspot"),
        ("file:PATH: ", "file:token"),
        ("no comparison. ", ""),
    ]
    try:
        shown = on_a_terminal(BIN / SOURCE, "init", "--config", "config.json", *typed, folder=folder, answers=answers)
    finally:
        server.shutdown()
        server.server_close()

    assert shown.code == 0, shown.screen
    assert "HubSpot does not take the access token" in shown.screen
    assert "not-the-token" not in shown.screen
    assert "not-a-real-token" not in shown.screen
    assert json.loads((folder / "config.json").read_text())["mode"]["crm"]["access_token"] == "not-a-real-token"


def test_a_person_keeps_receipts_in_a_bucket(xero: Sandbox, folder: Path) -> None:
    """The address says which, the rest is asked for, and a bucket that there is not is asked for again."""
    with amazon() as url:
        keys = {"aws_access_key_id": "not-a-real-key", "aws_secret_access_key": "not-a-real-secret"}
        boto3.client("s3", endpoint_url=url, region_name="us-east-1", **keys).create_bucket(Bucket=BUCKET)
        answers = [
            *SIGNED_IN,
            ("no more. ", ""),
            ("no more. ", ""),
            ("[POSTED] ", ""),
            *[each for bucket in ("s3://nowhere/kept/", f"s3://{BUCKET}/kept/") for each in (
                ("[receipts] ", bucket),
                ("Region; nothing: left out: ", "us-east-1"),
                ("left out: ", keys["aws_access_key_id"]),
                ("left out: ", keys["aws_secret_access_key"]),
                ("Role ARN; nothing: left out: ", ""),
                ("Endpoint; nothing: left out: ", url),
            )],
        ]  # fmt: skip
        shown = on_a_terminal(
            BIN / DESTINATION, "init", "--config", "config.json", "--sandbox", xero.url, folder=folder, answers=answers
        )

    assert shown.code == 0, shown.screen
    assert "s3://nowhere" in shown.screen
    kept = json.loads((folder / "config.json").read_text())["object_storage_config"]
    assert (kept["storage_type"], kept["s3_bucket_name"], kept["bucket_path"]) == ("S3", BUCKET, "kept/")
    assert keys["aws_secret_access_key"] not in shown.screen


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
