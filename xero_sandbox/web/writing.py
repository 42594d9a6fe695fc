"""Requests that change something: how large they may be, what is remembered of them, and who answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xero_sandbox.answers import api_exceptions, errors
from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.idempotency import METHODS, Memory, fingerprint
from xero_sandbox.resources import attachments, history, manual_journals, tracking_categories
from xero_sandbox.resources.asked import ATTACHMENTS, HISTORY

if TYPE_CHECKING:
    from xero_sandbox.faults import Rule
    from xero_sandbox.resources.asked import Asked
    from xero_sandbox.service import Service


@dataclass(frozen=True, slots=True)
class Write:
    """An authorised request that is not a GET."""

    asked: Asked
    url: str
    """Path and query, as they came."""
    app: str
    """The client id that the token belongs to."""
    key: str
    """The Idempotency-Key; empty without one."""


class Writing:
    """Applies writes, each once for its key."""

    def __init__(self, service: Service) -> None:
        """Work on this state."""
        self._service = service
        self._late: set[asyncio.Task[None]] = set()

    async def answer(self, write: Write, rule: Rule | None) -> Answer:
        """Answer a request, from memory where its key has been answered before.

        A parallel request with the same key waits for the first one's answer (our choice). `rule` is the fault that
        strikes the way back.
        """
        service = self._service
        with service.lock:
            try:
                memory, first = self._claim(write)
            except Refusal as refusal:
                return refusal.answer
            if rule is not None and rule.kind.late:
                if first:
                    self._commit_later(write, memory, rule.delay)
                return errors.server_error()
            if first:
                return self._settle(write, memory, rule)
        await memory.settled.wait()
        return memory.answer or errors.server_error()

    def _claim(self, write: Write) -> tuple[Memory, bool]:
        if len(write.asked.body) > self._service.switches.largest_request and write.asked.below != ATTACHMENTS:
            raise Refusal(errors.too_large())
        asked = write.asked
        if not write.key or asked.method not in METHODS:
            return Memory(b"", asked.now), True
        request = fingerprint(asked.method, write.url, asked.body)
        return self._service.idempotency.claim(write.app, write.key, request, asked.now)

    def _settle(self, write: Write, memory: Memory, rule: Rule | None = None) -> Answer:
        made = _applied(write.asked)
        write.asked.tenant.note_changes()
        afterwards = rule.kind.afterwards if rule else None
        lost = afterwards is not None and self._service.switches.applied_error_replays == "error"
        memory.settle(afterwards() if afterwards and lost else made)
        return made

    def _commit_later(self, write: Write, memory: Memory, delay: float) -> None:
        self._service.late_commits += 1

        async def commit() -> None:
            try:
                await asyncio.sleep(delay)
                with self._service.lock:
                    now, switches = self._service.clock.now(), self._service.switches
                    asked = replace(write.asked, now=now, switches=switches)
                    self._settle(replace(write, asked=asked), memory)
            finally:
                memory.settled.set()
                self._service.late_commit_done()

        task = asyncio.create_task(commit())
        self._late.add(task)
        task.add_done_callback(self._late.discard)


def _applied(asked: Asked) -> Answer:
    try:
        if asked.below == ATTACHMENTS:
            return attachments.answer(asked)
        if asked.below == HISTORY:
            return history.answer(asked)
        if asked.endpoint.name == "TrackingCategories":
            return tracking_categories.answer(asked)
        if asked.endpoint.name == "ManualJournals" and asked.method in ("PUT", "POST"):
            return manual_journals.answer(asked)
    except Refusal as refusal:
        return refusal.answer
    return api_exceptions.not_implemented()
