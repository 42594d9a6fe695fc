"""Xero's JSON as typed records: digits kept, dates understood, nulls read as what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from xero_api.errors import WalkIncomplete
from xero_api.models import (
    Account,
    OrganisationSettings,
    read,
    read_credit_note,
    read_invoice,
    read_manual_journal,
)

DOCUMENT: dict[str, Any] = {
    "Type": "ACCREC",
    "Status": "AUTHORISED",
    "Contact": {"ContactID": "c-1", "Name": "Boom FM"},
    "Date": "/Date(1767225600000+0000)/",
    "UpdatedDateUTC": "/Date(1767272400123+1300)/",
}
INVOICE = {**DOCUMENT, "InvoiceID": "i-1"}
CREDIT_NOTE = {**DOCUMENT, "CreditNoteID": "n-1", "Type": "ACCRECCREDIT"}
JOURNAL = {
    "ManualJournalID": "m-1",
    "Narration": "January",
    "Date": "/Date(1767225600000+0000)/",
    "Status": "POSTED",
    "JournalLines": [{"LineAmount": Decimal("-10.50"), "AccountCode": "200"}],
}


def test_a_document_keeps_its_digits_and_knows_day_from_instant() -> None:
    """The day is the one that is printed; the instant is UTC, and its offset is never added."""
    invoice = read_invoice({**INVOICE, "Total": Decimal("115.00"), "LineItems": [{"LineAmount": Decimal("100.0000")}]})

    assert str(invoice.total) == "115.00"
    assert str(invoice.lines[0].line_amount) == "100.0000"
    assert invoice.date == date(2026, 1, 1)
    assert invoice.updated_at == datetime(2026, 1, 1, 13, 0, 0, 123000, tzinfo=UTC)


def test_what_xero_leaves_out_is_nothing() -> None:
    """An amount is 0.00, a text empty, a list has no items."""
    invoice = read_invoice(INVOICE)

    assert str(invoice.amount_due) == "0.00"
    assert (invoice.number, invoice.lines, invoice.currency_rate) == ("", (), None)


@pytest.mark.parametrize("field", ["InvoiceNumber", "LineItems", "Total", "FullyPaidOnDate", "CreditNotes"])
def test_null_is_what_xero_leaves_out(field: str) -> None:
    """Xero writes null here and there for what it otherwise leaves out."""
    assert read_invoice({**INVOICE, field: None}) == read_invoice(INVOICE)


def test_null_inside_of_a_list_is_left_out_too() -> None:
    """At any depth, and with the rest of the document as it is."""
    lines = [{"LineAmount": Decimal(5), "ItemCode": None, "Tracking": [None, {"Name": "Region", "Option": "North"}]}]

    (line,) = read_invoice({**INVOICE, "LineItems": lines}).lines

    assert line.item_code == ""
    assert [(tag.category, tag.option) for tag in line.tracking] == [("Region", "North")]


def test_a_credit_note_and_a_manual_journal_are_read_alike() -> None:
    """Each by its own id."""
    assert read_credit_note(CREDIT_NOTE).document_id == "n-1"
    journal = read_manual_journal(JOURNAL)
    assert (journal.manual_journal_id, str(journal.lines[0].line_amount)) == ("m-1", "-10.50")


def test_an_organisation_has_its_lock_dates() -> None:
    """They are the last locked days; one that is not set is None."""
    record = {
        "OrganisationID": "o-1",
        "Name": "Demo Company",
        "BaseCurrency": "NZD",
        "PeriodLockDate": "/Date(1767139200000+0000)/",
    }

    settings = read(OrganisationSettings, record, "organisation", "OrganisationID")

    assert (settings.period_lock_date, settings.end_of_year_lock_date) == (date(2025, 12, 31), None)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"Status": "OPEN"}, "Status"),
        ({"Date": "soon"}, "Date"),
        ({"Contact": {"Name": "Boom FM"}}, "Contact.ContactID"),
        ({"LineItems": [{}, {"LineAmount": "ten"}]}, "LineItems.1.LineAmount"),
    ],
)
def test_a_document_in_another_form_is_named_and_nothing_of_it_guessed(fields: dict[str, Any], place: str) -> None:
    """The sentence has the kind, the id and the place, and no value of the document."""
    with pytest.raises(WalkIncomplete) as raised:
        read_invoice({**INVOICE, **fields})

    assert f"Xero sent invoice 'i-1' in a form that is not documented ({place}: " in str(raised.value)


def test_an_id_that_is_missing_is_told_as_none() -> None:
    """What Xero sent has nothing to name it by."""
    with pytest.raises(WalkIncomplete, match="account None"):
        read(Account, {"Name": "Sales", "Type": "REVENUE"}, "account", "AccountID")
