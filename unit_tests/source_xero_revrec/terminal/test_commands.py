"""Airbyte's commands speak to a person, with the exit codes that they have for a platform."""

from __future__ import annotations

import argparse
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.terminal.commands import main
from unit_tests.source_xero_revrec.fake_books import FakeBooks
from unit_tests.source_xero_revrec.ledger.made_ledger import CREDENTIALS
from xero_connectors.terminal.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

CATALOG = {
    "streams": [
        {
            "stream": {"name": name, "json_schema": {}, "supported_sync_modes": ["full_refresh"]},
            "sync_mode": "full_refresh",
            "destination_sync_mode": "overwrite",
        }
        for name in ("order_details", "products")
    ]
}


class Asked:
    """A command line and where its answers go."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        """Write the files that commands name."""
        self.folder, self.clock = folder, clock
        self.out, self.err = io.StringIO(), io.StringIO()
        (folder / "catalog.json").write_text(json.dumps(CATALOG))
        self.configure()

    def configure(self, **config: Any) -> None:  # noqa: ANN401 - whatever the form takes
        """Write the configuration."""
        (self.folder / "config.json").write_text(json.dumps({"credentials": CREDENTIALS, **config}))

    def run(self, command: str, config: str = "config.json") -> int:
        """Run a command; returns the exit code."""
        asked = argparse.Namespace(
            command=command,
            config=str(self.folder / config),
            catalog=str(self.folder / "catalog.json"),
            state=None,
            debug=False,
        )
        return main(asked, Screen(self.out, self.err, {}), self.clock)


@pytest.fixture
def asked(tmp_path: Path, clock: FakeClock, requests_mock: Mocker) -> Asked:
    """Give a test an organisation, and a command line to reach it."""
    FakeBooks(requests_mock)
    requests_mock.get("https://api.xero.com/api.xro/2.0/Payments", json={"Payments": []})
    return Asked(tmp_path, clock)


def test_the_form_is_a_table(asked: Asked) -> None:
    """A row for each field."""
    assert asked.run("spec") == 0
    assert "\n  credentials.client_id " in asked.out.getvalue()


def test_a_check_is_answered_in_a_sentence(asked: Asked) -> None:
    """What does not work is an answer as well: exit code 0, as for a platform, and what to do."""
    assert asked.run("check") == 0
    assert asked.out.getvalue().endswith("config.json works.\n")
    asked.configure(start_dte="2026-01-01")
    assert asked.run("check") == 0
    assert "config.json does not work. The configuration cannot be used: start_dte is not" in asked.out.getvalue()
    assert asked.run("check", "gone.json") == 1
    assert "correct the path" in asked.err.getvalue()


def test_the_streams_on_offer_are_a_table(asked: Asked) -> None:
    """With how each can be synced, and by what it is told apart."""
    assert asked.run("discover") == 0
    said = asked.out.getvalue()

    assert re.search(r"^  order_details +incremental +\d+  tenant_id, order_number, ", said, re.MULTILINE)
    assert re.search(r"^  tax_rates +full refresh +\d+  ", said, re.MULTILINE)


def test_a_read_is_a_table_and_no_message(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever wants the records is told how to get them."""
    assert asked.run("read") == 0
    said = asked.out.getvalue()

    assert "2 of 2 streams complete" in said
    assert "> records.jsonl" in said
    assert "{" not in said + asked.err.getvalue() + capsys.readouterr().out


def test_a_read_that_fails_says_why_and_exits_with_1(asked: Asked) -> None:
    """As for a platform."""
    asked.configure(organisations=["Nobody Ltd"])

    assert asked.run("read") == 1
    assert "0 of 2 streams complete" in asked.out.getvalue()
    assert "Nobody Ltd" in asked.err.getvalue()
    assert "Not every stream could be read" in asked.err.getvalue().splitlines()[-1]
