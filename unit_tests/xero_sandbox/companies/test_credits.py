"""Credit notes of every kind, and what they leave open."""

from __future__ import annotations

from datetime import date

from unit_tests.xero_sandbox.companies.conftest import NOW
from xero_sandbox.companies.deferring import deferring_company


def test_credits_follow_their_invoices_and_name_them() -> None:
    """A month to eight after the invoice, in its currency, with its number as the reference."""
    books = deferring_company(lambda: NOW, 24)
    invoices = {each["InvoiceNumber"]: each for each in books.collection("Invoices").values()}
    notes = list(books.collection("CreditNotes").values())

    assert len(notes) > 40
    for note in notes:
        invoice = invoices[note["Reference"]]
        assert invoice["CurrencyCode"] == note["CurrencyCode"]
        assert invoice["Contact"] is note["Contact"]
        assert 20 < (note["Date"] - invoice["Date"]).days < 280


def test_an_open_credit_is_allocated_months_later() -> None:
    """Its date does not tell: the books know when it was written, and its invoice was stamped later."""
    books = deferring_company(lambda: NOW, 24)
    delays = [
        (books.collection("Invoices")[allocation["Invoice"]["InvoiceID"]]["UpdatedDateUTC"].date() - note["Date"]).days
        for note in books.collection("CreditNotes").values()
        for allocation in note["Allocations"]
    ]

    assert any(delay > 55 for delay in delays)


def test_a_bad_debt_leaves_revenue_alone() -> None:
    """It is written to an expense, without tax."""
    books = deferring_company(lambda: NOW, 24)
    lines = [line for note in books.collection("CreditNotes").values() for line in note["LineItems"]]
    bad = [line for line in lines if line["Description"] == "Bad debt"]

    assert len(bad) > 2
    assert {(line["AccountCode"], line["TaxType"]) for line in bad} == {("429", "NONE")}
    assert all(row["YTDCredit"] == 0 for row in books.trial_balance(date(2026, 6, 30)) if row["Code"] == "429")
