"""What the package offers."""

from __future__ import annotations

import pytest

import xero_sandbox


def test_the_package_exports_the_sandbox_alone() -> None:
    """Anything else is an AttributeError."""
    assert xero_sandbox.__all__ == ["Sandbox"]
    with pytest.raises(AttributeError):
        xero_sandbox.Elephant  # noqa: B018
