"""What programs did: how much of Xero's limits they used, how often they called what, and the latest calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.limits import DAY, MINUTE
from xero_sandbox.screens.markup import Column, facts, table, tag, together
from xero_sandbox.screens.page import Screen, View, part_of

if TYPE_CHECKING:
    from xero_sandbox.service import Service

PATH = "/calls"
_LIMITS = (
    Column("Organisation"),
    Column("This minute", number=True),
    Column("of", number=True),
    Column("Starts anew in (s)", number=True),
    Column("This day", number=True),
    Column("of", number=True),
    Column("Starts anew in (s)", number=True),
)
_COUNTS = (Column("Endpoint"), Column("Method"), Column("Status"), Column("Calls", number=True))
_CALLS = (
    Column("When (UTC)"),
    Column("Who"),
    Column("Organisation"),
    Column("Method"),
    Column("What"),
    Column("Status"),
    Column("Bytes", number=True),
    Column("Fault"),
)


def calls(view: View, service: Service) -> Screen:
    """Return the page; the counts are of all organisations since the start or the last reset."""
    limits, counters, names = service.limits, service.counters, service.tenant_names()
    allowed = limits.allowance
    used = [
        (
            name,
            limits.used(tenant, MINUTE, view.now),
            allowed.minute,
            limits.seconds_left(tenant, MINUTE, view.now),
            limits.used(tenant, DAY, view.now),
            allowed.day,
            limits.seconds_left(tenant, DAY, view.now),
        )
        for tenant, name in names.items()
    ]
    rows, ways = part_of(view, PATH, list(reversed(counters.calls)))
    latest = [
        (
            call.at,
            call.who or "nobody known",
            names.get(call.tenant, call.tenant),
            call.method,
            call.target,
            call.status or "cut",
            call.body_bytes,
            call.fault,
        )
        for call in rows
    ]
    summary = facts(
        (
            ("Limits", None if limits.enabled else "counted, and not enforced"),
            ("Refused", ", ".join(f"{count:,} by {name}" for name, count in limits.refused.items()) or "none"),
            ("At once", f"{allowed.concurrent} allowed for each organisation"),
            ("Tokens", ", ".join(f"{count:,} by {name}" for name, count in counters.tokens.items()) or "none"),
            ("Bytes answered", counters.body_bytes),
        )
    )
    counts = [(*key, count) for key, count in sorted(counters.by_call.items())]
    body = (
        *(table(_LIMITS, used), summary, tag("h2", "By endpoint"), table(_COUNTS, counts)),
        *(tag("h2", "The latest calls"), ways, table(_CALLS, latest), ways),
    )
    return Screen("Calls", together(body))
