"""Payments, batches, refunds, allocations and advances."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from xero_sandbox.books import Books, BooksError
from xero_sandbox.switches import Switches

DAY, LATER, FAR = date(2026, 2, 3), date(2026, 2, 20), date(2026, 3, 31)
LINE = {"Description": "Pro", "UnitAmount": "100.00", "AccountCode": "200", "TaxType": "NONE"}


@pytest.fixture
def books() -> Books:
    """Return a company with a customer, a supplier and dollars, whose clock ticks."""
    seconds = iter(range(10_000))
    books = Books(seed=7, now=lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=next(seconds)))
    for name in ("Ann", "Bob"):
        books.person.create_contact(name)
    books.person.add_currency("USD")
    return books


def ledger(books: Books) -> dict[str, Decimal]:
    """Return the balance of each account by code."""
    return {row["Code"]: row["YTDDebit"] - row["YTDCredit"] for row in books.trial_balance(FAR)}


def sale(books: Books, **more: str) -> dict[str, Any]:
    """Sell for 100.00 to Ann."""
    return books.person.create_invoice("Ann", [LINE], DAY, **more)


def credit_note(books: Books, **more: str) -> dict[str, Any]:
    """Credit 100.00 to Ann."""
    return books.person.create_credit_note("Ann", [LINE], LATER, **more)


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
    assert invoice["UpdatedDateUTC"] <= payment["UpdatedDateUTC"]


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
    assert {"090": Decimal("250.00"), "200": Decimal("-200.00"), "499": Decimal("-50.00")} == ledger(books)


def test_an_allocation_moves_both_documents_and_stamps_the_invoice(books: Books) -> None:
    """AmountDue and RemainingCredit fall; whether the credit note is stamped is a switch."""
    invoice, credit = sale(books), credit_note(books)
    stamps = invoice["UpdatedDateUTC"], credit["UpdatedDateUTC"]
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


def test_a_credit_note_used_up_is_paid(books: Books) -> None:
    """Allocated whole, the credit note and the invoice are both PAID."""
    invoice, credit = sale(books), credit_note(books)
    books.person.allocate_credit_note("CN-0001", "INV-0001", "100.00")

    assert (invoice["Status"], credit["Status"], invoice["FullyPaidOnDate"]) == ("PAID", "PAID", LATER)
    assert ledger(books) == {}


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
    other = books.person.create_invoice("Bob", [LINE], DAY)

    with pytest.raises(BooksError, match="same contact"):
        books.person.allocate_credit_note("CN-0001", other["InvoiceID"], "1.00")


def test_a_refund_is_a_payment_that_shows_the_credit_note_as_invoice(books: Books) -> None:
    """PaymentType ARCREDITPAYMENT, nested Type ACCRECCREDIT, and less credit left."""
    credit = credit_note(books)
    refund = books.person.refund_credit_note("CN-0001", "30.00", LATER)

    assert (refund["PaymentType"], refund["Invoice"]["Type"]) == ("ARCREDITPAYMENT", "ACCRECCREDIT")
    assert (credit["CreditNoteID"], Decimal("70.00")) == (refund["Invoice"]["InvoiceID"], credit["RemainingCredit"])
    assert Decimal("-30.00") == ledger(books)["090"]


def test_an_overpayment_is_credit_that_can_be_allocated_and_refunded(books: Books) -> None:
    """It comes with a bank transaction, pays part of an invoice, and the rest goes back."""
    invoice = sale(books)
    advance = books.person.receive_overpayment("Ann", "40.00", DAY)
    books.person.allocate_credit_note(advance["OverpaymentID"], invoice["InvoiceID"], "25.00")
    books.person.refund_credit_note(advance["OverpaymentID"], None, LATER)

    assert ("PAID", Decimal("75.00")) == (advance["Status"], invoice["AmountDue"])
    (transaction,) = books.collection("BankTransactions").values()
    assert ("RECEIVE-OVERPAYMENT", advance["OverpaymentID"]) == (transaction["Type"], transaction["OverpaymentID"])
    assert {"090": Decimal("25.00"), "200": Decimal("-100.00"), "610": Decimal("75.00")} == ledger(books)


def test_a_batch_pays_bills_together_and_is_deleted_together(books: Books) -> None:
    """Payments of a batch carry it with text amounts, and cannot go alone."""
    line = LINE | {"AccountCode": "400"}
    bills = [books.person.create_invoice("Bob", [line], DAY, type="ACCPAY")["InvoiceID"] for _ in range(2)]
    batch = books.person.pay_batch(bills, LATER)
    payments = list(books.collection("Payments").values())

    assert ("PAYBATCH", Decimal("200.00"), 2) == (batch["Type"], batch["TotalAmount"], len(batch["Payments"]))
    assert {"200.00"} == {payment["BatchPayment"]["TotalAmount"] for payment in payments}
    with pytest.raises(BooksError, match="part of a batch"):
        books.person.remove_payment(payments[0]["PaymentID"])
    books.person.remove_batch_payment(batch["BatchPaymentID"])
    assert {"DELETED"} == {payment["Status"] for payment in payments} | {batch["Status"]}


def test_a_billable_expense_follows_its_bill_and_its_invoice(books: Books) -> None:
    """APPROVED, BILLED on an invoice, APPROVED again when that is voided, VOIDED with its bill."""
    bill = books.person.create_invoice("Bob", [LINE | {"AccountCode": "400"}], DAY, type="ACCPAY", number="B")
    link = books.person.link_expense(bill["InvoiceID"], 0, "Ann")
    seen = [link["Status"]]
    invoice = sale(books)
    books.person.bill_expense(link["LinkedTransactionID"], invoice["InvoiceID"])
    seen.append(link["Status"])
    books.person.void(invoice["InvoiceID"])
    seen.append(link["Status"])
    books.person.void(bill["InvoiceID"])

    assert [*seen, link["Status"]] == ["APPROVED", "BILLED", "APPROVED", "VOIDED"]
