"""Xero's documents and settings as typed records: money as Decimal, business dates as dates, instants in UTC.

Source: Xero's OpenAPI file and developer documentation. Only what the connectors' accounting needs is here; amounts
are in the document's currency, a manual journal's in base currency. What Xero always sends has no default: an amount
that is missing is not zero.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, get_args

from msgspec import field

from xero_api.kinds import Amount, BusinessDate, Day, Instant, Text, Words, printed_day
from xero_api.money import ZERO
from xero_api.record import Fault, Record, Refused

InvoiceType = Literal[
    "ACCREC", "ACCPAY", "ACCPAYCREDIT", "AROVERPAYMENT", "APOVERPAYMENT", "ARPREPAYMENT", "APPREPAYMENT"
]
"""What Xero's OpenAPI file lists without ACCRECCREDIT, a customer's credit note; a sales invoice is ACCREC."""
CreditNoteType = Literal["ACCRECCREDIT", "ACCPAYCREDIT"]
"""What Xero's OpenAPI file lists; a customer's credit note is ACCRECCREDIT."""
NOT_SALES = frozenset(get_args(InvoiceType)) - {"ACCREC"}
"""The types of documents that are neither a sales invoice nor a customer's credit note."""


# A line that does not say its amount has this very zero, which no reading of an amount returns.
_NOT_GIVEN = ZERO.copy_abs()


class Contact(Record, frozen=True, kw_only=True):
    """Who a document is made out to; the name is the contact's present one."""

    contact_id: Text = field(name="ContactID")
    name: Text = field(name="Name")


class Tracking(Record, frozen=True, kw_only=True):
    """A tracking category and its option on a line."""

    category: Words = field(name="Name")
    option: Words = field(name="Option")
    category_id: Words = field(default="", name="TrackingCategoryID")
    option_id: Words = field(default="", name="TrackingOptionID")


class LineItem(Record, frozen=True, kw_only=True):
    """A line of a document; `line_amount` is after discount, with tax where the document's amounts are inclusive."""

    line_item_id: Words = field(default="", name="LineItemID")
    description: Words = field(default="", name="Description")
    quantity: Amount | None = field(default=None, name="Quantity")
    unit_amount: Amount | None = field(default=None, name="UnitAmount")
    line_amount: Amount = field(default=_NOT_GIVEN, name="LineAmount")
    tax_amount: Amount = field(default=_NOT_GIVEN, name="TaxAmount")
    item_code: Words = field(default="", name="ItemCode")
    account_code: Words = field(default="", name="AccountCode")
    account_id: Words = field(default="", name="AccountID")
    tracking: tuple[Tracking, ...] = field(default=(), name="Tracking")

    def lacks(self, *, taxed: bool) -> str:
        """Return the amount that a line lacks, empty where there is none; a line of text alone needs none.

        Lines of documents that know no tax need not say how much.
        """
        if self.line_amount is _NOT_GIVEN:
            return "LineAmount" if self.tax_amount is not _NOT_GIVEN or self._books() else ""
        return "TaxAmount" if taxed and self.tax_amount is _NOT_GIVEN else ""

    def _books(self) -> bool:
        return self.unit_amount is not None or bool(self.account_code or self.account_id or self.item_code)


class Credit(Record, frozen=True, kw_only=True):
    """A prepayment or an overpayment as an invoice names it."""

    applied_amount: Amount = field(name="AppliedAmount")


class AppliedCreditNote(Credit, frozen=True, kw_only=True):
    """A credit note as an invoice names it."""

    credit_note_id: Words = field(name="CreditNoteID")


class InvoiceReference(Record, frozen=True, kw_only=True):
    """An invoice as an allocation names it."""

    invoice_id: Words = field(name="InvoiceID")
    invoice_number: Words = field(default="", name="InvoiceNumber")


class Allocation(Record, frozen=True, kw_only=True):
    """What of a credit note was applied to one invoice, and when; tax included."""

    allocation_id: Words = field(default="", name="AllocationID")
    amount: Amount = field(name="Amount")
    date: Day = field(name="Date")
    invoice: InvoiceReference = field(name="Invoice")
    is_deleted: bool = field(default=False, name="IsDeleted")


class Payment(Record, frozen=True, kw_only=True):
    """A payment of an invoice, or a refund of a credit note; tax included."""

    payment_id: Words = field(default="", name="PaymentID")
    date: Day = field(name="Date")
    amount: Amount = field(name="Amount")


class SalesDocument(Record, frozen=True, kw_only=True):
    """What invoices and credit notes share."""

    document_id: Text
    number: Words
    type: Words = field(name="Type")
    status: Literal["DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"] = field(name="Status")
    contact: Contact = field(name="Contact")
    date: Day = field(name="Date")
    due_date: Day | None = field(default=None, name="DueDate")
    reference: Words = field(default="", name="Reference")
    currency: Words = field(default="", name="CurrencyCode")
    currency_rate: Amount | None = field(default=None, name="CurrencyRate")
    line_amount_types: Literal["Exclusive", "Inclusive", "NoTax"] = field(name="LineAmountTypes")
    sub_total: Amount = field(name="SubTotal")
    total_tax: Amount = field(name="TotalTax")
    total: Amount = field(name="Total")
    cis_deduction: Amount = field(default=ZERO, name="CISDeduction")
    fully_paid_on: Day | None = field(default=None, name="FullyPaidOnDate")
    updated_at: Instant = field(name="UpdatedDateUTC")
    lines: tuple[LineItem, ...] = field(name="LineItems")
    payments: tuple[Payment, ...] = field(default=(), name="Payments")

    @classmethod
    def prepared(cls, record: Any) -> Any:  # noqa: ANN401 - whatever Xero sent
        """Return the record with its day as the text beside it has it (see `kinds.printed_day`)."""
        if not isinstance(record, dict):
            return record
        moment, printed = record.get("Date"), record.get("DateString")
        if not isinstance(moment, str) or not isinstance(printed, str):
            return record
        try:
            day = printed_day(moment, printed)
        except ValueError as needed:
            raise Refused(Fault("Date", str(needed))) from None
        return record if day is moment else {**record, "Date": day}

    def fault(self) -> Fault | None:
        """Return the first amount that a line lacks."""
        taxed = self.line_amount_types != "NoTax"
        for place, line in enumerate(self.lines):
            if lacks := line.lacks(taxed=taxed):
                return Fault(f"LineItems.{place}.{lacks}", "a number")
        return None


