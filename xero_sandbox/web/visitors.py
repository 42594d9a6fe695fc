"""Who may call the sandbox: programs and its own pages, and no page of another site in somebody's browser."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_ONLY_LOOKS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE = frozenset({"same-origin", "none"})


class OwnVisitors:
    """Turns away, before anything is done, what a browser was talked into by another site.

    A sandbox on loopback is called by no other name: one that was bent to it (DNS rebinding) is refused. What changes
    something is refused where the browser says that another site's page sent it.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        """Stand before `app`, which listens on `host`."""
        self._app = app
        self._loopback = is_loopback(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        refusal = self._refusal(scope) if scope["type"] == "http" else ""
        if refusal:
            await PlainTextResponse(refusal, status_code=403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        called = headers.get(b"host", "")
        if self._loopback and not is_loopback(_hostname(f"//{called}")):
            return f"The sandbox is on this machine, and was called as {called!r}. Call it as 127.0.0.1 or localhost."
        if scope["method"] in _ONLY_LOOKS:
            return ""
        origin = headers.get(b"origin")
        foreign = origin is not None and origin.partition("://")[2].lower() != called.lower()
        if foreign or headers.get(b"sec-fetch-site", "none") not in _OWN_SITE:
            return "Another site's page sent this, and the sandbox takes it from programs and its own pages alone."
        return ""


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine by its own name."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _hostname(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
