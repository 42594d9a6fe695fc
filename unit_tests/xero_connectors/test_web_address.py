"""What goes over a network goes encrypted."""

from __future__ import annotations

import pytest

from xero_connectors.web_address import is_in_the_clear, is_web


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://files.example.com/a.csv", True),
        ("HTTP://files.example.com", True),
        ("http://192.168.1.4:8000", True),
        ("http://localhost.example.com", True),
        ("https://files.example.com/a.csv", False),
        ("http://localhost:8000/a.csv", False),
        ("http://127.0.0.2:8000", False),
        ("http://[::1]:8000", False),
        ("s3://bucket/a.csv", False),
    ],
)
def test_plain_http_stays_on_this_machine(address: str, expected: bool) -> None:  # noqa: FBT001
    """A name that only looks like this machine is another machine."""
    assert is_in_the_clear(address) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.com", True),
        ("Http://localhost", True),
        ("http", False),
        ("/a/b.csv", False),
        ("s3://b", False),
    ],
)
def test_an_address_on_the_web_is_known_by_its_scheme(text: str, expected: bool) -> None:  # noqa: FBT001
    """A path may be called http."""
    assert is_web(text) is expected
