"""The running sandbox: started, asked and stopped."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest
import requests

from unit_tests.xero_sandbox.conftest import FakeBooks, Xero
from xero_sandbox import Sandbox
from xero_sandbox.limits import Allowance
from xero_sandbox.server import PortTakenError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def _fake(now: Callable[[], datetime]) -> list[FakeBooks]:
    return [FakeBooks(now)]


def test_configs_are_ready_to_use(xero: Xero) -> None:
    """Both kinds of credentials, and any key can be set."""
    url = xero.sandbox.url
    config = xero.sandbox.source_config(start_date="2026-01-01")

    expected = {
        "credentials": {
            "auth_type": "custom_connection",
            "client_id": "sandbox-custom-connection",
            "client_secret": "not-a-real-secret",
        },
        "api_url": f"{url}/api.xro/2.0",
        "identity_url": url,
        "start_date": "2026-01-01",
    }
    assert expected == config
    assert xero.sandbox.destination_config().keys() == {"credentials", "api_url", "identity_url"}
    oauth = xero.sandbox.source_config(auth_type="oauth")["credentials"]
    assert {"auth_type", "client_id", "client_secret", "refresh_token"} == set(oauth)


def test_it_stops_when_the_block_ends() -> None:
    """The port is free again."""
    with Sandbox(open_books=_fake) as sandbox:
        assert requests.get(sandbox.url, timeout=5).status_code == 200
    with pytest.raises(requests.ConnectionError):
        requests.get(sandbox.url, timeout=5)


def test_a_port_that_is_taken_is_an_error() -> None:
    """Before any books are opened."""
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortTakenError, match="cannot listen"):
        Sandbox(open_books=_fake, port=other.getsockname()[1])


def test_many_parallel_requests_are_answered(seven: Xero) -> None:
    """Twenty at a time, limits lifted."""
    seven.sandbox.limits.enabled = False
    seen: list[int] = []

    def read() -> None:
        with requests.Session() as http:
            http.headers.update(seven.http.headers)
            for _ in range(5):
                answer = http.get(f"{seven.sandbox.api_url}/Invoices", params={"page": "1"}, timeout=20)
                seen.append(len(answer.json()["Invoices"]))

    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [7] * 100


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", "localhost")])
def test_an_address_is_written_as_in_a_url(host: str, shown: str) -> None:
    """With brackets where it has colons of its own; one that listens everywhere is called by this machine's name."""
    try:
        sandbox = Sandbox(open_books=_fake, host=host)
    except PortTakenError:
        pytest.skip(f"{host} is not an address of this machine")

    assert sandbox.url == f"http://{shown}:{sandbox.port}"
    assert (sandbox.api_url, sandbox.identity_url) == (f"{sandbox.url}/api.xro/2.0", sandbox.url)
    sandbox.stop()


def test_limits_are_an_allowance_or_lifted() -> None:
    """By default they are Xero's."""
    for limits, enabled, minute in ((Allowance(minute=7), True, 7), (False, False, 60), (True, True, 60)):
        sandbox = Sandbox(open_books=_fake, limits=limits)
        assert (sandbox.limits.enabled, sandbox.limits.allowance.minute) == (enabled, minute)
        sandbox.stop()
