"""A proxy between the destination and the sandbox that mangles Xero's answers about manual journals."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson
import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = dict[str, Any]
LIST, WRITE, ONE = "list", "write", "by id"
_PASSED_ON = ("authorization", "xero-tenant-id", "accept", "content-type", "idempotency-key", "if-modified-since")


@dataclass
class Answer:
    """An answer on its way back: the status, and a body that is JSON or any other text."""

    status: int
    body: Any
    kind: str = "application/json"

    @property
    def journals(self) -> list[Row]:
        """Return the journals in it, to be changed in place."""
        found: list[Row] = self.body["ManualJournals"]
        return found


@dataclass(frozen=True)
class Exchange:
    """A request about manual journals, of one of the three kinds; `send` brings it, or another body, to Xero."""

    kind: str
    sent: list[Row]
    send: Callable[[list[Row] | None], Answer]
    accounts: dict[str, str]
    """Ids of accounts by their codes, as far as Xero named them in answers before."""


class Proxy:
    """What stands between: `mangle` is given the next exchanges of its kinds, and returns the answer."""

    def __init__(self, target: str) -> None:
        """Stand before `target`; nothing is mangled yet."""
        self._target = target
        self.url = ""
        self.mangle: Callable[[Exchange], Answer] | None = None
        self.kinds: frozenset[str] = frozenset()
        self.left: int | None = None
        """How many more answers are mangled; None for all."""
        self.mangled = 0
        self._session = requests.Session()
        self._accounts: dict[str, str] = {}
        self._lock = threading.Lock()

    def begin(self, kinds: frozenset[str], mangle: Callable[[Exchange], Answer], left: int | None) -> None:
        """Mangle answers of these kinds, all or so many."""
        self.kinds, self.mangle, self.left, self.mangled = kinds, mangle, left, 0

    def end(self) -> None:
        """Let everything through again."""
        self.mangle = None

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """Bring one request to Xero and return what is answered."""

        def send(changed: list[Row] | None = None) -> Answer:
            content = body if changed is None else orjson.dumps({"ManualJournals": changed})
            passed = {name: value for name, value in headers.items() if name.lower() in _PASSED_ON}
            reply = self._session.request(method, self._target + target, headers=passed, data=content, timeout=60)
            kind = reply.headers.get("Content-Type", "")
            answer = Answer(reply.status_code, orjson.loads(reply.content) if "json" in kind else reply.text, kind)
            self._learn(answer)
            return answer

        kind = _kind(method, target)
        with self._lock:
            if self.mangle is None or kind not in self.kinds or self.left == 0:
                return send()
            sent = orjson.loads(body)["ManualJournals"] if body else []
            before = self.left
            answer = self.mangle(Exchange(kind, sent, send, self._accounts))
            self.left = None if before is None else before - 1
            self.mangled += 1
            return answer

    def _learn(self, answer: Answer) -> None:
        if isinstance(answer.body, dict):
            lines = [line for each in answer.body.get("ManualJournals", ()) for line in each.get("JournalLines", ())]
            self._accounts |= {line["AccountCode"]: line["AccountID"] for line in lines if "AccountID" in line}


def _kind(method: str, target: str) -> str:
    path = urlsplit(target).path.partition("/ManualJournals")
    if not path[1]:
        return ""
    if method != "GET":
        return WRITE
    return ONE if path[2] else LIST


@contextmanager
def proxy(target: str) -> Iterator[Proxy]:
    """Stand before a server until the block ends."""
    between = Proxy(target)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body leave together, at once.
        wbufsize = -1
        disable_nagle_algorithm = True

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = between.answer(self.command, self.path, dict(self.headers.items()), body)
            content = answer.body.encode() if isinstance(answer.body, str) else orjson.dumps(answer.body)
            self.send_response(answer.status)
            if answer.status != 204:
                self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if answer.status != 204:
                self.wfile.write(content)

        do_GET = do_PUT = do_POST = handle_one  # noqa: N815 - as the server calls them

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    between.url = f"http://127.0.0.1:{server.server_port}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    running.start()
    try:
        yield between
    finally:
        server.shutdown()
        server.server_close()
        running.join()
