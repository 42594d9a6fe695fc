"""One exchange: gzip, time-outs, no redirects, and breakage told from answers."""

from __future__ import annotations

import gzip
import io
import threading
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
import requests
from urllib3 import HTTPResponse

from xero_api.transport import CONNECT_TIMEOUT, READ_TIMEOUT, Blocked, Reply, Transport, Unreachable

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

URL = "https://api.xero.com/api.xro/2.0/Invoices"


class ResetMidway(io.BytesIO):
    """A body whose connection breaks after its first bytes."""

    def read(self, size: int | None = -1) -> bytes:
        """Hand out ten bytes, then break."""
        if self.tell():
            raise ConnectionResetError
        return super().read(min(10, 10 if size is None or size < 0 else size))

    read1 = read


def test_gzip_is_asked_for_and_undone(transport: Transport, requests_mock: Mocker) -> None:
    """Answers travel compressed, and the count of bytes is what the line carried."""
    body = b'{"Invoices": []}' * 200
    packed = gzip.compress(body)
    raw = HTTPResponse(io.BytesIO(packed), {"Content-Encoding": "gzip"}, status=200, preload_content=False)
    requests_mock.get(URL, raw=raw)

    reply = transport.exchange("GET", URL, headers={})

    assert requests_mock.last_request.headers["Accept-Encoding"] == "gzip"
    assert reply.content == body
    assert transport.bytes == len(packed)
    assert transport.calls == 1


def test_both_time_outs_are_set(transport: Transport, requests_mock: Mocker) -> None:
    """Neither a connection nor a silent server can hold a sync for ever."""
    requests_mock.get(URL)

    transport.exchange("GET", URL, headers={})

    assert requests_mock.last_request.timeout == (CONNECT_TIMEOUT, READ_TIMEOUT)


def test_a_redirect_is_not_followed(transport: Transport, requests_mock: Mocker) -> None:
    """The token goes to Xero alone: a redirect comes back as the answer that it is."""
    elsewhere = requests_mock.get("https://elsewhere.example/")
    requests_mock.get(URL, status_code=302, headers={"Location": "https://elsewhere.example/"})

    reply = transport.exchange("GET", URL, headers={"Authorization": "Bearer not-a-real-token"})

    assert reply.status == 302
    assert not elsewhere.called


@pytest.mark.parametrize(
    "breakage",
    [
        requests.ReadTimeout("read"),
        requests.ConnectionError("reset"),
    ],
)
def test_a_connection_that_breaks_is_unreachable(
    transport: Transport, requests_mock: Mocker, breakage: Exception
) -> None:
    """Every way to lose a connection is one error, which quotes nothing of the request."""
    requests_mock.get(URL, exc=breakage)

    with pytest.raises(Unreachable, match=f"^{type(breakage).__name__}$") as raised:
        transport.exchange("GET", URL, headers={"Authorization": "Bearer not-a-real-token"})

    assert raised.value.__context__ is None
    assert transport.calls == 0


@pytest.mark.parametrize("breakage", [requests.ConnectTimeout("connect"), requests.exceptions.ProxyError("gone")])
def test_a_host_that_answered_before_is_tried_again(
    transport: Transport, requests_mock: Mocker, breakage: Exception
) -> None:
    """What worked a moment ago breaks for a moment; what never worked is somebody's to mend, and is said at once."""
    requests_mock.get(URL, [{"exc": breakage}, {"text": "{}"}, {"exc": breakage}])

    with pytest.raises(Blocked, match=r"^https://api\.xero\.com cannot be reached: .*HTTPS_PROXY"):
        transport.exchange("GET", URL, headers={})
    transport.exchange("GET", URL, headers={})
    with pytest.raises(Unreachable, match=f"^{type(breakage).__name__}$"):
        transport.exchange("GET", URL, headers={})


def test_what_somebody_has_to_mend_is_told_without_the_request(transport: Transport, requests_mock: Mocker) -> None:
    """The error underneath, which may quote a token or a proxy's password, goes no further."""
    requests_mock.get(URL, exc=requests.exceptions.SSLError("https://user:not-a-real-secret@proxy"))

    with pytest.raises(Blocked) as raised:
        transport.exchange("GET", URL, headers={"Authorization": "Bearer not-a-real-token"})

    assert raised.value.__context__ is None
    assert "not-a-real" not in str(raised.value)


def test_a_proxy_that_asks_to_sign_in_is_no_answer_of_xero(transport: Transport, requests_mock: Mocker) -> None:
    """HTTP 407 comes from the machine's own proxy."""
    requests_mock.get(URL, status_code=407)

    with pytest.raises(Blocked, match="the proxy asks for a user and a password"):
        transport.exchange("GET", URL, headers={})


