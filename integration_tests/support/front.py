"""Whatever stands before Xero: it passes requests on to the sandbox, or answers some of them in Xero's place."""

from __future__ import annotations

import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, TypeAlias

import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xero_sandbox import Sandbox

_PASSED_ON = ("authorization", "xero-tenant-id", "accept", "content-type", "if-modified-since")
PAGE = b"<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>not-a-real-page</body></html>"


@dataclass(frozen=True)
class Passed:
    """What the sandbox answers to a request."""

    status: int
    body: bytes


Act: TypeAlias = "Callable[[Front, _Handler], None]"
"""What is done with one request: something is written to its connection, which is closed afterwards."""


@dataclass
class Front:
    """What stands before; `acts` has what is done with requests whose path holds a text, the first that fits."""

    target: str
    url: str = ""
    acts: dict[str, Act] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Method and path of every request."""
    tokens_sent: list[str] = field(default_factory=list)
    """Paths to which a token was sent."""

    def config(self, xero: Sandbox, **overrides: Any) -> dict[str, Any]:  # noqa: ANN401 - any key of the config
        """Return a configuration of the source that leads here."""
        here = {"api_url": f"{self.url}/api.xro/2.0", "identity_url": self.url}
        return xero.source_config(**here, **overrides)

    def passed(self, handler: _Handler) -> Passed:
        """Bring a request to the sandbox and return what it answers."""
        sent = {name: value for name, value in handler.headers.items() if name.lower() in _PASSED_ON}
        reply = requests.request(
            handler.command, self.target + handler.path, headers=sent, data=handler.sent, timeout=60
        )
        return Passed(reply.status_code, reply.content)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    front: Front
    sent: bytes

    def handle_one(self) -> None:
        self.sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.front.asked.append(f"{self.command} {self.path}")
        if self.headers.get("Authorization"):
            self.front.tokens_sent.append(self.path)
        act = next((act for part, act in self.front.acts.items() if part in self.path), None)
        if act:
            self.close_connection = True
            act(self.front, self)
            return
        passed = self.front.passed(self)
        self.wfile.write(head(passed.status, "application/json", len(passed.body)) + passed.body)

    do_GET = do_POST = do_PUT = do_CONNECT = handle_one  # noqa: N815 - as the server calls them

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def head(status: int, kind: str, length: int | None, **headers: str) -> bytes:
    """Return the head of an answer; without a length its body ends with the connection."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    fields = {"Content-Type": kind, "Connection": "close", **named}
    if length is not None:
        fields["Content-Length"] = str(length)
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode()


def answer(status: int, body: bytes = b"", kind: str = "application/json", **headers: str) -> Act:
    """Return an act that answers so; underscores in names of headers stand for hyphens."""
    return lambda _, handler: _written(handler, head(status, kind, len(body), **headers) + body)


def changed(change: Callable[[bytes], bytes]) -> Act:
    """Return an act that passes a request on, and answers with the sandbox's body changed."""

    def act(front: Front, handler: _Handler) -> None:
        passed = front.passed(handler)
        body = change(passed.body)
        _written(handler, head(passed.status, "application/json", len(body)) + body)

    return act


def _written(handler: _Handler, text: bytes) -> None:
    handler.wfile.write(text)


@contextmanager
def standing_before(xero: Sandbox, certificate: Path | None = None) -> Iterator[Front]:
    """Stand before a sandbox until the block ends, with TLS where a certificate is given."""
    front = Front(xero.url)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"front": front}))
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    front.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    running.start()
    try:
        yield front
    finally:
        server.shutdown()
        server.server_close()
        running.join()
