"""Invoices and credit notes as the books have them."""

from __future__ import annotations

import pytest

from unit_tests.xero_sandbox.screens.made_view import rows, view
from xero_sandbox.screens.page import NotThereError
from xero_sandbox.screens.sales import CREDIT_NOTES, INVOICES, document, documents, history, one


def test_the_latest_invoices_come_first_bills_among_them() -> None:
    """With what is open, and the way to each."""
    screen = documents(view(), INVOICES)
    heading, *listed = rows(screen.body)

    assert heading == ["Number", "Kind", "Contact", "Reference", "Date", "Due", "Status", "Currency", "Total", "Open"]
    assert [row[4] for row in listed] == sorted((row[4] for row in listed), reverse=True)
    assert {row[1] for row in listed} == {"Invoice", "Bill"}
    assert "391 in all." in screen.body
    assert '<a href="/AccountsReceivable/View.aspx?InvoiceID=' in screen.body


@pytest.mark.parametrize(
    ("asked", "column", "expected"),
    [
        ({"q": "rEx mEdia"}, 2, {"Rex Media Group"}),
        ({"status": "VOIDED"}, 6, {"VOIDED"}),
        ({"q": "INV-0001"}, 0, {"INV-0001"}),
    ],
)
def test_a_list_is_narrowed_down(asked: dict[str, str], column: int, expected: set[str]) -> None:
    """By a text in number, contact, reference or id, and by the status."""
    screen = documents(view(**asked), INVOICES)

    assert {row[column] for row in rows(screen.body)[1:]} == expected


def test_what_was_searched_for_stays_in_its_field_as_a_text() -> None:
    """And runs nothing."""
    body = documents(view(q='"><script>alert(1)</script>', status="PAID"), INVOICES).body

    assert "<script>" not in body
    assert 'value="&quot;&gt;&lt;script&gt;' in body
    assert '<option value="PAID" selected="">PAID</option>' in body


def test_an_invoice_has_lines_sums_payments_and_history() -> None:
    """As the books have them, to the cent."""
    books = view().tenant.books
    record = next(each for each in books.collection("Invoices").values() if each["InvoiceNumber"] == "INV-0001")
    screen = one(view(), INVOICES, record)
    table = rows(screen.body)

    assert screen.title == "Invoice INV-0001"
    assert [
        "",
        "Platform Pro, 12 seats 01/01/2025 - 31/12/2025",
        "1.0000",
        "1188.0000",
        "210",
        "",
        "178.20",
        "1,188.00",
    ] in table
    assert ["Payment", "2025-01-15", "Thanks 00-00", "1,366.20"] in table
    assert "<dt>Total</dt><dd>1,366.20</dd>" in screen.body
    assert table[-1][1:3] == ["Created", "System Generated"]


def test_a_credit_note_leads_to_the_invoice_that_it_was_applied_to_and_back() -> None:
    """Each shows the other."""
    tenants = view().tenants
    record = next(each for each in tenants[0].books.collection("CreditNotes").values() if each["Allocations"])
    invoice = record["Allocations"][0]["Invoice"]["InvoiceID"]
    _, credited = document(tenants, INVOICES, invoice.upper())

    assert f'/AccountsReceivable/View.aspx?InvoiceID={invoice}"' in one(view(), CREDIT_NOTES, record).body
    assert f'ViewCreditNote.aspx?creditNoteID={record["CreditNoteID"]}"' in one(view(), INVOICES, credited).body


def test_a_document_of_another_organisation_is_found_in_it() -> None:
    """A link does not say which one it means."""
    other = view(1).tenant
    identity = next(iter(other.books.collection("Invoices")))

    assert document(view().tenants, INVOICES, identity)[0] is other
    with pytest.raises(NotThereError, match="no invoices record with this InvoiceID"):
        document(view().tenants, INVOICES, "none")


def test_history_is_the_latest_first() -> None:
    """It begins with the creation."""
    identity = next(iter(view().tenant.books.collection("Invoices")))

    assert rows(history(view(), identity))[-1][1] == "Created"
