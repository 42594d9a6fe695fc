"""The state of a running sandbox: organisations, identity, clock, limits, faults, counters and switches."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any

from xero_sandbox.counters import Call, Counters
from xero_sandbox.delivery import Delivery
from xero_sandbox.faults import Faults, Rule, Struck
from xero_sandbox.idempotency import IdempotencyKeys
from xero_sandbox.identity.clients import DEFAULT_CLIENTS, Client
from xero_sandbox.identity.identity import Identity
from xero_sandbox.limits import Limits
from xero_sandbox.switches import Switches
from xero_sandbox.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from xero_sandbox.answers.errors import Answer
    from xero_sandbox.clock import SandboxClock
    from xero_sandbox.tenant import OpenBooks


class Service:
    """Everything that the HTTP handlers work on. Whoever touches the books holds `lock`."""

    def __init__(
        self,
        clock: SandboxClock,
        open_books: OpenBooks,
        *,
        limits: Limits | None = None,
        switches: Switches | None = None,
        clients: Iterable[Client] = DEFAULT_CLIENTS,
        latency: float = 0.0,
    ) -> None:
        """Open the books."""
        self.clock = clock
        self.lock = threading.RLock()
        self.limits = limits or Limits()
        self.faults = Faults()
        self.counters = Counters()
        self.idempotency = IdempotencyKeys()
        self.late_commits = 0
        """Writes whose connection was cut and that are still to be applied."""
        self._committed = threading.Condition(self.lock)
        self.latency = latency
        """The least real seconds that a call takes; without it, five at a time would hardly be a limit."""
        self._first_switches = switches or Switches()
        self.switches = self._first_switches
        self._open_books = open_books
        self.tenants = self._opened()
        self.identity = Identity(clock, self.tenant_names, lambda: self.switches, clients)

    def _opened(self) -> dict[str, Tenant]:
        tenants = [Tenant(books) for books in self._open_books(self.clock.now)]
        for tenant in tenants:
            tenant.books.switches = self.switches
            tenant.note_changes()
        return {tenant.tenant_id: tenant for tenant in tenants}

    def tenant_names(self) -> dict[str, str]:
        """Return the organisations' names by tenant id."""
        return {tenant_id: tenant.name for tenant_id, tenant in self.tenants.items()}

    def reset(self) -> None:
        """Start over: books, tokens, limits, keys, faults, counters and switches. The clock goes on."""
        with self.lock:
            self.switches = self._first_switches
            self.tenants = self._opened()
            self.identity.reset()
            self.idempotency.clear()
            self.limits.reset()
            self.faults.clear()
            self.faults.fired.clear()
            self.counters.reset()

    def set_switches(self, values: dict[str, Any]) -> Switches:
        """Set switches by name. Raises SwitchError."""
        with self.lock:
            self.switches = self.switches.changed(**values)
            for tenant in self.tenants.values():
                tenant.books.switches = self.switches
                tenant.note_changes()
        return self.switches

    def late_commit_done(self) -> None:
        """Count a late commit as applied."""
        with self._committed:
            self.late_commits -= 1
            self._committed.notify_all()

    def wait_for_late_commits(self, seconds: float) -> bool:
        """Wait until every late commit has been applied, so many real seconds at most; returns whether they are."""
        with self._committed:
            return self._committed.wait_for(lambda: not self.late_commits, seconds)

    def strike(self, place: str, method: str, tenant: str = "", scope: str = "") -> tuple[Answer | None, Rule | None]:
        """Return what a fault answers instead of the handler, or the rule that spoils the delivery."""
        rule = self.faults.strike(place, method, tenant)
        if rule is None or rule.kind.instead is None:
            return None, rule

        def seconds_left(window: int) -> int:
            return self.limits.seconds_left(tenant, window, self.clock.now())

        return rule.kind.instead(Struck(rule, scope, self.switches, seconds_left)), rule

    def deliver(
        self,
        request: Request,
        place: str,
        answer: Answer,
        *,
        headers: dict[str, str] | None = None,
        rule: Rule | None = None,
        done: Callable[[], None] | None = None,
        tenant: str = "",
    ) -> Response:
        """Return the answer as a response that is counted once it is out; then `done` is called.

        `tenant` is the id of the organisation that was called.
        """
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        fault, now = rule.fault if rule else "", self.clock.now()
        who = self.identity.app_of(request.headers.get("authorization", ""))

        def sent(status: int, size: int) -> None:
            self.counters.record(Call(place, request.method, target, status, size, fault, who, tenant, now))
            if done is not None:
                done()

        headers = headers or {"Xero-Correlation-Id": str(uuid.uuid4())}
        return Delivery(answer, headers, now=now, rule=rule, sent=sent)
