"""Xero's official SDK posts, changes, voids and deletes manual journals in the sandbox over HTTP."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from xero_python.accounting import (
    LineAmountTypes,
    ManualJournal,
    ManualJournalLine,
    ManualJournals,
    TrackingCategory,
)
from xero_python.exceptions import AccountingBadRequestException

if TYPE_CHECKING:
    from integration_tests.support.official_sdk import Sdk

ZERO_GUID = "00000000-0000-0000-0000-000000000000"
DAY = date(2026, 1, 31)
ENDED = {"VOIDED": "POSTED", "DELETED": "DRAFT"}
COMPANY = "empty_company"


def journal(narration: str = "JE-1", amounts: tuple[str, str] = ("100.25", "-100.25"), **more: Any) -> ManualJournal:  # noqa: ANN401
    """Return a posted journal as the SDK has it."""
    region = [TrackingCategory(name="Region", option="North")]
    lines = [
        ManualJournalLine(line_amount=Decimal(amounts[0]), account_code="210", description="Recognised"),
        ManualJournalLine(line_amount=Decimal(amounts[1]), account_code="835", tracking=region),
    ]
    fields = {"narration": narration, "date": DAY, "status": "POSTED", "journal_lines": lines} | more
    return ManualJournal(**fields)


def sent(*journals: ManualJournal) -> ManualJournals:
    """Return the SDK's envelope."""
    return ManualJournals(manual_journals=list(journals))


@pytest.mark.parametrize("summarize", [True, False])
@pytest.mark.parametrize("method", ["create_manual_journals", "update_or_create_manual_journals"])
def test_the_sdk_creates_journals(sdk: Sdk, method: str, summarize: bool) -> None:  # noqa: FBT001
    """With PUT and with POST; what it reads back is what it sent, to the cent."""
    create = getattr(sdk.accounting, method)
    answer = create(sdk.tenant, sent(journal("JE-1"), journal("JE-2", status="DRAFT")), summarize_errors=summarize)

    first, second = answer.manual_journals
    assert (first.narration, first.status, first.date) == ("JE-1", "POSTED", DAY)
    assert first.line_amount_types == LineAmountTypes.NOTAX
    assert (second.narration, second.status) == ("JE-2", "DRAFT")
    lines = [(f"{line.line_amount:.2f}", line.account_code) for line in first.journal_lines]
    assert lines == [("100.25", "210"), ("-100.25", "835")]
    (tracking,) = first.journal_lines[1].tracking
    assert (tracking.name, tracking.option) == ("Region", "North")
    assert tracking.tracking_option_id
    read = sdk.accounting.get_manual_journal(sdk.tenant, first.manual_journal_id).manual_journals[0]
    assert read.journal_lines == first.journal_lines
    assert first.status_attribute_string == (None if summarize else "OK")


def test_the_sdk_sees_which_of_a_batch_were_refused(sdk: Sdk) -> None:
    """Without summary: 200, in order, with the sentence at the one that is wrong."""
    wrong = journal("JE-2", ("100.00", "-10.00"))
    answer = sdk.accounting.create_manual_journals(
        sdk.tenant, sent(journal("JE-1"), wrong, journal("JE-3")), summarize_errors=False
    )

    assert [row.status_attribute_string for row in answer.manual_journals] == ["OK", "ERROR", "OK"]
    refused = answer.manual_journals[1]
    assert refused.manual_journal_id == ZERO_GUID
    assert refused.narration == "JE-2"
    (problem,) = refused.validation_errors
    assert problem.message == "The total debits (100.00) must equal total credits (-10.00)"


def test_the_sdk_raises_for_a_batch_with_a_refused_journal(sdk: Sdk) -> None:
    """With summary: 400, with every element."""
    with pytest.raises(AccountingBadRequestException) as refused:
        sdk.accounting.create_manual_journals(
            sdk.tenant, sent(journal("JE-1"), journal("JE-2", ("1", "-2"))), summarize_errors=True
        )

    data = refused.value.error_data
    assert (data["ErrorNumber"], data["Type"]) == (10, "ValidationException")
    assert [each["Narration"] for each in data["Elements"]] == ["JE-1", "JE-2"]


