"""Every answer of the sandbox is valid by Xero's own OpenAPI file, where that file is at hand.

The file is Xero's and is not part of this project: XERO_OPENAPI_FILE names a copy of `xero_accounting.yaml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openapi_core.validation.response.exceptions import InvalidData

from integration_tests.support.openapi_judge import FILE, VARIABLE, Judge
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    not FILE,
    reason=f"{VARIABLE} is not set: it names a copy of Xero's xero_accounting.yaml, which is not part of this project",
)

PAGED = (
    "Invoices",
    "CreditNotes",
    "Payments",
    "Prepayments",
    "Overpayments",
    "Contacts",
    "ManualJournals",
    "BankTransactions",
    "PurchaseOrders",
)
UNPAGED = (
    "Quotes",
    "LinkedTransactions",
    "BatchPayments",
    "BankTransfers",
    "RepeatingInvoices",
    "Accounts",
    "Items",
    "TaxRates",
    "Currencies",
    "TrackingCategories",
    "Organisation",
    "BrandingThemes",
    "Users",
    "ContactGroups",
    "Journals",
    "Reports/TrialBalance",
)
NOT_SINGLE = ("Currencies", "Organisation", "Journals", "Reports/TrialBalance")


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """Serve a demo company and read the file once."""
    with Sandbox(limits=False) as sandbox:
        # The file's schema has a number and a boolean there; its example has texts.
        sandbox.set_switches(batch_payment_texts=False)
        yield Judge(sandbox)


@pytest.mark.parametrize("endpoint", [*PAGED, *UNPAGED])
def test_a_list_is_valid(judge: Judge, endpoint: str) -> None:
    """Without paging."""
    body = judge.valid(endpoint)

    assert body["Status"] == "OK"


@pytest.mark.parametrize("endpoint", PAGED)
def test_a_page_is_valid(judge: Judge, endpoint: str) -> None:
    """With lines and pagination."""
    body = judge.valid(endpoint, page="1", pageSize="1000")

    assert len(body[endpoint]) == body["pagination"]["itemCount"]


@pytest.mark.parametrize("endpoint", [name for name in (*PAGED, *UNPAGED) if name not in NOT_SINGLE])
def test_single_records_are_valid(judge: Judge, endpoint: str) -> None:
    """The first and the last of the books, with everything that only single records show."""
    ids = list(judge.sandbox.books.collection(endpoint))
    for identifier in {ids[0], ids[-1]}:
        assert len(judge.valid(f"{endpoint}/{identifier}")[endpoint]) == 1


@pytest.mark.parametrize("summarize", ["true", "false"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_answers_to_written_journals_are_valid(judge: Judge, method: str, summarize: str) -> None:
    """One that is saved with a warning and one that is refused, in one request: a 400 with summary, a 200 without."""
    lines = [{"LineAmount": 5, "AccountCode": "400"}, {"LineAmount": -5, "AccountCode": "200"}]
    good = {"Narration": "Accrual", "Status": "POSTED", "JournalLines": [*lines, {"LineAmount": 0, "AccountCode": "x"}]}
    wrong = good | {"JournalLines": lines[:1]}
    body = judge.written(method, "ManualJournals", {"ManualJournals": [good, wrong]}, summarizeErrors=summarize)
    rows = body["Elements" if summarize == "true" else "ManualJournals"]

    assert [len(row.get("Warnings", [])) for row in rows] == [1, 0]
    assert [len(row.get("ValidationErrors", [])) for row in rows] == [0, 1]


def test_the_answer_to_a_voided_journal_is_valid(judge: Judge) -> None:
    """By its id in the URL."""
    journals = judge.sandbox.books.collection("ManualJournals").values()
    identifier = next(each["ManualJournalID"] for each in journals if each["Status"] == "POSTED")
    body = judge.written("POST", f"ManualJournals/{identifier}", {"Status": "VOIDED"})

    assert [row["Status"] for row in body["ManualJournals"]] == ["VOIDED"]


def test_the_file_notices_what_is_wrong(judge: Judge) -> None:
    """The texts of Xero's own example, which its schema does not allow, are found."""
    judge.sandbox.set_switches(batch_payment_texts=True)
    try:
        with pytest.raises(InvalidData):
            judge.valid("Payments", page="1", pageSize="1000")
    finally:
        judge.sandbox.set_switches(batch_payment_texts=False)
