"""Contacts: the list of them, and one with what is open and its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_sandbox.screens.markup import Column, facts, table, tag, together, way
from xero_sandbox.screens.page import Screen, View, held, part_of
from xero_sandbox.screens.sales import KINDS, opened, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xero_sandbox.tenant import Tenant

PATH, SCREEN = "/contacts", "/Contacts/View.aspx"
_LIST = (
    Column("Name"),
    Column("Number"),
    Column("E-mail"),
    Column("Status"),
    Column("They owe", number=True),
    Column("We owe", number=True),
)
_DOCUMENTS = (
    Column("Number"),
    Column("Kind"),
    Column("Date"),
    Column("Status"),
    Column("Currency"),
    Column("Total", number=True),
)
_MOST = 500


def contacts(view: View) -> Screen:
    """Return the list of contacts by name, of which a text or a status may be asked for."""
    wanted, status = view.query.get("q", "").casefold(), view.query.get("status", "")
    every = view.tenant.books.collection("Contacts").values()
    found = [
        each
        for each in every
        if (not status or each.get("ContactStatus") == status)
        and (not wanted or any(wanted in str(each.get(name, "")).casefold() for name in ("Name", "EmailAddress")))
    ]
    found.sort(key=lambda each: each["Name"].casefold())
    rows, ways = part_of(view, PATH, found)
    shown = table(_LIST, [_listed(view, each) for each in rows])
    statuses = sorted({each.get("ContactStatus", "") for each in every} - {""})
    return Screen("Contacts", together((search(view, PATH, statuses), ways, shown, ways)))


def contact(tenants: Iterable[Tenant], identity: str) -> tuple[Tenant, Mapping[str, Any]]:
    """Return a contact, and the organisation that it is in. Raises NotThereError."""
    return held(tenants, "Contacts", identity, "There is no contact with this contactID.")


def one(view: View, record: Mapping[str, Any]) -> Screen:
    """Return the page of a contact."""
    receivable, payable = _owed(record)
    about = facts(
        (
            ("Status", record.get("ContactStatus")),
            ("Number", record.get("ContactNumber")),
            ("Account number", record.get("AccountNumber")),
            ("E-mail", record.get("EmailAddress")),
            ("They owe", receivable),
            ("We owe", payable),
            ("Changed (UTC)", record.get("UpdatedDateUTC")),
            ("Id", tag("code", record["ContactID"])),
        )
    )
    documents = sorted(
        (
            (each["Date"], kind, each)
            for kind in KINDS
            for each in view.tenant.books.collection(kind.endpoint).values()
            if each["Contact"]["ContactID"] == record["ContactID"]
        ),
        key=lambda found: found[0],
        reverse=True,
    )
    rows = [
        (
            opened(kind, each[kind.identity], each.get(kind.number) or "no number"),
            kind.types.get(each["Type"], each["Type"]),
            day,
            each["Status"],
            each["CurrencyCode"],
            each["Total"],
        )
        for day, kind, each in documents[:_MOST]
    ]
    count = f"Documents ({len(documents):,}{f', the latest {_MOST} of them' if len(documents) > _MOST else ''})"
    return Screen(record["Name"], together((about, tag("h2", count), table(_DOCUMENTS, rows))))


def _listed(view: View, record: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        way(record["Name"], SCREEN, contactID=record["ContactID"], organisation=view.organisation),
        record.get("ContactNumber"),
        record.get("EmailAddress"),
        record.get("ContactStatus"),
        *_owed(record),
    )


def _owed(record: Mapping[str, Any]) -> tuple[object, object]:
    balances = record.get("Balances") or {}
    return tuple((balances.get(side) or {}).get("Outstanding") for side in ("AccountsReceivable", "AccountsPayable"))  # type: ignore[return-value]
