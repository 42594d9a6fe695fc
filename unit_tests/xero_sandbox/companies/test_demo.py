"""The demo companies: what is in them, and that it is always the same."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.companies.conftest import NOW
from xero_sandbox.companies.demo import demo_company, empty_company, second_company
from xero_sandbox.companies.service_periods import after_months

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_the_demo_company_is_the_same_at_every_start(demo: Books) -> None:
    """Ids, amounts and stamps do not depend on when it is built."""
    again = demo_company(lambda: NOW + timedelta(days=3))

    for endpoint in ("Invoices", "CreditNotes", "Payments", "Contacts", "ManualJournals"):
        assert dict(again.collection(endpoint)) == dict(demo.collection(endpoint))
    assert again.journals() == demo.journals()


def test_the_demo_company_has_what_tests_need(demo: Books) -> None:
    """Documents of every status, three currencies, two categories, repeated bill numbers, names of many scripts."""
    invoices = list(demo.collection("Invoices").values())
    numbers = [each["InvoiceNumber"] for each in invoices if each["Type"] == "ACCPAY"]
    names = {each["Name"] for each in demo.collection("Contacts").values()}

    assert 300 <= len(invoices) <= 600
    assert {"DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"} == {each["Status"] for each in invoices}
    assert {"NZD", "USD", "EUR"} == set(demo.collection("Currencies"))
    assert [each["Name"] for each in demo.collection("TrackingCategories").values()] == ["Region", "Product Line"]
    assert numbers.count("RPT445-1") > 10
    assert any(ord(letter) > 0x3000 for name in names for letter in name)
    assert {"Exclusive", "Inclusive", "NoTax"} == {each["LineAmountTypes"] for each in invoices}
    assert any("DiscountRate" in line for each in invoices for line in each["LineItems"])
    assert any(line["LineAmount"] < 0 for each in invoices for line in each["LineItems"])
    assert any(line.get("AccountCode") == "860" for each in invoices for line in each["LineItems"])


def test_its_trial_balance_is_the_sum_of_its_documents_and_posted_journals(demo: Books) -> None:
    """Month by month on every account that documents and journals alone reach: net, at each document's own rate."""
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for document in (*demo.collection("Invoices").values(), *demo.collection("CreditNotes").values()):
        if document["Status"] in ("AUTHORISED", "PAID"):
            sign = 1 if document["Type"] in ("ACCPAY", "ACCRECCREDIT") else -1
            taxed = document["LineAmountTypes"] == "Inclusive"
            for line in document["LineItems"]:
                net = line["LineAmount"] - (line["TaxAmount"] if taxed else 0)
                base = (net / document["CurrencyRate"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
                sums[f"{document['Date']:%Y-%m}", line.get("AccountCode", "")] += sign * base
    for journal in demo.collection("ManualJournals").values():
        for line in journal["JournalLines"] if journal["Status"] == "POSTED" else ():
            taxed = journal["LineAmountTypes"] == "Inclusive"
            net = line["LineAmount"] - (line["TaxAmount"] if taxed else 0)
            sums[f"{journal['Date']:%Y-%m}", line["AccountCode"]] += net
    for month in range(18):
        end = after_months(date(2025, 1, 1), month + 1) - timedelta(days=1)
        rows = {row["Code"]: row["Debit"] - row["Credit"] for row in demo.trial_balance(end)}
        for code in ("200", "210", "260", "445", "835"):
            assert rows.get(code, 0) == sums[f"{end:%Y-%m}", code]


def test_its_credit_notes_go_to_one_to_several_and_to_no_invoice(demo: Books) -> None:
    """Allocations come in every number, refunds exist, and so do advances that are still open."""
    notes = [each for each in demo.collection("CreditNotes").values() if each["Status"] in ("AUTHORISED", "PAID")]

    assert {0, 1, 2} == {len(each["Allocations"]) for each in notes}
    assert any(each["Payments"] for each in notes)
    for endpoint in ("Prepayments", "Overpayments"):
        assert any(each["RemainingCredit"] for each in demo.collection(endpoint).values())


@pytest.mark.parametrize("endpoint", ["ManualJournals", "Quotes", "PurchaseOrders"])
def test_its_other_documents_have_every_status(demo: Books, endpoint: str) -> None:
    """One of each status at least."""
    statuses = {
        "ManualJournals": {"DRAFT", "POSTED", "DELETED", "VOIDED", "ARCHIVED"},
        "Quotes": {"DRAFT", "SENT", "ACCEPTED", "DECLINED", "INVOICED"},
        "PurchaseOrders": {"DRAFT", "SUBMITTED", "AUTHORISED", "BILLED", "DELETED"},
    }

    assert statuses[endpoint] == {each["Status"] for each in demo.collection(endpoint).values()}


def test_every_endpoint_has_records(demo: Books) -> None:
    """No endpoint is empty, so that each can be read."""
    assert [row for row in demo.store.records if not demo.collection(row)] == []


def test_what_was_archived_is_still_on_old_documents(demo: Books) -> None:
    """The archived account and option have documents, none of them later."""
    (option,) = [o for c in demo.collection("TrackingCategories").values() for o in c["Options"] if o["IsArchived"]]
    (account,) = [each for each in demo.collection("Accounts").values() if each["Status"] == "ARCHIVED"]
    used = [
        (each["Date"], line)
        for each in demo.collection("Invoices").values()
        for line in each["LineItems"]
        if option["Name"] in [element["Option"] for element in line["Tracking"]]
        or line.get("AccountCode") == account["Code"]
    ]

    assert used
    assert max(day for day, _ in used) < date(2026, 1, 1)


def test_stamps_lie_in_the_past_near_the_documents(demo: Books) -> None:
    """Nothing was changed in the last day, and every stamp lies within weeks of its document's day."""
    for endpoint in ("Invoices", "CreditNotes", "Payments"):
        for each in demo.collection(endpoint).values():
            assert each["UpdatedDateUTC"] < NOW - timedelta(days=1)
            assert timedelta(days=-3) < each["UpdatedDateUTC"].date() - each["Date"] < timedelta(days=60)


def test_stamps_stay_in_the_past_of_an_early_clock() -> None:
    """A clock set before the company's end still sees no future stamp."""
    early = datetime(2025, 6, 1, tzinfo=UTC)
    books = demo_company(lambda: early)

    assert max(each["UpdatedDateUTC"] for each in books.collection("Invoices").values()) <= early - timedelta(days=1)


def test_the_second_company_is_another_organisation(demo: Books) -> None:
    """It has its own id, currency and documents."""
    second = second_company(lambda: NOW)

    assert tuple(second.organisation[key] for key in ("CountryCode", "BaseCurrency")) == ("GB", "GBP")
    assert demo.organisation["OrganisationID"] != second.organisation["OrganisationID"]
    assert not demo.collection("Invoices").keys() & second.collection("Invoices").keys()
    assert len(second.collection("Invoices")) == 36


def test_the_empty_company_has_everything_but_documents() -> None:
    """Contacts, items, tracking and currencies are there, set up a day ago; nothing is posted; new stamps are now's."""
    books = empty_company(lambda: NOW)

    for endpoint in ("Contacts", "Items", "TrackingCategories", "Currencies"):
        assert books.collection(endpoint)
    assert {NOW - timedelta(days=1)} == {each["UpdatedDateUTC"] for each in books.collection("Contacts").values()}
    assert not books.collection("Invoices")
    assert books.journals() == []
    assert books.person.create_contact("New")["UpdatedDateUTC"] == NOW
