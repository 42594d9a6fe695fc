"""The way back: headers, gzip, and the faults that strike after the request was applied."""

from __future__ import annotations

import asyncio
import socket
import struct
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from xero_sandbox.answers.wire import compressed
from xero_sandbox.faults import Cut

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.types import Receive, Scope, Send

    from xero_sandbox.answers.errors import Answer
    from xero_sandbox.faults import Rule

_SMALLEST_COMPRESSED = 512
_WORTH_A_THREAD = 100_000
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)
TRANSPORT = "xero_sandbox.transport"


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP protocol, with the transport in the scope, so that a fault can break the connection."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - whatever uvicorn passes
        """Wrap the application."""
        super().__init__(*arguments, **named)
        inner = self.app

        async def app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - uvicorn's own types
            scope[TRANSPORT] = self.transport
            await inner(scope, receive, send)

        self.app = app


async def cut(scope: Scope) -> None:
    """Break the connection now: the client sees a reset, or an end where more was announced."""
    transport: asyncio.Transport | None = scope.get(TRANSPORT)
    if transport is None:
        return
    connection: socket.socket | None = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
    transport.abort()
    # The protocol learns of it in the next turn of the loop; only then may the application return.
    await asyncio.sleep(0)
    await asyncio.sleep(0)


class Delivery(Response):
    """An answer on its way out."""

    def __init__(
        self,
        answer: Answer,
        headers: dict[str, str],
        *,
        now: datetime,
        rule: Rule | None,
        sent: Callable[[int, int], None],
    ) -> None:
        """Carry the answer; `sent` is told the status (0 when the connection was cut) and the bytes, once it is out."""
        if rule is not None and rule.kind.afterwards is not None:
            answer = rule.kind.afterwards()
        super().__init__(status_code=answer.status, media_type=None)
        self._answer = answer
        self._more_headers = answer.headers | headers
        self._now = now
        self._rule = rule
        self._sent = sent

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's own names
        """Send the answer, as far as the fault lets it."""
        rule = self._rule
        cut_when = rule.kind.cut if rule else Cut.NEVER
        status, size = 0, 0
        try:
            if rule and rule.kind.delayed:
                await asyncio.sleep(rule.delay)
            if cut_when is Cut.AT_ONCE:
                await cut(scope)
                return
            body = self._answer.body
            if rule and rule.kind.shortened:
                body = body[: len(body) * 2 // 3]
            headers = {"Content-Type": self._answer.content_type} | self._more_headers
            if len(body) >= _SMALLEST_COMPRESSED and _accepts_gzip(scope):
                body = await asyncio.to_thread(compressed, body) if len(body) > _WORTH_A_THREAD else compressed(body)
                headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
            headers["Date"] = format_datetime(self._now, usegmt=True)
            raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
            await send({"type": "http.response.start", "status": self._answer.status, "headers": raw})
            if cut_when is Cut.MIDWAY:
                await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
                await cut(scope)
                return
            await send({"type": "http.response.body", "body": body})
            status, size = self._answer.status, len(body)
        finally:
            self._sent(status, size)


def _accepts_gzip(scope: Scope) -> bool:
    return any(name == b"accept-encoding" and b"gzip" in value.lower() for name, value in scope["headers"])
