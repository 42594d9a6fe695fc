"""Writes over HTTP: order of the checks, keys, sizes, and the faults on the way back."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import requests

from unit_tests.xero_sandbox.conftest import Xero
from xero_sandbox.books import Books

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xero_sandbox import Sandbox
    from xero_sandbox.tenant import OpenBooks

Record = dict[str, Any]

SCOPES = "accounting.manualjournals accounting.settings accounting.attachments accounting.journals.read"
JOURNAL: Record = {
    "Narration": "Accrual",
    "Date": "2026-03-31",
    "Status": "POSTED",
    "JournalLines": [{"LineAmount": 5, "AccountCode": "400"}, {"LineAmount": -5, "AccountCode": "200"}],
}
WRONG = JOURNAL | {"JournalLines": []}


class Writer(Xero):
    """A sandbox of two real organisations without records, and a client that may write."""

    def send(
        self, method: str, path: str, sent: object = None, key: str = "", tenant: int = 0, **parameters: str
    ) -> requests.Response:
        """Write to the Accounting API; the body is JSON unless it is bytes."""
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        headers = {"Content-Type": "application/json", "xero-tenant-id": self.tenants[tenant]}
        headers |= {"Idempotency-Key": key} if key else {}
        url = f"{self.sandbox.api_url}/{path}"
        return self.http.request(method, url, data=body, params=parameters, headers=headers, timeout=20)

    def post(self, sent: object = JOURNAL, key: str = "", **parameters: str) -> requests.Response:
        """Post manual journals."""
        return self.send("POST", "ManualJournals", sent, key, **parameters)

    @property
    def tenants(self) -> list[str]:
        """The organisations' tenant ids."""
        return [str(each["OrganisationID"]) for each in self.sandbox.organisations]

    @property
    def kept(self) -> Mapping[str, Record]:
        """The journals of the first organisation."""
        kept: Mapping[str, Record] = self.sandbox.books.collection("ManualJournals")
        return kept


@pytest.fixture
def xero(serve: Callable[[OpenBooks], Sandbox]) -> Writer:
    """Serve two organisations, to an app that is connected to both."""
    sandbox = serve(lambda now: [Books(seed=1, now=now), Books(seed=2, now=now)])
    made = Writer(sandbox)
    credentials = sandbox.source_config(auth_type="oauth")["credentials"]
    form = {"grant_type": "refresh_token", "refresh_token": credentials["refresh_token"]}
    auth = (credentials["client_id"], credentials["client_secret"])
    token = made.http.post(f"{sandbox.identity_url}/connect/token", data=form, auth=auth, timeout=5).json()
    made.http.headers["Authorization"] = f"Bearer {token['access_token']}"
    return made


def test_a_journal_is_posted_over_http(xero: Writer) -> None:
    """The envelope is that of every answer, and a GET by id shows the same journal."""
    answer = xero.post()
    body = answer.json()

    assert (answer.status_code, body["Status"], body["Id"]) == (200, "OK", answer.headers["Xero-Correlation-Id"])
    (made,) = body["ManualJournals"]
    shown = xero.send("GET", f"ManualJournals/{made['ManualJournalID']}").json()
    assert shown["ManualJournals"] == [made]


@pytest.mark.parametrize(("method", "path"), [
    ("DELETE", "ManualJournals"), ("PATCH", "ManualJournals"), ("PUT", "Invoices"),
    ("DELETE", "ManualJournals/x"),
])  # fmt: skip
def test_what_does_not_exist_is_501(xero: Writer, method: str, path: str) -> None:
    """Other writes are not Xero's, or not this sandbox's."""
    assert xero.send(method, path).status_code == 501


def test_reading_alone_does_not_allow_writing(xero: Writer) -> None:
    """The scope with .read is not enough, and no key is remembered of it."""
    xero.log_in("accounting.manualjournals.read")
    refused = xero.post(key="k")
    xero.log_in("accounting.manualjournals")

    assert refused.status_code == 401
    assert "insufficient_scope" in refused.headers["WWW-Authenticate"]
    assert xero.post(key="k").status_code == 200


