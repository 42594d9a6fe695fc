"""The demo company, built once for all that look at it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from xero_sandbox.companies.demo import demo_company

if TYPE_CHECKING:
    from xero_sandbox.books import Books

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="package")
def demo() -> Books:
    """Return the demo company; nobody changes it."""
    return demo_company(lambda: NOW)


def documents(books: Books, kind: str) -> list[dict[str, Any]]:
    """Return the invoices of a Type."""
    return [each for each in books.collection("Invoices").values() if each["Type"] == kind]
