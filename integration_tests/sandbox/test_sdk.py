"""Xero's official SDK reads every endpoint of the sandbox over HTTP, token flow included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from xero_python.api_client.oauth2 import TokenApi
from xero_python.exceptions import AccountingBadRequestException

from integration_tests.support.official_sdk import Sdk, official_sdk
from xero_sandbox import Sandbox

COMPANY = "running_demo"
"""Nobody writes to it."""

PAGED = (
    "Invoices",
    "CreditNotes",
    "Payments",
    "Prepayments",
    "Overpayments",
    "ManualJournals",
    "BankTransactions",
    "PurchaseOrders",
)
UNPAGED = (
    "Accounts",
    "Items",
    "TaxRates",
    "Currencies",
    "BatchPayments",
    "BankTransfers",
    "RepeatingInvoices",
    "BrandingThemes",
    "ContactGroups",
    "Users",
    "Quotes",
    "LinkedTransactions",
)
FIELDS = {"TaxRates": "tax_type", "Currencies": "code"}
METHODS = {
    "BankTransactions": "bank_transactions",
    "BankTransfers": "bank_transfers",
    "BatchPayments": "batch_payments",
    "BrandingThemes": "branding_themes",
    "ContactGroups": "contact_groups",
    "CreditNotes": "credit_notes",
    "LinkedTransactions": "linked_transactions",
    "ManualJournals": "manual_journals",
    "PurchaseOrders": "purchase_orders",
    "RepeatingInvoices": "repeating_invoices",
    "TaxRates": "tax_rates",
    "TrackingCategories": "tracking_categories",
}


def _method(endpoint: str) -> str:
    return METHODS.get(endpoint, endpoint.lower())


def _text(value: object) -> str:
    """Return an id, or the code of what the SDK made an enumeration of."""
    return str(getattr(value, "value", value))


def _id_field(endpoint: str) -> str:
    return FIELDS.get(endpoint, f"{_method(endpoint).removesuffix('s')}_id")


@pytest.mark.parametrize("endpoint", PAGED)
def test_the_sdk_walks_a_paged_endpoint(sdk: Sdk, endpoint: str) -> None:
    """Every id of the books arrives once, over pages of fifty, and the pagination counts them."""
    ids: list[str] = []
    pages = page = 1
    while page <= pages:
        answer = getattr(sdk.accounting, f"get_{_method(endpoint)}")(sdk.tenant, page=page, page_size=50)
        pages = answer.pagination.page_count
        ids += [getattr(row, _id_field(endpoint)) for row in getattr(answer, _method(endpoint))]
        page += 1

    books = sdk.sandbox.books.collection(endpoint)
    assert sorted(books) == sorted(ids)
    assert len(books) == answer.pagination.item_count


@pytest.mark.parametrize("endpoint", UNPAGED)
def test_the_sdk_reads_an_unpaged_endpoint(sdk: Sdk, endpoint: str) -> None:
    """Every id of the books arrives."""
    answer = getattr(sdk.accounting, f"get_{_method(endpoint)}")(sdk.tenant)

    ids = [_text(getattr(row, _id_field(endpoint))) for row in getattr(answer, _method(endpoint))]
    assert sorted(sdk.sandbox.books.collection(endpoint)) == sorted(ids)


@pytest.mark.parametrize("endpoint", [*PAGED, "Contacts", "Accounts", "Items", "Quotes", "BatchPayments"])
def test_the_sdk_reads_a_single_record(sdk: Sdk, endpoint: str) -> None:
    """By id, as an array of one."""
    identifier = next(iter(sdk.sandbox.books.collection(endpoint)))
    singular = _method(endpoint).removesuffix("s")
    answer = getattr(sdk.accounting, f"get_{singular}")(sdk.tenant, identifier)

    assert [identifier] == [getattr(row, f"{singular}_id") for row in getattr(answer, _method(endpoint))]


def test_the_sdk_reads_contacts_with_archived_ones(sdk: Sdk) -> None:
    """Capital True, as the SDK writes it, is understood."""
    answer = sdk.accounting.get_contacts(sdk.tenant, page=1, page_size=1000, include_archived=True)

    books = sdk.sandbox.books.collection("Contacts")
    assert sorted(books) == sorted(contact.contact_id for contact in answer.contacts)


def test_the_sdk_reads_tracking_categories_with_options(sdk: Sdk) -> None:
    """Names and options are the books'."""
    answer = sdk.accounting.get_tracking_categories(sdk.tenant, include_archived=True)

    books = sdk.sandbox.books.collection("TrackingCategories").values()
    expected = {each["Name"]: [option["Name"] for option in each["Options"]] for each in books}
    assert expected == {each.name: [option.name for option in each.options] for each in answer.tracking_categories}


def test_the_sdk_reads_the_organisation(sdk: Sdk) -> None:
    """Under its tenant id."""
    assert sdk.tenant == sdk.accounting.get_organisations(sdk.tenant).organisations[0].organisation_id


