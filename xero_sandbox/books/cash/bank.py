"""Spent and received money, and transfers between bank accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.lines import sums
from xero_sandbox.books.money import ONE_TO_ONE, cents
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from xero_sandbox.books.documents.lines import Lines
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


class Bank:
    """Bank transactions in base currency."""

    def __init__(self, store: Store, lines: Lines) -> None:
        """Work on the records of this store."""
        self._store = store
        self._lines = lines

    def transact(
        self,
        kind: str,
        contact: Record,
        lines: Sequence[Record],
        *,
        on: date,
        account: str,
        line_amount_types: str,
        reference: str,
    ) -> Record:
        """Add a SPEND or RECEIVE transaction."""
        store = self._store
        if kind not in ("SPEND", "RECEIVE"):
            raise BooksError(f"'{kind}' is neither SPEND nor RECEIVE.")
        store.require_open(on)
        bank = self._bank_account(account)
        priced = self._lines.price(lines, line_amount_types, selling=kind == "RECEIVE", discounts=False)
        totals = sums(priced, line_amount_types)
        if totals["Total"] < 0:
            raise BooksError("The document total cannot be negative.")
        transaction: Record = {
            "BankTransactionID": store.new_id(),
            "Type": kind,
            "Contact": contact,
            "BankAccount": account_summary(bank),
            "IsReconciled": False,
            "Date": on,
            "Reference": reference,
            "Status": "AUTHORISED",
            "LineAmountTypes": line_amount_types,
            "LineItems": priced,
            **totals,
            "CurrencyCode": store.base_currency,
            "CurrencyRate": ONE_TO_ONE,
            "HasAttachments": False,
        }
        store.ledger.post(store.postings.bank_transaction(transaction), store.instant())
        store.touch(transaction)
        return store.add("BankTransactions", transaction)

    def delete(self, transaction: Record) -> Record:
        """Delete a bank transaction; its record stays with Status DELETED."""
        if transaction["Status"] != "AUTHORISED" or transaction["Type"] not in ("SPEND", "RECEIVE"):
            raise BooksError("This bank transaction cannot be deleted.")
        self._store.require_open(transaction["Date"])
        self._store.ledger.reverse(transaction["BankTransactionID"], self._store.instant())
        transaction["Status"] = "DELETED"
        self._store.touch(transaction)
        return transaction

    def transfer(self, source: str, target: str, amount: Decimal, *, on: date, reference: str) -> Record:
        """Move money between two bank accounts."""
        store = self._store
        store.require_open(on)
        sender, receiver = self._bank_account(source), self._bank_account(target)
        amount = cents(amount)
        if sender is receiver or amount <= 0:
            raise BooksError("A transfer needs two bank accounts and an amount greater than zero.")
        at = store.instant()
        transfer: Record = {
            "BankTransferID": store.new_id(),
            "CreatedDateUTC": at,
            "UpdatedDateUTC": at,
            "Date": on,
            "FromBankAccount": account_summary(sender),
            "ToBankAccount": account_summary(receiver),
            "Amount": amount,
            "FromBankTransactionID": store.new_id(),
            "ToBankTransactionID": store.new_id(),
            "FromIsReconciled": False,
            "ToIsReconciled": False,
            "Reference": reference,
            "CurrencyRate": ONE_TO_ONE,
            "Status": "AUTHORISED",
            "HasAttachments": False,
        }
        store.ledger.post(store.postings.bank_transfer(transfer), at)
        return store.add("BankTransfers", transfer)

    def _bank_account(self, code: str) -> Record:
        account = self._store.usable_account(code)
        if account["Type"] != "BANK":
            raise BooksError(f"Account '{code}' is not a bank account.")
        return account


def account_summary(account: Record) -> Record:
    """Return the short form of a bank account that payments and transfers show; it may have no Code."""
    return {key: account[key] for key in ("AccountID", "Code", "Name") if key in account}
