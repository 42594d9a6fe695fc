"""Books that a test can sell in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit_tests.source_xero_revrec.fake_books import FakeBooks

if TYPE_CHECKING:
    from requests_mock import Mocker


@pytest.fixture
def books(requests_mock: Mocker) -> FakeBooks:
    """Hand out the books of a new organisation, two documents a page."""
    return FakeBooks(requests_mock, page_size=2)
