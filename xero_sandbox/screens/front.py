"""The first page: what the books hold, and where programs find what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.screens.markup import Column, facts, table, tag, together, way
from xero_sandbox.screens.page import Screen, View

if TYPE_CHECKING:
    from collections.abc import Mapping

_HELD = (
    ("Invoices and bills", "Invoices", "/invoices"),
    ("Credit notes", "CreditNotes", "/credit-notes"),
    ("Contacts", "Contacts", "/contacts"),
    ("Manual journals", "ManualJournals", "/manual-journals"),
)
_COUNTS = (Column("In the books"), Column("Records", number=True))


def front(view: View, address: str, consent: str, configurations: Mapping[str, str]) -> Screen:
    """Return the page; `address` is the sandbox's own, `consent` that of the page on which an app is let in.

    `configurations` are those of the connectors by their name.
    """
    rows = [
        (way(name, path, organisation=view.organisation), len(view.tenant.books.collection(endpoint)))
        for name, endpoint, path in _HELD
    ]
    where = facts(
        (
            ("Organisation", together((view.tenant.name, " ", tag("code", view.tenant.tenant_id)))),
            ("Base currency", view.tenant.base_currency),
            ("The sandbox's clock (UTC)", view.now),
            ("Accounting API", tag("code", f"{address}/api.xro/2.0")),
            ("Token", tag("code", f"{address}/connect/token")),
            ("Connections", tag("code", f"{address}/connections")),
            ("Let an app in as a user", tag("a", "Authorise page", href=consent)),
            ("Controls", way("/sandbox/help", "/sandbox/help")),
        )
    )
    shown = [
        together((tag("h2", f"Configuration of {name}"), tag("pre", text))) for name, text in configurations.items()
    ]
    return Screen("Xero Sandbox", together((table(_COUNTS, rows), tag("h2", "Where everything is"), where, *shown)))
