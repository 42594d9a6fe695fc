"""The demo company's bills, bank lines and batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.companies.conftest import documents

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_bills_end_in_every_way(demo: Books) -> None:
    """Paid alone and by batch, open, voided, left as drafts; some in dollars, some without a number."""
    bills = documents(demo, "ACCPAY")

    assert {each["Status"] for each in bills} >= {"DRAFT", "AUTHORISED", "PAID", "VOIDED"}
    assert {each["CurrencyCode"] for each in bills} == {"NZD", "USD"}
    assert "" in {each["InvoiceNumber"] for each in bills}


def test_some_bills_are_paid_four_at_a_time(demo: Books) -> None:
    """The cleaners' and the internet's of two months."""
    batches = list(demo.collection("BatchPayments").values())

    assert batches
    assert {len(each["Payments"]) for each in batches} == {4}


def test_money_is_spent_and_received_without_bills(demo: Books) -> None:
    """Fees every month; taxis and interest now and then."""
    own = [each for each in demo.collection("BankTransactions").values() if each["Type"] in ("SPEND", "RECEIVE")]

    assert {each["Type"] for each in own} == {"SPEND", "RECEIVE"}
    assert sum(each["Reference"] == "Fee" for each in own) == 18
