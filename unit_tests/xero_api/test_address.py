"""Addresses are quoted without what may be secret in them."""

from __future__ import annotations

import pytest

from xero_api.address import host, shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://user:not-a-real-secret@host.example:8443/a/b?token=not-a-real-secret#x",
            "https://host.example:8443/a/b",
        ),
        ("https://host.example/a", "https://host.example/a"),
        ("https://[broken", "the address"),
        ("https://host.example:port/a", "the address"),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(url: str, expected: str) -> None:
    """User, password and query go; what cannot be taken apart is not shown at all."""
    assert shown(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://user:not-a-real-secret@host.example:8443/a/b?c=d", "https://host.example:8443"),
        ("https://host.example", "https://host.example"),
        ("https://[broken", "the address"),
    ],
)
def test_a_host_is_named_with_its_scheme_and_port(url: str, expected: str) -> None:
    """What a firewall has to let through, and nothing else."""
    assert host(url) == expected
