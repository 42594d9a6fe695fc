"""GET of the Accounting API, over HTTP: single records, journals, reports, and lists that lag."""

from __future__ import annotations

from datetime import timedelta

from unit_tests.xero_sandbox.conftest import NOON, Xero, invoice


def test_an_invoice_is_found_by_id_and_by_number(seven: Xero) -> None:
    """The answer is the full record in an array of one."""
    identifier = next(iter(seven.books.collection("Invoices")))
    for key in (identifier, identifier.upper(), "INV-0001"):
        body = seven.get(f"Invoices/{key}").json()
        assert identifier == body["Invoices"][0]["InvoiceID"]
        assert body["Invoices"][0]["Contact"]["EmailAddress"] == "someone@example.com"


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


def _rated(xero: Xero) -> int:
    """Return how many of the listed invoices have a CurrencyRate."""
    return sum("CurrencyRate" in each for each in xero.get("Invoices", page=1).json()["Invoices"])


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


def test_what_lies_under_a_record_and_is_not_known_is_501(seven: Xero) -> None:
    """So is anything under a report."""
    assert seven.get("Invoices/INV-0001/OnlineInvoice").status_code == 501
    assert seven.get("Reports/TrialBalance/More").status_code == 501


def test_journals_are_read_since_an_instant(xero: Xero) -> None:
    """CreatedDateUTC is what counts; one that is not there is 404."""
    times = {1: NOON - timedelta(hours=2), 2: NOON - timedelta(hours=1)}
    xero.books.ledger += [{"JournalID": f"j{n}", "JournalNumber": n, "CreatedDateUTC": at} for n, at in times.items()]
    since = {"If-Modified-Since": "2026-03-02T11:00:00"}

    assert [each["JournalID"] for each in xero.get("Journals", since).json()["Journals"]] == ["j2"]
    assert xero.get("Journals/j1").status_code == 200
    assert xero.get("Journals/j3").status_code == 404


def test_a_query_that_cannot_be_understood_is_400(xero: Xero) -> None:
    """Offset is a number."""
    assert xero.get("Journals", offset="x").json()["Type"] == "QueryParseException"


def test_lagging_lists_show_new_and_changed_records_late(seven: Xero) -> None:
    """By id the new state is there at once; after so many seconds lists have it too."""
    first, *_ = seven.books.collection("Invoices")
    seven.sandbox.set_switches(lists_lag_seconds=30)
    seven.books.add("Invoices", "InvoiceID", invoice(8, UpdatedDateUTC=NOON))
    seven.sandbox.act("void", id=first)

    def statuses() -> dict[str, str]:
        rows = seven.get("Invoices", page=1).json()["Invoices"]
        return {row["InvoiceNumber"]: row["Status"] for row in rows}

    seven.sandbox.clock.advance(29)
    assert (statuses()["INV-0001"], "INV-0008" in statuses()) == ("AUTHORISED", False)
    assert seven.get(f"Invoices/{first}").json()["Invoices"][0]["Status"] == "VOIDED"
    assert seven.get("Invoices/INV-0008").status_code == 200
    seven.sandbox.clock.advance(1)
    assert (statuses()["INV-0001"], "INV-0008" in statuses()) == ("VOIDED", True)


def test_a_lagging_list_of_journals_ends_earlier(xero: Xero) -> None:
    """Those that were there when it began to lag are shown."""
    xero.books.ledger.append({"JournalID": "old", "JournalNumber": 1, "CreatedDateUTC": NOON})
    xero.sandbox.set_switches(lists_lag_seconds=30)
    xero.books.ledger.append({"JournalID": "new", "JournalNumber": 2, "CreatedDateUTC": NOON})

    def listed() -> list[str]:
        return [each["JournalID"] for each in xero.get("Journals").json()["Journals"]]

    assert listed() == ["old"]
    assert xero.get("Journals/new").status_code == 200
    xero.sandbox.clock.advance(30)
    assert listed() == ["old", "new"]
