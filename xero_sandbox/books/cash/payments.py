"""Payments of invoices, refunds of credit, and batches of payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.cash.bank import account_summary
from xero_sandbox.books.documents.settlement import settle, take_back
from xero_sandbox.books.kinds import PAYABLE, kind_of, open_balance, rate_of_document
from xero_sandbox.books.money import ZERO, cents, in_base
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.currencies import rate_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from xero_sandbox.books.contacts import Contacts
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

_SHOWN_ON_DOCUMENT = ("PaymentID", "Date", "Amount", "Reference", "CurrencyRate", "BatchPaymentID")


class Payments:
    """Pays documents from bank accounts; a payment is only made and deleted, never changed."""

    def __init__(self, store: Store, contacts: Contacts) -> None:
        """Work on the records of this store."""
        self._store = store
        self._contacts = contacts

    def pay(
        self,
        document: Record,
        amount: Decimal | None,
        *,
        on: date,
        account: str,
        rate: Decimal | None = None,
        reference: str = "",
        batch: Record | None = None,
    ) -> Record:
        """Pay an invoice or refund a credit, in the document's currency; without an amount, all that is open."""
        kind = kind_of(document)
        bank = self._payable_account(account)
        amount = document[kind.open_field] if amount is None else cents(amount)
        self._require_payable(document, amount, on)
        payment = self.compose(document, amount, on=on, bank=bank, rate=rate, reference=reference, batch=batch)
        before = open_balance(document)
        document["Payments"] = [*document["Payments"], shown_on_document(payment)]
        settle(document)
        relief = open_balance(document) - before
        if self._store.switches.part_payment_rounding == "by_itself":
            relief = -kind.sign * in_base(amount, rate_of_document(document))
        transaction = self._store.postings.payment(payment, document, relief)
        self._store.ledger.post(transaction, self._store.instant())
        self._stamp(document)
        self._store.touch(payment)
        return self._store.add("Payments", payment)

    def compose(
        self,
        document: Record,
        amount: Decimal,
        *,
        on: date,
        bank: Record,
        rate: Decimal | None,
        reference: str,
        batch: Record | None = None,
    ) -> Record:
        """Return the payment's record, neither kept nor posted nor stamped."""
        kind = kind_of(document)
        payment: Record = {
            "PaymentID": self._store.new_id(),
            "Date": on,
            "Amount": amount,
            "BankAmount": amount,
            "Reference": reference,
            "PaymentType": kind.payment_type,
            "Status": "AUTHORISED",
            "IsReconciled": False,
            "HasAccount": True,
            "HasValidationErrors": False,
            "Account": account_summary(bank),
            "Invoice": self._summary(document),
        }
        foreign = document["CurrencyCode"] != self._store.base_currency
        if foreign:
            rate = rate or rate_on(self._store.base_currency, document["CurrencyCode"], on)
        payment["CurrencyRate"] = rate if foreign else rate_of_document(document)
        payment["BankAmount"] = in_base(amount, payment["CurrencyRate"])
        if batch is not None:
            payment |= {"BatchPaymentID": batch["BatchPaymentID"], "BatchPayment": _batch_summary(batch)}
        return payment

    def remove(self, payment: Record, *, with_batch: bool = False) -> Record:
        """Delete a payment: its amount is open again, and its record stays with Status DELETED."""
        if payment["Status"] == "DELETED":
            raise BooksError("The payment has been deleted already.")
        if "BatchPaymentID" in payment and not with_batch:
            raise BooksError("This payment cannot be deleted because it is part of a batch payment.")
        self._store.require_open(payment["Date"])
        document = self._store.document(payment["Invoice"]["InvoiceID"], PAYABLE)
        before = open_balance(document)
        document["Payments"] = [each for each in document["Payments"] if each["PaymentID"] != payment["PaymentID"]]
        settle(document)
        change = open_balance(document) - before
        take_back(self._store, payment["PaymentID"], document, change)
        payment["Status"] = "DELETED"
        self._stamp(document)
        self._store.touch(payment)
        return payment

    def pay_batch(self, documents: Sequence[Record], *, on: date, account: str, reference: str) -> Record:
        """Pay several documents of one side in full with one bank line (base currency)."""
        sides = {kind_of(document).control for document in documents}
        if len(sides) != 1:
            raise BooksError("A batch pays bills or receives invoices, and at least one.")
        bank = self._payable_account(account)
        if len({document[kind_of(document).id_field] for document in documents}) < len(documents):
            raise BooksError("A document can be paid once in a batch.")
        for document in documents:
            if kind_of(document).is_credit or document["CurrencyCode"] != self._store.base_currency:
                raise BooksError("A batch holds invoices in the organisation's base currency.")
            self._require_payable(document, document["AmountDue"], on)
        total = sum((document["AmountDue"] for document in documents), ZERO)
        batch: Record = {
            "BatchPaymentID": self._store.new_id(),
            "Account": account_summary(bank),
            "Reference": reference,
            "Date": on,
            "Type": "RECBATCH" if sides == {"DEBTORS"} else "PAYBATCH",
            "Status": "AUTHORISED",
            "TotalAmount": total,
            "IsReconciled": False,
            "Payments": [],
        }
        for document in documents:
            payment = self.pay(document, None, on=on, account=account, reference=reference, batch=batch)
            shown = {key: payment[key] for key in ("PaymentID", "Amount", "Reference")}
            batch["Payments"] = [*batch["Payments"], {**shown, "Invoice": payment["Invoice"]}]
        self._store.touch(batch)
        return self._store.add("BatchPayments", batch)

    def remove_batch(self, batch: Record) -> Record:
        """Delete a batch and every payment in it."""
        if batch["Status"] == "DELETED":
            raise BooksError("The batch payment has been deleted already.")
        self._store.require_open(batch["Date"])
        batch["Status"] = "DELETED"
        for element in batch["Payments"]:
            payment = self._store.records["Payments"][element["PaymentID"]]
            payment["BatchPayment"] = _batch_summary(batch)
            self.remove(payment, with_batch=True)
        self._store.touch(batch)
        return batch

    def _stamp(self, document: Record) -> None:
        if kind_of(document).endpoint != "CreditNotes" or self._store.switches.refund_bumps_credit_note:
            self._store.touch(document)

    def _require_payable(self, document: Record, amount: Decimal, on: date) -> None:
        self._store.require_open(on)
        if document["Status"] != "AUTHORISED":
            raise BooksError(f"Only an authorised document can be paid; this one is {document['Status']}.")
        if amount <= 0:
            raise BooksError("The payment amount must be greater than zero.")
        if amount > document[kind_of(document).open_field]:
            raise BooksError("Payment amount exceeds the amount outstanding on this document")

    def _payable_account(self, code: str) -> Record:
        account = self._store.usable_account(code)
        if account["Type"] != "BANK" and not account["EnablePaymentsToAccount"]:
            raise BooksError(f"Account '{code}' is neither a bank account nor enabled for payments.")
        return account

    def _summary(self, document: Record) -> Record:
        kind = kind_of(document)
        return {
            "Type": kind.nested_type,
            "InvoiceID": document[kind.id_field],
            "InvoiceNumber": document.get(kind.number_field, ""),
            "Payments": [],
            "CreditNotes": [],
            "Prepayments": [],
            "Overpayments": [],
            "IsDiscounted": False,
            "HasErrors": False,
            "Contact": self._contacts.summary(document["Contact"]),
            "LineItems": [],
            "CurrencyCode": document["CurrencyCode"],
        }


def shown_on_document(payment: Record) -> Record:
    """Return the payment as its document lists it."""
    shown = {key: payment[key] for key in _SHOWN_ON_DOCUMENT if key in payment}
    return shown | {"HasAccount": False, "HasValidationErrors": False}


def _batch_summary(batch: Record) -> Record:
    """Return the batch as a payment shows it: there Xero writes the amount and the flag as text."""
    shown = {key: batch[key] for key in ("Account", "BatchPaymentID", "Date", "Type", "Status")}
    return shown | {"TotalAmount": str(batch["TotalAmount"]), "IsReconciled": str(batch["IsReconciled"]).lower()}
