"""Xero's documents and settings as typed records: money as Decimal, business dates as dates, instants in UTC.

Source: Xero's OpenAPI file and developer documentation. Only what the connectors' accounting needs is here; amounts
are in the document's currency, a manual journal's in base currency.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from xero_api import dates
from xero_api.errors import WalkIncomplete
from xero_api.money import ZERO

BusinessDate = Annotated[date, BeforeValidator(dates.business_date)]
Instant = Annotated[datetime, BeforeValidator(dates.instant)]
Found = TypeVar("Found", bound="_Record")


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class Contact(_Record):
    """Who a document is made out to; the name is the contact's present one."""

    contact_id: str = Field(alias="ContactID")
    name: str = Field("", alias="Name")


class Tracking(_Record):
    """A tracking category and its option on a line."""

    category: str = Field(alias="Name")
    option: str = Field(alias="Option")
    category_id: str = Field("", alias="TrackingCategoryID")
    option_id: str = Field("", alias="TrackingOptionID")


class LineItem(_Record):
    """A line of a document; `line_amount` is after discount, with tax where the document's amounts are inclusive."""

    line_item_id: str = Field("", alias="LineItemID")
    description: str = Field("", alias="Description")
    quantity: Decimal | None = Field(None, alias="Quantity")
    unit_amount: Decimal | None = Field(None, alias="UnitAmount")
    line_amount: Decimal = Field(ZERO, alias="LineAmount")
    tax_amount: Decimal = Field(ZERO, alias="TaxAmount")
    item_code: str = Field("", alias="ItemCode")
    account_code: str = Field("", alias="AccountCode")
    account_id: str = Field("", alias="AccountID")
    tracking: tuple[Tracking, ...] = Field((), alias="Tracking")


class Credit(_Record):
    """A credit note, prepayment or overpayment as an invoice names it."""

    credit_note_id: str = Field("", alias="CreditNoteID")
    applied_amount: Decimal = Field(ZERO, alias="AppliedAmount")


class InvoiceReference(_Record):
    """An invoice as an allocation names it."""

    invoice_id: str = Field(alias="InvoiceID")
    invoice_number: str = Field("", alias="InvoiceNumber")


class Allocation(_Record):
    """What of a credit note was applied to one invoice, and when; tax included."""

    allocation_id: str = Field("", alias="AllocationID")
    amount: Decimal = Field(alias="Amount")
    date: BusinessDate = Field(alias="Date")
    invoice: InvoiceReference = Field(alias="Invoice")
    is_deleted: bool = Field(default=False, alias="IsDeleted")


class Payment(_Record):
    """A payment of an invoice, or a refund of a credit note; tax included."""

    payment_id: str = Field("", alias="PaymentID")
    date: BusinessDate = Field(alias="Date")
    amount: Decimal = Field(ZERO, alias="Amount")


class _Dated(_Record):
    @model_validator(mode="before")
    @classmethod
    def _as_printed(cls, record: Any) -> Any:  # noqa: ANN401 - whatever Xero sent
        """Take the day from the text beside it: old organisations write the date itself as an instant elsewhere."""
        if isinstance(record, dict) and isinstance(printed := record.get("DateString"), str):
            return {**record, "Date": printed}
        return record


class SalesDocument(_Dated):
    """What invoices and credit notes share."""

    document_id: str
    number: str
    type: str = Field(alias="Type")
    status: Literal["DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"] = Field(alias="Status")
    contact: Contact = Field(alias="Contact")
    date: BusinessDate = Field(alias="Date")
    due_date: BusinessDate | None = Field(None, alias="DueDate")
    reference: str = Field("", alias="Reference")
    currency: str = Field("", alias="CurrencyCode")
    currency_rate: Decimal | None = Field(None, alias="CurrencyRate")
    line_amount_types: Literal["Exclusive", "Inclusive", "NoTax"] = Field("Exclusive", alias="LineAmountTypes")
    sub_total: Decimal = Field(ZERO, alias="SubTotal")
    total_tax: Decimal = Field(ZERO, alias="TotalTax")
    total: Decimal = Field(ZERO, alias="Total")
    cis_deduction: Decimal = Field(ZERO, alias="CISDeduction")
    fully_paid_on: BusinessDate | None = Field(None, alias="FullyPaidOnDate")
    updated_at: Instant = Field(alias="UpdatedDateUTC")
    lines: tuple[LineItem, ...] = Field((), alias="LineItems")
    payments: tuple[Payment, ...] = Field((), alias="Payments")


class Invoice(SalesDocument):
    """A sales invoice (ACCREC); a bill (ACCPAY) has the same shape."""

    document_id: str = Field(alias="InvoiceID")
    number: str = Field("", alias="InvoiceNumber")
    amount_due: Decimal = Field(ZERO, alias="AmountDue")
    amount_paid: Decimal = Field(ZERO, alias="AmountPaid")
    amount_credited: Decimal = Field(ZERO, alias="AmountCredited")
    credit_notes: tuple[Credit, ...] = Field((), alias="CreditNotes")
    prepayments: tuple[Credit, ...] = Field((), alias="Prepayments")
    overpayments: tuple[Credit, ...] = Field((), alias="Overpayments")


