"""Payments, refunds and batches."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LATER, balances, bill, credit_note, sale
from xero_sandbox.books import Books, BooksError

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


def test_more_than_is_owed_cannot_be_paid(books: Books) -> None:
    """The sentence is Xero's."""
    invoice = sale(books)

    with pytest.raises(BooksError, match="Payment amount exceeds the amount outstanding on this document"):
        books.person.pay_invoice(invoice["InvoiceID"], "100.01", DAY)


def test_a_payment_at_another_rate_realises_a_gain(books: Books) -> None:
    """100 dollars sold at 0.50 and received at 0.40 are 200.00 receivable, 250.00 in the bank and 50.00 gain."""
    invoice = sale(books, currency="USD", rate="0.50")
    payment = books.person.pay_invoice(invoice["InvoiceID"], None, LATER, rate="0.40")

    assert Decimal("250.00") == payment["BankAmount"]
    assert {"090": Decimal("250.00"), "200": Decimal("-200.00"), "499": Decimal("-50.00")} == balances(books)


def test_a_refund_is_a_payment_that_shows_the_credit_note_as_invoice(books: Books) -> None:
    """PaymentType ARCREDITPAYMENT, nested Type ACCRECCREDIT, and less credit left."""
    credit = credit_note(books)
    refund = books.person.refund_credit_note("CN-0001", "30.00", LATER)

    assert (refund["PaymentType"], refund["Invoice"]["Type"]) == ("ARCREDITPAYMENT", "ACCRECCREDIT")
    assert (credit["CreditNoteID"], Decimal("70.00")) == (refund["Invoice"]["InvoiceID"], credit["RemainingCredit"])
    assert Decimal("-30.00") == balances(books)["090"]


def test_a_batch_pays_bills_together_and_is_deleted_together(books: Books) -> None:
    """Payments of a batch carry it with text amounts, and cannot go alone."""
    bills = [bill(books)["InvoiceID"] for _ in range(2)]
    batch = books.person.pay_batch(bills, LATER)
    payments = list(books.collection("Payments").values())

    assert ("PAYBATCH", Decimal("200.00"), 2) == (batch["Type"], batch["TotalAmount"], len(batch["Payments"]))
    assert {"200.00"} == {payment["BatchPayment"]["TotalAmount"] for payment in payments}
    with pytest.raises(BooksError, match="part of a batch"):
        books.person.remove_payment(payments[0]["PaymentID"])
    books.person.remove_batch_payment(batch["BatchPaymentID"])
    assert {"DELETED"} == {payment["Status"] for payment in payments} | {batch["Status"]}


@pytest.mark.parametrize("amount", ["0", "-1", "0.004"])
def test_nothing_cannot_be_paid(books: Books, amount: str) -> None:
    """What rounds to nothing is nothing."""
    sale(books)

    with pytest.raises(BooksError, match="greater than zero"):
        books.person.pay_invoice("INV-0001", amount, DAY)


def test_only_what_is_approved_and_open_can_be_paid(books: Books) -> None:
    """The sentence names the status."""
    sale(books, status="DRAFT")

    with pytest.raises(BooksError, match="this one is DRAFT"):
        books.person.pay_invoice("INV-0001", "1.00", DAY)


def test_money_comes_from_banks_and_accounts_enabled_for_payments(books: Books) -> None:
    """855 is enabled, 200 is not."""
    sale(books)
    assert books.person.pay_invoice("INV-0001", "1.00", DAY, account="855")["Account"]["Code"] == "855"

    with pytest.raises(BooksError, match="neither a bank account nor enabled for payments"):
        books.person.pay_invoice("INV-0001", "1.00", DAY, account="200")


def test_a_payment_is_deleted_once(books: Books) -> None:
    """So is a batch."""
    sale(books)
    payment = books.person.pay_invoice("INV-0001", "1.00", DAY)
    batch = books.person.pay_batch([bill(books)["InvoiceID"]], LATER)
    books.person.remove_payment(payment["PaymentID"])
    books.person.remove_batch_payment(batch["BatchPaymentID"])

    with pytest.raises(BooksError, match="payment has been deleted already"):
        books.person.remove_payment(payment["PaymentID"])
    with pytest.raises(BooksError, match="batch payment has been deleted already"):
        books.person.remove_batch_payment(batch["BatchPaymentID"])


def test_a_batch_is_of_one_side_in_base_currency_each_document_once(books: Books) -> None:
    """Anything else is refused before anything is paid."""
    owed, owing = bill(books)["InvoiceID"], sale(books)["InvoiceID"]
    foreign = bill(books, currency="USD")["InvoiceID"]

    for ids, sentence in (
        ([owed, owing], "pays bills or receives invoices"),
        ([], "at least one"),
        ([owed, owed], "paid once in a batch"),
        ([owed, foreign], "base currency"),
    ):
        with pytest.raises(BooksError, match=sentence):
            books.person.pay_batch(ids, LATER)
    assert dict(books.collection("Payments")) == {}
    assert books.person.pay_batch([owing], LATER)["Type"] == "RECBATCH"


@pytest.mark.parametrize("stamps", [False, True])
def test_a_refund_stamps_the_credit_note_as_the_switch_says(books: Books, clock: SandboxClock, stamps: bool) -> None:  # noqa: FBT001
    """Paying an invoice always stamps it; what Xero does with a refund is not known."""
    books.switches = books.switches.changed(refund_bumps_credit_note=stamps)
    note = credit_note(books)
    before = note["UpdatedDateUTC"]
    clock.advance(1)

    refund = books.person.refund_credit_note(note["CreditNoteID"], None, LATER)

    assert (note["Status"], note["UpdatedDateUTC"] > before) == ("PAID", stamps)
    clock.advance(1)
    before = note["UpdatedDateUTC"]
    books.person.remove_payment(refund["PaymentID"])
    assert (note["Status"], note["UpdatedDateUTC"] > before) == ("AUTHORISED", stamps)


def test_part_payments_abroad_can_leave_cents_behind(books: Books) -> None:
    """Where each is rounded by itself; otherwise the account holds what is open, to the cent."""
    for switch in ("settled", "by_itself"):
        books.switches = books.switches.changed(part_payment_rounding=switch)
        invoice = sale(books, currency="USD", rate="0.611")
        for _ in range(7):
            books.person.pay_invoice(invoice["InvoiceID"], "1.00", LATER)
        books.person.pay_invoice(invoice["InvoiceID"], None, LATER)
        assert balances(books).get("610", Decimal(0)) == {"settled": 0, "by_itself": Decimal("-0.02")}[switch]
