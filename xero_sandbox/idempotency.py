"""What Xero remembers of a request that carried an Idempotency-Key."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from xero_sandbox.answers import errors
from xero_sandbox.answers.errors import Answer, Refusal

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_KEY = 128
KEPT = timedelta(minutes=6)
METHODS = ("POST", "PUT", "PATCH")


def fingerprint(method: str, url: str, body: bytes) -> bytes:
    """Return what tells one request from another: method, path with query, and body; not the organisation."""
    digest = hashlib.blake2b(f"{method} {url}\n".encode(), digest_size=16)
    digest.update(body)
    return digest.digest()


@dataclass(slots=True)
class Memory:
    """One key's first request, and its answer once there is one."""

    request: bytes
    until: datetime
    answer: Answer | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    def settle(self, answer: Answer) -> None:
        """Keep the answer, whatever its status, and release those who wait for it."""
        self.answer = answer
        self.settled.set()


class IdempotencyKeys:
    """The keys of every app, each for six minutes from its first request (Xero documentation).

    A key belongs to the app, not to the organisation: the same request to two organisations under one key is answered
    twice with the first one's answer.
    """

    def __init__(self) -> None:
        """Begin without keys."""
        self._memories: dict[tuple[str, str], Memory] = {}

    def clear(self) -> None:
        """Forget every key."""
        self._memories.clear()

    def claim(self, app: str, key: str, request: bytes, now: datetime) -> tuple[Memory, bool]:
        """Return the key's memory, and whether this request is the first, which must settle it.

        Raises Refusal for a key that is too long, or that another request has used.
        """
        if len(key) > LONGEST_KEY:
            raise Refusal(errors.idempotency_problem(f"The Idempotency-Key is longer than {LONGEST_KEY} characters"))
        self._forget(now)
        known = self._memories.get((app, key))
        if known is None:
            made = self._memories[app, key] = Memory(request, now + KEPT)
            return made, True
        if known.request != request:
            raise Refusal(errors.idempotency_problem(f"Idempotency Key: {key} is used with a different request"))
        return known, False

    def _forget(self, now: datetime) -> None:
        # The clock never goes back, so the oldest stand first.
        while self._memories:
            oldest = next(iter(self._memories))
            if self._memories[oldest].until > now:
                return
            del self._memories[oldest]