def test_the_sdk_changes_a_posted_journal(sdk: Sdk) -> None:
    """By the id in the URL, with lines; and by the id in the body."""
    (made,) = sdk.accounting.create_manual_journals(sdk.tenant, sent(journal())).manual_journals
    identifier = made.manual_journal_id
    by_url = sdk.accounting.update_manual_journal(sdk.tenant, identifier, sent(journal("JE-1", ("7", "-7"))))
    by_body = sdk.accounting.update_or_create_manual_journals(
        sdk.tenant, sent(journal("JE-1, again", ("7", "-7"), manual_journal_id=identifier))
    )

    changed = [*by_url.manual_journals, *by_body.manual_journals]
    assert [row.manual_journal_id for row in changed] == [identifier, identifier]
    assert [row.narration for row in changed] == ["JE-1", "JE-1, again"]
    (report,) = sdk.accounting.get_report_trial_balance(sdk.tenant, date=DAY).reports
    assert [cell.value for cell in report.rows[-1].rows[0].cells][1:3] == ["7.00", "7.00"]


@pytest.mark.parametrize("ended", ENDED)
@pytest.mark.parametrize("summarize", [True, False])
def test_the_sdk_ends_a_journal(sdk: Sdk, ended: str, summarize: bool) -> None:  # noqa: FBT001
    """A posted one is voided, a draft is deleted, and either only once."""
    (made,) = sdk.accounting.create_manual_journals(sdk.tenant, sent(journal(status=ENDED[ended]))).manual_journals
    # The SDK does not send a journal without its narration.
    ending = sent(ManualJournal(manual_journal_id=made.manual_journal_id, narration=made.narration, status=ended))
    post = sdk.accounting.update_or_create_manual_journals

    (gone,) = post(sdk.tenant, ending, summarize_errors=summarize).manual_journals
    assert (gone.manual_journal_id, gone.status) == (made.manual_journal_id, ended)
    assert sdk.sandbox.books.trial_balance(DAY) == []
    if summarize:
        with pytest.raises(AccountingBadRequestException):
            post(sdk.tenant, ending, summarize_errors=True)
    else:
        (again,) = post(sdk.tenant, ending, summarize_errors=False).manual_journals
        assert again.status_attribute_string == "ERROR"


@pytest.mark.parametrize("summarize", [True, False])
def test_the_sdk_repeats_a_call_under_its_key(sdk: Sdk, summarize: bool) -> None:  # noqa: FBT001
    """One journal; another journal under the key is refused."""
    create = sdk.accounting.create_manual_journals
    first, second = (
        create(sdk.tenant, sent(journal()), summarize_errors=summarize, idempotency_key="k-1") for _ in range(2)
    )

    assert first.manual_journals == second.manual_journals
    assert len(sdk.sandbox.books.collection("ManualJournals")) == 1
    with pytest.raises(AccountingBadRequestException) as refused:
        create(sdk.tenant, sent(journal("JE-2")), summarize_errors=summarize, idempotency_key="k-1")
    assert "k-1 is used with a different request" in str(refused.value.error_data)


def test_the_sdk_reads_warnings(sdk: Sdk) -> None:
    """An account that is not there is dropped with a warning, a tracking option without a word."""
    made = journal()
    made.journal_lines[1].tracking[0].option = "Nowhere"
    made.journal_lines.append(ManualJournalLine(line_amount=Decimal(0), account_code="999"))
    (row,) = sdk.accounting.create_manual_journals(sdk.tenant, sent(made), summarize_errors=False).manual_journals

    assert row.status_attribute_string == "WARNING"
    assert [each.message for each in row.warnings] == [
        "Account code '999' has been removed as it does not match a recognised account."
    ]
    assert [line.tracking for line in row.journal_lines] == [[], []]
