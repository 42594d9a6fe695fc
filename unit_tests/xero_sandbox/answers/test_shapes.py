"""What a row of a list shows, and what only the single record adds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from unit_tests.xero_sandbox.conftest import NOON, invoice
from xero_sandbox.answers.shapes import View, contact_summary, shape
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.switches import Switches

DEFAULT = Switches()


def _row(name: str, record: dict[str, Any], *, switches: Switches = DEFAULT, **view: bool) -> dict[str, Any]:
    return shape(ENDPOINTS[name], View(switches=switches, **view))(record)


def test_a_paged_invoice_shows_a_contact_of_id_and_name() -> None:
    """Mail address and addresses come with the single record alone."""
    contact = _row("Invoices", invoice(1))["Contact"]

    assert {"ContactID", "Name", "Addresses", "Phones", "ContactGroups", "ContactPersons",
            "HasValidationErrors"} == set(contact)  # fmt: skip
    assert contact["Addresses"] == []


def test_a_single_invoice_shows_everything() -> None:
    """The contact is whole, attachments are listed, tracking has its option id."""
    row = _row("Invoices", invoice(1), single=True)

    assert row["Contact"]["EmailAddress"] == "someone@example.com"
    assert row["Attachments"] == []
    assert row["LineItems"][0]["Tracking"][0]["TrackingOptionID"] == "0000"


def test_dates_have_string_twins() -> None:
    """Date, DueDate and UpdatedDateUTC come twice."""
    row = _row("Invoices", invoice(1))

    assert row["DateString"] == "2026-01-02T00:00:00"
    assert row["DueDateString"] == "2026-02-01T00:00:00"
    assert row["UpdatedDateUTCString"] == "2026-03-01T12:01:00Z"


def test_unit_amounts_have_two_places_unless_four_are_asked_for() -> None:
    """10.1250 is 10.13 without unitdp=4."""
    assert Decimal("10.13") == _row("Invoices", invoice(1))["LineItems"][0]["UnitAmount"]
    four = _row("Invoices", invoice(1), four_places=True)["LineItems"][0]["UnitAmount"]
    assert Decimal("10.1250") == four


def test_a_list_without_paging_has_empty_lines() -> None:
    """Xero leaves the lines out of unpaged lists."""
    assert _row("Invoices", invoice(1), lines=False)["LineItems"] == []


def test_a_summary_drops_what_xero_drops() -> None:
    """SummaryOnly leaves out Payments, HasAttachments and LineItems."""
    row = _row("Invoices", invoice(1), summary_only=True)

    assert set() == {"Payments", "HasAttachments", "LineItems", "CISDeduction"} & set(row)


def test_listed_tracking_has_an_option_id_only_by_switch() -> None:
    """Recorded lists lack TrackingOptionID."""
    assert "TrackingOptionID" not in _row("Invoices", invoice(1))["LineItems"][0]["Tracking"][0]
    line = _row("Invoices", invoice(1), switches=Switches(tracking_option_id_on_lines=True))["LineItems"][0]
    assert line["Tracking"][0]["TrackingOptionID"] == "0000"


@pytest.mark.parametrize(("texts", "total", "reconciled"), [(True, "5.00", "false"), (False, Decimal("5.00"), False)])
def test_a_payments_batch_has_texts_by_switch(texts: bool, total: object, reconciled: object) -> None:  # noqa: FBT001
    """Xero's example has texts; its schema has a number and a boolean."""
    payment = {"PaymentID": "p", "BatchPayment": {"TotalAmount": Decimal("5.00"), "IsReconciled": False}}
    batch = _row("Payments", payment, switches=Switches(batch_payment_texts=texts))["BatchPayment"]

    assert {"TotalAmount": total, "IsReconciled": reconciled} == batch


def test_shaping_leaves_the_books_alone() -> None:
    """No view changes a record."""
    record, same = invoice(1), invoice(1)
    for view in ({}, {"single": True}, {"lines": False}, {"summary_only": True}):
        _row("Invoices", record, **view)

    assert same == record


def test_an_organisation_was_created_without_offset() -> None:
    """CreatedDateUTC of an organisation is the other exception."""
    row = _row("Organisation", {"Name": "A", "CreatedDateUTC": NOON - timedelta(days=1)})

    assert row["CreatedDateUTC"] == "/Date(1772366400000)/"


def test_an_items_prices_have_two_places_unless_four_are_asked_for() -> None:
    """Both sides of it; an item that is not bought has no price to buy at."""
    item = {"Code": "A", "SalesDetails": {"UnitPrice": Decimal("1.2345")}, "PurchaseDetails": {}}

    assert _row("Items", item)["SalesDetails"]["UnitPrice"] == Decimal("1.23")
    assert _row("Items", item, four_places=True)["SalesDetails"]["UnitPrice"] == Decimal("1.2345")
    assert item["SalesDetails"] == {"UnitPrice": Decimal("1.2345")}


def test_credit_on_an_invoice_has_a_string_twin_of_its_date() -> None:
    """Once."""
    note = {"CreditNoteID": "c", "Date": NOON.date()}
    (shown,) = _row("Invoices", invoice(1, CreditNotes=[note]))["CreditNotes"]
    (again,) = _row("Invoices", invoice(1, CreditNotes=[shown | {"DateString": "x"}]))["CreditNotes"]

    assert (shown["DateString"], again["DateString"]) == ("2026-03-02T00:00:00", "x")


def test_a_payments_invoice_shows_its_contact_in_short() -> None:
    """Id and name, and everything else empty."""
    contact = {"ContactID": "c", "Name": "Ann", "EmailAddress": "ann@example.com"}
    payment = {"PaymentID": "p", "Invoice": {"InvoiceID": "i", "Contact": contact}}

    assert _row("Payments", payment)["Invoice"]["Contact"] == contact_summary(contact)


@pytest.mark.parametrize(("rate", "shown"), [("always", 30), ("never", 0)])
def test_the_rate_of_the_base_currency_is_a_switch(rate: str, shown: int) -> None:
    """A foreign document always has it; by default some in the base currency lack it."""

    def rated(switches: Switches, **changes: str) -> int:
        row = shape(ENDPOINTS["Invoices"], View(switches=switches), "NZD")
        return sum("CurrencyRate" in row(invoice(number, **changes)) for number in range(30))

    assert rated(Switches(base_currency_rate=rate), CurrencyCode="NZD") == shown
    assert rated(Switches(base_currency_rate=rate), CurrencyCode="USD") == 30
    assert 0 < rated(DEFAULT, CurrencyCode="NZD") < 30
