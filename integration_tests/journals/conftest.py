"""What the tests of posting are given: the destination's command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.process import Destination

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.forked import Forked


@pytest.fixture
def destination(tmp_path: Path, forked: Forked) -> Destination:
    """Give a test the command with a folder of its own."""
    return Destination(tmp_path, forked)
