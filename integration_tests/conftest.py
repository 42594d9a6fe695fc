"""What the integration tests are given: a sandbox, the source's command, and a PostgreSQL."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.forked import Forked
from integration_tests.support.histories import company
from integration_tests.support.postgres import PostgresMissing, postgres
from integration_tests.support.reading import Connector
from unit_tests.loopback import keep_at_home
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

keep_at_home()
# Tests that a shell runs in the background ignore Ctrl-C, and so would whatever they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
# PyAirbyte reads these when it is imported, which any test may do first: no registry, no telemetry, no display.
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1", NO_LIVE_PROGRESS="1", AIRBYTE_NO_UV="1")

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the walks that stand beside this file: each takes long, and none should be left for the end alone."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.parent != here)


@pytest.fixture
def connector(tmp_path: Path) -> Connector:
    """Give a test the connector with a folder of its own."""
    return Connector(tmp_path)


@pytest.fixture(scope="session")
def forked() -> Iterator[Forked]:
    """Import what the package's commands need once for all tests that run many of them."""
    with Forked() as runner:
        yield runner


@pytest.fixture
def own_demo() -> Iterator[Sandbox]:
    """Give a test a demo company of its own, with Xero's limits."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def running_demo() -> Iterator[Sandbox]:
    """Start the demo company once for all tests of a module."""
    with Sandbox(limits=False) as demo:
        yield demo


@pytest.fixture
def demo(running_demo: Sandbox) -> Sandbox:
    """Give a test the demo company as it was at first."""
    running_demo.service.reset()
    return running_demo


@pytest.fixture(scope="module")
def running_company() -> Iterator[Sandbox]:
    """Start a company without documents once for all tests of a module."""
    with company() as sandbox:
        yield sandbox


@pytest.fixture
def empty_company(running_company: Sandbox) -> Sandbox:
    """Give a test the company as it was before its first document."""
    running_company.service.reset()
    return running_company


@pytest.fixture
def xero(empty_company: Sandbox) -> Sandbox:
    """Give a test a company in which nothing has happened yet."""
    return empty_company


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """Start PostgreSQL once for all tests of a module, and tell how libpq reaches it."""
    try:
        with postgres() as where:
            yield where
    except PostgresMissing as missing:
        pytest.skip(str(missing))
