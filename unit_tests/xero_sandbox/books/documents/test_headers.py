"""What stands above the lines, changed by a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, FAR, LINE, UNTAXED, balances, bill
from xero_sandbox.books import Books, BooksError

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


def test_what_stands_above_the_lines_can_be_changed(books: Books, clock: SandboxClock) -> None:
    """A new date moves the posting and the due date, a new contact takes the debt, and the lines keep their ids."""
    before = dict(books.person.create_invoice("Ann", [LINE], DAY))
    clock.advance(60)
    invoice = books.person.edit_invoice("INV-0001", contact="Bob", date="2026-03-30", reference="PO 7")

    assert (date(2026, 3, 30), date(2026, 3, 30), "PO 7") == tuple(
        invoice[key] for key in ("Date", "DueDate", "Reference")
    )
    assert (invoice["Contact"]["Name"], invoice["Contact"]["IsCustomer"]) == ("Bob", True)
    assert before["LineItems"] == invoice["LineItems"]
    assert before["UpdatedDateUTC"] < invoice["UpdatedDateUTC"]
    assert books.trial_balance(date(2026, 2, 28)) == []
    assert balances(books)["610"] == Decimal("115.00")


def test_another_rate_is_posted_anew(books: Books) -> None:
    """Every account holds the document at its new rate; the base currency has none, and a paid document keeps its."""
    books.person.create_invoice("Ann", [UNTAXED], DAY, currency="USD", rate="0.5")
    books.person.edit_invoice("INV-0001", rate="0.8")

    assert balances(books) == {"200": Decimal("-125.00"), "610": Decimal("125.00")}
    books.person.pay_invoice("INV-0001", "10.00", DAY)
    with pytest.raises(BooksError, match="payment or credit note"):
        books.person.edit_invoice("INV-0001", rate="0.9")
    books.person.create_invoice("Ann", [LINE], DAY)
    with pytest.raises(BooksError, match="base currency"):
        books.person.edit_invoice("INV-0002", rate="0.9")


def test_a_paid_document_keeps_date_and_contact(books: Books) -> None:
    """Reference and due date can be changed still; a voided document keeps everything."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.pay_invoice("INV-0001", None, DAY)
    assert books.person.edit_invoice("INV-0001", reference="PO 8", due_date=FAR)["Status"] == "PAID"

    for change in ({"date": FAR}, {"contact": "Ann"}):
        with pytest.raises(BooksError, match="payment or credit note"):
            books.person.edit_invoice("INV-0001", **change)
    books.person.create_credit_note("Ann", [LINE], DAY)
    with pytest.raises(BooksError, match="no due date"):
        books.person.edit_invoice("CN-0001", due_date=FAR)
    with pytest.raises(BooksError, match="due date cannot be before"):
        books.person.edit_invoice("INV-0001", due_date="2026-01-01")
    books.person.void("CN-0001")
    with pytest.raises(BooksError, match="not of valid status"):
        books.person.edit_invoice("CN-0001", reference="x")


def test_a_date_cannot_leave_or_enter_a_locked_period(books: Books) -> None:
    """Neither side of the move may be locked."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.create_invoice("Ann", [LINE], FAR)
    books.person.close_period(DAY)

    for number, day in (("INV-0001", FAR), ("INV-0002", DAY)):
        with pytest.raises(BooksError, match="period lock date"):
            books.person.edit_invoice(number, date=day)


def test_a_bills_new_contact_becomes_a_supplier(books: Books) -> None:
    """A draft's does not yet."""
    bill(books, number="B-1")
    draft = bill(books, number="B-2", status="DRAFT")
    ann = books.person.edit_invoice(draft["InvoiceID"], contact="Ann")["Contact"]
    assert not ann["IsSupplier"]

    assert books.person.edit_invoice("B-1", contact="Ann")["Contact"]["IsSupplier"]
