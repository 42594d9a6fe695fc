"""Xero's documents and settings as typed records: money as Decimal, business dates as dates, instants in UTC.

Source: Xero's OpenAPI file and developer documentation. Only what the connectors' accounting needs is here; amounts
are in the document's currency, a manual journal's in base currency. What Xero always sends has no default: an amount
that is missing is not zero.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from xero_api import dates, money
from xero_api.money import ZERO

BusinessDate = Annotated[date, BeforeValidator(dates.business_date)]


def amount(value: object) -> Decimal:
    """Return a number as it is; what is none, or beyond reason, is an error of validation that says what is needed."""
    try:
        return money.amount(value)
    except ValueError as beyond:
        raise PydanticCustomError("amount", "{needed}", {"needed": str(beyond)}) from None


# Midnight of one day is, from zone to zone, at most this far from midnight in UTC.
_FARTHEST_APART = timedelta(hours=14)


def document_day(value: object) -> date:
    """Return the calendar day of a document, 1900 to 2999; anything else is an error of validation."""
    return _day(value) if type(value) is str else _day_of(value)


def _day_of(value: object) -> date:
    try:
        day = dates.business_date(value)
    except ValueError:
        day = date.min
    if not 1900 <= day.year <= 2999:
        raise PydanticCustomError("day", "a date from 1900 to 2999")
    return day


# Documents share their days.
_day = lru_cache(maxsize=4096)(_day_of)


def stamp(value: object) -> datetime:
    """Return the instant (UTC) of a change, from 2000 to 2999; anything else is an error of validation.

    An older one would make a document look as if it had been read long ago.
    """
    try:
        moment = dates.instant(value)
    except ValueError:
        moment = dates.instant("1900-01-01")
    if not 2000 <= moment.year <= 2999:
        raise PydanticCustomError("instant", "an instant from 2000 to 2999")
    return moment


# What these return needs no second look.
Amount = Annotated[Decimal, PlainValidator(amount)]
Day = Annotated[date, PlainValidator(document_day)]
Instant = Annotated[datetime, PlainValidator(stamp)]
# Only a bounded text is looked at, and found out where it holds half a character. No database takes NUL.
Words = Annotated[str, Field(max_length=1_000_000, pattern=r"^[^\x00]*$")]
Text = Annotated[Words, Field(min_length=1)]


InvoiceType = Literal[
    "ACCREC", "ACCPAY", "ACCRECCREDIT", "ACCPAYCREDIT", "AROVERPAYMENT", "APOVERPAYMENT", "ARPREPAYMENT", "APPREPAYMENT"
]
"""What Xero's OpenAPI file lists; a sales invoice is ACCREC."""
CreditNoteType = Literal["ACCRECCREDIT", "ACCPAYCREDIT"]
"""What Xero's OpenAPI file lists; a customer's credit note is ACCRECCREDIT."""
NOT_SALES = frozenset(get_args(InvoiceType)) - {"ACCREC", "ACCRECCREDIT"}
"""The types of documents that are neither a sales invoice nor a customer's credit note."""


class Record(BaseModel):
    """What all of Xero's records share here: fields that are not named are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class Contact(Record):
    """Who a document is made out to; the name is the contact's present one."""

    contact_id: Text = Field(alias="ContactID")
    name: Text = Field(alias="Name")


class Tracking(Record):
    """A tracking category and its option on a line."""

    category: Words = Field(alias="Name")
    option: Words = Field(alias="Option")
    category_id: Words = Field("", alias="TrackingCategoryID")
    option_id: Words = Field("", alias="TrackingOptionID")


