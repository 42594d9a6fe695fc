"""What people do in Xero between the demo's two syncs, and what the warehouse makes of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from integration_tests.demo.stage import query, say

if TYPE_CHECKING:
    from airbyte.caches import DuckDBCache

    from xero_sandbox import Sandbox

WAITING, IN_THE_CRM = "Boom FM (2026) Ltd", "Boom FM Ltd"

Document = tuple[str, str, Decimal, str]


def work(xero: Sandbox) -> None:
    """Edit, void, pay, bill, credit and rename, an hour after the first sync."""
    xero.clock.advance(3_600)
    invoices = xero.books.collection("Invoices").values()
    clean = [
        invoice
        for invoice in invoices
        if invoice["Type"] == "ACCREC"
        and invoice["Status"] == "AUTHORISED"
        and invoice["AmountDue"] == invoice["Total"] > 500
        and invoice["CurrencyCode"] == "NZD"
    ]
    edited, voided, paid, overridden = (invoice["InvoiceNumber"] for invoice in clean[:4])
    customer = clean[0]["Contact"]["Name"]
    lines = [
        {"Description": "Platform, Feb 2026", "Quantity": "3", "UnitAmount": "33.3333", "AccountCode": "200"},
        {"Description": "Goodwill", "Quantity": "1", "UnitAmount": "-0.01", "AccountCode": "200"},
    ]
    xero.act("edit_invoice_lines", id=edited, lines=lines)
    say("edited", f"{edited}: two lines, one of them -0.01")
    xero.act("void", id=voided)
    say("voided", voided)
    xero.act("pay_invoice", id=paid)
    say("paid", paid)
    xero.act("override_total", id=overridden, total=clean[3]["Total"] + Decimal("0.05"), onto="SubTotal")
    say("overridden", f"{overridden}: its total is 0.05 more than its lines")
    added = xero.act("create_invoice", contact=customer, lines=lines, date="2026-06-30", currency="USD", rate="0.61")
    say("added", f"{added['InvoiceNumber']} over {added['Total']} USD")
    credit = xero.act("create_credit_note", contact=customer, lines=lines[:1], date="2026-06-30")
    xero.act("allocate_credit_note", id=credit["CreditNoteID"], invoice_id=edited, amount="10.00")
    say("credited", f"{credit['CreditNoteNumber']}, 10.00 of it on {edited}")
    xero.act("rename_contact", id=WAITING, name=IN_THE_CRM)
    say("renamed", f"contact {WAITING} is now {IN_THE_CRM}, as in the CRM")


def documents(cache: DuckDBCache) -> dict[str, Document]:
    """Return number, status, total and currency of each sales document and contact in the warehouse."""
    found = {}
    for table, number in (("invoices", "invoicenumber"), ("credit_notes", "creditnotenumber")):
        key = "invoiceid" if table == "invoices" else "creditnoteid"
        for identity, *rest in query(cache, f"select {key}, {number}, status, total, currencycode from xero.{table}"):
            found[identity] = (rest[0], rest[1], Decimal(rest[2]), rest[3])
    for identity, name in query(cache, "select contactid, name from xero.contacts"):
        found[identity] = (name, "contact", Decimal(0), "")
    return found


def show_changes(before: dict[str, Document], after: dict[str, Document]) -> None:
    """Print what the sync changed in the warehouse."""
    for identity, (number, status, total, currency) in after.items():
        was = before.get(identity)
        if was == (number, status, total, currency):
            continue
        if status == "contact":
            say("changed", f"contact {was[0] if was else 'new'} -> {number}")
        else:
            old = f"{was[1]} {was[2]:,.2f}" if was else "new"
            say("changed", f"{number}: {old} -> {status} {total:,.2f} {currency}")
