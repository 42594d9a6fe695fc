"""What lists and single records answer, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from unit_tests.xero_sandbox.conftest import NOON, SECOND_TENANT, Xero, invoice

YESTERDAY = NOON - timedelta(days=1)


def _numbers(body: dict[str, Any]) -> list[int]:
    return [int(row["InvoiceNumber"][4:]) for row in body["Invoices"]]


def _asked(xero: Xero, headers: dict[str, str] | None = None, **parameters: object) -> dict[str, Any]:
    answer = xero.get("Invoices", headers, **parameters)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_page_has_its_pagination_and_lines(seven: Xero) -> None:
    """Seven invoices in pages of three are three pages."""
    body = _asked(seven, page=2, pageSize=3)

    assert body["pagination"] == {"page": 2, "pageSize": 3, "pageCount": 3, "itemCount": 7}
    assert _numbers(body) == [4, 5, 6]
    assert len(body["Invoices"][0]["LineItems"]) == 1


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (1, 1), (1000, 1000), (5000, 1000)])
def test_a_page_size_outside_its_range_is_clamped(seven: Xero, asked: int, given: int) -> None:
    """It is not refused."""
    assert given == _asked(seven, page=1, pageSize=asked)["pagination"]["pageSize"]


def test_a_page_is_100_by_default(seven: Xero) -> None:
    """Without pageSize."""
    assert _asked(seven, page=1)["pagination"]["pageSize"] == 100


def test_a_page_past_the_end_is_empty(seven: Xero) -> None:
    """Its pagination still counts."""
    body = _asked(seven, page=9, pageSize=3)

    assert body["Invoices"] == []
    assert body["pagination"]["itemCount"] == 7


def test_without_paging_there_is_no_pagination_and_there_are_no_lines(seven: Xero) -> None:
    """Everything comes at once, in summary."""
    body = _asked(seven)

    assert len(body["Invoices"]) == 7
    assert "pagination" not in body
    assert all(row["LineItems"] == [] for row in body["Invoices"])


def test_statuses_enforce_paging(seven: Xero) -> None:
    """Statuses= shows lines and pagination without page=."""
    body = _asked(seven, Statuses="AUTHORISED,VOIDED")

    assert body["pagination"]["itemCount"] == 7
    assert len(body["Invoices"][0]["LineItems"]) == 1


def test_a_summary_enforces_paging_and_drops_lines(seven: Xero) -> None:
    """The SDK writes its booleans with a capital."""
    body = _asked(seven, summaryOnly="True")

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

    assert _numbers(_asked(seven, page=1)) == [2, 3, 4, 5, 6, 7, 1]


def test_ids_are_ordered_as_sql_server_does(seven: Xero) -> None:
    """The fake ids descend in their last group; the switch orders them as text."""
    assert _numbers(_asked(seven, page=1, order="InvoiceID")) == [7, 6, 5, 4, 3, 2, 1]
    seven.sandbox.set_switches(id_order="text")
    assert _numbers(_asked(seven, page=1, order="InvoiceID ASC")) == [1, 2, 3, 4, 5, 6, 7]


def test_any_field_can_be_ordered_by(seven: Xero) -> None:
    """Several, with directions."""
    assert _numbers(_asked(seven, page=1, order="Contact.Name ASC, Date")) == [3, 6, 1, 4, 7, 2, 5]
    assert _numbers(_asked(seven, page=1, pageSize=3, order="Date DESC")) == [7, 6, 5]


def test_a_malformed_order_is_refused(seven: Xero) -> None:
    """With a QueryParseException."""
    assert seven.get("Invoices", order="Date upwards").json()["Type"] == "QueryParseException"


def test_if_modified_since_is_at_or_after_the_second(seven: Xero) -> None:
    """Invoice n was changed n minutes after yesterday noon."""
    since = (YESTERDAY + timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%S")

    assert _numbers(_asked(seven, {"If-Modified-Since": since}, page=1)) == [5, 6, 7]


@pytest.mark.parametrize("text", ["yesterday", "2026-03-01T12:05:00Z", "2026-03-01T12:05:00.000", "2026-13-01T00:00:00",
                                  "Sun, 01 Mar 2026 12:05:00 GMT"])  # fmt: skip
def test_a_malformed_if_modified_since_is_ignored(seven: Xero, text: str) -> None:
    """Everything is returned, without an error."""
    assert len(_asked(seven, {"If-Modified-Since": text}, page=1)["Invoices"]) == 7


def test_variants_of_if_modified_since_are_read_by_switch(seven: Xero) -> None:
    """Offsets are turned into UTC."""
    seven.sandbox.set_switches(if_modified_since_variants="read")

    assert _numbers(_asked(seven, {"If-Modified-Since": "2026-03-02T01:05:00.202+13:00"}, page=1)) == [5, 6, 7]


def test_if_modified_since_means_nothing_to_tax_rates(xero: Xero) -> None:
    """They have no time stamp."""
    xero.books.add("TaxRates", "TaxType", {"TaxType": "NONE", "Name": "No tax"})
    answer = xero.get("TaxRates", {"If-Modified-Since": "2030-01-01T00:00:00"})

    assert len(answer.json()["TaxRates"]) == 1


def test_list_filters_take_several_values(seven: Xero) -> None:
    """IDs, InvoiceNumbers, ContactIDs and Statuses."""
    first, second = list(seven.books.collection("Invoices"))[:2]

    assert _numbers(_asked(seven, page=1, IDs=f"{first},{second.upper()}")) == [1, 2]
    assert _numbers(_asked(seven, page=1, InvoiceNumbers="INV-0003,INV-0004")) == [3, 4]
    assert _numbers(_asked(seven, page=1, ContactIDs="c0000000-0000-4000-8000-000000000000")) == [3, 6]
    assert _numbers(_asked(seven, Statuses="VOIDED")) == []


def test_where_filters_and_counts(seven: Xero) -> None:
    """ItemCount is of what matches."""
    body = _asked(seven, page=1, pageSize=2, where='Date>=DateTime(2026, 01, 05) AND Type=="ACCREC"')

    assert _numbers(body) == [4, 5]
    assert body["pagination"] == {"page": 1, "pageSize": 2, "pageCount": 2, "itemCount": 4}


def test_where_on_an_unknown_property_is_refused(seven: Xero) -> None:
    """In Xero's words."""
    answer = seven.get("Invoices", where="Colour==1")

    assert answer.status_code == 400
    assert answer.json()["Message"] == "No property or field 'Colour' exists in type 'Invoice'"


