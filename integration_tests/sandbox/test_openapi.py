"""Every answer of the sandbox is valid by Xero's own OpenAPI file, where that file is at hand.

The file is Xero's and is not part of this project: XERO_OPENAPI_FILE names a copy of `xero_accounting.yaml`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
import yaml  # type: ignore[import-untyped]
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse
from openapi_core.validation.response.exceptions import InvalidData

from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "XERO_OPENAPI_FILE"
FILE = os.environ.get(VARIABLE, "")

pytestmark = pytest.mark.skipif(
    not FILE,
    reason=f"{VARIABLE} is not set: it names a copy of Xero's xero_accounting.yaml, which is not part of this project",
)

SCOPES = (
    "accounting.invoices.read accounting.payments.read accounting.contacts.read accounting.settings.read "
    "accounting.manualjournals accounting.banktransactions.read accounting.journals.read "
    "accounting.reports.trialbalance.read"
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


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads YAML without making times of text: the file's examples are text."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def _with_boolean_defaults(node: Any) -> Any:  # noqa: ANN401 - a piece of the file
    """Return the file with its boolean defaults as booleans; it writes "false" as text in many places."""
    if isinstance(node, list):
        return [_with_boolean_defaults(each) for each in node]
    if not isinstance(node, dict):
        return node
    mended = {key: _with_boolean_defaults(value) for key, value in node.items()}
    if mended.get("type") == "boolean" and isinstance(mended.get("default"), str):
        mended["default"] = mended["default"].lower() == "true"
    return mended


class Judge:
    """A client of the sandbox that holds every answer against the file."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Read the file and log in."""
        self.sandbox = sandbox
        document = _with_boolean_defaults(yaml.load(Path(FILE).read_text(encoding="utf-8"), _Loader))
        document["servers"] = [{"url": sandbox.api_url}]
        self._openapi = OpenAPI.from_dict(document)
        self._http = requests.Session()
        credentials = sandbox.source_config()["credentials"]
        answer = self._http.post(
            f"{sandbox.identity_url}/connect/token",
            data={"grant_type": "client_credentials", "scope": SCOPES},
            auth=(credentials["client_id"], credentials["client_secret"]),
            timeout=10,
        )
        self._headers = {
            "Authorization": f"Bearer {answer.json()['access_token']}",
            "Accept": "application/json",
            "xero-tenant-id": sandbox.organisations[0]["OrganisationID"],
        }

    def valid(self, path: str, **query: str) -> dict[str, Any]:
        """Return an answer that the file allows; anything else raises what is wrong with it."""
        return self._held("GET", path, query)

    def written(self, method: str, path: str, sent: object, **query: str) -> dict[str, Any]:
        """Return the answer to a write, held against the file in the same way."""
        return self._held(method, path, query, sent)

    def _held(self, method: str, path: str, query: dict[str, str], sent: object = None) -> dict[str, Any]:
        url = f"{self.sandbox.api_url}/{path}"
        request = requests.Request(method, url, params=query, headers=self._headers, json=sent)
        answer = self._http.send(self._http.prepare_request(request), timeout=30)
        self._openapi.validate_response(RequestsOpenAPIRequest(request), RequestsOpenAPIResponse(answer))
        body: dict[str, Any] = answer.json()
        return body


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
