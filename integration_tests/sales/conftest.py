"""What the tests of sales documents are given: an empty company or the demo company, as it was at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.scene import Scene
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def xero(empty_company: Sandbox) -> Sandbox:
    """Give a test a company in which nothing has happened yet."""
    return empty_company


@pytest.fixture
def scene(xero: Sandbox) -> Iterator[Scene]:
    """Give a test a company with one sync behind it, whose credit notes are not stamped by allocations."""
    with Scene(xero) as scene:
        assert not xero.switches.allocation_bumps_credit_note
        scene.sync()
        yield scene


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
