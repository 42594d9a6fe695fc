"""What the tests of posting are given: a company without documents, and the destination's command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.process import Destination

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox


@pytest.fixture
def xero(empty_company: Sandbox) -> Sandbox:
    """Give a test a company in which nothing has happened yet."""
    return empty_company


@pytest.fixture
def destination(tmp_path: Path) -> Destination:
    """Give a test the command with a folder of its own."""
    return Destination(tmp_path)
