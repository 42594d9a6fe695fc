"""Writes documents: invoices, bills, credit notes, quotes, orders, templates and billable expenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.documents import Heading
from xero_sandbox.books.kinds import PAYABLE
from xero_sandbox.books.money import decimal_of, rate_of
from xero_sandbox.books.people.role import Role, day_of
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox.books.money import Amount
    from xero_sandbox.books.people.role import Day
    from xero_sandbox.books.records import Record


class Bookkeeper(Role):
    """Writes documents: invoices, bills, credit notes, quotes, orders, templates and billable expenses."""

    def create_invoice(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        *,
        due_date: Day | None = None,
        currency: str | None = None,
        rate: Amount | None = None,
        line_amount_types: str = "Exclusive",
        type: str = "ACCREC",  # noqa: A002 - Xero's word
        status: str = "AUTHORISED",
        reference: str | None = None,
        number: str | None = None,
    ) -> Record:
        """Create an invoice (ACCREC) or a bill (ACCPAY)."""
        if type.endswith("CREDIT"):
            raise BooksError(f"'{type}' is not a type of invoice.")
        heading = Heading(
            on=day_of(date),
            due=None if due_date is None else day_of(due_date),
            currency=currency,
            rate=None if rate is None else rate_of(rate),
            line_amount_types=line_amount_types,
            status=status,
            reference=reference,
            number=number,
        )
        return self._desk.documents.create(type, self._desk.contacts.find(contact), lines, heading)

    def create_credit_note(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        *,
        currency: str | None = None,
        rate: Amount | None = None,
        line_amount_types: str = "Exclusive",
        type: str = "ACCRECCREDIT",  # noqa: A002 - Xero's word
        status: str = "AUTHORISED",
        reference: str | None = None,
        number: str | None = None,
    ) -> Record:
        """Create a credit note to a customer (ACCRECCREDIT) or from a supplier (ACCPAYCREDIT)."""
        if not type.endswith("CREDIT"):
            raise BooksError(f"'{type}' is not a type of credit note.")
        heading = Heading(
            on=day_of(date),
            currency=currency,
            rate=None if rate is None else rate_of(rate),
            line_amount_types=line_amount_types,
            status=status,
            reference=reference,
            number=number,
        )
        return self._desk.documents.create(type, self._desk.contacts.find(contact), lines, heading)

    def submit(self, id: str) -> Record:  # noqa: A002
        """Hand a draft in for approval."""
        return self._desk.documents.submit(self._store.document(id))

    def back_to_draft(self, id: str) -> Record:  # noqa: A002
        """Give a submitted document back."""
        return self._desk.documents.back_to_draft(self._store.document(id))

    def approve(self, id: str) -> Record:  # noqa: A002
        """Approve a draft or submitted document."""
        return self._followed(self._desk.documents.approve(self._store.document(id)))

    def edit_invoice_lines(self, id: str, lines: Sequence[Record]) -> Record:  # noqa: A002
        """Replace the lines of an invoice or credit note; LineItemIDs are new."""
        return self._followed(self._desk.documents.edit_lines(self._store.document(id), lines))

    def edit_invoice(
        self,
        id: str,  # noqa: A002
        *,
        contact: str | None = None,
        date: Day | None = None,
        due_date: Day | None = None,
        reference: str | None = None,
        rate: Amount | None = None,
    ) -> Record:
        """Change what stands above the lines of an invoice or credit note; what is not given stays."""
        return self._desk.headers.edit(
            self._store.document(id),
            contact=None if contact is None else self._desk.contacts.find(contact),
            on=None if date is None else day_of(date),
            due=None if due_date is None else day_of(due_date),
            reference=reference,
            rate=None if rate is None else rate_of(rate),
        )

    def remove_line(self, id: str, line: str | int) -> Record:  # noqa: A002
        """Take one line off an invoice or credit note, by LineItemID or by place from 0."""
        return self._followed(self._desk.documents.remove_line(self._store.document(id), line))

    def override_total(self, id: str, total: Amount, *, onto: str = "SubTotal") -> Record:  # noqa: A002
        """Give an invoice or credit note a total that differs from its lines by up to 0.10, in SubTotal or TotalTax."""
        document = self._store.document(id)
        return self._followed(self._desk.documents.override_total(document, decimal_of(total), onto))

    def deduct_cis(self, id: str, amount: Amount, *, account: str = "855") -> Record:  # noqa: A002
        """Take a CIS deduction (United Kingdom) off what is due on an invoice; the account holds what is owed back."""
        return self._desk.deductions.deduct(self._store.find("Invoices", id), decimal_of(amount), account)

    def mark_sent(self, id: str) -> Record:  # noqa: A002
        """Mark a sales invoice as sent."""
        return self._desk.documents.mark_sent(self._store.find("Invoices", id))

    def void(self, id: str) -> Record:  # noqa: A002
        """Void an invoice, credit note, prepayment, overpayment or manual journal."""
        record = self._store.document(id, (*PAYABLE, "ManualJournals"))
        if "ManualJournalID" in record:
            return self._desk.manual_journals.end(record, "VOIDED")
        if "PrepaymentID" in record or "OverpaymentID" in record:
            return self._desk.advances.void(record)
        return self._followed(self._desk.documents.void(record))

    def delete(self, id: str) -> Record:  # noqa: A002
        """Delete a draft document or journal, a quote, an order, a template or a bank transaction."""
        record = self._store.document(
            id,
            (
                "Invoices",
                "CreditNotes",
                "ManualJournals",
                "Quotes",
                "PurchaseOrders",
                "RepeatingInvoices",
                "BankTransactions",
            ),
        )
        if "ManualJournalID" in record:
            return self._desk.manual_journals.end(record, "DELETED")
        if "BankTransactionID" in record:
            return self._desk.bank.delete(record)
        if "QuoteID" in record or "PurchaseOrderID" in record or "Schedule" in record:
            return self._desk.orders.move(record, "DELETED")
        return self._followed(self._desk.documents.delete(record))

    def create_quote(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        *,
        currency: str | None = None,
        line_amount_types: str = "Exclusive",
        title: str = "",
    ) -> Record:
        """Create a DRAFT quote."""
        return self._desk.orders.quote(
            self._desk.contacts.find(contact),
            lines,
            on=day_of(date),
            currency=currency or self._store.base_currency,
            line_amount_types=line_amount_types,
            title=title,
        )

    def create_purchase_order(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        *,
        currency: str | None = None,
        line_amount_types: str = "Exclusive",
    ) -> Record:
        """Create a DRAFT purchase order."""
        return self._desk.orders.purchase_order(
            self._desk.contacts.find(contact),
            lines,
            on=day_of(date),
            currency=currency or self._store.base_currency,
            line_amount_types=line_amount_types,
        )

    def create_repeating_invoice(
        self,
        contact: str,
        lines: Sequence[Record],
        start: Day,
        *,
        type: str = "ACCREC",  # noqa: A002 - Xero's word
        line_amount_types: str = "Exclusive",
        reference: str = "",
    ) -> Record:
        """Create a monthly template."""
        return self._desk.orders.repeating_invoice(
            type,
            self._desk.contacts.find(contact),
            lines,
            start=day_of(start),
            line_amount_types=line_amount_types,
            reference=reference,
        )

    def set_status(self, id: str, status: str) -> Record:  # noqa: A002
        """Move a quote, purchase order or repeating invoice to another status."""
        return self._desk.orders.move(
            self._store.document(id, ("Quotes", "PurchaseOrders", "RepeatingInvoices")), status
        )

    def link_expense(self, bill_id: str, line: str | int, contact: str) -> Record:
        """Make a line of a bill chargeable to a customer; returns the LinkedTransaction."""
        return self._desk.linked.create(self._store.find("Invoices", bill_id), line, self._desk.contacts.find(contact))

    def bill_expense(self, id: str, invoice_id: str, line: int = 0) -> Record:  # noqa: A002
        """Put a billable expense on a line of a sales invoice."""
        link = self._store.find("LinkedTransactions", id)
        return self._desk.linked.bill_to(link, self._store.find("Invoices", invoice_id), line)

    def _followed(self, document: Record) -> Record:
        self._desk.linked.follow(document)
        return document