def test_the_sdk_reads_the_ledger_by_offset(sdk: Sdk) -> None:
    """Until an empty page, every journal number once."""
    numbers: list[int] = []
    while rows := sdk.accounting.get_journals(sdk.tenant, offset=numbers[-1] if numbers else 0).journals:
        numbers += [row.journal_number for row in rows]

    assert [journal["JournalNumber"] for journal in sdk.sandbox.books.journals()] == numbers


def test_the_sdk_reads_the_trial_balance(sdk: Sdk) -> None:
    """Debits equal credits in the report's total."""
    report = sdk.accounting.get_report_trial_balance(sdk.tenant, date=date(2026, 1, 31)).reports[0]
    total = [cell.value for cell in report.rows[-1].rows[0].cells]

    assert report.report_name == "Trial Balance"
    assert total[1] == total[2]
    assert total[3] == total[4]


def test_money_and_dates_arrive_as_the_books_have_them(sdk: Sdk) -> None:
    """Total, TotalTax, Date and UpdatedDateUTC of every invoice, line amounts too."""
    answer = sdk.accounting.get_invoices(sdk.tenant, page=1, page_size=1000, unitdp=4)
    books = sdk.sandbox.books.collection("Invoices")

    for row in answer.invoices:
        record = books[row.invoice_id]
        assert (record["Total"], record["TotalTax"]) == (_money(row.total), _money(row.total_tax))
        assert record["Date"] == row.date
        assert record["UpdatedDateUTC"] == row.updated_date_utc
        amounts = [(line["LineAmount"], line["UnitAmount"]) for line in record["LineItems"]]
        assert amounts == [(_money(line.line_amount), _money(line.unit_amount, 4)) for line in row.line_items]


def _money(number: object, places: int = 2) -> object:
    """Return what the SDK made of a number (it reads JSON numbers as floats) at its scale."""
    return Decimal(f"{number:.{places}f}") if number is not None else None


def test_the_sdk_filters_and_orders(sdk: Sdk) -> None:
    """where, order, Statuses, IDs, summaryOnly and If-Modified-Since."""
    books = sdk.sandbox.books.collection("Invoices")
    sales = sdk.accounting.get_invoices(
        sdk.tenant, where='Type=="ACCREC"', order="InvoiceID ASC", page=1, page_size=1000
    )
    voided = sdk.accounting.get_invoices(sdk.tenant, statuses=["VOIDED"])
    chosen = sdk.accounting.get_invoices(sdk.tenant, i_ds=list(books)[:3], summary_only=True)
    newest = max(record["UpdatedDateUTC"] for record in books.values())
    changed = sdk.accounting.get_invoices(
        sdk.tenant, if_modified_since=newest.replace(microsecond=0, tzinfo=None), page=1, page_size=1000
    )

    assert {key for key, record in books.items() if record["Type"] == "ACCREC"} == _ids(sales)
    assert {key for key, record in books.items() if record["Status"] == "VOIDED"} == _ids(voided)
    assert set(list(books)[:3]) == _ids(chosen)
    assert 1 <= len(changed.invoices) < len(books)


def _ids(answer: Any) -> set[str]:  # noqa: ANN401 - the SDK has no types
    return {row.invoice_id for row in answer.invoices}


def test_the_sdk_understands_a_refused_query(sdk: Sdk) -> None:
    """400 becomes the SDK's own exception, with Xero's message."""
    with pytest.raises(AccountingBadRequestException) as refused:
        sdk.accounting.get_invoices(sdk.tenant, where="Elephant==1")

    assert "No property or field 'Elephant'" in refused.value.error_data["Message"]


def test_the_sdk_refreshes_its_token_and_lists_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rotating refresh token, two organisations, and the second one read by its tenant id."""
    with Sandbox(organisations=2) as sandbox:
        monkeypatch.setattr(TokenApi, "refresh_token_url", f"{sandbox.identity_url}/connect/token")
        monkeypatch.setattr(TokenApi, "revoke_token_url", f"{sandbox.identity_url}/connect/revocation")
        credentials = sandbox.source_config(auth_type="oauth")["credentials"]
        sdk = official_sdk(sandbox, credentials["client_id"], credentials["client_secret"])
        sdk.held.update(
            access_token="expired", refresh_token=credentials["refresh_token"], scope=[], token_type="Bearer",
            expires_in=0, expires_at=(datetime.now(UTC) - timedelta(hours=1)).timestamp(),
        )  # fmt: skip

        connections = sdk.identity.get_connections()
        assert [each["OrganisationID"] for each in sandbox.organisations] == [each.tenant_id for each in connections]
        assert credentials["refresh_token"] != sdk.held["refresh_token"]
        second = sdk.accounting.get_organisations(connections[1].tenant_id).organisations[0]
        assert second.name == sandbox.organisations[1]["Name"]
        sdk.client.refresh_oauth2_token()
        sdk.client.revoke_oauth2_token()
        assert sdk.held["access_token"] is None
