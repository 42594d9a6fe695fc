"""What programs did is shown as it was counted."""

from __future__ import annotations

from unit_tests.xero_sandbox.screens.made_view import NOW, rows, view
from xero_sandbox.clock import SandboxClock
from xero_sandbox.companies.organisations import open_books
from xero_sandbox.counters import Call
from xero_sandbox.screens.calls import calls
from xero_sandbox.service import Service


def test_calls_limits_and_who_called_are_shown() -> None:
    """The latest call first; a connection that was cut has no status."""
    opened = open_books(invoices=0, deferring=None, organisations=1, seed=1)
    service = Service(SandboxClock(NOW, frozen=True), opened)
    tenant = next(iter(service.tenants))
    for _ in range(61):
        service.limits.enter(tenant, "sandbox-web-app", NOW)
    service.counters.record(Call("token", "POST", "/connect/token", 200, 5, "", "", "", NOW))
    service.counters.record(Call("Invoices", "GET", "/api?q=<b>", 0, 10, "cut", "sandbox-web-app", tenant, NOW))
    body = calls(view(), service).body
    table = rows(body)

    assert table[1][:3] == [service.tenants[tenant].name, "5", "60"]
    assert "<dt>Refused</dt><dd>56 by concurrent</dd>" in body
    assert ["Invoices", "GET", "0", "1"] in table
    assert table[-2] == [
        "2026-07-01 12:00:00", "sandbox-web-app", service.tenants[tenant].name, "GET", "/api?q=<b>", "cut", "10", "cut",
    ]  # fmt: skip
    assert table[-1][1] == "nobody known"
    assert "?q=&lt;b&gt;" in body
