"""The address on this machine: one answer, by its own name, in time."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests

from xero_connectors.signing_in.answer import NotSignedIn
from xero_connectors.signing_in.listener import Listener, redirect_address

if TYPE_CHECKING:
    from collections.abc import Iterator

STATE = "s1"
ANSWER = {"code": "code-1", "state": STATE}


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Listen on a free port for the answer to one request."""
    with Listener(0) as made:
        made.expect(STATE)
        yield made


def test_the_answer_is_taken_once(listener: Listener) -> None:
    """The page tells to go back to the terminal, shows nothing of the address, and a second answer changes nothing."""
    first = requests.get(listener.redirect_uri, ANSWER, timeout=5)
    second = requests.get(listener.redirect_uri, {"code": "code-2", "state": STATE}, timeout=5)

    assert (first.status_code, second.status_code) == (200, 410)
    assert "Go back to the terminal" in first.text
    assert "code-1" not in first.text
    assert first.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]
    assert listener.code(5) == "code-1"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost", "localhost.evil.example:{port}"])
def test_another_name_than_its_own_is_turned_away(listener: Listener, host: str) -> None:
    """A page elsewhere whose name leads here (DNS rebinding) cannot give an answer."""
    port = urlsplit(listener.redirect_uri).port

    refused = requests.get(listener.redirect_uri, ANSWER, headers={"Host": host.format(port=port)}, timeout=5)

    assert refused.status_code == 421
    with pytest.raises(NotSignedIn, match=r"within 0 seconds"):
        listener.code(0)


def test_what_is_no_answer_is_turned_away_and_the_next_one_is_taken(listener: Listener) -> None:
    """Another path, a page without a query, a POST, and somebody who hangs up."""
    base = listener.redirect_uri.removesuffix("/callback")
    with socket.create_connection(("127.0.0.1", urlsplit(base).port or 0)) as silent:
        silent.sendall(b"no HTTP at all\r\n\r\n")
    statuses = [
        requests.get(f"{base}/favicon.ico", timeout=5).status_code,
        requests.get(listener.redirect_uri, timeout=5).status_code,
        requests.post(listener.redirect_uri, ANSWER, timeout=5).status_code,
    ]

    assert statuses == [404, 400, 501]
    assert requests.get(listener.redirect_uri, ANSWER, timeout=5).status_code == 200
    assert listener.code(5) == "code-1"


def test_a_forged_answer_ends_it(listener: Listener) -> None:
    """The terminal is told why, and the browser that it is not signed in."""
    page = requests.get(listener.redirect_uri, {"code": "c", "state": "another"}, timeout=5)

    assert page.status_code == 400
    with pytest.raises(NotSignedIn, match="another state"):
        listener.code(5)


def test_it_listens_on_loopback_alone_and_frees_its_port() -> None:
    """Nobody else on the network reaches it; after the block nobody does."""
    with Listener(0) as made:
        port = urlsplit(made.redirect_uri).port
        assert made.redirect_uri == redirect_address(port or 0)
        assert made._server.server_address[0] == "127.0.0.1"
        with pytest.raises(NotSignedIn, match=rf"Port {port} .* cannot be listened on .*--port"):
            Listener(port or 0)

    with Listener(port or 0):
        pass
