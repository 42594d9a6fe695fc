"""What the integration tests are given: a sandbox and the connector."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.reading import Connector
from unit_tests.loopback import keep_at_home
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

keep_at_home()
# PyAirbyte reads these when it is imported, which any test may do first: no registry, no telemetry, no display.
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1", NO_LIVE_PROGRESS="1", AIRBYTE_NO_UV="1")

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


@pytest.fixture
def connector(tmp_path: Path) -> Connector:
    """Give a test the connector with a folder of its own."""
    return Connector(tmp_path)


@pytest.fixture
def xero() -> Iterator[Sandbox]:
    """Give a test a demo company of its own."""
    with Sandbox() as sandbox:
        yield sandbox
