"""Invoices, bills and credit notes: the lists of them, and one with its lines, what was paid, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xero_sandbox.books.money import ZERO
from xero_sandbox.screens.markup import Column, Html, facts, table, tag, together, way
from xero_sandbox.screens.page import Screen, View, held, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xero_sandbox.books.records import Record
    from xero_sandbox.tenant import Tenant


@dataclass(frozen=True)
class Kind:
    """A kind of document: its endpoint, the fields that identify it, and its pages."""

    endpoint: str
    identity: str
    number: str
    name: str
    path: str
    parameter: str
    screen: str
    open_amount: str
    types: Mapping[str, str]


INVOICES = Kind(
    "Invoices",
    "InvoiceID",
    "InvoiceNumber",
    "Invoices",
    "/invoices",
    "InvoiceID",
    "/AccountsReceivable/View.aspx",
    "AmountDue",
    {"ACCREC": "Invoice", "ACCPAY": "Bill"},
)
CREDIT_NOTES = Kind(
    "CreditNotes",
    "CreditNoteID",
    "CreditNoteNumber",
    "Credit notes",
    "/credit-notes",
    "creditNoteID",
    "/AccountsReceivable/ViewCreditNote.aspx",
    "RemainingCredit",
    {"ACCRECCREDIT": "Credit note", "ACCPAYCREDIT": "Bill credit note"},
)
KINDS = (INVOICES, CREDIT_NOTES)
_LIST = (
    Column("Number"),
    Column("Kind"),
    Column("Contact"),
    Column("Reference"),
    Column("Date"),
    Column("Due"),
    Column("Status"),
    Column("Currency"),
    Column("Total", number=True),
    Column("Open", number=True),
)
_LINES = (
    Column("Item"),
    Column("Description"),
    Column("Quantity", number=True),
    Column("Price", number=True),
    Column("Account"),
    Column("Tracking"),
    Column("Tax", number=True),
    Column("Amount", number=True),
)
_USES = (Column("What"), Column("Date"), Column("With"), Column("Amount", number=True))
_HISTORY = (Column("When (UTC)"), Column("What"), Column("Who"), Column("Details"))


def documents(view: View, kind: Kind) -> Screen:
    """Return the list of a kind, the latest first, of which a text or a status may be asked for."""
    wanted, status = view.query.get("q", "").casefold(), view.query.get("status", "")
    every = view.tenant.books.collection(kind.endpoint).values()
    found = [
        each
        for each in every
        if (not status or each["Status"] == status) and (not wanted or wanted in _said(kind, each))
    ]
    found.sort(key=lambda each: (each["Date"], each.get(kind.number, "")), reverse=True)
    rows, ways = part_of(view, kind.path, found)
    statuses = sorted({each["Status"] for each in every})
    shown = table(_LIST, [_listed(view, kind, each) for each in rows])
    return Screen(kind.name, together((search(view, kind.path, statuses), ways, shown, ways)))


def document(tenants: Iterable[Tenant], kind: Kind, identity: str) -> tuple[Tenant, Record]:
    """Return a document, and the organisation that it is in. Raises NotThereError."""
    missing = f"There is no {kind.endpoint.lower()} record with this {kind.parameter}."
    return held(tenants, kind.endpoint, identity, missing)


def one(view: View, kind: Kind, record: Record) -> Screen:
    """Return the page of a document."""
    named = kind.types.get(record["Type"], record["Type"])
    contact = record["Contact"]
    about = facts(
        (
            ("From or to", way(contact["Name"], "/Contacts/View.aspx", contactID=contact["ContactID"])),
            ("Status", record["Status"]),
            ("Date", record["Date"]),
            ("Due", record.get("DueDate")),
            ("Reference", record.get("Reference")),
            ("Currency", f"{record['CurrencyCode']} at {record.get('CurrencyRate', '')}"),
            ("Amounts are", record.get("LineAmountTypes")),
            ("Paid in full on", record.get("FullyPaidOnDate")),
            ("Changed (UTC)", record.get("UpdatedDateUTC")),
            ("Id", tag("code", record[kind.identity])),
        )
    )
    lines = table(_LINES, [_line(each) for each in record["LineItems"]])
    sums = facts(
        (
            ("Subtotal", record["SubTotal"]),
            ("Tax", record["TotalTax"]),
            ("Total", record["Total"]),
            ("Open", record.get(kind.open_amount, ZERO)),
        )
    )
    uses = table(_USES, [*_uses(record)])
    body = (about, tag("h2", "Lines"), lines, sums, tag("h2", "Payments and credits"), uses)
    past = history(view, record[kind.identity])
    return Screen(f"{named} {record.get(kind.number) or 'without a number'}", together((*body, past)))


def history(view: View, identity: str) -> Html:
    """Return what happened to a document, the latest first."""
    rows = [
        (each["DateUTC"], each["Changes"], each["User"], each["Details"])
        for each in view.tenant.books.desk.history.of(identity)
    ]
    return together((tag("h2", "History"), table(_HISTORY, rows)))


def search(view: View, path: str, statuses: Sequence[str] = ()) -> Html:
    """Return the form that narrows a list down."""
    chosen = view.query.get("status", "")
    choices = (
        tag("option", each or "Every status", value=each, selected="" if each == chosen else None)
        for each in ("", *statuses)
    )
    kept = tag("input", type="hidden", name="organisation", value=view.organisation) if view.organisation else ""
    typed = tag(
        "input", type="search", name="q", value=view.query.get("q", ""), aria_label="Search", placeholder="Search"
    )
    status = tag("select", *choices, name="status", aria_label="Status") if statuses else ""
    return tag("form", kept, typed, status, tag("button", "Show"), action=path, method="get")


def tracking_of(line: Record) -> str:
    """Return a line's tracking in one text."""
    return ", ".join(f"{each['Name']}: {each['Option']}" for each in line.get("Tracking") or ())


