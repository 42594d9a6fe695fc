"""Numbers that an invoice and a credit note bear both are found in walks over everything and over changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.ledger.shared_numbers import SharedNumbers
from unit_tests.source_xero_revrec.fake_books import LONG_AGO, NOON, TENANT, dated
from unit_tests.source_xero_revrec.ledger.made_ledger import rows_of, states_of, sync
from unit_tests.xero_api.fake_xero import guid
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.paging import Page
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unit_tests.source_xero_revrec.fake_books import FakeBooks
    from xero_api.endpoints import Endpoint

OLD = {"UpdatedDateUTC": dated(LONG_AGO)}
STREAMS = ("billing_schedule", "recon_errors")
OWN = f"1001.{guid(21)[:8]}"


@pytest.fixture
def sold(books: FakeBooks) -> FakeBooks:
    """Hand out books with invoice 1001 and another."""
    books.invoice(11, InvoiceNumber="1001", **OLD)
    books.invoice(12, **OLD)
    return books


def billed(*messages: object) -> list[tuple[str, str]]:
    """Return number and order of each billing row."""
    return [(row["document_number"], row["invoice_number"]) for row in rows_of(messages, "billing_schedule")]  # type: ignore[arg-type]


def test_a_walk_over_everything_knows_before_the_credit_note_is_sent(sold: FakeBooks) -> None:
    """Its rows are sent once; what Xero has of the number is asked for, to be sure and to tell both."""
    sold.credit_note(21, CreditNoteNumber="1001", **OLD)

    out = list(sync(*STREAMS))

    assert billed(*out) == [("1001", "1001"), ("INV-12", "INV-12"), ("1001", OWN)]
    findings = {(row["document_id"], row["reason"]) for row in rows_of(out, "recon_errors")}
    assert findings == {(guid(11), "DUPLICATE"), (guid(21), "DUPLICATE")}
    remembered = {guid(11): ["1001", False], guid(21): ["1001", True]}
    assert [states_of(out)[name][TENANT]["shared_numbers"] for name in STREAMS] == [remembered] * 2


def test_without_a_shared_number_a_walk_over_everything_asks_for_none(sold: FakeBooks) -> None:
    """It met them all."""
    sold.credit_note(21, **OLD)

    list(sync(*STREAMS))

    assert not [asked for asked in sold.asked if "Number" in asked]


def test_a_walk_over_changes_asks_for_the_numbers_that_it_met(sold: FakeBooks) -> None:
    """Among the credit notes for those of invoices and the other way round; an idle sync asks for none."""
    states = states_of(sync(*STREAMS))
    sold.invoice(13)
    sold.credit_note(22)
    sold.asked.clear()

    list(sync(*STREAMS, states=states))

    assert [asked for asked in sold.asked if "Number" in asked] == [
        'CreditNotes Type=="ACCRECCREDIT" AND (CreditNoteNumber=="INV-13")',
        'Invoices Type=="ACCREC" AND (InvoiceNumber=="CN-22")',
    ]


@pytest.mark.parametrize("number", ["1001", "1o01"])
def test_a_credit_note_that_an_invoice_takes_the_number_of_is_sent_again(sold: FakeBooks, number: str) -> None:
    """The invoice came later; one with another number changes nothing."""
    sold.credit_note(21, CreditNoteNumber="1003", **OLD)
    states = states_of(sync(*STREAMS))
    sold.invoice(14, InvoiceNumber="1003" if number == "1001" else number)

    out = list(sync(*STREAMS, states=states))

    again = [("1003", f"1003.{guid(21)[:8]}")] if number == "1001" else []
    assert billed(*out)[1:] == again


def test_very_many_numbers_are_looked_for_by_reading_all(sold: FakeBooks) -> None:
    """Thirty fit a call."""
    sold.page_size = 1_000
    sold.credit_note(21, CreditNoteNumber="X-1", **OLD)
    states = states_of(sync(*STREAMS))
    for number in range(400):
        sold.invoice(1_000 + number, InvoiceNumber=f"X-{number}")
    sold.asked.clear()

    out = list(sync(*STREAMS, states=states))

    assert ("X-1", f"X-1.{guid(21)[:8]}") in billed(*out)
    assert len([asked for asked in sold.asked if "Number" in asked]) == 2


def test_what_is_no_document_bears_no_number() -> None:
    """It is held elsewhere; so is one whose number is no text."""
    fields = {"Type": "ACCREC", "Status": "AUTHORISED", "InvoiceID": guid(1)}
    strange: list[Any] = [None, [], "1001", fields, {**fields, "InvoiceNumber": ["1001"]}, {"InvoiceNumber": "1001"}]
    strange.append({**fields, "InvoiceNumber": "1001", "Status": ["AUTHORISED"]})
    numbers = SharedNumbers(None, {})  # type: ignore[arg-type]

    numbers.meet(INVOICES, Page(strange, Progress(), NOON))

    assert list(numbers.pages()) == []


def test_nothing_is_shared_where_nothing_was_met() -> None:
    """And nobody is asked."""
    numbers = SharedNumbers(None, {})  # type: ignore[arg-type]

    assert list(numbers.pages()) == []
    assert (numbers.shares("x"), numbers.has_own_order("x"), numbers.numbers) == (False, False, set())


class Listed:
    """Documents of which those with a number are asked for, or all."""

    def __init__(self, **records: list[dict[str, Any]]) -> None:
        """Hold invoices and credit notes."""
        self._records = records
        self.asked: list[str] = []

    def every(self, endpoint: Endpoint) -> Iterator[Page]:
        """Return all."""
        self.asked.append(f"every of {endpoint.path}")
        yield Page(self._records[endpoint.path], Progress(), NOON)

    def bearing(self, endpoint: Endpoint, *_: object, **__: object) -> Iterator[Page]:
        """Return those that are asked for, and others."""
        self.asked.append(f"some of {endpoint.path}")
        yield Page(self._records[endpoint.path], Progress(), NOON)


@pytest.mark.parametrize(("many", "asked"), [(200, "some of Invoices"), (400, "every of Invoices")])
def test_the_numbers_of_a_whole_walk_are_held_against_a_collection_that_no_walk_met(many: int, asked: str) -> None:
    """Asked for by number as long as they are few; the last of many is found as well as the first."""
    notes = [
        {"CreditNoteID": guid(each), "CreditNoteNumber": f"X-{each}", "Type": "ACCRECCREDIT", "Status": "PAID"}
        for each in range(many)
    ]
    sold = {"InvoiceID": guid(9_999), "InvoiceNumber": f"X-{many - 1}", "Type": "ACCREC", "Status": "PAID"}
    other = {**sold, "InvoiceID": guid(9_998), "InvoiceNumber": "Y-1"}
    documents = Listed(Invoices=[sold, other], CreditNotes=notes)
    numbers = SharedNumbers(documents, {})  # type: ignore[arg-type]
    numbers.begin(INVOICES, whole=False)
    numbers.begin(CREDIT_NOTES, whole=True)
    numbers.meet(CREDIT_NOTES, Page(notes, Progress(), NOON))

    found = [record for _, page in numbers.pages() for record in page.records]

    assert found == [sold, notes[-1]]
    assert documents.asked[0] == asked
    assert (numbers.has_own_order(guid(9_999)), numbers.has_own_order(guid(many - 1))) == (False, True)