def test_an_invoice_is_found_by_id_and_by_number(seven: Xero) -> None:
    """The answer is the full record in an array of one."""
    identifier = next(iter(seven.books.collection("Invoices")))
    for key in (identifier, identifier.upper(), "INV-0001"):
        body = seven.get(f"Invoices/{key}").json()
        assert identifier == body["Invoices"][0]["InvoiceID"]
        assert body["Invoices"][0]["Contact"]["EmailAddress"] == "someone@example.com"


@pytest.mark.parametrize("path", ["Invoices/nowhere", "Elephants", ""])
def test_what_is_not_there_is_404_in_plain_text(seven: Xero, path: str) -> None:
    """Not JSON."""
    answer = seven.get(path)

    assert answer.status_code == 404
    assert answer.text == "The resource you're looking for cannot be found"


def test_without_accept_json_the_answer_is_refused(seven: Xero) -> None:
    """Xero would answer XML; the sandbox says what to send."""
    answer = seven.get("Invoices", {"Accept": "*/*"})

    assert answer.status_code == 406
    assert "Accept: application/json" in answer.text


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_writes_are_not_implemented_yet(xero: Xero, method: str) -> None:
    """501 with Xero's error number; a token to write with is asked for first."""
    xero.log_in("accounting.invoices")
    answer = xero.http.request(method, f"{xero.sandbox.api_url}/Invoices", json={"Invoices": []})

    assert answer.status_code == 501
    assert answer.json()["ErrorNumber"] == 20


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


def test_archived_contacts_and_tracking_are_shown_on_demand(xero: Xero) -> None:
    """includeArchived=true shows them, options too."""
    states = ("ACTIVE", "ARCHIVED")
    contacts = [{"ContactID": state, "ContactStatus": state, "UpdatedDateUTC": NOON} for state in states]
    xero.books.add("Contacts", "ContactID", *contacts)
    options = [{"Name": state, "Status": state} for state in states]
    category = {"TrackingCategoryID": "t", "Status": "ACTIVE", "Options": options}
    xero.books.add("TrackingCategories", "TrackingCategoryID", category)

    assert len(xero.get("Contacts", page=1).json()["Contacts"]) == 1
    assert len(xero.get("Contacts", page=1, includeArchived="true").json()["Contacts"]) == 2
    assert len(xero.get("TrackingCategories").json()["TrackingCategories"][0]["Options"]) == 1
    shown = xero.get("TrackingCategories", includeArchived="True").json()["TrackingCategories"][0]
    assert len(shown["Options"]) == 2


def test_journals_are_read_by_offset_until_empty(xero: Xero) -> None:
    """Pages after the first may be partial although more follow."""
    xero.books.ledger += [{"JournalID": f"j{n}", "JournalNumber": n, "CreatedDateUTC": NOON} for n in range(1, 251)]

    pages, offset = [], 0
    while rows := xero.get("Journals", offset=offset).json()["Journals"]:
        pages.append(len(rows))
        offset = rows[-1]["JournalNumber"]

    assert pages == [100, 97, 53]
    assert xero.get("Journals/17").json()["Journals"][0]["JournalID"] == "j17"


