"""The frame of every page: its title, the ways to the others, and the one stylesheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from xero_sandbox.screens.markup import Html, shown, tag, together, way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from xero_sandbox.tenant import Tenant

Row = TypeVar("Row")

STYLE_PATH = "/style.css"
STYLE = """\
:root{color-scheme:light dark}
body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;max-width:74rem;padding:0 1rem 3rem}
header{border-bottom:1px solid #8886;margin-bottom:1rem;padding:.7rem 0}
nav a{display:inline-block;margin:.2rem 1rem .2rem 0}
h1{font-size:1.5rem;margin:.6rem 0}h2{font-size:1.1rem;margin:1.4rem 0 .4rem}
a{color:#0b74c4}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #8883;padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top}
th{position:sticky;top:0;background:Canvas}
tfoot td{border-top:2px solid #8886;font-weight:600}
time{white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.nothing,.small{color:#888}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}dt{color:#888}dd{margin:0}
form{margin:.6rem 0}input,select,button{font:inherit;margin-right:.5rem;padding:.15rem .4rem}
code,pre{font-size:.9em}pre{overflow:auto;padding:.6rem;border:1px solid #8883}
"""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""What the pages' answers carry: no script runs on them, whatever is written in the books."""
WAYS = (
    ("Home", "/"),
    ("Invoices", "/invoices"),
    ("Credit notes", "/credit-notes"),
    ("Contacts", "/contacts"),
    ("Manual journals", "/manual-journals"),
    ("Journal Report", "/journal-report"),
    ("Trial Balance", "/trial-balance"),
    ("Calls", "/calls"),
)
PER_PAGE = 100


class NotThereError(Exception):
    """There is no such thing to look at; the message says what was looked for."""


def held(tenants: Iterable[Tenant], collection: str, identity: str, missing: str) -> tuple[Tenant, dict[str, Any]]:
    """Return a record of the books, and the organisation that it is in; raises NotThereError, which says `missing`."""
    for tenant in tenants:
        found = tenant.books.collection(collection).get(identity.lower())
        if found is not None:
            return tenant, found
    raise NotThereError(missing)


class UnusableError(Exception):
    """The address asks for what cannot be shown; the message says what is needed."""


@dataclass(frozen=True)
class View:
    """What somebody looks at: an organisation among others, at an instant (aware), and what the address asks for."""

    tenants: Sequence[Tenant]
    tenant: Tenant
    query: Mapping[str, str]
    now: datetime

    @property
    def organisation(self) -> str:
        """Return what a link must carry to stay with this organisation; empty where it is the first."""
        return "" if self.tenant is self.tenants[0] else self.tenant.tenant_id

    def day(self, name: str, otherwise: date) -> date:
        """Return a day that is asked for. Raises UnusableError."""
        asked = self.query.get(name, "")
        try:
            return date.fromisoformat(asked) if asked else otherwise
        except ValueError:
            raise UnusableError(f"{name} is {asked!r}, and must be a day such as 2026-01-31.") from None

    def page(self) -> int:
        """Return which page of a list is asked for, from 1. Raises UnusableError."""
        asked = self.query.get("page", "1")
        if not (asked.isascii() and asked.isdigit()) or not 0 < int(asked) < 10**6:
            raise UnusableError(f"page is {asked!r}, and must be a number from 1.")
        return int(asked)


@dataclass(frozen=True)
class Screen:
    """A page's title and what stands below it."""

    title: str
    body: Html


def document(screen: Screen, view: View) -> str:
    """Return the whole HTML of a page."""
    others = [
        together((way(each.name, "/", organisation=each.tenant_id), " "))
        for each in view.tenants
        if each is not view.tenant
    ]
    head = tag(
        "header",
        tag("strong", f"Xero Sandbox: {view.tenant.name}"),
        tag("span", " on your own machine. Nothing here is Xero.", class_="small"),
        tag("div", "Other organisations: ", *others) if others else "",
        tag("nav", *(way(label, path, organisation=view.organisation) for label, path in WAYS)),
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{shown(screen.title)}</title>{tag('link', rel='stylesheet', href=STYLE_PATH)}</head>"
        f"<body>{head}<main>{tag('h1', screen.title)}{screen.body}</main></body></html>"
    )


def part_of(view: View, path: str, rows: Sequence[Row]) -> tuple[Sequence[Row], Html]:
    """Return the rows of the page that is asked for, and the ways to the pages beside it. Raises UnusableError."""
    number = view.page()
    first = (number - 1) * PER_PAGE
    asked = {key: value for key, value in view.query.items() if key not in ("page", "organisation")}
    there = {**asked, "organisation": view.organisation}
    ways = [tag("span", f"{len(rows):,} in all. ", class_="small")]
    if number > 1:
        ways.append(way("Earlier rows", path, **there, page=number - 1))
    if first + PER_PAGE < len(rows):
        ways.append(way("Later rows", path, **there, page=number + 1))
    return rows[first : first + PER_PAGE], tag("p", together(ways, " "))
