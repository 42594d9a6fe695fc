"""Xero's JSON as typed records: digits kept, dates understood, nulls read as what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import fields

from unit_tests.xero_api.made_records import made
from xero_api import models
from xero_api.models import CreditNote, Invoice, OrganisationSettings, SalesDocument
from xero_api.money import ZERO
from xero_api.record import Record
from xero_api.unreadable import UnreadableField, read, read_manual_journal, understood

DOCUMENT: dict[str, Any] = {
    "Type": "ACCREC",
    "Status": "AUTHORISED",
    "Contact": {"ContactID": "c-1", "Name": "Boom FM"},
    "Date": "/Date(1767225600000+0000)/",
    "UpdatedDateUTC": "/Date(1767272400123+1300)/",
    "LineAmountTypes": "Exclusive",
    "LineItems": [],
    "SubTotal": Decimal("0.00"),
    "TotalTax": Decimal("0.00"),
    "Total": Decimal("0.00"),
}
INVOICE = {**DOCUMENT, "InvoiceID": "i-1", "AmountDue": 0, "AmountPaid": 0, "AmountCredited": 0}
CREDIT_NOTE = {**DOCUMENT, "CreditNoteID": "n-1", "Type": "ACCRECCREDIT", "RemainingCredit": 0}
JOURNAL = {
    "ManualJournalID": "m-1",
    "Narration": "January",
    "Date": "/Date(1767225600000+0000)/",
    "Status": "POSTED",
    "JournalLines": [{"LineAmount": Decimal("-10.50"), "AccountCode": "200"}],
}
ORGANISATION = {
    "OrganisationID": "o-1",
    "Name": "Demo Company",
    "BaseCurrency": "NZD",
    "PeriodLockDate": "/Date(1767139200000+0000)/",
}


def _faults(model: type[Record], record: dict[str, Any]) -> tuple[UnreadableField, ...]:
    found = understood(model, record)
    assert isinstance(found, tuple)
    return found


def test_a_document_keeps_its_digits_and_knows_day_from_instant() -> None:
    """The day is the one that is printed; the instant is UTC, and its offset is never added."""
    line = {"LineAmount": Decimal("100.0000"), "TaxAmount": Decimal("15.00")}
    invoice = made(Invoice, {**INVOICE, "Total": Decimal("115.00"), "LineItems": [line]})

    assert str(invoice.total) == "115.00"
    assert str(invoice.lines[0].line_amount) == "100.0000"
    assert invoice.date == date(2026, 1, 1)
    assert invoice.updated_at == datetime(2026, 1, 1, 13, 0, 0, 123000, tzinfo=UTC)


def test_what_xero_leaves_out_is_nothing_unless_it_always_sends_it() -> None:
    """A text is empty, a list has no items; but an amount that is missing is not zero."""
    invoice = made(Invoice, INVOICE)

    assert (invoice.number, invoice.payments, invoice.currency_rate) == ("", (), None)
    for field in ("SubTotal", "TotalTax", "Total", "AmountDue", "AmountPaid", "AmountCredited", "LineItems"):
        with pytest.raises(AssertionError, match=field):
            made(Invoice, {name: value for name, value in INVOICE.items() if name != field})


@pytest.mark.parametrize(
    ("line", "kind", "missing"),
    [
        ({"Description": "Services in January"}, "Exclusive", ""),
        ({"Description": "Services", "AccountCode": "200"}, "Exclusive", "LineAmount"),
        ({"UnitAmount": 5}, "NoTax", "LineAmount"),
        ({"TaxAmount": 5}, "NoTax", "LineAmount"),
        ({"LineAmount": 5}, "NoTax", ""),
        ({"LineAmount": ZERO, "TaxAmount": ZERO, "AccountCode": "200"}, "Exclusive", ""),
        ({"LineAmount": 5}, "Inclusive", "TaxAmount"),
        ({"LineAmount": 5}, "Exclusive", "TaxAmount"),
    ],
)
def test_a_line_that_books_has_its_amounts(line: dict[str, Any], kind: str, missing: str) -> None:
    """One of text alone needs none, and one without tax in a document that knows none needs no tax."""
    record = {**INVOICE, "LineAmountTypes": kind, "LineItems": [line]}

    found = understood(Invoice, record)

    assert (found[0].path if isinstance(found, tuple) else "") == (missing and f"LineItems.0.{missing}")


def test_a_credit_note_and_a_manual_journal_are_read_alike() -> None:
    """Each by its own id."""
    assert made(CreditNote, CREDIT_NOTE).document_id == "n-1"
    journal = read_manual_journal(JOURNAL)
    assert (journal.manual_journal_id, str(journal.lines[0].line_amount)) == ("m-1", "-10.50")


@pytest.mark.parametrize("uses", ["Allocations", "Payments"])
def test_no_use_of_a_credit_note_gives_back_what_was_never_used(uses: str) -> None:
    """An amount below zero is no use, and nobody could tell what is left; one that was deleted does not count."""
    use = {"Amount": Decimal("-9.00"), "Date": DOCUMENT["Date"], "Invoice": {"InvoiceID": "i-1"}}
    taken_back = {**use, "IsDeleted": True}

    (fault,) = _faults(CreditNote, {**CREDIT_NOTE, uses: [use | {"Amount": ZERO}, use]})

    assert (fault.path, fault.needed) == (f"{uses}.1.Amount", "a number of at least zero")
    assert len(made(CreditNote, {**CREDIT_NOTE, "Allocations": [taken_back]}).allocations) == 1


def test_a_credit_note_is_no_invoice() -> None:
    """Billed as one, it would have the wrong sign."""
    (fault,) = _faults(Invoice, {**INVOICE, "Type": "ACCRECCREDIT"})

    assert fault.path == "Type"


@pytest.mark.parametrize(
    ("field", "value", "needed"),
    [
        ("FinancialYearEndMonth", 0, "a month from 1 to 12"),
        ("FinancialYearEndMonth", 13, "a month from 1 to 12"),
        ("FinancialYearEndDay", 32, "a day from 1 to 31"),
        ("PeriodLockDate", "soon", "a date"),
        ("OrganisationID", "", "some text"),
    ],
)
def test_an_organisation_that_cannot_be_as_it_says_is_told_by_its_field(field: str, value: object, needed: str) -> None:
    """What is needed there is said in words."""
    (fault,) = _faults(OrganisationSettings, {**ORGANISATION, field: value})

    assert (fault.path, fault.needed) == (field, needed)


def test_an_organisation_has_its_lock_dates() -> None:
    """They are the last locked days; one that is not set is None."""
    settings = read(OrganisationSettings, ORGANISATION, "organisation", "OrganisationID")

    assert (settings.period_lock_date, settings.end_of_year_lock_date) == (date(2025, 12, 31), None)


def test_every_field_is_read_by_xeros_name() -> None:
    """One by a name of ours would be left out without a word."""
    records = {each for each in vars(models).values() if isinstance(each, type) and issubclass(each, Record)}
    records -= {Record, SalesDocument}
    read_by = {each.encode_name for record in records for each in fields(record)}

    assert len(records) > 15
    assert {name for name in read_by if not name[:1].isupper()} == set()
