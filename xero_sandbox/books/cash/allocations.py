"""Credit notes, prepayments and overpayments applied to invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.settlement import settle, take_back
from xero_sandbox.books.kinds import kind_of, open_balance
from xero_sandbox.books.money import ZERO, cents
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from decimal import Decimal

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


class Allocations:
    """Applies credit to invoices of the same contact, side and currency, and takes it back."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store

    def allocate(self, credit: Record, invoice: Record, amount: Decimal) -> Record:
        """Apply an amount (the documents' currency) and return the credit; the invoice is stamped.

        Whether Xero stamps the credit note too is not known, so it is a switch.
        """
        amount = cents(amount)
        self._require_fitting(credit, invoice, amount)
        on = max(credit["Date"], invoice["Date"])
        self._store.require_open(on)
        allocation: Record = {
            "AllocationID": self._store.new_id(),
            "Amount": amount,
            "Date": on,
            "Invoice": {key: invoice[key] for key in ("InvoiceID", "InvoiceNumber")},
            "IsDeleted": False,
        }
        credit_before, due_before = open_balance(credit), open_balance(invoice)
        credit["Allocations"] = [*credit["Allocations"], allocation]
        _apply(invoice, credit, amount)
        settle(credit)
        settle(invoice)
        transaction = self._store.postings.allocation(
            allocation, credit, open_balance(credit) - credit_before, open_balance(invoice) - due_before
        )
        self._store.ledger.post(transaction, self._store.instant())
        self._stamp(credit, invoice)
        return credit

    def remove(self, credit: Record, allocation_id: str) -> Record:
        """Take an allocation back and return the credit."""
        allocation = next((each for each in credit["Allocations"] if each["AllocationID"] == allocation_id), None)
        if allocation is None:
            raise BooksError(f"There is no allocation '{allocation_id}' on this credit.")
        self._store.require_open(allocation["Date"])
        invoice = self._store.find("Invoices", allocation["Invoice"]["InvoiceID"])
        before = open_balance(credit) + open_balance(invoice)
        credit["Allocations"] = [each for each in credit["Allocations"] if each is not allocation]
        _apply(invoice, credit, -allocation["Amount"])
        settle(credit)
        settle(invoice)
        change = open_balance(credit) + open_balance(invoice) - before
        take_back(self._store, allocation_id, credit, change)
        self._stamp(credit, invoice)
        return credit

    def _stamp(self, credit: Record, invoice: Record) -> None:
        self._store.touch(invoice)
        if kind_of(credit).endpoint != "CreditNotes" or self._store.switches.allocation_bumps_credit_note:
            self._store.touch(credit)

    def _require_fitting(self, credit: Record, invoice: Record, amount: Decimal) -> None:
        kind = kind_of(credit)
        problems = (
            (amount <= 0, "The amount to allocate must be greater than zero."),
            (credit["Status"] != "AUTHORISED", "Only an authorised credit can be allocated."),
            (invoice["Status"] != "AUTHORISED", "Credit can be allocated to an authorised invoice only."),
            (
                kind.control != kind_of(invoice).control,
                "Sales credit goes to sales invoices, supplier credit to bills.",
            ),
            (credit["Contact"] is not invoice["Contact"], "The credit and the invoice must have the same contact."),
            (
                credit["CurrencyCode"] != invoice["CurrencyCode"],
                "The credit and the invoice must have the same currency.",
            ),
            (amount > credit["RemainingCredit"], "The amount to allocate exceeds the remaining credit."),
            (amount > invoice["AmountDue"], "The amount to allocate exceeds the amount due on the invoice."),
        )
        for applies, message in problems:
            if applies:
                raise BooksError(message)


def _apply(invoice: Record, credit: Record, amount: Decimal) -> None:
    """Show the credit on the invoice, one element per credit however often it is allocated."""
    kind = kind_of(credit)
    identifier = credit[kind.id_field]
    others = [each for each in invoice[kind.endpoint] if each[kind.id_field] != identifier]
    same = [each for each in invoice[kind.endpoint] if each[kind.id_field] == identifier]
    applied = amount + sum((each["AppliedAmount"] for each in same), ZERO)
    if applied:
        element: Record = {kind.id_field: identifier, "ID": identifier, "HasErrors": False}
        if kind.endpoint == "CreditNotes":
            element["CreditNoteNumber"] = credit["CreditNoteNumber"]
        element |= {
            "AppliedAmount": applied,
            "Date": max(credit["Date"], invoice["Date"]),
            "LineItems": [],
            "Total": credit["Total"],
        }
        others = [*others, element]
    invoice[kind.endpoint] = others
