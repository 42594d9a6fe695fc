"""What payments and credits do to a document, and what taking them back leaves."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.books.conftest import DAY, LATER, balances, credit_note, sale
from xero_sandbox.books.documents.settlement import applied, close, is_untouched, settle, take_back

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_a_full_payment_makes_the_invoice_paid(books: Books) -> None:
    """The invoice is PAID on the payment's day and lists it; taking it away opens it again."""
    invoice = sale(books)
    payment = books.person.pay_invoice(invoice["InvoiceID"], None, LATER, reference="thanks")

    assert ("PAID", LATER, Decimal("100.00")) == (invoice["Status"], invoice["FullyPaidOnDate"], invoice["AmountPaid"])
    assert [(payment["PaymentID"], "thanks")] == [
        (each["PaymentID"], each["Reference"]) for each in invoice["Payments"]
    ]
    books.person.remove_payment(payment["PaymentID"])
    assert (invoice["Status"], invoice["Payments"], payment["Status"]) == ("AUTHORISED", [], "DELETED")
    assert "FullyPaidOnDate" not in invoice


def test_a_credit_note_used_up_is_paid(books: Books) -> None:
    """Allocated whole, the credit note and the invoice are both PAID."""
    invoice, credit = sale(books), credit_note(books)
    books.person.allocate_credit_note("CN-0001", "INV-0001", "100.00")

    assert (invoice["Status"], credit["Status"], invoice["FullyPaidOnDate"]) == ("PAID", "PAID", LATER)
    assert balances(books) == {}


def test_what_is_applied_is_what_is_no_longer_open(books: Books) -> None:
    """Whether it was paid or credited."""
    invoice = sale(books)
    credit_note(books)
    assert (applied(invoice), is_untouched(invoice)) == (0, True)
    books.person.pay_invoice("INV-0001", "10.00", DAY)
    books.person.allocate_credit_note("CN-0001", "INV-0001", "5.00")

    assert (applied(invoice), is_untouched(invoice)) == (Decimal("15.00"), False)


def test_an_advance_that_is_used_up_has_no_date(books: Books) -> None:
    """FullyPaidOnDate is of invoices and credit notes."""
    advance = books.person.receive_overpayment("Ann", "5.00", DAY)
    books.person.refund_credit_note(advance["OverpaymentID"], None, LATER)

    assert advance["Status"] == "PAID"
    assert "FullyPaidOnDate" not in advance


def test_a_closed_document_owes_nothing_and_stays_closed(books: Books) -> None:
    """Its total stays; settling it again does not open it."""
    invoice = sale(books)
    close(invoice, "VOIDED")
    assert (invoice["Total"], invoice["AmountDue"]) == (Decimal("100.00"), Decimal("0.00"))

    settle(invoice)
    assert invoice["Status"] == "VOIDED"


def test_a_posting_taken_back_puts_its_cent_on_rounding(books: Books) -> None:
    """The control account moves by exactly what is asked for; what was never posted has nothing to take."""
    invoice = sale(books)
    take_back(books.store, invoice["InvoiceID"], invoice, Decimal("-99.99"))
    take_back(books.store, "nothing", invoice, Decimal("0.00"))

    assert balances(books) == {"610": Decimal("0.01"), "860": Decimal("-0.01")}