class Invoice(SalesDocument, frozen=True, kw_only=True):
    """A sales invoice (ACCREC); a bill (ACCPAY) has the same shape."""

    document_id: Text = field(name="InvoiceID")
    type: InvoiceType = field(name="Type")
    number: Words = field(default="", name="InvoiceNumber")
    amount_due: Amount = field(name="AmountDue")
    amount_paid: Amount = field(name="AmountPaid")
    amount_credited: Amount = field(name="AmountCredited")
    credit_notes: tuple[AppliedCreditNote, ...] = field(default=(), name="CreditNotes")
    prepayments: tuple[Credit, ...] = field(default=(), name="Prepayments")
    overpayments: tuple[Credit, ...] = field(default=(), name="Overpayments")


class CreditNote(SalesDocument, frozen=True, kw_only=True):
    """A customer's credit note (ACCRECCREDIT)."""

    document_id: Text = field(name="CreditNoteID")
    type: CreditNoteType = field(name="Type")
    number: Words = field(default="", name="CreditNoteNumber")
    remaining_credit: Amount = field(name="RemainingCredit")
    allocations: tuple[Allocation, ...] = field(default=(), name="Allocations")

    def fault(self) -> Fault | None:
        """Return the first amount that a line lacks, or the first use that gives back what was never used."""
        for place, allocation in enumerate(self.allocations):
            if allocation.amount < 0 and not allocation.is_deleted:
                return Fault(f"Allocations.{place}.Amount", "a number of at least zero")
        for place, payment in enumerate(self.payments):
            if payment.amount < 0:
                return Fault(f"Payments.{place}.Amount", "a number of at least zero")
        return SalesDocument.fault(self)


class JournalLine(Record, frozen=True, kw_only=True):
    """A line of a manual journal: debit positive, in base currency."""

    line_amount: Decimal = field(name="LineAmount")
    account_id: str = field(default="", name="AccountID")
    account_code: str = field(default="", name="AccountCode")
    description: str = field(default="", name="Description")
    tax_type: str = field(default="", name="TaxType")
    tax_amount: Decimal = field(default=ZERO, name="TaxAmount")
    tracking: tuple[Tracking, ...] = field(default=(), name="Tracking")


class ManualJournal(Record, frozen=True, kw_only=True):
    """A manual journal; the narration is the one text of a person's own."""

    manual_journal_id: str = field(name="ManualJournalID")
    narration: str = field(default="", name="Narration")
    date: BusinessDate = field(name="Date")
    status: Literal["DRAFT", "POSTED", "DELETED", "VOIDED", "ARCHIVED"] = field(name="Status")
    line_amount_types: str = field(default="NoTax", name="LineAmountTypes")
    show_on_cash_basis: bool = field(default=True, name="ShowOnCashBasisReports")
    lines: tuple[JournalLine, ...] = field(default=(), name="JournalLines")


class Account(Record, frozen=True, kw_only=True):
    """An account of the chart; bank accounts may have no code, ordinary ones no system account."""

    account_id: str = field(name="AccountID")
    code: str = field(default="", name="Code")
    name: str = field(name="Name")
    type: str = field(name="Type")
    status: str = field(default="ACTIVE", name="Status")
    system_account: str = field(default="", name="SystemAccount")
    tax_type: str = field(default="", name="TaxType")


class TrackingOption(Record, frozen=True, kw_only=True):
    """An option of a tracking category."""

    option_id: str = field(name="TrackingOptionID")
    name: str = field(name="Name")
    status: str = field(default="ACTIVE", name="Status")


class TrackingCategory(Record, frozen=True, kw_only=True):
    """A tracking category and its options."""

    category_id: str = field(name="TrackingCategoryID")
    name: str = field(name="Name")
    status: str = field(default="ACTIVE", name="Status")
    options: tuple[TrackingOption, ...] = field(default=(), name="Options")


class OrganisationSettings(Record, frozen=True, kw_only=True):
    """What Xero's Organisation says of an organisation; lock dates are the last locked days.

    The country is ISO 3166's code; the financial year ends on a day of a month, 31 December where Xero names none.
    """

    organisation_id: Text = field(name="OrganisationID")
    name: str = field(name="Name")
    base_currency: str = field(name="BaseCurrency")
    period_lock_date: BusinessDate | None = field(default=None, name="PeriodLockDate")
    end_of_year_lock_date: BusinessDate | None = field(default=None, name="EndOfYearLockDate")
    short_code: str = field(default="", name="ShortCode")
    country: str = field(default="", name="CountryCode")
    year_end_month: int = field(default=12, name="FinancialYearEndMonth")
    year_end_day: int = field(default=31, name="FinancialYearEndDay")

    def fault(self) -> Fault | None:
        """Return what is no month or no day of one."""
        if not 1 <= self.year_end_month <= 12:
            return Fault("FinancialYearEndMonth", "a month from 1 to 12")
        if not 1 <= self.year_end_day <= 31:
            return Fault("FinancialYearEndDay", "a day from 1 to 31")
        return None