def test_a_key_makes_a_write_happen_once(xero: Writer) -> None:
    """The second answer is the first one's, until six minutes have passed."""
    first, second = xero.post(key="k"), xero.post(key="k")
    assert first.json() == second.json()
    assert len(xero.kept) == 1

    xero.sandbox.clock.advance(360)
    xero.post(key="k")
    assert len(xero.kept) == 2


@pytest.mark.parametrize(("sent", "status"), [(WRONG, 400), (b"{", 400), (
    JOURNAL | {"JournalLines": [{"Tracking": {}}]}, 500)])  # fmt: skip
def test_errors_are_remembered_too(xero: Writer, sent: object, status: int) -> None:
    """What was wrong stays wrong under its key."""
    first, second = xero.post(sent, "k"), xero.post(sent, "k")

    assert (first.status_code, second.status_code) == (status, status)
    assert first.content == second.content


def test_a_key_is_of_one_request(xero: Writer) -> None:
    """Another body is refused in Xero's words, whatever it holds; a key that is too long is refused as well."""
    xero.post(key="k")
    refused = xero.post(WRONG, "k")

    assert refused.status_code == 400
    assert "Idempotency Key: k is used with a different request" in refused.text
    assert xero.post(key="k" * 129).status_code == 400
    assert len(xero.kept) == 1


def test_a_key_is_of_the_app_not_of_the_organisation(xero: Writer) -> None:
    """The same request to a second organisation is answered with the first one's journal, and not applied."""
    first = xero.send("POST", "ManualJournals", JOURNAL, "k", tenant=0)
    second = xero.send("POST", "ManualJournals", JOURNAL, "k", tenant=1)

    assert first.json() == second.json()
    assert dict(xero.sandbox.tenants[1].books.collection("ManualJournals")) == {}


@pytest.mark.parametrize("kind", ["rate_minute", "unauthorized", "server_error", "html", "unavailable"])
def test_a_fault_before_the_handler_is_neither_applied_nor_remembered(xero: Writer, kind: str) -> None:
    """The key is free for the next try."""
    xero.sandbox.fault(kind, "ManualJournals", count=1)
    xero.post(key="k")
    assert dict(xero.kept) == {}
    assert xero.post(key="k").status_code == 200


@pytest.mark.parametrize("kind", ["lost_answer", "reset", "truncated_json", "slow"])
def test_a_fault_on_the_way_back_leaves_the_write_applied(xero: Writer, kind: str) -> None:
    """Whatever the client saw, the next try under the key is told of the one journal."""
    xero.sandbox.fault(kind, "ManualJournals", count=1, delay=0.01)
    try:
        xero.post(key="k")
    except requests.RequestException:
        assert kind in ("lost_answer", "reset")
    (made,) = xero.post(key="k").json()["ManualJournals"]

    assert [made["ManualJournalID"]] == list(xero.kept)


def test_an_applied_error_is_a_500_of_something_that_happened(xero: Writer) -> None:
    """The key is answered with the error again, or with what was lost; a read is simply a 500."""
    xero.sandbox.fault("applied_error", "ManualJournals", count=3)

    assert xero.post(key="k").status_code == 500
    assert len(xero.kept) == 1
    xero.sandbox.set_switches(applied_error_replays="answer")
    assert xero.post(key="l").status_code == 500
    assert xero.send("GET", "ManualJournals").status_code == 500
    assert xero.post(key="k").status_code == 500
    assert xero.post(key="l").status_code == 200
    assert len(xero.kept) == 2


def test_a_late_commit_is_cut_at_once_and_applied_later(xero: Writer) -> None:
    """By then the client has seen the end of the connection; a read is only cut."""
    xero.sandbox.fault("late_commit", "ManualJournals", count=2, delay=0.2)
    begin = time.monotonic()
    with pytest.raises(requests.RequestException):
        xero.post()
    assert time.monotonic() - begin < 0.2
    assert dict(xero.kept) == {}
    with pytest.raises(requests.RequestException):
        xero.send("GET", "ManualJournals")

    assert xero.sandbox.wait_for_late_commits()
    assert len(xero.kept) == 1


