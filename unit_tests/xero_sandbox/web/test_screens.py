"""The pages over HTTP: only looking, at the addresses that links into Xero have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import requests

from xero_sandbox import Sandbox
from xero_sandbox.screens.page import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unit_tests.xero_sandbox.conftest import Xero

HOSTILE = "<script>alert('pay')</script>\"' onload=x"


@pytest.fixture(scope="module")
def demo() -> Iterator[Sandbox]:
    """Serve the demo company and another, with a contact and a journal whose texts are hostile."""
    with Sandbox(organisations=2) as xero:
        xero.act("create_contact", name=HOSTILE)
        yield xero


def got(xero: Sandbox, path: str, **headers: str) -> requests.Response:
    """Look at a page."""
    return requests.get(xero.url + path, headers=headers, timeout=10, allow_redirects=False)


@pytest.mark.parametrize("path", [path for _, path in WAYS])
@pytest.mark.parametrize("place", [0, 1])
def test_every_page_is_there_for_every_organisation(demo: Sandbox, path: str, place: int) -> None:
    """With headers that let no script run; the page says whose it is."""
    organisation = demo.organisations[place]
    answer = got(demo, f"{path}?organisation={organisation['OrganisationID']}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f"Xero Sandbox: {organisation['Name'].replace('&', '&amp;')}" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_link_of_the_pages_leads_somewhere(demo: Sandbox) -> None:
    """To a page, to the stylesheet, or to the controls; and each is the sandbox's own."""
    seen: set[str] = set()
    waiting = ["/", *(f"{path}?q=Rex" for path in ("/invoices", "/contacts")), "/credit-notes", "/manual-journals"]
    while waiting and len(seen) < 120:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = got(demo, path)
        assert answer.status_code == 200, path
        links = [link.replace("&amp;", "&") for link in re.findall('href="([^"]*)"', answer.text)]
        assert all(link.startswith(("/", f"{demo.url}/")) for link in links), path
        waiting += [link for link in links if link.startswith("/")][:30]
    assert len(seen) > 40


def test_a_text_of_the_books_is_a_text_on_every_page(demo: Sandbox) -> None:
    """Nobody who writes a contact's name writes a page."""
    page = got(demo, "/contacts?q=alert").text

    assert "&lt;script&gt;alert(&#x27;pay&#x27;)&lt;/script&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/Journal/View.aspx?invoiceID=none", 404, "There is no manual journal with this invoiceID."),
        ("/AccountsReceivable/View.aspx", 404, "There is no invoices record with this InvoiceID."),
        ("/Contacts/View.aspx?contactID=<b>", 404, "There is no contact with this contactID."),
        ("/?organisation=none", 404, "There is no organisation with this id."),
        ("/invoices?page=x", 400, "page is &#x27;x&#x27;, and must be a number from 1."),
        ("/trial-balance?on=<script>", 400, "on is &#x27;&lt;script&gt;&#x27;, and must be a day"),
    ],
)
def test_what_is_not_there_or_cannot_be_shown_is_told_on_a_page(
    demo: Sandbox, path: str, status: int, told: str
) -> None:
    """With its status, and the ways to everything else."""
    answer = got(demo, path)

    assert answer.status_code == status
    assert told in answer.text
    assert 'href="/invoices"' in answer.text


def test_links_as_xero_has_them_do_not_mind_the_case_of_a_name(demo: Sandbox) -> None:
    """Invoices, bills and credit notes, whichever organisation they are in."""
    first, other = (tenant.books.collection("Invoices") for tenant in demo.tenants)
    invoice = next(each for each in other if each not in first)

    for path in ("/AccountsReceivable/View.aspx?invoiceid=", "/AccountsPayable/View.aspx?InvoiceID="):
        page = got(demo, path + invoice)
        assert page.status_code == 200
        assert f"Xero Sandbox: {demo.tenants[1].name}" in page.text
    note = next(iter(demo.books.collection("CreditNotes")))
    assert got(demo, f"/AccountsReceivable/ViewCreditNote.aspx?creditNoteID={note}").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_changed_by_a_page(demo: Sandbox, method: str) -> None:
    """Pages are looked at and nothing else."""
    before = demo.books.store.changes
    answers = {requests.request(method, demo.url + path, timeout=10).status_code for _, path in WAYS}

    assert answers == {405}
    assert demo.books.store.changes == before


def test_a_page_is_refused_to_a_name_that_was_bent_to_this_machine(demo: Sandbox) -> None:
    """Nobody else's page reads the books."""
    assert got(demo, "/invoices", Host="evil.example").status_code == 403


def test_the_stylesheet_is_the_only_other_thing_that_a_page_asks_for(demo: Sandbox) -> None:
    """One small file."""
    answer = got(demo, "/style.css")

    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert re.findall('(?:src|href)="([^"]+css[^"]*|https?:[^"]*)"', got(demo, "/invoices").text) == ["/style.css"]


def test_calls_tell_who_called(xero: Xero) -> None:
    """The app by its token, or by its name and secret; and not the looking."""
    xero.get("Invoices")
    page = got(xero.sandbox, "/calls").text

    (call,) = re.findall("<tr><td><time>[^<]*</time></td>(.*Invoices.*?)</tr>", page.replace("</tr>", "</tr>\n"))
    assert "<td>sandbox-custom-connection</td><td>Fake Company</td><td>GET</td>" in call
    assert "/connect/token</td><td>200" in page
    assert "/calls</td>" not in page
