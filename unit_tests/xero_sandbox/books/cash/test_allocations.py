"""Credit applied to invoices, and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LATER, UNTAXED, balances, bill, credit_note, sale
from xero_sandbox.books import Books, BooksError
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


def test_an_allocation_moves_both_documents_and_stamps_the_invoice(books: Books, clock: SandboxClock) -> None:
    """AmountDue and RemainingCredit fall; whether the credit note is stamped is a switch."""
    invoice, credit = sale(books), credit_note(books)
    stamps = invoice["UpdatedDateUTC"], credit["UpdatedDateUTC"]
    clock.advance(60)
    books.person.allocate_credit_note(credit["CreditNoteID"], invoice["InvoiceID"], "60.50")

    assert (Decimal("39.50"), Decimal("39.50")) == (invoice["AmountDue"], credit["RemainingCredit"])
    assert (
        credit["Allocations"][0]["Date"],
        credit["Allocations"][0]["Invoice"]["InvoiceNumber"],
    ) == (LATER, "INV-0001")
    assert Decimal("60.50") == invoice["CreditNotes"][0]["AppliedAmount"]
    assert stamps[0] < invoice["UpdatedDateUTC"]
    assert stamps[1] == credit["UpdatedDateUTC"]
    books.switches = Switches(allocation_bumps_credit_note=True)
    books.person.unallocate(credit["CreditNoteID"], credit["Allocations"][0]["AllocationID"])
    assert stamps[1] < credit["UpdatedDateUTC"]
    assert (credit["Allocations"], invoice["CreditNotes"]) == ([], [])


@pytest.mark.parametrize("amount", ["100.01", "0", "-5"])
def test_an_allocation_must_fit(books: Books, amount: str) -> None:
    """More than is left, nothing and less than nothing are refused."""
    sale(books)
    credit_note(books)

    with pytest.raises(BooksError, match="amount to allocate"):
        books.person.allocate_credit_note("CN-0001", "INV-0001", amount)


def test_credit_stays_with_its_contact(books: Books) -> None:
    """Another contact's invoice cannot take the credit."""
    credit_note(books)
    other = books.person.create_invoice("Bob", [UNTAXED], DAY)

    with pytest.raises(BooksError, match="same contact"):
        books.person.allocate_credit_note("CN-0001", other["InvoiceID"], "1.00")


@pytest.mark.parametrize(("credit", "invoice", "sentence"), [
    ({"status": "DRAFT"}, {}, "authorised credit"),
    ({}, {"status": "DRAFT"}, "authorised invoice"),
    ({"currency": "USD"}, {}, "same currency"),
])  # fmt: skip
def test_only_open_documents_of_one_currency_meet(
    books: Books, credit: dict[str, str], invoice: dict[str, str], sentence: str
) -> None:
    """Drafts have nothing to give or to take."""
    sale(books, **invoice)
    credit_note(books, **credit)

    with pytest.raises(BooksError, match=sentence):
        books.person.allocate_credit_note("CN-0001", "INV-0001", "1.00")


def test_a_customers_credit_does_not_pay_a_bill(books: Books) -> None:
    """Though the contact is the same."""
    credit_note(books)
    owed = books.person.edit_invoice(bill(books)["InvoiceID"], contact="Ann")

    with pytest.raises(BooksError, match="Sales credit goes to sales invoices"):
        books.person.allocate_credit_note("CN-0001", owed["InvoiceID"], "1.00")


def test_one_credit_is_one_element_on_the_invoice(books: Books) -> None:
    """However often it is allocated; an allocation that is not there cannot be taken back."""
    invoice, credit = sale(books), credit_note(books)
    for amount in ("10.00", "5.00"):
        books.person.allocate_credit_note("CN-0001", "INV-0001", amount)

    (element,) = invoice["CreditNotes"]
    assert (element["AppliedAmount"], element["CreditNoteNumber"]) == (Decimal("15.00"), "CN-0001")
    with pytest.raises(BooksError, match="There is no allocation"):
        books.person.unallocate(credit["CreditNoteID"], "nowhere")
    books.person.unallocate(credit["CreditNoteID"], credit["Allocations"][0]["AllocationID"])
    assert [each["AppliedAmount"] for each in invoice["CreditNotes"]] == [Decimal("5.00")]


def test_two_rates_leave_a_gain(books: Books) -> None:
    """100 dollars of credit at 0.40 and of debt at 0.50: the difference is realised."""
    sale(books, currency="USD", rate="0.50")
    credit_note(books, currency="USD", rate="0.40")
    books.person.allocate_credit_note("CN-0001", "INV-0001", "100.00")

    assert balances(books) == {"200": Decimal("50.00"), "499": Decimal("-50.00")}


def test_an_allocation_is_dated_by_the_later_document(books: Books) -> None:
    """Where that lies in a locked period, it is refused."""
    sale(books)
    credit = credit_note(books)
    books.person.close_period(LATER)

    with pytest.raises(BooksError, match="period lock date"):
        books.person.allocate_credit_note("CN-0001", "INV-0001", "1.00")
    assert credit["Allocations"] == []