def test_a_duplicate_waits_for_the_late_commit_of_its_key(xero: Writer) -> None:
    """It is told of the one journal; so is every other duplicate."""
    xero.sandbox.fault("late_commit", "ManualJournals", count=1, delay=0.15)
    with pytest.raises(requests.RequestException):
        xero.post(key="k")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: xero.post(key="k").json()["ManualJournals"], range(3)))

    (made,) = xero.kept
    assert [made] * 3 == [rows[0]["ManualJournalID"] for rows in answers]


def test_a_late_commit_of_books_that_were_reset_is_lost(xero: Writer) -> None:
    """It reaches the books that it was meant for, which are gone, and the keys begin anew."""
    xero.sandbox.fault("late_commit", "ManualJournals", count=1, delay=0.05)
    with pytest.raises(requests.RequestException):
        xero.post(key="k")
    xero.sandbox.service.reset()

    assert xero.sandbox.wait_for_late_commits()
    assert dict(xero.kept) == {}


def test_parallel_writes_of_one_key_are_one_write(xero: Writer) -> None:
    """Five at a time."""
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: xero.post(key="k").content, range(5)))

    assert len(set(answers)) == 1
    assert len(xero.kept) == 1


def test_a_body_that_is_too_large_is_413(xero: Writer) -> None:
    """Plain text, and nothing is applied or remembered."""
    xero.sandbox.set_switches(largest_request=100)
    refused = xero.post(key="k")
    xero.sandbox.set_switches(largest_request=3_500_000)

    assert (refused.status_code, refused.headers["Content-Type"]) == (413, "text/plain; charset=utf-8")
    assert xero.post(key="k").status_code == 200


def test_the_other_places_under_a_journal_answer(xero: Writer) -> None:
    """History and attachments, read and written."""
    identifier = xero.post().json()["ManualJournals"][0]["ManualJournalID"]
    note = {"HistoryRecords": [{"Details": "From the close"}]}

    assert xero.send("PUT", f"ManualJournals/{identifier}/History", note).status_code == 200
    assert "From the close" in xero.send("GET", f"ManualJournals/{identifier}/History").text
    assert xero.send("PUT", f"ManualJournals/{identifier}/Attachments/a.txt", b"x").status_code == 200
    assert "a.txt" in xero.send("GET", f"ManualJournals/{identifier}/Attachments").text
    assert xero.send("PUT", "TrackingCategories", {"Name": "Region"}).status_code == 200


def test_a_thousand_journals_take_a_moment(xero: Writer) -> None:
    """Fifty journals of ten lines are a matter of milliseconds."""
    xero.sandbox.limits.enabled = False
    lines = [{"LineAmount": 10 * (-1) ** n, "AccountCode": "400", "Description": "x" * 40} for n in range(10)]
    begin = time.monotonic()
    for batch in range(20):
        journals = [JOURNAL | {"Narration": f"JE-{batch}-{n}", "JournalLines": lines} for n in range(50)]
        assert xero.post({"ManualJournals": journals}).status_code == 200
    assert time.monotonic() - begin < 10
    assert len(xero.kept) == 1000


def test_a_duplicate_of_a_late_commit_is_cut_too_and_commits_nothing_more(xero: Writer) -> None:
    """Its key has its one journal, however often the fault strikes."""
    xero.sandbox.fault("late_commit", "ManualJournals", count=2, delay=0.05)
    for _ in range(2):
        with pytest.raises(requests.RequestException):
            xero.post(key="k")

    assert xero.sandbox.wait_for_late_commits()
    assert len(xero.kept) == 1


def test_lagging_lists_hide_what_was_just_written(xero: Writer) -> None:
    """The answer and a GET by id show it; later the list does too, and the ledger's journals."""
    xero.sandbox.set_switches(lists_lag_seconds=5)
    identifier = xero.post().json()["ManualJournals"][0]["ManualJournalID"]

    def listed() -> tuple[int, int]:
        rows = xero.send("GET", "ManualJournals").json()["ManualJournals"]
        return len(rows), len(xero.send("GET", "Journals").json()["Journals"])

    assert listed() == (0, 0)
    assert xero.send("GET", f"ManualJournals/{identifier}").status_code == 200
    xero.sandbox.clock.advance(5)
    assert listed() == (1, 1)
