"""Xero's official SDK writes tracking, history notes and attachments to the sandbox over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xero_python.accounting import (
    HistoryRecord,
    HistoryRecords,
    ManualJournal,
    ManualJournalLine,
    ManualJournals,
    TrackingCategory,
    TrackingOption,
)
from xero_python.exceptions import AccountingBadRequestException, HTTPStatusException, NotFoundException

if TYPE_CHECKING:
    from integration_tests.support.official_sdk import Sdk

UNKNOWN = "00000000-0000-4000-8000-000000000000"
LINE = {"Description": "Work", "Quantity": 1, "UnitAmount": "10.00", "AccountCode": "200"}
COMPANY = "empty_company"


def _listed(sdk: Sdk, **parameters: object) -> dict[str, list[str]]:
    """Return the categories and options of the list."""
    answer = sdk.accounting.get_tracking_categories(sdk.tenant, **parameters)
    return {each.name: [option.name for option in each.options] for each in answer.tracking_categories}


def _category(sdk: Sdk, name: str) -> Any:  # noqa: ANN401 - the SDK has no types
    answer = sdk.accounting.get_tracking_categories(sdk.tenant, include_archived=True)
    return next(each for each in answer.tracking_categories if each.name == name)


def _message(refused: pytest.ExceptionInfo[AccountingBadRequestException]) -> str:
    return str(refused.value.error_data["Elements"][0]["ValidationErrors"][0]["Message"])


def _journal(sdk: Sdk, tracking: TrackingCategory | None = None) -> str:
    lines = [
        ManualJournalLine(line_amount=5, account_code="400", tracking=[tracking] if tracking else None),
        ManualJournalLine(line_amount=-5, account_code="200"),
    ]
    sent = ManualJournals(manual_journals=[ManualJournal(narration="March", journal_lines=lines, status="POSTED")])
    made = sdk.accounting.create_manual_journals(sdk.tenant, manual_journals=sent)
    return str(made.manual_journals[0].manual_journal_id)


def _invoice(sdk: Sdk, **line: object) -> str:
    contact = next(iter(sdk.sandbox.books.collection("Contacts")))
    made = sdk.sandbox.act("create_invoice", contact=contact, lines=[{**LINE, **line}], date="2026-01-05")
    return str(made["InvoiceID"])


def test_the_sdk_replaces_a_category_by_another(sdk: Sdk) -> None:
    """A third is refused until one is archived; the archived one is in the list on demand alone."""
    before = _listed(sdk)
    assert set(before) == {"Region", "Product Line"}
    with pytest.raises(AccountingBadRequestException) as refused:
        sdk.accounting.create_tracking_category(sdk.tenant, TrackingCategory(name="Team"))
    assert _message(refused) == "An organisation can have at most 2 active tracking categories."

    region = _category(sdk, "Region").tracking_category_id
    sdk.accounting.update_tracking_category(sdk.tenant, region, TrackingCategory(status="ARCHIVED"))
    nested = TrackingCategory(name="Team", options=[TrackingOption(name="Lost")])
    (made,) = sdk.accounting.create_tracking_category(sdk.tenant, nested).tracking_categories

    assert (made.name, made.status, made.options) == ("Team", "ACTIVE", [])
    assert set(_listed(sdk)) == {"Product Line", "Team"}
    assert _listed(sdk, include_archived=True) == before | {"Team": []}


def test_the_sdk_creates_renames_and_archives_an_option(sdk: Sdk) -> None:
    """Each call answers with the option, and the list follows."""
    region = _category(sdk, "Region").tracking_category_id
    before = _listed(sdk)["Region"]
    (made,) = sdk.accounting.create_tracking_options(sdk.tenant, region, TrackingOption(name="Offshore")).options
    assert (made.name, made.status) == ("Offshore", "ACTIVE")
    assert _listed(sdk)["Region"] == [*before, "Offshore"]

    option = made.tracking_option_id
    sdk.accounting.update_tracking_options(sdk.tenant, region, option, TrackingOption(name="Overseas"))
    assert _listed(sdk)["Region"] == [*before, "Overseas"]

    archived = TrackingOption(status="ARCHIVED")
    (shown,) = sdk.accounting.update_tracking_options(sdk.tenant, region, option, archived).options
    assert (shown.tracking_option_id, shown.name, shown.status) == (option, "Overseas", "ARCHIVED")
    assert _listed(sdk)["Region"] == before
    assert _listed(sdk, include_archived=True)["Region"] == [*before, "Overseas"]


def test_the_sdk_renames_a_category_that_a_journal_carries(sdk: Sdk) -> None:
    """The journal shows the new names; the option can then not be deleted, another one can."""
    region = _category(sdk, "Region")
    used, unused = region.options[:2]
    journal = _journal(sdk, TrackingCategory(name="Region", option=used.name))
    sdk.accounting.update_tracking_category(sdk.tenant, region.tracking_category_id, TrackingCategory(name="Area"))

    (shown,) = sdk.accounting.get_manual_journal(sdk.tenant, journal).manual_journals
    (tracking,) = shown.journal_lines[0].tracking
    assert (tracking.name, tracking.option) == ("Area", used.name)
    with pytest.raises(AccountingBadRequestException) as refused:
        sdk.accounting.delete_tracking_options(sdk.tenant, region.tracking_category_id, used.tracking_option_id)
    assert "is in use and cannot be deleted" in _message(refused)
    sdk.accounting.delete_tracking_options(sdk.tenant, region.tracking_category_id, unused.tracking_option_id)
    assert unused.name not in _listed(sdk, include_archived=True)["Area"]


def test_the_sdk_deletes_a_category_that_nothing_carries(sdk: Sdk) -> None:
    """The answer says DELETED; the category is gone."""
    region = _category(sdk, "Region").tracking_category_id
    (gone,) = sdk.accounting.delete_tracking_category(sdk.tenant, region).tracking_categories

    assert gone.status == "DELETED"
    assert set(_listed(sdk, include_archived=True)) == {"Product Line"}
    with pytest.raises(NotFoundException):
        sdk.accounting.get_tracking_category(sdk.tenant, region)


@pytest.mark.parametrize(("known", "name"), [(False, "North"), (True, "North ")])
def test_the_sdk_meets_xeros_server_errors(sdk: Sdk, known: bool, name: str) -> None:  # noqa: FBT001
    """An option of an unknown category, and one whose name ends with a space."""
    category = _category(sdk, "Region").tracking_category_id if known else UNKNOWN
    with pytest.raises(HTTPStatusException) as failed:
        sdk.accounting.create_tracking_options(sdk.tenant, category, TrackingOption(name=name))

    assert failed.value.status == 500


@pytest.mark.parametrize("kind", ["invoice", "manual_journal"])
def test_the_sdk_leaves_a_note(sdk: Sdk, kind: str) -> None:
    """It is the latest of the document's history, which begins with its creation."""
    identifier, api = (_invoice if kind == "invoice" else _journal)(sdk), sdk.accounting
    write = api.create_invoice_history if kind == "invoice" else api.create_manual_journal_history_record
    read = api.get_invoice_history if kind == "invoice" else api.get_manual_journals_history

    note = HistoryRecords(history_records=[HistoryRecord(details="Posted for January 2026")])
    (written,) = write(sdk.tenant, identifier, note).history_records
    latest, first = read(sdk.tenant, identifier).history_records

    assert latest.details == written.details == "Posted for January 2026"
    assert latest.date_utc == written.date_utc
    assert (latest.changes, latest.user, first.changes) == ("Note", "System Generated", "Created")


