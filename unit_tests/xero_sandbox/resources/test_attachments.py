"""Files on documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.resources.conftest import Asking, refusal, rows
from xero_sandbox.answers.shapes import View, shape
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.identity.scopes import may_call, scoped, wanted_scope

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def test_a_file_is_attached_to_a_manual_journal(asking: Asking) -> None:
    """Its bytes come back by name and by id, and the Url calls the journal `manualjournal`."""
    journal = asking.journal()
    path = f"ManualJournals/{journal}/Attachments"
    (made,) = rows(
        asking.attachments("PUT", f"{path}/March 2026.csv", b"a,b\r\n", "text/csv; charset=utf-8"), "Attachments"
    )

    identifier = made.pop("AttachmentID")
    url = f"https://api.xero.com/api.xro/2.0/manualjournal/{journal}/Attachments/March%202026.csv"
    assert made == {"FileName": "March 2026.csv", "Url": url, "MimeType": "text/csv", "ContentLength": 5}
    for key in ("march 2026.CSV", identifier, identifier.upper()):
        answer = asking.attachments("GET", f"{path}/{key}")
        assert (answer.status, answer.body, answer.content_type) == (200, b"a,b\r\n", "text/csv")
    assert [{"AttachmentID": identifier, **made}] == rows(asking.attachments("GET", path), "Attachments")


@pytest.mark.parametrize(("parameter", "online"), [({}, False), ({"includeonline": "True"}, True)])
def test_a_file_on_an_invoice_can_be_shown_online(asking: Asking, parameter: dict[str, str], online: bool) -> None:  # noqa: FBT001
    """IncludeOnline is in the answer; the Url names the endpoint as it is."""
    invoice = asking.invoice()
    path = f"Invoices/{invoice}/Attachments/order.pdf"
    (made,) = rows(asking.attachments("POST", path, b"%PDF", "application/pdf", **parameter), "Attachments")

    assert made["IncludeOnline"] is online
    assert made["Url"] == f"https://api.xero.com/api.xro/2.0/Invoices/{invoice}/Attachments/order.pdf"


def test_the_document_shows_its_attachments(asking: Asking) -> None:
    """HasAttachments is true everywhere, the files are in the single record alone; others keep none."""
    first, second = asking.invoice(), asking.invoice()
    asking.attachments("PUT", f"Invoices/{first}/Attachments/order.pdf", b"%PDF", "application/pdf")

    invoices = asking.books.collection("Invoices")
    endpoint = ENDPOINTS["Invoices"]
    single = shape(endpoint, View(single=True))(invoices[first])
    assert (single["HasAttachments"], [each["FileName"] for each in single["Attachments"]]) == (True, ["order.pdf"])
    listed = shape(endpoint, View())(invoices[first])
    assert (listed["HasAttachments"], "Attachments" in listed) == (True, False)
    assert (invoices[second]["HasAttachments"], invoices[second]["Attachments"]) == (False, [])


@pytest.mark.parametrize("stamped", [False, True])
def test_attaching_stamps_the_document_only_by_switch(asking: Asking, stamped: bool) -> None:  # noqa: FBT001
    """Whether Xero does is unknown."""
    asking.service.set_switches({"attachment_bumps_document": stamped})
    journal = asking.books.collection("ManualJournals")[asking.journal()]
    before = journal["UpdatedDateUTC"]
    asking.later()
    asking.attachments("PUT", f"ManualJournals/{journal['ManualJournalID']}/Attachments/a.txt", b"a")

    assert stamped is (journal["UpdatedDateUTC"] > before)


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_file_of_the_same_name_is_replaced(asking: Asking, method: str) -> None:
    """Its id stays, whatever the case of the name."""
    path = f"Invoices/{asking.invoice()}/Attachments"
    (first,) = rows(asking.attachments("PUT", f"{path}/a.txt", b"one"), "Attachments")
    (second,) = rows(asking.attachments(method, f"{path}/A.txt", b"second"), "Attachments")

    assert first["AttachmentID"] == second["AttachmentID"]
    assert [second] == rows(asking.attachments("GET", path), "Attachments")
    assert asking.attachments("GET", f"{path}/a.txt").body == b"second"


def test_an_eleventh_file_is_refused(asking: Asking) -> None:
    """Ten can still be replaced."""
    path = f"Invoices/{asking.invoice()}/Attachments"
    for number in range(10):
        asking.attachments("PUT", f"{path}/{number}.txt", b"x")

    assert refusal(asking.attachments("PUT", f"{path}/10.txt", b"x")) == "A document can have at most 10 attachments."
    assert asking.attachments("PUT", f"{path}/9.txt", b"y").status == 200


def test_a_file_has_a_largest_size(asking: Asking) -> None:
    """A switch: Xero's pages name two."""
    asking.service.set_switches({"largest_attachment": 3})
    path = f"Invoices/{asking.invoice()}/Attachments/a.txt"

    assert asking.attachments("PUT", path, b"123").status == 200
    assert refusal(asking.attachments("PUT", path, b"1234")) == "The file 'a.txt' has more than 3 bytes."
    assert asking.attachments("GET", path).body == b"123"