def test_no_credentials_of_netrc_take_the_place_of_the_token(
    transport: Transport, requests_mock: Mocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library looks there by itself, and the token would be replaced without a word."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.xero.com login somebody password not-a-real-secret")
    monkeypatch.setenv("NETRC", str(netrc))
    requests_mock.get(URL)

    transport.exchange("GET", URL, headers={"Authorization": "Bearer not-a-real-token"})

    assert requests_mock.last_request.headers["Authorization"] == "Bearer not-a-real-token"


def test_a_user_and_a_password_in_an_address_sign_in(transport: Transport, requests_mock: Mocker) -> None:
    """As a file server may want it: HTTP Basic."""
    address = "https://somebody:not-a-real-secret@files.example/customers.csv"
    requests_mock.get(address)

    transport.exchange("GET", address, headers={})

    assert requests_mock.last_request.headers["Authorization"] == "Basic c29tZWJvZHk6bm90LWEtcmVhbC1zZWNyZXQ="


def test_a_body_that_breaks_midway_is_unreachable(transport: Transport, requests_mock: Mocker) -> None:
    """A reset inside the body is no answer, however much of it came."""
    requests_mock.get(URL, body=ResetMidway(b'{"Invoices": [' + b" " * 100))

    with pytest.raises(Unreachable):
        transport.exchange("GET", URL, headers={})


def test_a_body_shorter_than_announced_is_unreachable(transport: Transport, requests_mock: Mocker) -> None:
    """Fewer bytes than Content-Length says are no answer, even where they happen to be JSON."""
    raw = HTTPResponse(
        io.BytesIO(b"{}"), {"Content-Length": "100"}, status=200, preload_content=False, enforce_content_length=True
    )
    requests_mock.get(URL, raw=raw)

    with pytest.raises(Unreachable):
        transport.exchange("GET", URL, headers={})


def test_a_body_that_is_no_gzip_is_unreachable(transport: Transport, requests_mock: Mocker) -> None:
    """A broken compression is a broken line."""
    raw = HTTPResponse(io.BytesIO(b"plain"), {"Content-Encoding": "gzip"}, status=200, preload_content=False)
    requests_mock.get(URL, raw=raw)

    with pytest.raises(Unreachable):
        transport.exchange("GET", URL, headers={})


@pytest.mark.parametrize("length", [b"Content-Length: 1000000\r\n", b"Transfer-Encoding: chunked\r\n", b""])
def test_a_body_that_trickles_is_ended(length: bytes) -> None:
    """Each byte begins a new time-out of its own; where no length is told it is no answer either."""
    ended = threading.Event()

    class Trickle(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + length + b"\r\n")
            with suppress(OSError):
                while not ended.wait(0.02):
                    self.wfile.write(b"1\r\n \r\n" if b"chunked" in length else b" ")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Trickle)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    transport = Transport(requests.Session(), longest_body=0.3)
    with pytest.raises(Unreachable, match=r"an answer that had not ended after 0\.3 seconds"):
        transport.exchange("GET", f"http://127.0.0.1:{server.server_port}/", headers={})
    ended.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("17", 17.0),
        ("0", 0.0),
        ("", 60.0),
        ("soon", 60.0),
        ("inf", 60.0),
        ("nan", 60.0),
        ("-5", 60.0),
        ("1e400", 60.0),
        ("Mon, 99 Jan 2026 09:00:30 GMT", 60.0),
    ],
)
def test_retry_after_falls_back_where_it_is_no_number(text: str, seconds: float) -> None:
    """An absent or odd Retry-After leaves the caller's own wait."""
    assert seconds == Reply(429, {"Retry-After": text} if text else {}, b"").retry_after(60.0)


@pytest.mark.parametrize(
    ("date", "seconds"), [("", 90.0), ("Mon, 05 Jan 2026 09:01:00 GMT", 30.0), ("Mon, 05 Jan 2026 10:00:00 GMT", 0.0)]
)
def test_retry_after_may_be_a_time(date: str, seconds: float) -> None:
    """It counts from the answer's own Date, from the clock where it has none; a time that is over waits for nothing."""
    headers = {"Retry-After": "Mon, 05 Jan 2026 09:01:30 GMT", **({"Date": date} if date else {})}

    assert seconds == Reply(429, headers, b"").retry_after(60.0, datetime(2026, 1, 5, 9, tzinfo=UTC))