def test_the_sdk_attaches_a_file_to_an_invoice(sdk: Sdk, tmp_path: Path) -> None:
    """The single invoice shows it, and its bytes come back by name and by id."""
    sdk.client.configuration.temp_folder_path = str(tmp_path)
    invoice, content = _invoice(sdk), bytes(range(256))
    make = sdk.accounting.create_invoice_attachment_by_file_name
    (made,) = make(sdk.tenant, invoice, "order no. 7.bin", content, include_online=True).attachments
    (shown,) = sdk.accounting.get_invoice(sdk.tenant, invoice).invoices
    (listed,) = sdk.accounting.get_invoices(sdk.tenant, page=1).invoices

    assert (made.file_name, made.content_length, made.include_online) == ("order no. 7.bin", 256, True)
    assert [made.attachment_id] == [each.attachment_id for each in shown.attachments]
    assert shown.has_attachments is listed.has_attachments is True
    kind = "application/octet-stream"
    by_name = sdk.accounting.get_invoice_attachment_by_file_name(sdk.tenant, invoice, "order no. 7.bin", kind)
    by_id = sdk.accounting.get_invoice_attachment_by_id(sdk.tenant, invoice, made.attachment_id, kind)
    assert content == Path(by_name).read_bytes() == Path(by_id).read_bytes()


def test_the_sdk_attaches_and_replaces_a_file_of_a_manual_journal(sdk: Sdk) -> None:
    """One file stays, which an update of the journal keeps."""
    journal, api = _journal(sdk), sdk.accounting
    (first,) = api.create_manual_journal_attachment_by_file_name(sdk.tenant, journal, "a.csv", b"one").attachments
    (second,) = api.update_manual_journal_attachment_by_file_name(sdk.tenant, journal, "a.csv", b"three").attachments
    changed = ManualJournals(manual_journals=[ManualJournal(manual_journal_id=journal, narration="April")])
    api.update_manual_journal(sdk.tenant, journal, changed)

    assert first.attachment_id == second.attachment_id
    (listed,) = api.get_manual_journal_attachments(sdk.tenant, journal).attachments
    (shown,) = api.get_manual_journal(sdk.tenant, journal).manual_journals
    assert shown.narration == "April"
    assert shown.has_attachments
    assert listed.content_length == shown.attachments[0].content_length == 5
    assert "/manualjournal/" in listed.url
