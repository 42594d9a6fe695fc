"""The company that sells services over time: what is in it, that it repeats, and that its ledger holds it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.companies.conftest import NOW
from xero_sandbox.companies.deferring import deferring_company

if TYPE_CHECKING:
    from xero_sandbox.books import Books


@pytest.fixture(scope="module")
def books() -> Books:
    """Return the company of twelve customers; nobody changes it."""
    return deferring_company(lambda: NOW)


def test_it_is_the_same_for_the_same_seed(books: Books) -> None:
    """Whenever it is built; another seed has other amounts, and more customers more documents."""
    again = deferring_company(lambda: NOW + timedelta(days=3))
    other = deferring_company(lambda: NOW, seed=2)

    for endpoint in ("Invoices", "CreditNotes", "Payments", "ManualJournals"):
        assert dict(again.collection(endpoint)) == dict(books.collection(endpoint))
    assert again.journals() == books.journals()
    assert other.trial_balance(date(2026, 6, 30)) != books.trial_balance(date(2026, 6, 30))
    assert len(deferring_company(lambda: NOW, 24).collection("Invoices")) > 1.7 * len(books.collection("Invoices"))


def test_it_has_three_years_three_currencies_and_both_ways(books: Books) -> None:
    """Lines on revenue and straight on two liabilities, in every currency, voided ones among them."""
    invoices = list(books.collection("Invoices").values())
    ways = {(each["CurrencyCode"], line["AccountCode"]) for each in invoices for line in each["LineItems"]}
    days = [each["Date"] for each in invoices]

    assert {currency for currency, _ in ways} == {"NZD", "USD", "EUR"}
    assert {(currency, way) for currency in ("NZD", "USD", "EUR") for way in ("210", "835")} <= ways
    assert {account for _, account in ways} == {"200", "210", "835", "836"}
    assert (min(days).year, max(days) > date(2026, 5, 1)) == (2023, True)
    assert {"PAID", "AUTHORISED", "VOIDED"} == {each["Status"] for each in invoices}
    assert {"Exclusive", "Inclusive"} == {each["LineAmountTypes"] for each in invoices}


def test_some_lines_have_no_period_and_some_are_negative(books: Books) -> None:
    """A set-up in words alone, expenses, a discount, and the unused part that an upgrade gives back."""
    lines = [line for each in books.collection("Invoices").values() for line in each["LineItems"]]
    undated = Counter(line["Description"] for line in lines if not any(map(str.isdigit, line["Description"])))

    assert {"Set-up", "Travel and expenses", "Loyalty discount", "Unused part of Platform licence"} <= set(undated)
    assert any(line.get("ItemCode") == "SETUP" for line in lines)
    assert sum(line["LineAmount"] < 0 for line in lines) > 5


def test_invoices_come_early_late_and_backdated(books: Books) -> None:
    """Before their term, after it, and written weeks after the date that they bear."""
    invoices = list(books.collection("Invoices").values())
    created = books.store.created
    weeks_later = [each for each in invoices if (created[each["InvoiceID"]].date() - each["Date"]).days > 30]

    assert len(weeks_later) > 5
    assert any(line["Description"].startswith("Usage") for each in invoices for line in each["LineItems"])


def test_it_has_credits_of_every_kind(books: Books) -> None:
    """Allocated whole and in part, refunded, left open, taken back, voided, and one for a bad debt."""
    notes = list(books.collection("CreditNotes").values())
    kinds = {(each["Status"], bool(each["Allocations"]), bool(each["Payments"])) for each in notes}

    assert {("PAID", True, False), ("AUTHORISED", True, False), ("PAID", False, True)} <= kinds
    assert {("AUTHORISED", False, False), ("VOIDED", False, False)} <= kinds
    assert any(line["AccountCode"] == "429" for each in notes for line in each["LineItems"])


@pytest.mark.parametrize("account", ["200", "210", "835", "836"])
def test_its_ledger_is_the_sum_of_its_documents_and_posted_journals(books: Books, account: str) -> None:
    """At the end of each of 36 months: net, at each document's own rate; a draft journal is in no ledger."""
    lines: list[tuple[date, Decimal]] = []
    for document in (*books.collection("Invoices").values(), *books.collection("CreditNotes").values()):
        if document["Status"] in ("AUTHORISED", "PAID"):
            sign = 1 if document["Type"] == "ACCREC" else -1
            taxed = document["LineAmountTypes"] == "Inclusive"
            for line in document["LineItems"]:
                if line["AccountCode"] == account:
                    net = line["LineAmount"] - (line["TaxAmount"] if taxed else 0)
                    base = (net / document["CurrencyRate"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
                    lines.append((document["Date"], sign * base))
    journals = list(books.collection("ManualJournals").values())
    for journal in journals:
        if journal["Status"] == "POSTED":
            lines += [(journal["Date"], -each["LineAmount"]) for each in journal["JournalLines"]
                      if each["AccountCode"] == account]  # fmt: skip
    assert {each["Status"] for each in journals} == {"POSTED", "DRAFT"}
    for number in range(36):
        month = date(2023 + (6 + number) // 12, (6 + number) % 12 + 1, 1)
        end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        found = {row["Code"]: row["Credit"] - row["Debit"] for row in books.trial_balance(end)}
        assert found.get(account, 0) == sum(amount for day, amount in lines if month <= day <= end)
