"""The sandbox is called by its own name, and is changed by no page of another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from xero_sandbox import Sandbox
from xero_sandbox.web.visitors import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve an empty company, and give its address."""
    with Sandbox(invoices=0, limits=False) as xero:
        yield xero.url


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "10.0.0.1", "[", ""])
def test_a_name_that_was_bent_to_this_machine_is_refused(address: str, host: str) -> None:
    """DNS rebinding: the page of another site that calls it by its own name reads nothing."""
    refused = requests.get(f"{address}/sandbox/books", headers={"Host": host}, timeout=5)

    assert (refused.status_code, refused.text.startswith("The sandbox is on this machine")) == (403, True)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8765"])
def test_its_own_names_are_let_in(address: str, host: str) -> None:
    """Whatever the port is: it may be forwarded."""
    assert requests.get(f"{address}/sandbox/books", headers={"Host": host}, timeout=5).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "{own}"}, 200),
        ({"Origin": "{own}", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_what_changes_something_comes_from_programs_and_its_own_pages(
    address: str, headers: dict[str, str], status: int
) -> None:
    """A form of another site resets nothing; looking is not asked where it comes from."""
    sent = {name: value.format(own=address) for name, value in headers.items()}

    assert requests.post(f"{address}/sandbox/reset", headers=sent, timeout=5).status_code == status
    assert requests.get(f"{address}/sandbox/books", headers=sent, timeout=5).status_code == 200


def test_a_sandbox_that_others_may_reach_is_called_as_they_name_it() -> None:
    """On every address of the machine, as in a container, its name is not known beforehand."""
    with Sandbox(invoices=0, limits=False, host="0.0.0.0") as xero:
        own = f"http://127.0.0.1:{xero.port}/sandbox/books"
        assert requests.get(own, headers={"Host": "sandbox:8765"}, timeout=5).status_code == 200


@pytest.mark.parametrize(("host", "expected"), [("127.8.9.1", True), ("::1", True), ("0.0.0.0", False), ("x", False)])
def test_loopback_is_told_from_everything_else(host: str, *, expected: bool) -> None:
    """All of 127.0.0.0/8 is this machine."""
    assert is_loopback(host) is expected
