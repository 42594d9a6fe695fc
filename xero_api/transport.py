"""One HTTP exchange: the only place that opens a connection."""

from __future__ import annotations

import logging
import math
import threading
import time
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from requests.utils import get_auth_from_url
from urllib3.exceptions import HTTPError

from xero_api import way
from xero_api.address import host

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from urllib3 import BaseHTTPResponse

CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 90.0
LONGEST_BODY = 300.0
"""Seconds in which a body must have come whole: each byte of one that trickles begins a new READ_TIMEOUT."""

_BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
_PROXY_REFUSES = 407
# A page of a thousand documents is four million bytes.
_AT_ONCE = 1 << 20


class Blocked(Exception):
    """The host cannot be reached until somebody mends something; the message says what, and quotes no secret."""


class Unreachable(Exception):
    """The exchange broke before a whole answer was there; it may or may not have reached Xero."""


@dataclass(frozen=True)
class Reply:
    """A whole answer, whatever its status; `content` is the body after decompression."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def header(self, name: str) -> str:
        """Return a header's value, empty where it is absent; names ignore case."""
        return self.headers.get(name, "")

    def text(self, limit: int = 200) -> str:
        """Return the start of the body for a message or a look inside."""
        return self.content[:limit].decode("utf-8", "replace")

    def given_at(self) -> datetime | None:
        """Return the time of the header `Date`, None where it is absent or cannot be read."""
        return _http_time(self.header("Date"))

    def retry_after(self, default: float, now: datetime | None = None) -> float:
        """Return the seconds that `Retry-After` asks for, `default` where it is absent or cannot be read.

        It may be a number or a time (RFC 9110), which is taken from the answer's own Date, else from `now`.
        """
        text = self.header("Retry-After")
        try:
            seconds = float(text)
        except ValueError:
            until, since = _http_time(text), self.given_at() or now
            seconds = max(0.0, (until - since).total_seconds()) if until and since else default
        return seconds if math.isfinite(seconds) and seconds >= 0 else default


def _http_time(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Transport:
    """A pool of connections with time-outs that asks for gzip and counts what it carries; threads may share it."""

    def __init__(self, session: requests.Session, connections: int = 5, *, longest_body: float = LONGEST_BODY) -> None:
        """Take the session over and give it a pool of that many connections per host."""
        self._session = session
        self._longest_body = longest_body
        # It logs a head that was cut off with a traceback; the body that is missing then is told as what it is.
        logging.getLogger("urllib3.connection").setLevel(logging.ERROR)
        # requests would replace the token by what ~/.netrc holds for the host; proxies of the environment still work.
        session.auth = _of_the_address
        self._count = threading.Lock()
        self._reached: set[str] = set()
        self.calls = 0
        self.bytes = 0
        self.asked = ""
        """What a client asked last, for somebody who watches."""
        adapter = HTTPAdapter(pool_connections=4, pool_maxsize=connections, max_retries=0)
        session.mount("https://", adapter)
        session.mount("http://", adapter)  # ignore-https-check: a sandbox listens on loopback
        session.headers["Accept-Encoding"] = "gzip"

    def exchange(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        body: Mapping[str, str] | bytes | None = None,
    ) -> Reply:
        """Send one request, its body a form or ready-made, and read the whole answer.

        Raises Unreachable when the connection fails, times out or breaks inside the body, or the body has no end in
        time, and Blocked where it will go on failing until somebody mends something. Redirects are not followed, since
        Xero's API has none and a followed one would carry the token elsewhere.
        """
        failure = blocked = ""
        origin = host(url)
        try:
            with self._session.request(
                method,
                url,
                headers=dict(headers),
                params=dict(params or {}),
                data=body,
                timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
                allow_redirects=False,
                stream=True,
            ) as response:
                content = self._body(response.raw)
                carried = response.raw.tell() if hasattr(response.raw, "tell") else len(content)
                reply = Reply(response.status_code, response.headers, content)
        except (OSError, UnicodeError) as error:
            failure = type(error).__name__
            blocked = way.obstacle(error, url, reached=origin in self._reached)
            if not blocked and not isinstance(error, _BROKEN):
                raise
        # Raised outside the except block: the original error's text may quote the request.
        if blocked:
            raise Blocked(blocked)
        if failure:
            raise Unreachable(failure)
        if reply.status == _PROXY_REFUSES:
            raise Blocked(way.refused_by_proxy(url))
        with self._count:
            self.calls += 1
            self.bytes += carried
            self._reached.add(origin)
        return reply

    def _body(self, raw: BaseHTTPResponse) -> bytes:
        """Read a body whole, as it arrives. Raises Unreachable where it breaks off or is overdue."""
        overdue = time.monotonic() + self._longest_body
        parts = []
        try:
            while part := raw.read1(_AT_ONCE, decode_content=True):
                parts.append(part)
                if time.monotonic() > overdue:
                    raise Unreachable(f"an answer that had not ended after {self._longest_body:g} seconds")
        except HTTPError as error:
            failure = type(error).__name__
        else:
            return b"".join(parts)
        raise Unreachable(failure)


def _of_the_address(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Sign in with what the address itself holds, as requests does where it is told nothing."""
    user, password = get_auth_from_url(request.url or "")
    return HTTPBasicAuth(user, password)(request) if user or password else request
