"""Airbyte's own standard tests for sources, without Docker, against a sandbox on a port of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.test.standard_tests import SourceTestSuiteBase

from source_xero_revrec.source import SourceXeroRevrec
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
# The scenarios of acceptance-test-config.yml name this port.
PORT = 18_765


@pytest.fixture(scope="module", autouse=True)
def _served() -> Iterator[Sandbox]:
    """Serve the company that the scenarios read."""
    with Sandbox(port=PORT, limits=False) as sandbox:
        yield sandbox


class TestSource(SourceTestSuiteBase):
    """The CDK's suite."""

    connector = SourceXeroRevrec

    @classmethod
    def get_connector_root_dir(cls) -> Path:
        """Point at acceptance-test-config.yml."""
        return ROOT

    @classmethod
    def create_connector(cls, scenario: Any) -> SourceXeroRevrec:  # noqa: ANN401, ARG003 - the suite's signature
        """Build the source as `run` does."""
        return SourceXeroRevrec()