def _said(kind: Kind, record: Record) -> str:
    texts = (record.get(kind.number), record["Contact"].get("Name"), record.get("Reference"), record[kind.identity])
    return "\n".join(str(text or "") for text in texts).casefold()


def _listed(view: View, kind: Kind, record: Record) -> tuple[object, ...]:
    return (
        opened(kind, record[kind.identity], record.get(kind.number) or "no number"),
        kind.types.get(record["Type"], record["Type"]),
        way(
            record["Contact"].get("Name", ""),
            "/Contacts/View.aspx",
            contactID=record["Contact"]["ContactID"],
            organisation=view.organisation,
        ),
        record.get("Reference"),
        record["Date"],
        record.get("DueDate"),
        record["Status"],
        record["CurrencyCode"],
        record["Total"],
        record.get(kind.open_amount, ZERO),
    )


def opened(kind: Kind, identity: str, label: str) -> Html:
    """Return a link to the page of a document."""
    return way(label, kind.screen, **{kind.parameter: identity})


def _line(line: Record) -> tuple[object, ...]:
    return (
        line.get("ItemCode"),
        line.get("Description"),
        str(line.get("Quantity", "")),
        str(line.get("UnitAmount", "")),
        line.get("AccountCode"),
        tracking_of(line),
        line.get("TaxAmount"),
        line.get("LineAmount"),
    )


def _uses(record: Record) -> Iterable[tuple[object, ...]]:
    for each in record.get("Payments") or ():
        yield "Payment", each.get("Date"), each.get("Reference"), each.get("Amount")
    for each in record.get("CreditNotes") or ():
        credit = opened(CREDIT_NOTES, each["CreditNoteID"], each.get("CreditNoteNumber") or "credit note")
        yield "Credit note", each.get("Date"), credit, each.get("AppliedAmount")
    for each in record.get("Allocations") or ():
        invoice = opened(INVOICES, each["Invoice"]["InvoiceID"], each["Invoice"].get("InvoiceNumber") or "invoice")
        yield "Applied to", each.get("Date"), invoice, each.get("Amount")
    for name in ("Prepayments", "Overpayments"):
        for each in record.get(name) or ():
            yield name.removesuffix("s"), each.get("Date"), "", each.get("AppliedAmount")
