"""What the integration tests are given: a sandbox and the connector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.reading import Connector
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