class CreditNote(SalesDocument):
    """A customer's credit note (ACCRECCREDIT)."""

    document_id: str = Field(alias="CreditNoteID")
    number: str = Field("", alias="CreditNoteNumber")
    remaining_credit: Decimal = Field(ZERO, alias="RemainingCredit")
    allocations: tuple[Allocation, ...] = Field((), alias="Allocations")


class JournalLine(_Record):
    """A line of a manual journal: debit positive, in base currency."""

    line_amount: Decimal = Field(alias="LineAmount")
    account_id: str = Field("", alias="AccountID")
    account_code: str = Field("", alias="AccountCode")
    description: str = Field("", alias="Description")
    tax_type: str = Field("", alias="TaxType")
    tax_amount: Decimal = Field(ZERO, alias="TaxAmount")
    tracking: tuple[Tracking, ...] = Field((), alias="Tracking")


class ManualJournal(_Record):
    """A manual journal; the narration is the one text of a person's own."""

    manual_journal_id: str = Field(alias="ManualJournalID")
    narration: str = Field("", alias="Narration")
    date: BusinessDate = Field(alias="Date")
    status: Literal["DRAFT", "POSTED", "DELETED", "VOIDED", "ARCHIVED"] = Field(alias="Status")
    line_amount_types: str = Field("NoTax", alias="LineAmountTypes")
    show_on_cash_basis: bool = Field(default=True, alias="ShowOnCashBasisReports")
    lines: tuple[JournalLine, ...] = Field((), alias="JournalLines")


class Account(_Record):
    """An account of the chart; bank accounts may have no code, ordinary ones no system account."""

    account_id: str = Field(alias="AccountID")
    code: str = Field("", alias="Code")
    name: str = Field(alias="Name")
    type: str = Field(alias="Type")
    status: str = Field("ACTIVE", alias="Status")
    system_account: str = Field("", alias="SystemAccount")


class TrackingOption(_Record):
    """An option of a tracking category."""

    option_id: str = Field(alias="TrackingOptionID")
    name: str = Field(alias="Name")
    status: str = Field("ACTIVE", alias="Status")


class TrackingCategory(_Record):
    """A tracking category and its options."""

    category_id: str = Field(alias="TrackingCategoryID")
    name: str = Field(alias="Name")
    status: str = Field("ACTIVE", alias="Status")
    options: tuple[TrackingOption, ...] = Field((), alias="Options")


class OrganisationSettings(_Record):
    """What Xero's Organisation says of an organisation; lock dates are the last locked days."""

    organisation_id: str = Field(alias="OrganisationID")
    name: str = Field(alias="Name")
    base_currency: str = Field(alias="BaseCurrency")
    period_lock_date: BusinessDate | None = Field(None, alias="PeriodLockDate")
    end_of_year_lock_date: BusinessDate | None = Field(None, alias="EndOfYearLockDate")
    short_code: str = Field("", alias="ShortCode")


def read_invoice(record: dict[str, Any]) -> Invoice:
    """Return an invoice of Xero's JSON, parsed with Decimal; raises WalkIncomplete where it is not one."""
    return read(Invoice, record, "invoice", "InvoiceID")


def read_credit_note(record: dict[str, Any]) -> CreditNote:
    """Return a credit note of Xero's JSON, parsed with Decimal; raises WalkIncomplete where it is not one."""
    return read(CreditNote, record, "credit note", "CreditNoteID")


def read_manual_journal(record: dict[str, Any]) -> ManualJournal:
    """Return a manual journal of Xero's JSON, parsed with Decimal; raises WalkIncomplete where it is not one."""
    return read(ManualJournal, record, "manual journal", "ManualJournalID")


def read(model: type[Found], record: dict[str, Any], kind: str, id_field: str) -> Found:
    """Return a record of Xero's JSON, parsed with Decimal; raises WalkIncomplete where it is not a `kind`."""
    try:
        return model.model_validate(record)
    except ValidationError:
        return _read_without_nulls(model, record, kind, id_field)


def _read_without_nulls(model: type[Found], record: dict[str, Any], kind: str, id_field: str) -> Found:
    """Read a document in which Xero wrote null for what it otherwise leaves out."""
    try:
        return model.model_validate(_without_nulls(record))
    except ValidationError as invalid:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in invalid.errors(include_input=False, include_url=False)
        )
        raise WalkIncomplete(
            f"Xero sent {kind} {record.get(id_field)!r} in a form that is not documented ({faults}). Nothing is "
            f"guessed; report this with the text."
        ) from None


def _without_nulls(node: Any) -> Any:  # noqa: ANN401 - a walk over JSON
    if isinstance(node, dict):
        return {key: _without_nulls(value) for key, value in node.items() if value is not None}
    return [_without_nulls(item) for item in node if item is not None] if isinstance(node, list) else node
