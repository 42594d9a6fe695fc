"""Airbyte's own tests of a destination, without Docker, against a sandbox on a port of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.models import AirbyteConnectionStatus, ConnectorSpecification, ConnectorSpecificationSerializer, Status
from airbyte_cdk.test.standard_tests import DestinationTestSuiteBase

from integration_tests.support.journals.process import Destination
from integration_tests.support.posting import COMMAND, amounts, in_books
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent.parent
SCENARIOS = ROOT / "integration_tests" / "scenarios"
# The scenarios name this port.
PORT = 18_766


@pytest.fixture(scope="module", autouse=True)
def xero() -> Iterator[Sandbox]:
    """Serve the company that the scenarios post to."""
    with Sandbox(port=PORT, invoices=0, limits=False) as sandbox:
        yield sandbox


@pytest.fixture(scope="module", autouse=True)
def smoke_test(xero: Sandbox) -> Iterator[subprocess.Popen[str]]:
    """Start PyAirbyte's test, which runs beside the CDK's suite: most of its time goes into loading PyAirbyte."""
    assert xero.url
    pyab = Path(sys.executable).with_name("pyab")
    environment = {
        "PATH": f"{pyab.parent}{os.pathsep}{os.environ['PATH']}",
        "DO_NOT_TRACK": "1",
        "AIRBYTE_OFFLINE_MODE": "1",
        "PYTHONWARNINGS": "ignore",
    }
    process = subprocess.Popen(
        [
            pyab,
            "destination-smoke-test",
            f"--destination={COMMAND}",
            f"--config={SCENARIOS / 'journals.json'}",
            f"--custom-scenarios={SCENARIOS / 'journal_entries.json'}",
            "--scenarios=none",
            "--skip-preflight",
        ],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


@cache
def printed_spec() -> dict[str, Any]:
    """Return what `spec` prints, asked for once, since the suite asks before everything."""
    with tempfile.TemporaryDirectory() as folder:
        (message,) = Destination(Path(folder)).run("spec").messages("SPEC")
    found: dict[str, Any] = message["spec"]
    return found


class Command:
    """The installed command, in the shape of the connectors that Airbyte's suite calls."""

    check_config_against_spec = True
    message_repository = None

    def spec(self, logger: logging.Logger) -> ConnectorSpecification:  # noqa: ARG002 - the suite's signature
        """Return what `spec` prints."""
        return ConnectorSpecificationSerializer.load(printed_spec())

    def check(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteConnectionStatus:  # noqa: ARG002
        """Return what `check` prints."""
        with tempfile.TemporaryDirectory() as folder:
            status = Destination(Path(folder)).check(dict(config))
        return AirbyteConnectionStatus(Status[status["status"]], status.get("message"))

    @staticmethod
    def read_config(path: str) -> dict[str, Any]:
        """Read a configuration."""
        config: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
        return config

    @staticmethod
    def configure(config: dict[str, Any], temp_dir: str) -> dict[str, Any]:  # noqa: ARG004 - the suite's signature
        """Leave a configuration as it is."""
        return config


class TestDestination(DestinationTestSuiteBase):
    """The CDK's suite."""

    connector = Command

    @classmethod
    def get_connector_root_dir(cls) -> Path:
        """Point at acceptance-test-config.yml."""
        return ROOT / "destination_xero_journals"


def test_pyab_destination_smoke_test_passes(xero: Sandbox, smoke_test: subprocess.Popen[str]) -> None:
    """PyAirbyte's test posts three streams of journal entries; none of the scenarios for tables is one.

    The preflight is left out, since it writes rows that are no journal entries.
    """
    out, err = smoke_test.communicate(timeout=120)

    assert smoke_test.returncode == 0, err[-2_000:]
    result = json.loads(out[out.index("{") :])
    assert (result["success"], result["records_delivered"], result["warnings"]) == (True, 6, None)
    assert sorted(map(amounts, in_books(xero)), key=len) == [
        [("200", Decimal("-0.30")), ("835", Decimal("0.30"))],
        [
            ("200", Decimal("-1250.10")),
            ("200", Decimal("0.10")),
            ("835", Decimal("-0.10")),
            ("835", Decimal("1250.10")),
        ],
    ]
