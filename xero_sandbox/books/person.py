"""What a person does in Xero's screens."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - `date` is the name of an argument, as in Xero
from typing import TYPE_CHECKING

from xero_sandbox.books.currencies import currency as currency_record
from xero_sandbox.books.errors import BooksError
from xero_sandbox.books.money import decimal_of, rate_of
from xero_sandbox.books.payments import PAYABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox.books.desk import Desk
    from xero_sandbox.books.money import Amount
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

Day = Date | str
CREDITS = ("CreditNotes", "Prepayments", "Overpayments")


class Person:
    """A person at work in one organisation.

    Every action takes keyword arguments or positions, returns the record it touched, and raises BooksError for what
    Xero refuses. Amounts are Decimal or text in the document's currency, days are dates or ISO text. An `id` is a
    GUID or a document number, a `contact` a GUID or a name, an account a code or a GUID.
    """

    def __init__(self, store: Store, desk: Desk) -> None:
        self._store = store
        self._desk = desk

    # Invoices, bills and credit notes

    def create_invoice(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
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
        return self._desk.documents.create(
            type,
            self._desk.contacts.find(contact),
            lines,
            on=_day(date),
            due=None if due_date is None else _day(due_date),
            currency=currency,
            rate=None if rate is None else rate_of(rate),
            line_amount_types=line_amount_types,
            status=status,
            reference=reference,
            number=number,
        )

    def create_credit_note(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
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
        return self._desk.documents.create(
            type,
            self._desk.contacts.find(contact),
            lines,
            on=_day(date),
            due=None,
            currency=currency,
            rate=None if rate is None else rate_of(rate),
            line_amount_types=line_amount_types,
            status=status,
            reference=reference,
            number=number,
        )

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

    def remove_line(self, id: str, line: str | int) -> Record:  # noqa: A002
        """Take one line off an invoice or credit note, by LineItemID or by place from 0."""
        return self._followed(self._desk.documents.remove_line(self._store.document(id), line))

    def void(self, id: str) -> Record:  # noqa: A002
        """Void an invoice, credit note, prepayment, overpayment or manual journal."""
        record = self._store.document(id, (*PAYABLE, "ManualJournals"))
        if "ManualJournalID" in record:
            return self._desk.manual_journals.end(record, "VOIDED")
        if "PrepaymentID" in record or "OverpaymentID" in record:
            return self._desk.advances.void(record)
        return self._followed(self._desk.documents.void(record))

    def delete(self, id: str) -> Record:  # noqa: A002
        """Delete a draft or submitted invoice or credit note, a draft journal, a quote or order, or a bank transaction."""
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

    # Money

    def pay_invoice(
        self,
        id: str,  # noqa: A002
        amount: Amount | None = None,
        date: Day | None = None,
        account: str = "090",
        rate: Amount | None = None,
        reference: str = "",
    ) -> Record:
        """Pay an invoice or bill, in full without an amount, today without a date; returns the Payment."""
        return self._pay(self._store.find("Invoices", id), amount, date, account, rate, reference)

    def refund_credit_note(
        self,
        id: str,  # noqa: A002
        amount: Amount | None = None,
        date: Day | None = None,
        account: str = "090",
        rate: Amount | None = None,
        reference: str = "",
    ) -> Record:
        """Refund a credit note, prepayment or overpayment; returns the Payment."""
        return self._pay(self._store.document(id, CREDITS), amount, date, account, rate, reference)

    def remove_payment(self, id: str) -> Record:  # noqa: A002
        """Delete a payment or refund; returns it with Status DELETED."""
        return self._desk.payments.remove(self._store.find("Payments", id))

    def pay_batch(
        self, ids: Sequence[str], date: Day | None = None, account: str = "090", reference: str = ""
    ) -> Record:
        """Pay several invoices or several bills with one bank line; returns the BatchPayment."""
        documents = [self._store.find("Invoices", each) for each in ids]
        return self._desk.payments.pay_batch(
            documents, on=self._day_or_today(date), account=account, reference=reference
        )

    def remove_batch_payment(self, id: str) -> Record:  # noqa: A002
        """Delete a batch payment with all its payments."""
        return self._desk.payments.remove_batch(self._store.find("BatchPayments", id))

    def allocate_credit_note(self, id: str, invoice_id: str, amount: Amount) -> Record:  # noqa: A002
        """Apply a credit note, prepayment or overpayment to an invoice; returns the credit."""
        credit = self._store.document(id, CREDITS)
        return self._desk.allocations.allocate(credit, self._store.find("Invoices", invoice_id), decimal_of(amount))

    def unallocate(self, credit_note_id: str, allocation_id: str) -> Record:
        """Take an allocation back; returns the credit."""
        return self._desk.allocations.remove(self._store.document(credit_note_id, CREDITS), allocation_id)

    def receive_prepayment(
        self,
        contact: str,
        amount: Amount,
        date: Day | None = None,
        account: str = "090",
        currency: str | None = None,
        rate: Amount | None = None,
        reference: str = "",
        description: str = "",
        type: str = "RECEIVE-PREPAYMENT",  # noqa: A002 - Xero's word
    ) -> Record:
        """Receive (or with SPEND-PREPAYMENT make) a prepayment, gross."""
        return self._advance(
            ("RECEIVE-PREPAYMENT", "SPEND-PREPAYMENT"),
            type,
            contact,
            amount,
            date,
            account,
            currency,
            rate,
            reference,
            description,
        )

    def receive_overpayment(
        self,
        contact: str,
        amount: Amount,
        date: Day | None = None,
        account: str = "090",
        currency: str | None = None,
        rate: Amount | None = None,
        reference: str = "",
        description: str = "",
        type: str = "RECEIVE-OVERPAYMENT",  # noqa: A002 - Xero's word
    ) -> Record:
        """Receive (or with SPEND-OVERPAYMENT make) an overpayment, gross."""
        return self._advance(
            ("RECEIVE-OVERPAYMENT", "SPEND-OVERPAYMENT"),
            type,
            contact,
            amount,
            date,
            account,
            currency,
            rate,
            reference,
            description,
        )

    def create_bank_transaction(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        type: str = "SPEND",  # noqa: A002 - Xero's word
        account: str = "090",
        line_amount_types: str = "Inclusive",
        reference: str = "",
    ) -> Record:
        """Spend or receive money without an invoice."""
        return self._desk.bank.transact(
            type,
            self._desk.contacts.find(contact),
            lines,
            on=_day(date),
            account=account,
            line_amount_types=line_amount_types,
            reference=reference,
        )

    def transfer(
        self, source: str, target: str, amount: Amount, date: Day | None = None, reference: str = ""
    ) -> Record:
        """Move money between two bank accounts."""
        return self._desk.bank.transfer(
            source, target, decimal_of(amount), on=self._day_or_today(date), reference=reference
        )

    # Manual journals

    def create_manual_journal(
        self,
        narration: str,
        lines: Sequence[Record],
        date: Day | None = None,
        status: str = "POSTED",
        line_amount_types: str = "NoTax",
    ) -> Record:
        """Create a DRAFT or POSTED manual journal; LineAmount is positive for a debit."""
        return self._desk.manual_journals.create(
            narration, lines, on=self._day_or_today(date), status=status, line_amount_types=line_amount_types
        )

    def post_manual_journal(self, id: str) -> Record:  # noqa: A002
        """Post a draft manual journal."""
        return self._desk.manual_journals.post(self._store.find("ManualJournals", id))

    def edit_manual_journal(self, id: str, lines: Sequence[Record]) -> Record:  # noqa: A002
        """Replace the lines of a draft or posted manual journal."""
        return self._desk.manual_journals.edit(self._store.find("ManualJournals", id), lines)

    def edit_manual_journal_line(self, id: str, line: int | str, **changes: object) -> Record:  # noqa: A002
        """Change fields (Xero's names: AccountCode, Description, Tracking, LineAmount) of one line, counted from 0."""
        if not str(line).isdigit():
            raise BooksError(f"The manual journal has no line {line}.")
        return self._desk.manual_journals.edit_line(self._store.find("ManualJournals", id), int(line), dict(changes))

    def archive_manual_journal(self, id: str) -> Record:  # noqa: A002
        """Archive a draft manual journal."""
        return self._desk.manual_journals.end(self._store.find("ManualJournals", id), "ARCHIVED")

    # Quotes, orders, templates, billable expenses

    def create_quote(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        currency: str | None = None,
        line_amount_types: str = "Exclusive",
        title: str = "",
    ) -> Record:
        """Create a DRAFT quote."""
        return self._desk.orders.quote(
            self._desk.contacts.find(contact),
            lines,
            on=_day(date),
            currency=currency or self._store.base_currency,
            line_amount_types=line_amount_types,
            title=title,
        )

    def create_purchase_order(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        currency: str | None = None,
        line_amount_types: str = "Exclusive",
    ) -> Record:
        """Create a DRAFT purchase order."""
        return self._desk.orders.purchase_order(
            self._desk.contacts.find(contact),
            lines,
            on=_day(date),
            currency=currency or self._store.base_currency,
            line_amount_types=line_amount_types,
        )

    def create_repeating_invoice(
        self,
        contact: str,
        lines: Sequence[Record],
        start: Day,
        type: str = "ACCREC",  # noqa: A002 - Xero's word
        line_amount_types: str = "Exclusive",
        reference: str = "",
    ) -> Record:
        """Create a monthly template."""
        return self._desk.orders.repeating_invoice(
            type,
            self._desk.contacts.find(contact),
            lines,
            start=_day(start),
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

    # Contacts, chart, tracking, periods

    def create_contact(self, name: str) -> Record:
        """Add a contact."""
        return self._desk.contacts.create(name)

    def rename_contact(self, id: str, name: str) -> Record:  # noqa: A002
        """Give a contact another name; its documents show it at once and are not stamped."""
        return self._desk.contacts.rename(id, name)

    def archive_contact(self, id: str) -> Record:  # noqa: A002
        """Archive a contact."""
        return self._desk.contacts.archive(id)

    def create_contact_group(self, name: str, members: Sequence[str]) -> Record:
        """Add a contact group with members."""
        return self._desk.contacts.group(name, list(members))

    def create_item(self, code: str, name: str, price: Amount, account: str = "200", cost: Amount = 0) -> Record:
        """Add an item."""
        return self._desk.catalogue.item(code, name, price, account=account, cost=cost)

    def create_branding_theme(self, name: str) -> Record:
        """Add a branding theme."""
        return self._desk.catalogue.branding_theme(name)

    def create_employee(self, first_name: str, last_name: str) -> Record:
        """Add an employee."""
        return self._desk.catalogue.employee(first_name, last_name)

    def invite_user(
        self, first_name: str, last_name: str, role: str = "STANDARD", *, subscriber: bool = False
    ) -> Record:
        """Add a user."""
        return self._desk.catalogue.user(first_name, last_name, role, subscriber=subscriber)

    def add_currency(self, code: str) -> Record:
        """Subscribe the organisation to a currency."""
        return self._store.add("Currencies", currency_record(code))

    def account_named(self, name: str) -> Record:
        """Look an account up by its name, as a person does in a list."""
        for account in self._store.records["Accounts"].values():
            if account["Name"] == name:
                return account
        raise BooksError(f"There is no account with the name '{name}'.")

    def archive_account(self, code: str) -> Record:
        """Archive an account; system and bank accounts in use stay (the text is ours)."""
        account = self._store.account(code)
        if "SystemAccount" in account:
            raise BooksError(f"Account '{code}' is a system account and cannot be archived.")
        account["Status"] = "ARCHIVED"
        self._store.touch(account)
        return account

    def create_tracking_category(self, name: str, options: Sequence[str] = ()) -> Record:
        """Add a tracking category with options."""
        return self._desk.tracking.create_category(name, options)

    def create_tracking_option(self, category: str, name: str) -> Record:
        """Add an option to a tracking category; returns the option."""
        return self._desk.tracking.create_option(category, name)

    def rename_tracking_option(self, category: str, option: str, name: str) -> Record:
        """Rename a tracking option; returns the category."""
        return self._desk.tracking.rename_option(category, option, name)

    def archive_tracking_option(self, category: str, option: str) -> Record:
        """Archive a tracking option; returns the category."""
        return self._desk.tracking.archive_option(category, option)

    def archive_tracking_category(self, category: str) -> Record:
        """Archive a tracking category."""
        return self._desk.tracking.archive_category(category)

    def close_period(self, date: Day) -> Record:
        """Set PeriodLockDate: nothing dated on or before it can be changed; returns the Organisation."""
        return self._lock("PeriodLockDate", date)

    def end_of_year(self, date: Day) -> Record:
        """Set EndOfYearLockDate; returns the Organisation."""
        return self._lock("EndOfYearLockDate", date)

    def _lock(self, key: str, date: Day) -> Record:
        self._store.organisation[key] = _day(date)
        self._store.changes += 1
        return self._store.organisation

    def _pay(
        self,
        document: Record,
        amount: Amount | None,
        date: Day | None,
        account: str,
        rate: Amount | None,
        reference: str,
    ) -> Record:
        return self._desk.payments.pay(
            document,
            None if amount is None else decimal_of(amount),
            on=self._day_or_today(date),
            account=account,
            rate=None if rate is None else rate_of(rate),
            reference=reference,
        )

    def _advance(
        self,
        kinds: tuple[str, ...],
        kind: str,
        contact: str,
        amount: Amount,
        date: Day | None,
        account: str,
        currency: str | None,
        rate: Amount | None,
        reference: str,
        description: str,
    ) -> Record:
        if kind not in kinds:
            raise BooksError(f"'{kind}' is not one of {', '.join(kinds)}.")
        return self._desk.advances.receive(
            kind,
            self._desk.contacts.find(contact),
            decimal_of(amount),
            on=self._day_or_today(date),
            account=account,
            currency=currency,
            rate=None if rate is None else rate_of(rate),
            reference=reference,
            description=description,
        )

    def _followed(self, document: Record) -> Record:
        self._desk.linked.follow(document)
        return document

    def _day_or_today(self, day: Day | None) -> Date:
        return self._store.today() if day is None else _day(day)


def _day(day: Day) -> Date:
    if isinstance(day, Date):
        return day
    try:
        return Date.fromisoformat(day)
    except ValueError as error:
        message = f"'{day}' is not a date; write YYYY-MM-DD."
        raise BooksError(message) from error
