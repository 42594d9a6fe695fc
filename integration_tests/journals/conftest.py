"""What the tests of posting are given: a company without documents, as it was at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.histories import company

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xero_sandbox import Sandbox


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    """Start a company without documents once for all tests of a module."""
    with company() as xero:
        yield xero


@pytest.fixture
def xero(running: Sandbox) -> Sandbox:
    """Give a test the company as it was before its first document."""
    running.service.reset()
    return running
