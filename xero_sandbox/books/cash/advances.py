"""Prepayments and overpayments: money that came or went before there was an invoice for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.cash.bank import account_summary
from xero_sandbox.books.documents.settlement import close, is_untouched
from xero_sandbox.books.kinds import KINDS, kind_of
from xero_sandbox.books.money import ONE, ZERO, cents, four_places
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.currencies import rate_on

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


class Advances:
    """Records money in advance as Xero does: a bank transaction that leaves a credit with the contact."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store

    def receive(
        self,
        kind: str,
        contact: Record,
        amount: Decimal,
        *,
        on: date,
        account: str,
        currency: str | None = None,
        rate: Decimal | None = None,
        line_account: str = "835",
        reference: str = "",
        description: str = "",
    ) -> Record:
        """Add a prepayment or overpayment, gross and without tax, in the document's currency."""
        store = self._store
        store.require_open(on)
        bank = store.usable_account(account)
        amount = cents(amount)
        if bank["Type"] != "BANK" or amount <= 0:
            raise BooksError("An advance needs a bank account and an amount greater than zero.")
        over = kind.endswith("OVERPAYMENT")
        coded = store.system_account(KINDS[kind].control) if over else store.usable_account(line_account)
        code = currency or store.base_currency
        store.require_currency(code)
        identifier = store.new_id()
        text = description or ("Overpayment" if over else "Prepayment")
        shared: Record = {
            "Type": kind,
            "Contact": contact,
            "Date": on,
            "Status": "AUTHORISED",
            "LineAmountTypes": "NoTax",
            "LineItems": [self._line(text, amount, coded)],
            "SubTotal": amount,
            "TotalTax": ZERO,
            "Total": amount,
            "CurrencyCode": code,
            "CurrencyRate": rate or rate_on(store.base_currency, code, on),
            "HasAttachments": False,
            "Reference": reference,
        }
        return self._kept(shared, identifier, bank)

    def _line(self, text: str, amount: Decimal, account: Record) -> Record:
        return {
            "LineItemID": self._store.new_id(),
            "Description": text,
            "Quantity": four_places(ONE),
            "UnitAmount": four_places(amount),
            "LineAmount": amount,
            "AccountID": account["AccountID"],
            "AccountCode": account["Code"],
            "TaxType": "NONE",
            "TaxAmount": ZERO,
            "Tracking": [],
        }

    def _kept(self, shared: Record, identifier: str, bank: Record) -> Record:
        """Keep the advance, and the bank transaction that brought it."""
        store, kind = self._store, kind_of(shared)
        advance = shared | {
            kind.id_field: identifier,
            "ID": identifier,
            "RemainingCredit": shared["Total"],
            "AppliedAmount": ZERO,
            "Allocations": [],
            "Payments": [],
        }
        store.ledger.post(store.postings.advance(advance, bank), store.instant())
        store.touch(advance)
        transaction = shared | {
            "BankTransactionID": store.new_id(),
            kind.id_field: identifier,
            "BankAccount": account_summary(bank),
            "IsReconciled": False,
        }
        store.touch(transaction)
        store.add("BankTransactions", transaction)
        return store.add(kind.endpoint, advance)

    def void(self, advance: Record) -> Record:
        """Void an advance that is neither allocated nor refunded; its bank transaction is deleted."""
        store, kind = self._store, kind_of(advance)
        if advance["Status"] != "AUTHORISED" or not is_untouched(advance):
            raise BooksError("Only an authorised advance without allocations and refunds can be voided.")
        store.require_open(advance["Date"])
        identifier = advance[kind.id_field]
        store.ledger.reverse(identifier, store.instant())
        close(advance, "VOIDED")
        store.touch(advance)
        for transaction in store.records["BankTransactions"].values():
            if transaction.get(kind.id_field) == identifier:
                transaction["Status"] = "DELETED"
                store.touch(transaction)
        return advance
