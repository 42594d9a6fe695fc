"""The demo company as somebody looks at it, without a server."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from xero_sandbox.clock import SandboxClock
from xero_sandbox.companies.organisations import open_books
from xero_sandbox.screens.page import View
from xero_sandbox.service import Service

if TYPE_CHECKING:
    from xero_sandbox.screens.markup import Html

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@cache
def service() -> Service:
    """Return a service of the demo company and another, whose clock stands; nobody may change it."""
    return Service(SandboxClock(NOW, frozen=True), open_books(invoices=None, deferring=None, organisations=2, seed=1))


def view(place: int = 0, **query: str) -> View:
    """Return what an address asks for, of one of the organisations."""
    tenants = list(service().tenants.values())
    return View(tenants, tenants[place], query, NOW)


def rows(body: Html) -> list[list[str]]:
    """Return the texts of a page's table rows, headings and totals included."""
    return [
        [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<t[dh][^>]*>(.*?)</t[dh]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", body)
    ]
