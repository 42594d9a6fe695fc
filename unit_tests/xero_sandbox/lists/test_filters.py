"""What a list leaves out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from unit_tests.xero_sandbox.conftest import NOON, Xero, invoice
from unit_tests.xero_sandbox.lists.conftest import listed, numbers
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.lists.filters import conditions, hidden_ids, lost_ids
from xero_sandbox.lists.query import Query, QueryError
from xero_sandbox.lists.where import WhereError
from xero_sandbox.switches import Switches

YESTERDAY = NOON - timedelta(days=1)
QUOTES: dict[str, dict[str, Any]] = {
    str(number): {
        "QuoteID": str(number),
        "QuoteNumber": f"QU-{number}",
        "Status": "SENT" if number % 2 else "DRAFT",
        "Date": date(2026, 1, number),
        "ExpiryDate": date(2026, 2, number),
        "Contact": {"ContactID": "a" if number < 3 else "b"},
    }
    for number in range(1, 5)
}


def kept(name: str, records: dict[str, dict[str, Any]], **parameters: str) -> list[str]:
    """Return the ids of the records that meet a query."""
    endpoint = ENDPOINTS[name]
    required = conditions(endpoint, records, Query(parameters), Switches())
    return [key for key, record in records.items() if all(condition(record) for condition in required)]


def test_quotes_are_filtered_by_days_and_by_field() -> None:
    """Both ends count."""
    assert kept("Quotes", QUOTES, datefrom="2026-01-02", dateto="2026-01-03") == ["2", "3"]
    assert kept("Quotes", QUOTES, expirydatefrom="2026-02-04") == ["4"]
    assert kept("Quotes", QUOTES, status="sent", contactid="B") == ["3"]
    assert kept("Quotes", QUOTES | {"5": {"QuoteID": "5", "Date": None}}, dateto="2026-01-01") == ["1"]


@pytest.mark.parametrize("text", ["2026-13-01", "soon"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    """By the name of its parameter."""
    with pytest.raises(QueryError, match=f"The value '{text}' is not valid for datefrom"):
        kept("Quotes", QUOTES, datefrom=text)


def test_a_search_looks_into_several_fields() -> None:
    """Whatever the case; an endpoint that has no search ignores it."""
    contacts = {"1": {"Name": "Ann", "EmailAddress": "x@example.com"}, "2": {"Name": "Bob", "LastName": "Xu"}}

    assert kept("Contacts", contacts, searchterm="X") == ["1", "2"]
    assert kept("Contacts", contacts, searchterm="ann") == ["1"]
    assert kept("Quotes", QUOTES, searchterm="nobody") == ["1", "2", "3", "4"]


def test_a_property_that_no_record_has_is_refused_where_there_are_records() -> None:
    """In an empty list nothing is known of it."""
    with pytest.raises(WhereError, match="No property or field 'Colour' exists in type 'Account'"):
        kept("Accounts", {"1": {"Code": "200"}}, where="Colour==1")
    assert kept("Accounts", {}, where="Colour==1") == []


def test_records_are_named_by_id_or_by_place() -> None:
    """Names of other endpoints, of places beyond the end and of nothing are passed over."""
    names = "Quotes/2, quotes/ABC,Invoices/1,Quotes/,Quotes/9"

    assert hidden_ids(ENDPOINTS["Quotes"], QUOTES, Switches(hide_record=names)) == {"2", "abc", "9"}
    assert lost_ids(ENDPOINTS["Quotes"], QUOTES, Switches(hide_record=names)) == set()


def test_if_modified_since_is_at_or_after_the_second(seven: Xero) -> None:
    """Invoice n was changed n minutes after yesterday noon."""
    since = (YESTERDAY + timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%S")

    assert numbers(listed(seven, {"If-Modified-Since": since}, page=1)) == [5, 6, 7]


def test_if_modified_since_means_nothing_to_tax_rates(xero: Xero) -> None:
    """They have no time stamp."""
    xero.books.add("TaxRates", "TaxType", {"TaxType": "NONE", "Name": "No tax"})
    answer = xero.get("TaxRates", {"If-Modified-Since": "2030-01-01T00:00:00"})

    assert len(answer.json()["TaxRates"]) == 1


def test_list_filters_take_several_values(seven: Xero) -> None:
    """IDs, InvoiceNumbers, ContactIDs and Statuses."""
    first, second = list(seven.books.collection("Invoices"))[:2]

    assert numbers(listed(seven, page=1, IDs=f"{first},{second.upper()}")) == [1, 2]
    assert numbers(listed(seven, page=1, InvoiceNumbers="INV-0003,INV-0004")) == [3, 4]
    assert numbers(listed(seven, page=1, ContactIDs="c0000000-0000-4000-8000-000000000000")) == [3, 6]
    assert numbers(listed(seven, Statuses="VOIDED")) == []


def test_where_filters_and_counts(seven: Xero) -> None:
    """ItemCount is of what matches."""
    body = listed(seven, page=1, pageSize=2, where='Date>=DateTime(2026, 01, 05) AND Type=="ACCREC"')

    assert numbers(body) == [4, 5]
    assert body["pagination"] == {"page": 1, "pageSize": 2, "pageCount": 2, "itemCount": 4}


def test_where_on_an_unknown_property_is_refused(seven: Xero) -> None:
    """In Xero's words."""
    answer = seven.get("Invoices", where="Colour==1")

    assert answer.status_code == 400
    assert answer.json()["Message"] == "No property or field 'Colour' exists in type 'Invoice'"


