"""What happened once at the demo company."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_credit_notes_end_in_every_way(demo: Books) -> None:
    """Allocated, refunded, voided, deleted, left as drafts."""
    notes = list(demo.collection("CreditNotes").values())

    assert {each["Status"] for each in notes} == {"DRAFT", "AUTHORISED", "PAID", "VOIDED", "DELETED"}
    assert {each["Type"] for each in notes} == {"ACCRECCREDIT", "ACCPAYCREDIT"}
    assert {each["CurrencyCode"] for each in notes} == {"NZD", "USD"}


def test_advances_go_both_ways_and_one_is_voided(demo: Books) -> None:
    """Prepayments and overpayments, of customers and to suppliers."""
    assert {each["Type"] for each in demo.collection("Prepayments").values()} == {
        "RECEIVE-PREPAYMENT", "SPEND-PREPAYMENT",
    }  # fmt: skip
    assert "VOIDED" in {each["Status"] for each in demo.collection("Overpayments").values()}


def test_expenses_are_billed_and_open(demo: Books) -> None:
    """One of each."""
    assert {each["Status"] for each in demo.collection("LinkedTransactions").values()} == {"BILLED", "APPROVED"}


def test_a_payment_was_taken_back_and_money_moved(demo: Books) -> None:
    """Its record stays; the savings account has no code."""
    payments = list(demo.collection("Payments").values())
    (transfer,) = demo.collection("BankTransfers").values()

    assert [each["Reference"] for each in payments if each["Status"] == "DELETED"] == ["Bounced"]
    assert "Code" not in transfer["ToBankAccount"]