def test_the_trial_balance_is_a_report(xero: Xero) -> None:
    """Header, one section a class, totals; amounts are text."""
    report = xero.get("Reports/TrialBalance", date="2026-02-28").json()["Reports"][0]

    assert report["ReportTitles"] == ["Trial Balance", "Fake Company", "As at 28 February 2026"]
    assert [row["RowType"] for row in report["Rows"]] == ["Header", "Section", "Section", "Section"]
    sales = [cell["Value"] for cell in report["Rows"][1]["Rows"][0]["Cells"]]
    assert sales == ["Sales (200)", "", "28.00", "", "28.00"]
    total = report["Rows"][-1]["Rows"][0]
    assert total["RowType"] == "SummaryRow"
    assert [cell["Value"] for cell in total["Cells"]] == ["Total", "28.00", "28.00", "28.00", "28.00"]


def test_a_report_date_that_is_none_is_refused(xero: Xero) -> None:
    """With a QueryParseException; other reports are not implemented."""
    assert xero.get("Reports/TrialBalance", date="soon").status_code == 400
    assert xero.get("Reports/BalanceSheet").status_code == 501


def test_the_organisation_is_an_array_of_one(xero: Xero) -> None:
    """Under Organisations, whatever the endpoint is called."""
    assert xero.get("Organisation").json()["Organisations"][0]["Name"] == "Fake Company"


def test_a_hidden_row_is_counted_and_not_shown(seven: Xero) -> None:
    """Completeness checks must notice."""
    seven.sandbox.set_switches(hide_record="Invoices/3")
    first, second = _asked(seven, page=1, pageSize=5), _asked(seven, page=2, pageSize=5)

    assert _numbers(first) + _numbers(second) == [1, 2, 4, 5, 6, 7]
    assert first["pagination"]["itemCount"] == 7


def test_a_row_can_be_hidden_by_id(seven: Xero) -> None:
    """Several are separated by commas."""
    first, second = list(seven.books.collection("Invoices"))[:2]
    seven.sandbox.set_switches(hide_record=f"Invoices/{first}, Invoices/{second}")

    assert _numbers(_asked(seven, page=1)) == [3, 4, 5, 6, 7]


def test_a_lost_record_is_neither_shown_nor_counted_nor_found(seven: Xero) -> None:
    """Xero's lists and counts agree that it does not exist; other records are as they were."""
    lost = list(seven.books.collection("Invoices"))[2]
    seven.sandbox.set_switches(lose_record="Invoices/3")
    first, second = _asked(seven, page=1, pageSize=5), _asked(seven, page=2, pageSize=5)

    assert _numbers(first) + _numbers(second) == [1, 2, 4, 5, 6, 7]
    assert first["pagination"] == {"page": 1, "pageSize": 5, "pageCount": 2, "itemCount": 6}
    assert _numbers(_asked(seven, page=1, order="InvoiceID")) == [7, 6, 5, 4, 2, 1]
    assert seven.get(f"Invoices/{lost}").status_code == 404
    assert seven.get("Invoices/INV-0003").status_code == 404
    seven.sandbox.set_switches(lose_record="")
    assert seven.get(f"Invoices/{lost}").status_code == 200


def _rated(xero: Xero) -> int:
    """Return how many of the listed invoices have a CurrencyRate."""
    return sum("CurrencyRate" in each for each in _asked(xero, page=1)["Invoices"])


def test_documents_in_the_base_currency_may_lack_the_rate(seven: Xero) -> None:
    """By switch none, some or all of them have it, in lists and alone; a foreign document always has it."""
    seven.books.add("Invoices", "InvoiceID", *(invoice(number, CurrencyCode="NZD") for number in range(1, 31)))
    seven.books.add("Invoices", "InvoiceID", *(invoice(number, CurrencyCode="USD") for number in range(31, 51)))

    assert 20 < _rated(seven) < 50
    seven.sandbox.set_switches(base_currency_rate="always")
    assert _rated(seven) == 50
    seven.sandbox.set_switches(base_currency_rate="never")
    assert _rated(seven) == 20
    assert "CurrencyRate" not in seven.get("Invoices/INV-0001").json()["Invoices"][0]
    assert "CurrencyRate" in seven.get("Invoices/INV-0040").json()["Invoices"][0]


def test_deleted_drafts_leave_the_lists_by_switch(seven: Xero) -> None:
    """They are listed unless the switch says otherwise; Statuses finds them always."""
    draft = invoice(8, Status="DELETED")
    seven.books.add("Invoices", "InvoiceID", draft)

    assert len(_asked(seven, page=1)["Invoices"]) == 8
    seven.sandbox.set_switches(deleted_drafts_in_lists=False)
    assert len(_asked(seven, page=1)["Invoices"]) == 7
    assert _numbers(_asked(seven, Statuses="DELETED")) == [8]


def test_a_custom_connection_reads_its_one_organisation(xero: Xero) -> None:
    """No tenant header is needed; another organisation's is refused."""
    answer = xero.get("Organisation", {"xero-tenant-id": SECOND_TENANT})

    assert answer.status_code == 403
    assert answer.json()["Detail"] == "AuthenticationUnsuccessful"
