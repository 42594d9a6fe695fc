"""The demo company: what its books hold, who its customers are in either mode, and people at work on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from integration_tests.support.scene import CONTRACT, MAPPING, credit, crm_list, identity, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]
MODES = {
    CONTRACT: {"mode": CONTRACT},
    MAPPING: crm_list("Basket Case", "Bayside Club", "Rex Media Group", "Ridgeway University", "Marine Systems"),
}


def sales_documents(xero: Sandbox) -> dict[str, Row]:
    """Return the sales invoices and credit notes to customers that the books hold, by id."""
    books = xero.books
    records = [*books.collection("Invoices").values(), *books.collection("CreditNotes").values()]
    return {identity(each): each for each in records if each["Type"] in ("ACCREC", "ACCRECCREDIT")}


def work(xero: Sandbox) -> None:
    """Let people edit, void, allocate, pay, redate and rename for a while."""
    books = xero.books
    invoices = [
        each
        for each in books.collection("Invoices").values()
        if each["Type"] == "ACCREC" and each["Status"] == "AUTHORISED" and each["AmountDue"] == each["Total"]
    ]
    xero.act("void", id=invoices[0]["InvoiceID"])
    xero.act("edit_invoice_lines", id=invoices[1]["InvoiceID"], lines=[line("12.34"), line("-1.00", "Goodwill")])
    xero.act("edit_invoice", id=invoices[2]["InvoiceID"], date=date(2026, 1, 2), contact="Basket Case")
    xero.act("pay_invoice", id=invoices[3]["InvoiceID"])
    invoice = sell(xero, currency="USD")
    note = credit(xero, line("100.00"), currency="USD")
    xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="60.00")
    xero.act("rename_contact", id="Marine Systems", name="Marine Systems Ltd")
    sell(xero, status="DRAFT")
