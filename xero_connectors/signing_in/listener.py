"""The address on this machine to which Xero sends the browser back."""

from __future__ import annotations

import os
import socketserver
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from xero_connectors.signing_in.answer import NotSignedIn, code_of, is_answer

if TYPE_CHECKING:
    from types import TracebackType

LOOPBACK, PATH = "127.0.0.1", "/callback"
_IDLE_SECONDS = 10
_PAGE = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Signing in to Xero</title>'
    '<body style="font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto"><p>{}</p></body></html>'
)
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Connection": "close",
}


def redirect_address(port: int) -> str:
    """Return the address that the app must have among its redirect addresses: Xero takes http for localhost alone."""
    return f"http://localhost:{port}{PATH}"  # ignore-https-check: loopback


class Listener:
    """Takes one answer of Xero's on loopback, with `with`; whatever else comes is turned away and changes nothing."""

    def __init__(self, port: int) -> None:
        """Take the port, 0 for a free one; raises NotSignedIn where it cannot be had."""
        try:
            self._server = _Server(port)
        except OSError as failure:
            raise NotSignedIn(
                f"Port {port} of this machine cannot be listened on ({failure.strerror}). End the program that has it, "
                f"or choose another with --port; {redirect_address(port)} with that port must be among the app's "
                f"redirect addresses at developer.xero.com."
            ) from None
        self.redirect_uri = redirect_address(self._server.server_port)

    def expect(self, state: str) -> None:
        """Answer from now on, and take the answer to the request with this state."""
        self._server.state = state
        threading.Thread(target=self._server.serve_forever, name="sign-in", daemon=True).start()

    def code(self, seconds: int) -> str:
        """Wait for the answer and return its code; raises NotSignedIn where it holds none or did not come in time."""
        if not self._server.answered.wait(seconds):
            raise NotSignedIn(
                f"No answer of Xero's came to {self.redirect_uri} within {seconds} seconds. If Xero showed an error, "
                f"mend what it names on the app's Configuration page at developer.xero.com: the client id, or the "
                f"redirect address, which must be exactly {self.redirect_uri}. Run the command again; --wait gives "
                f"more time, and the browser must be on this machine."
            )
        if self._server.refusal is not None:
            raise self._server.refusal
        return self._server.code

    def __enter__(self) -> Self:
        """Hold the port."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the port."""
        if self._server.state is not None:
            self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Where it is not POSIX, two programs could hold the port with it.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int) -> None:
        self.state: str | None = None
        self.answered = threading.Event()
        self.code = ""
        self.refusal: NotSignedIn | None = None
        self._turn = threading.Lock()
        self._taken = False
        super().__init__((LOOPBACK, port), _Handler)

    def server_bind(self) -> None:
        """Take the port without asking DNS for the machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    def take(self, query: str) -> tuple[HTTPStatus, str]:
        """Take the first answer, and return what the browser is told."""
        with self._turn:
            if self._taken:
                return HTTPStatus.GONE, "An answer was taken already. Nothing was changed."
            self._taken = True
            try:
                self.code = code_of(query, str(self.state))
            except NotSignedIn as refusal:
                self.refusal = refusal
                return HTTPStatus.BAD_REQUEST, "You are not signed in. The terminal says why; this page can be closed."
            return HTTPStatus.OK, "Xero's answer has arrived. Go back to the terminal; this page can be closed."

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that went away, or something that is no browser, changes nothing."""

    def names(self) -> set[str]:
        """Return how a browser may call this address; a page elsewhere whose name was bent to it calls it otherwise."""
        return {f"{host}:{self.server_port}" for host in ("localhost", LOOPBACK)}


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _IDLE_SECONDS
    server_version, sys_version = "sign-in", ""

    def do_GET(self) -> None:
        """Take an answer, or turn away what is none."""
        address = urlsplit(self.path)
        if self.headers.get_all("Host", []) == [] or self.headers["Host"].lower() not in self.server.names():
            self._tell(HTTPStatus.MISDIRECTED_REQUEST, "This address is called by another name than its own.")
        elif address.path != PATH:
            self._tell(HTTPStatus.NOT_FOUND, "There is nothing here.")
        elif not is_answer(address.query):
            self._tell(HTTPStatus.BAD_REQUEST, "This is no answer of Xero's. The terminal goes on waiting for one.")
        else:
            status, said = self.server.take(address.query)
            try:
                self._tell(status, said)
            finally:
                # The browser has its page, where it still wants it, before the program goes on and may end.
                if status is not HTTPStatus.GONE:
                    self.server.answered.set()

    def _tell(self, status: HTTPStatus, said: str) -> None:
        body = _PAGE.format(said).encode()
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Say nothing: the address of a request holds the code."""
