"""The kinds of documents that leave an open amount with a contact: names, signs, and the fields they begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xero_sandbox.books.money import ONE_TO_ONE, ZERO, in_base

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from xero_sandbox.books.records import Record

POSTED = ("AUTHORISED", "PAID")
CREDITS = ("CreditNotes", "Prepayments", "Overpayments")
"""Endpoints of what can be applied to an invoice."""
PAYABLE = ("Invoices", *CREDITS)


@dataclass(frozen=True, slots=True)
class Kind:
    """What Xero calls the parts of one document type."""

    endpoint: str
    id_field: str
    number_field: str
    control: str
    """SystemAccount of the control account."""
    sign: int
    """+1 where the document debits its control account."""
    journal_source: str
    payment_type: str
    payment_source: str
    nested_type: str
    """Type of the element that a Payment shows under Invoice."""
    open_field: str = "RemainingCredit"

    @property
    def is_credit(self) -> bool:
        """Whether the document is credit that is applied to invoices."""
        return self.open_field == "RemainingCredit"


KINDS = {
    "ACCREC": Kind("Invoices", "InvoiceID", "InvoiceNumber", "DEBTORS", 1, "ACCREC", "ACCRECPAYMENT", "ACCRECPAYMENT",
                   "ACCREC", "AmountDue"),
    "ACCPAY": Kind("Invoices", "InvoiceID", "InvoiceNumber", "CREDITORS", -1, "ACCPAY", "ACCPAYPAYMENT",
                   "ACCPAYPAYMENT", "ACCPAY", "AmountDue"),
    "ACCRECCREDIT": Kind("CreditNotes", "CreditNoteID", "CreditNoteNumber", "DEBTORS", -1, "ACCRECCREDIT",
                         "ARCREDITPAYMENT", "ARCREDITPAYMENT", "ACCRECCREDIT"),
    "ACCPAYCREDIT": Kind("CreditNotes", "CreditNoteID", "CreditNoteNumber", "CREDITORS", 1, "ACCPAYCREDIT",
                         "APCREDITPAYMENT", "APCREDITPAYMENT", "ACCPAYCREDIT"),
    "RECEIVE-PREPAYMENT": Kind("Prepayments", "PrepaymentID", "InvoiceNumber", "DEBTORS", -1, "ARPREPAYMENT",
                               "ARPREPAYMENTPAYMENT", "ARPREPAYMENT", "ARPREPAYMENT"),
    "SPEND-PREPAYMENT": Kind("Prepayments", "PrepaymentID", "InvoiceNumber", "CREDITORS", 1, "APPREPAYMENT",
                             "APPREPAYMENTPAYMENT", "APPREPAYMENT", "APPREPAYMENT"),
    "RECEIVE-OVERPAYMENT": Kind("Overpayments", "OverpaymentID", "Reference", "DEBTORS", -1, "AROVERPAYMENT",
                                "AROVERPAYMENTPAYMENT", "AROVERPAYMENT", "AROVERPAYMENT"),
    "SPEND-OVERPAYMENT": Kind("Overpayments", "OverpaymentID", "Reference", "CREDITORS", 1, "APOVERPAYMENT",
                              "APOVERPAYMENTPAYMENT", "APOVERPAYMENT", "APOVERPAYMENT"),
}  # fmt: skip


def kind_of(document: Record) -> Kind:
    """Return the kind of a document by its Type."""
    return KINDS[document["Type"]]


def rate_of_document(document: Record) -> Decimal:
    """Return the document's rate; one to one where Xero leaves CurrencyRate out."""
    rate: Decimal = document.get("CurrencyRate", ONE_TO_ONE)
    return rate


def open_balance(document: Record) -> Decimal:
    """Return what the document adds to its control account, in base currency at its own rate, debit positive."""
    if document["Status"] not in POSTED:
        return ZERO
    kind = kind_of(document)
    return kind.sign * in_base(document[kind.open_field], rate_of_document(document))


def blank(kind: str, identifier: str, number: str, contact: Record, on: date) -> Record:
    """Return the fields of a document that has no lines yet."""
    document: Record = {"Type": kind, KINDS[kind].id_field: identifier, KINDS[kind].number_field: number}
    if KINDS[kind].is_credit:
        document |= {"ID": identifier, "Allocations": [], "RemainingCredit": ZERO, "AppliedAmount": ZERO}
    else:
        document |= {"CreditNotes": [], "Prepayments": [], "Overpayments": []}
        document |= {"AmountDue": ZERO, "AmountPaid": ZERO, "AmountCredited": ZERO}
        document |= {"IsDiscounted": False, "InvoicePaymentServices": []}
    return document | {
        "Payments": [],
        "InvoiceAddresses": [],
        "Attachments": [],
        "HasAttachments": False,
        "HasErrors": False,
        "Contact": contact,
        "Date": on,
    }