def test_ten_megabytes_fit(asking: Asking) -> None:
    """And not a byte more, unless the switch says so."""
    path = f"Invoices/{asking.invoice()}/Attachments/a.bin"

    assert asking.attachments("PUT", path, bytes(10_000_000), "").status == 200
    assert asking.attachments("GET", path).content_type == "application/octet-stream"
    assert asking.attachments("PUT", path, bytes(10_000_001)).status == 400


def test_an_empty_file_is_refused(asking: Asking) -> None:
    """Nothing is attached, and HasAttachments stays false."""
    invoice = asking.invoice()

    assert refusal(asking.attachments("PUT", f"Invoices/{invoice}/Attachments/a.txt")) == "The file 'a.txt' is empty."
    assert asking.books.collection("Invoices")[invoice]["HasAttachments"] is False


@pytest.mark.parametrize("character", list('<>:"\\|?*+\0'))
def test_a_file_name_has_no_reserved_characters(asking: Asking, character: str) -> None:
    """Xero's documentation lists them."""
    path = f"Invoices/{asking.invoice()}/Attachments/a{character}b.txt"

    assert "a character that is not allowed" in refusal(asking.attachments("PUT", path, b"x"))


def test_a_file_is_in_the_history(asking: Asking) -> None:
    """As the latest that happened."""
    path = f"ManualJournals/{asking.journal()}"
    asking.attachments("PUT", f"{path}/Attachments/a.txt", b"x")

    latest, _ = rows(asking.history("GET", f"{path}/History"), "HistoryRecords")
    assert (latest["Changes"], latest["Details"]) == ("Attached a file", "Attached the file a.txt through the Xero API")


def test_what_is_not_there_is_not_found(asking: Asking) -> None:
    """404 for the document and for the file."""
    assert asking.attachments("GET", f"Invoices/{UNKNOWN}/Attachments").status == 404
    assert asking.attachments("PUT", f"Invoices/{UNKNOWN}/Attachments/a.txt", b"x").status == 404
    assert asking.attachments("GET", f"Invoices/{asking.invoice()}/Attachments/a.txt").status == 404


def test_other_calls_do_not_exist(asking: Asking) -> None:
    """501 for a deletion, and for endpoints that have no attachments."""
    assert asking.attachments("DELETE", f"Invoices/{asking.invoice()}/Attachments/a.txt").status == 501
    assert asking.attachments("GET", f"Payments/{UNKNOWN}/Attachments").status == 501


def test_attachments_have_a_scope_of_their_own() -> None:
    """Whatever the endpoint, for reading and for writing; the document and its history keep theirs."""
    invoices = ENDPOINTS["Invoices"]
    attached = scoped(invoices, ("id", "attachments", "a.txt"))

    assert (wanted_scope(attached, write=True), wanted_scope(attached, write=False)) == (
        "accounting.attachments",
        "accounting.attachments.read",
    )
    assert may_call(["accounting.attachments"], attached, write=True)
    assert not may_call(["accounting.attachments.read"], attached, write=True)
    assert not may_call(["accounting.invoices"], attached, write=False)
    assert scoped(invoices, ("id", "History")) == scoped(invoices, ("attachments",)) == invoices


def test_a_token_for_invoices_does_not_open_their_attachments(seven: Xero) -> None:
    """The refusal names the scope to ask for; the invoice itself is open."""
    invoice = next(iter(seven.books.collection("Invoices")))
    refused = seven.get(f"Invoices/{invoice}/Attachments")

    assert refused.status_code == 401
    assert 'scope="accounting.attachments.read"' in refused.headers["WWW-Authenticate"]
    assert seven.get(f"Invoices/{invoice}").status_code == 200


def test_answers_are_in_the_usual_envelope(asking: Asking) -> None:
    """With the request's Id."""
    body = json.loads(asking.attachments("GET", f"Invoices/{asking.invoice()}/Attachments").body)

    assert (body["Id"], body["Status"], body["Attachments"]) == ("a-request", "OK", [])
