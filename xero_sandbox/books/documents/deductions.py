"""Deductions of the United Kingdom's Construction Industry Scheme: what a contractor keeps back for the tax office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.settlement import settle
from xero_sandbox.books.kinds import open_balance
from xero_sandbox.books.ledger.ledger import Posting, Transaction
from xero_sandbox.books.money import cents
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from decimal import Decimal

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


class Deductions:
    """Deducts from sales invoices; a deduction is made once and stays."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store

    def deduct(self, invoice: Record, amount: Decimal, account: str) -> Record:
        """Take an amount off what is due, and put it on an account of what the tax office owes; returns the invoice."""
        amount = cents(amount)
        if invoice["Type"] != "ACCREC" or invoice["Status"] != "AUTHORISED" or "CISDeduction" in invoice:
            raise BooksError("A deduction is made once, from an approved sales invoice.")
        if not 0 < amount <= invoice["AmountDue"]:
            raise BooksError("The deduction is more than zero and at most what is due.")
        self._store.require_open(invoice["Date"])
        before = open_balance(invoice)
        invoice["CISDeduction"] = amount
        settle(invoice)
        relief = open_balance(invoice) - before
        lines = (
            Posting(self._store.usable_account(account), -relief),
            Posting(self._store.system_account("DEBTORS"), relief),
        )
        source = f"{invoice['InvoiceID']} CIS"
        transaction = Transaction(source, "ACCREC", invoice["Date"], invoice["InvoiceNumber"], lines)
        self._store.ledger.post(transaction, self._store.instant())
        self._store.touch(invoice)
        return invoice