class LineItem(Record):
    """A line of a document; `line_amount` is after discount, with tax where the document's amounts are inclusive."""

    line_item_id: Words = Field("", alias="LineItemID")
    description: Words = Field("", alias="Description")
    quantity: Amount | None = Field(None, alias="Quantity")
    unit_amount: Amount | None = Field(None, alias="UnitAmount")
    line_amount: Amount = Field(ZERO, alias="LineAmount")
    tax_amount: Amount = Field(ZERO, alias="TaxAmount")
    item_code: Words = Field("", alias="ItemCode")
    account_code: Words = Field("", alias="AccountCode")
    account_id: Words = Field("", alias="AccountID")
    tracking: tuple[Tracking, ...] = Field((), alias="Tracking")

    def missing(self, *, taxed: bool) -> str:
        """Return the amount that a line lacks, empty where there is none; a line of text alone needs none.

        Lines of documents that know no tax need not say how much.
        """
        given = self.model_fields_set
        if "line_amount" not in given:
            return "LineAmount" if "tax_amount" in given or self._books() else ""
        return "TaxAmount" if taxed and "tax_amount" not in given else ""

    def _books(self) -> bool:
        return self.unit_amount is not None or bool(self.account_code or self.account_id or self.item_code)


class Credit(Record):
    """A prepayment or an overpayment as an invoice names it."""

    applied_amount: Amount = Field(alias="AppliedAmount")


class AppliedCreditNote(Credit):
    """A credit note as an invoice names it."""

    credit_note_id: Words = Field(alias="CreditNoteID")


class InvoiceReference(Record):
    """An invoice as an allocation names it."""

    invoice_id: Words = Field(alias="InvoiceID")
    invoice_number: Words = Field("", alias="InvoiceNumber")


class Allocation(Record):
    """What of a credit note was applied to one invoice, and when; tax included."""

    allocation_id: Words = Field("", alias="AllocationID")
    amount: Amount = Field(alias="Amount")
    date: Day = Field(alias="Date")
    invoice: InvoiceReference = Field(alias="Invoice")
    is_deleted: StrictBool = Field(default=False, alias="IsDeleted")


class Payment(Record):
    """A payment of an invoice, or a refund of a credit note; tax included."""

    payment_id: Words = Field("", alias="PaymentID")
    date: Day = Field(alias="Date")
    amount: Amount = Field(alias="Amount")