def test_a_hidden_row_is_counted_and_not_shown(seven: Xero) -> None:
    """Completeness checks must notice."""
    seven.sandbox.set_switches(hide_record="Invoices/3")
    first, second = listed(seven, page=1, pageSize=5), listed(seven, page=2, pageSize=5)

    assert numbers(first) + numbers(second) == [1, 2, 4, 5, 6, 7]
    assert first["pagination"]["itemCount"] == 7


def test_a_row_can_be_hidden_by_id(seven: Xero) -> None:
    """Several are separated by commas."""
    first, second = list(seven.books.collection("Invoices"))[:2]
    seven.sandbox.set_switches(hide_record=f"Invoices/{first}, Invoices/{second}")

    assert numbers(listed(seven, page=1)) == [3, 4, 5, 6, 7]


def test_a_lost_record_is_neither_shown_nor_counted_nor_found(seven: Xero) -> None:
    """Xero's lists and counts agree that it does not exist; other records are as they were."""
    lost = list(seven.books.collection("Invoices"))[2]
    seven.sandbox.set_switches(lose_record="Invoices/3")
    first, second = listed(seven, page=1, pageSize=5), listed(seven, page=2, pageSize=5)

    assert numbers(first) + numbers(second) == [1, 2, 4, 5, 6, 7]
    assert first["pagination"] == {"page": 1, "pageSize": 5, "pageCount": 2, "itemCount": 6}
    assert numbers(listed(seven, page=1, order="InvoiceID")) == [7, 6, 5, 4, 2, 1]
    assert seven.get(f"Invoices/{lost}").status_code == 404
    assert seven.get("Invoices/INV-0003").status_code == 404
    seven.sandbox.set_switches(lose_record="")
    assert seven.get(f"Invoices/{lost}").status_code == 200


def test_deleted_drafts_leave_the_lists_by_switch(seven: Xero) -> None:
    """They are listed unless the switch says otherwise; Statuses finds them always."""
    draft = invoice(8, Status="DELETED")
    seven.books.add("Invoices", "InvoiceID", draft)

    assert len(listed(seven, page=1)["Invoices"]) == 8
    seven.sandbox.set_switches(deleted_drafts_in_lists=False)
    assert len(listed(seven, page=1)["Invoices"]) == 7
    assert numbers(listed(seven, Statuses="DELETED")) == [8]
