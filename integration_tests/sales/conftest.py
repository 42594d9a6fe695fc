"""What the tests of sales documents are given: a company with one sync behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xero_sandbox import Sandbox


@pytest.fixture
def scene(xero: Sandbox) -> Iterator[Scene]:
    """Give a test a company with one sync behind it, whose credit notes are not stamped by allocations."""
    with Scene(xero) as scene:
        assert not xero.switches.allocation_bumps_credit_note
        scene.sync()
        yield scene