def _moment(value: object) -> datetime | None:
    return _known_moment(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _known_moment(value: str) -> datetime | None:
    try:
        return dates.instant(value)
    except ValueError:
        return None


class _Dated(Record):
    @model_validator(mode="before")
    @classmethod
    def _as_printed(cls, record: Any) -> Any:  # noqa: ANN401 - whatever Xero sent
        """Take the day from the text beside it: old organisations write the date itself as an instant elsewhere.

        The text does not stand in for a date that is none, and is never another day's.
        """
        moment = _moment(record.get("Date")) if isinstance(record, dict) else None
        if moment is None or not isinstance(printed := record.get("DateString"), str):
            return record
        day = _moment(printed)
        if day and abs(day - moment) > _FARTHEST_APART:
            raise PydanticCustomError("day", "the day that DateString says", {"path": "Date"})
        return {**record, "Date": printed}


class SalesDocument(_Dated):
    """What invoices and credit notes share."""

    document_id: Text
    number: Words
    type: Words = Field(alias="Type")
    status: Literal["DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"] = Field(alias="Status")
    contact: Contact = Field(alias="Contact")
    date: Day = Field(alias="Date")
    due_date: Day | None = Field(None, alias="DueDate")
    reference: Words = Field("", alias="Reference")
    currency: Words = Field("", alias="CurrencyCode")
    currency_rate: Amount | None = Field(None, alias="CurrencyRate")
    line_amount_types: Literal["Exclusive", "Inclusive", "NoTax"] = Field(alias="LineAmountTypes")
    sub_total: Amount = Field(alias="SubTotal")
    total_tax: Amount = Field(alias="TotalTax")
    total: Amount = Field(alias="Total")
    cis_deduction: Amount = Field(ZERO, alias="CISDeduction")
    fully_paid_on: Day | None = Field(None, alias="FullyPaidOnDate")
    updated_at: Instant = Field(alias="UpdatedDateUTC")
    lines: tuple[LineItem, ...] = Field(alias="LineItems")
    payments: tuple[Payment, ...] = Field((), alias="Payments")

    @model_validator(mode="after")
    def _has_its_amounts(self) -> Self:
        for place, line in enumerate(self.lines):
            if missing := line.missing(taxed=self.line_amount_types != "NoTax"):
                raise PydanticCustomError("missing_amount", "a number", {"path": f"LineItems.{place}.{missing}"})
        return self


class Invoice(SalesDocument):
    """A sales invoice (ACCREC); a bill (ACCPAY) has the same shape."""

    document_id: Text = Field(alias="InvoiceID")
    type: InvoiceType = Field(alias="Type")
    number: Words = Field("", alias="InvoiceNumber")
    amount_due: Amount = Field(alias="AmountDue")
    amount_paid: Amount = Field(alias="AmountPaid")
    amount_credited: Amount = Field(alias="AmountCredited")
    credit_notes: tuple[AppliedCreditNote, ...] = Field((), alias="CreditNotes")
    prepayments: tuple[Credit, ...] = Field((), alias="Prepayments")
    overpayments: tuple[Credit, ...] = Field((), alias="Overpayments")


class CreditNote(SalesDocument):
    """A customer's credit note (ACCRECCREDIT)."""

    document_id: Text = Field(alias="CreditNoteID")
    type: CreditNoteType = Field(alias="Type")
    number: Words = Field("", alias="CreditNoteNumber")
    remaining_credit: Amount = Field(alias="RemainingCredit")
    allocations: tuple[Allocation, ...] = Field((), alias="Allocations")


class JournalLine(Record):
    """A line of a manual journal: debit positive, in base currency."""

    line_amount: Decimal = Field(alias="LineAmount")
    account_id: str = Field("", alias="AccountID")
    account_code: str = Field("", alias="AccountCode")
    description: str = Field("", alias="Description")
    tax_type: str = Field("", alias="TaxType")
    tax_amount: Decimal = Field(ZERO, alias="TaxAmount")
    tracking: tuple[Tracking, ...] = Field((), alias="Tracking")


class ManualJournal(Record):
    """A manual journal; the narration is the one text of a person's own."""

    manual_journal_id: str = Field(alias="ManualJournalID")
    narration: str = Field("", alias="Narration")
    date: BusinessDate = Field(alias="Date")
    status: Literal["DRAFT", "POSTED", "DELETED", "VOIDED", "ARCHIVED"] = Field(alias="Status")
    line_amount_types: str = Field("NoTax", alias="LineAmountTypes")
    show_on_cash_basis: bool = Field(default=True, alias="ShowOnCashBasisReports")
    lines: tuple[JournalLine, ...] = Field((), alias="JournalLines")


class Account(Record):
    """An account of the chart; bank accounts may have no code, ordinary ones no system account."""

    account_id: str = Field(alias="AccountID")
    code: str = Field("", alias="Code")
    name: str = Field(alias="Name")
    type: str = Field(alias="Type")
    status: str = Field("ACTIVE", alias="Status")
    system_account: str = Field("", alias="SystemAccount")


class TrackingOption(Record):
    """An option of a tracking category."""

    option_id: str = Field(alias="TrackingOptionID")
    name: str = Field(alias="Name")
    status: str = Field("ACTIVE", alias="Status")


class TrackingCategory(Record):
    """A tracking category and its options."""

    category_id: str = Field(alias="TrackingCategoryID")
    name: str = Field(alias="Name")
    status: str = Field("ACTIVE", alias="Status")
    options: tuple[TrackingOption, ...] = Field((), alias="Options")


class OrganisationSettings(Record):
    """What Xero's Organisation says of an organisation; lock dates are the last locked days.

    The country is ISO 3166's code; the financial year ends on a day of a month, 31 December where Xero names none.
    """

    organisation_id: str = Field(alias="OrganisationID")
    name: str = Field(alias="Name")
    base_currency: str = Field(alias="BaseCurrency")
    period_lock_date: BusinessDate | None = Field(None, alias="PeriodLockDate")
    end_of_year_lock_date: BusinessDate | None = Field(None, alias="EndOfYearLockDate")
    short_code: str = Field("", alias="ShortCode")
    country: str = Field("", alias="CountryCode")
    year_end_month: int = Field(12, alias="FinancialYearEndMonth")
    year_end_day: int = Field(31, alias="FinancialYearEndDay")
