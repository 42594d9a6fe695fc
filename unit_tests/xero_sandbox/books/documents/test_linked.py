"""Billable expenses, from a bill to an invoice."""

from __future__ import annotations

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LINE, UNTAXED, bill, credit_note, sale
from xero_sandbox.books import Books, BooksError


def test_a_billable_expense_follows_its_bill_and_its_invoice(books: Books) -> None:
    """APPROVED, BILLED on an invoice, APPROVED again when that is voided, VOIDED with its bill."""
    source = bill(books)["InvoiceID"]
    link = books.person.link_expense(source, 0, "Ann")
    seen = [link["Status"]]
    invoice = sale(books)
    books.person.bill_expense(link["LinkedTransactionID"], invoice["InvoiceID"])
    seen.append(link["Status"])
    books.person.void(invoice["InvoiceID"])
    seen.append(link["Status"])
    books.person.void(source)

    assert [*seen, link["Status"]] == ["APPROVED", "BILLED", "APPROVED", "VOIDED"]


def test_an_expense_needs_a_line_of_a_living_bill(books: Books) -> None:
    """A sales invoice, a line that is not there, or a bill that was voided will not do."""
    voided = bill(books)["InvoiceID"]
    books.person.void(voided)

    for identifier, line in ((sale(books)["InvoiceID"], 0), (bill(books)["InvoiceID"], 7), (voided, 0)):
        with pytest.raises(BooksError, match="line of a bill that is not voided or deleted"):
            books.person.link_expense(identifier, line, "Ann")


def test_an_expense_goes_on_a_line_of_its_customers_sales_invoice(books: Books) -> None:
    """Once, and only there."""
    source, target = bill(books), sale(books)
    link = books.person.link_expense(source["InvoiceID"], source["LineItems"][0]["LineItemID"], "Ann")
    others = books.person.create_invoice("Bob", [UNTAXED], DAY)
    identifier = link["LinkedTransactionID"]

    for invoice, line, sentence in (
        (source, 0, "on a sales invoice"),
        (others, 0, "another contact"),
        (target, 1, "no line '1'"),
    ):
        with pytest.raises(BooksError, match=sentence):
            books.person.bill_expense(identifier, invoice["InvoiceID"], line)
    books.person.bill_expense(identifier, target["InvoiceID"])
    with pytest.raises(BooksError, match="open billable expense"):
        books.person.bill_expense(identifier, target["InvoiceID"])


def test_a_draft_on_either_side_shows_in_the_status(books: Books) -> None:
    """DRAFT until the bill is approved, ONDRAFT until the invoice is."""
    source = bill(books, status="DRAFT")
    link = books.person.link_expense(source["InvoiceID"], 0, "Ann")
    seen = [link["Status"]]
    books.person.approve(source["InvoiceID"])
    seen.append(link["Status"])
    target = sale(books, status="DRAFT")
    books.person.bill_expense(link["LinkedTransactionID"], target["InvoiceID"])
    seen.append(link["Status"])
    books.person.approve(target["InvoiceID"])

    assert [*seen, link["Status"]] == ["DRAFT", "APPROVED", "ONDRAFT", "BILLED"]


def test_an_expense_ends_with_its_line(books: Books) -> None:
    """Edited lines are new ones; credit notes have no expenses."""
    source = bill(books)
    link = books.person.link_expense(source["InvoiceID"], 0, "Ann")
    credit_note(books)
    books.person.edit_invoice_lines(source["InvoiceID"], [LINE | {"AccountCode": "400", "TaxType": "NONE"}])
    books.person.edit_invoice_lines("CN-0001", [UNTAXED])

    assert link["Status"] == "VOIDED"
