"""What a bookkeeper's actions take, and where they go."""

from __future__ import annotations

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, JOURNAL_LINES, LATER, LINE, UNTAXED, bill, sale
from xero_sandbox.books import Books, BooksError


def test_an_invoice_is_no_credit_note_and_the_other_way_round(books: Books) -> None:
    """Each action has its own types."""
    with pytest.raises(BooksError, match="'ACCRECCREDIT' is not a type of invoice"):
        books.person.create_invoice("Ann", [LINE], DAY, type="ACCRECCREDIT")
    with pytest.raises(BooksError, match="'ACCREC' is not a type of credit note"):
        books.person.create_credit_note("Ann", [LINE], DAY, type="ACCREC")


def test_dates_and_rates_may_be_text(books: Books) -> None:
    """As they come from a control's JSON."""
    invoice = books.person.create_invoice(
        "Ann", [LINE], "2026-02-03", due_date="2026-02-20", currency="USD", rate="0.5"
    )
    credit = books.person.create_credit_note("Ann", [LINE], "2026-02-03", currency="USD", rate="0.5")

    assert (invoice["Date"], invoice["DueDate"]) == (DAY, LATER)
    assert str(invoice["CurrencyRate"]) == str(credit["CurrencyRate"]) == "0.5000000000"


def test_void_and_delete_find_what_they_are_given(books: Books) -> None:
    """A document, a journal, an advance, a quote, an order, a template, a bank transaction."""
    person = books.person
    quote, order = person.create_quote("Ann", [LINE], DAY), person.create_purchase_order("Bob", [UNTAXED], DAY)
    template = person.create_repeating_invoice("Ann", [LINE], DAY)
    paid = person.create_bank_transaction("Bob", [UNTAXED | {"AccountCode": "404"}], DAY)
    draft = person.create_manual_journal("n", JOURNAL_LINES, DAY, status="DRAFT")
    invoice = sale(books, status="DRAFT")
    ended = [
        person.delete(identifier)
        for identifier in (
            quote["QuoteID"],
            order["PurchaseOrderID"],
            template["RepeatingInvoiceID"],
            paid["BankTransactionID"],
            draft["ManualJournalID"],
            invoice["InvoiceID"],
        )
    ]
    journal = person.create_manual_journal("n", JOURNAL_LINES, DAY)
    advance = person.receive_prepayment("Ann", "5.00", DAY)
    voided = [
        person.void(identifier)
        for identifier in (sale(books)["InvoiceID"], journal["ManualJournalID"], advance["PrepaymentID"])
    ]

    assert {each["Status"] for each in ended} == {"DELETED"}
    assert {each["Status"] for each in voided} == {"VOIDED"}


def test_what_happens_to_a_bill_happens_to_its_expenses(books: Books) -> None:
    """Voiding it is followed by them."""
    source = bill(books)["InvoiceID"]
    link = books.person.link_expense(source, 0, "Ann")
    books.person.void(source)

    assert link["Status"] == "VOIDED"
