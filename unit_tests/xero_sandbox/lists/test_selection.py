"""Lists: filtered, ordered and cut into pages, over HTTP."""

from __future__ import annotations

import pytest

from unit_tests.xero_sandbox.conftest import NOON, Xero
from unit_tests.xero_sandbox.lists.conftest import listed, numbers


def test_a_page_has_its_pagination_and_lines(seven: Xero) -> None:
    """Seven invoices in pages of three are three pages."""
    body = listed(seven, page=2, pageSize=3)

    assert body["pagination"] == {"page": 2, "pageSize": 3, "pageCount": 3, "itemCount": 7}
    assert numbers(body) == [4, 5, 6]
    assert len(body["Invoices"][0]["LineItems"]) == 1


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (1, 1), (1000, 1000), (5000, 1000)])
def test_a_page_size_outside_its_range_is_clamped(seven: Xero, asked: int, given: int) -> None:
    """It is not refused."""
    assert given == listed(seven, page=1, pageSize=asked)["pagination"]["pageSize"]


def test_a_page_is_100_by_default(seven: Xero) -> None:
    """Without pageSize."""
    assert listed(seven, page=1)["pagination"]["pageSize"] == 100


def test_a_page_past_the_end_is_empty(seven: Xero) -> None:
    """Its pagination still counts."""
    body = listed(seven, page=9, pageSize=3)

    assert body["Invoices"] == []
    assert body["pagination"]["itemCount"] == 7


def test_without_paging_there_is_no_pagination_and_there_are_no_lines(seven: Xero) -> None:
    """Everything comes at once, in summary."""
    body = listed(seven)

    assert len(body["Invoices"]) == 7
    assert "pagination" not in body
    assert all(row["LineItems"] == [] for row in body["Invoices"])


def test_statuses_enforce_paging(seven: Xero) -> None:
    """Statuses= shows lines and pagination without page=."""
    body = listed(seven, Statuses="AUTHORISED,VOIDED")

    assert body["pagination"]["itemCount"] == 7
    assert len(body["Invoices"][0]["LineItems"]) == 1


def test_a_summary_enforces_paging_and_drops_lines(seven: Xero) -> None:
    """The SDK writes its booleans with a capital."""
    body = listed(seven, summaryOnly="True")

    assert body["pagination"]["itemCount"] == 7
    assert "LineItems" not in body["Invoices"][0]


def test_a_page_that_is_no_number_is_refused(seven: Xero) -> None:
    """With a QueryParseException."""
    answer = seven.get("Invoices", page="two")

    assert answer.status_code == 400
    assert answer.json()["Type"] == "QueryParseException"


def test_the_default_order_is_by_time_of_change(seven: Xero) -> None:
    """An edited invoice moves to the end."""
    records = seven.books.collection("Invoices")
    seven.sandbox.act("void", id=next(iter(records)))

    assert numbers(listed(seven, page=1)) == [2, 3, 4, 5, 6, 7, 1]


def test_ids_are_ordered_as_sql_server_does(seven: Xero) -> None:
    """The fake ids descend in their last group; the switch orders them as text."""
    assert numbers(listed(seven, page=1, order="InvoiceID")) == [7, 6, 5, 4, 3, 2, 1]
    seven.sandbox.set_switches(id_order="text")
    assert numbers(listed(seven, page=1, order="InvoiceID ASC")) == [1, 2, 3, 4, 5, 6, 7]


def test_any_field_can_be_ordered_by(seven: Xero) -> None:
    """Several, with directions."""
    assert numbers(listed(seven, page=1, order="Contact.Name ASC, Date")) == [3, 6, 1, 4, 7, 2, 5]
    assert numbers(listed(seven, page=1, pageSize=3, order="Date DESC")) == [7, 6, 5]


def test_a_malformed_order_is_refused(seven: Xero) -> None:
    """With a QueryParseException."""
    assert seven.get("Invoices", order="Date upwards").json()["Type"] == "QueryParseException"


def test_manual_journals_with_an_order_ignore_paging(xero: Xero) -> None:
    """A bug of Xero's; the switch mends it."""
    journals = [{"ManualJournalID": f"{n}", "UpdatedDateUTC": NOON, "JournalLines": [{}]} for n in range(5)]
    xero.books.add("ManualJournals", "ManualJournalID", *journals)

    broken = xero.get("ManualJournals", page=1, pageSize=2, order="UpdatedDateUTC").json()
    xero.sandbox.set_switches(order_breaks_manual_journal_paging=False)
    mended = xero.get("ManualJournals", page=1, pageSize=2, order="UpdatedDateUTC").json()

    assert len(broken["ManualJournals"]) == 5
    assert "pagination" not in broken
    assert len(mended["ManualJournals"]) == 2


def test_quotes_have_pages_of_100_without_pagination(xero: Xero) -> None:
    """PageSize is not in Xero's file for them."""
    quotes = [{"QuoteID": f"{n:03}", "UpdatedDateUTC": NOON, "LineItems": []} for n in range(130)]
    xero.books.add("Quotes", "QuoteID", *quotes)

    second = xero.get("Quotes", page=2, pageSize=7).json()

    assert len(second["Quotes"]) == 30
    assert "pagination" not in second
