"""The sandbox's pages in a real browser, and the ways to them from the workbook."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import requests

from tools.browser import BrowserFault, Page, browser, program
from xero_sandbox import Sandbox
from xero_sandbox.identity.consent import printed_link
from xero_sandbox.screens.page import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
CONNECTORS = ("source_xero_revrec", "destination_xero_journals")


@pytest.fixture(scope="module")
def demo() -> Iterator[Sandbox]:
    """Serve the demo company, with a contact and an invoice whose texts are hostile."""
    with Sandbox() as xero:
        contact = xero.act("create_contact", name=HOSTILE)
        line = {"Description": HOSTILE, "UnitAmount": "10.00", "AccountCode": "200"}
        xero.act(
            "create_invoice",
            contact=contact["ContactID"],
            lines=[line],
            date="2026-06-30",
            reference=HOSTILE,
            number="HOSTILE-1",
        )
        yield xero


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Open a browser; without one on this machine there is nothing to look with."""
    if program() is None:
        pytest.skip("there is no Chromium here (on Debian: apt-get install chromium)")
    try:
        with browser() as opened:
            yield opened
    except BrowserFault as fault:
        pytest.skip(f"Chromium does not start here: {fault}")


def seen(page: Page) -> str:
    """Return the text of a page as it is shown."""
    text: str = page.tell("document.body.innerText")
    return text


def arrive(page: Page, condition: str) -> None:
    """Wait for the page behind a click; a script that was asked while the browser left the old page is asked again."""
    for _ in range(5):
        try:
            page.wait(condition)
        except BrowserFault as fault:
            if "navigated" not in str(fault):
                raise
        else:
            return
    raise BrowserFault(f"{condition} did not come true")


def runs_a_script(page: Page) -> bool:
    """Return whether a page's text became more than a text: it has none of its own."""
    return bool(page.tell("document.title === 'owned' || document.querySelectorAll('script, img').length > 0"))


def test_somebody_finds_an_invoice_and_what_was_posted_for_it(demo: Sandbox, page: Page) -> None:
    """From the first page by its links and its search, without typing an address."""
    page.open(f"{demo.url}/")
    page.click('nav a[href="/invoices"]')
    arrive(page, "document.querySelector('h1')?.innerText === 'Invoices'")
    page.type("input[name=q]", "INV-0001")
    page.click("form button")
    arrive(page, "document.querySelectorAll('tbody tr').length === 1")
    page.click("tbody a")
    arrive(page, "document.querySelector('h1').innerText === 'Invoice INV-0001'")

    assert "Platform Pro, 12 seats" in seen(page)
    assert "1,366.20" in seen(page)
    page.open(f"{demo.url}/journal-report?from=2025-01-01&to=2025-01-31")
    assert "Invoice INV-0001" in seen(page)


@pytest.mark.parametrize("path", [*(path for _, path in WAYS), "/invoices?q=HOSTILE-1", "/contacts?q=onerror"])
def test_no_text_of_the_books_runs_in_a_browser(demo: Sandbox, page: Page, path: str) -> None:
    """It is shown as it was written, on lists and on the pages behind them."""
    page.open(demo.url + path)
    assert not runs_a_script(page)

    if "?" in path:
        assert HOSTILE in seen(page)
        # A link over two lines has nothing in its middle to click at.
        page.tell("document.querySelector('tbody a').click()")
        arrive(page, "document.querySelectorAll('dl').length > 0")
        assert HOSTILE in seen(page)
        assert not runs_a_script(page)


def test_an_app_is_let_in_with_one_click_and_both_connectors_can_start(
    demo: Sandbox, page: Page, tmp_path: Path
) -> None:
    """The link that is printed, Allow, and on the page after it the code and a configuration for each that works."""
    page.open(printed_link(demo.url))
    page.click("button[value=allow]")
    arrive(page, "document.body.innerText.includes('The app is let in')")
    shown: list[str] = page.tell("[...document.querySelectorAll('pre')].map(each => each.innerText)")

    assert re.search("Code: sandbox-code-[0-9a-f]+", seen(page))
    for connector, text in zip(CONNECTORS, shown, strict=True):
        path = tmp_path / f"{connector}.json"
        path.write_text(text, encoding="utf-8")
        assert checked(connector, path) == "SUCCEEDED"


def checked(connector: str, config: Path) -> str:
    """Return what a connector's `check` says of a configuration."""
    command = [sys.executable, "-m", f"{connector}.run", "check", "--config", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    messages: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    return next(each["connectionStatus"]["status"] for each in messages if each["type"] == "CONNECTION_STATUS")


def test_a_link_of_the_workbook_opens_its_document_in_the_sandbox(demo: Sandbox, tmp_path: Path) -> None:
    """Of an invoice and of a credit note, from RevRec's sheet and from ours; never at Xero."""
    config, made = tmp_path / "config.json", tmp_path / "a.xlsx"
    config.write_text(json.dumps(demo.source_config()), encoding="utf-8")
    words = [sys.executable, "-m", "source_xero_revrec.run", "workbook", "--config", str(config), "--output", str(made)]
    subprocess.run(words, capture_output=True, text=True, timeout=120, check=True)
    book = openpyxl.load_workbook(made)
    opened = set()
    for name in ("BillingSchedule", "Recon Errors"):
        heading, *rows = book[name].iter_rows(values_only=True)
        link, number = heading.index("In Xero"), heading.index("Document Number")
        for row in [row for row in rows if str(row[number]).startswith(("INV-0001", "INV-0009", "CN-0001"))]:
            (address,) = re.findall(r'^=HYPERLINK\("([^"]*)","Open"\)$', str(row[link]))
            assert address.startswith(f"{demo.url}/AccountsReceivable/")
            answer = requests.get(address, timeout=10)
            assert answer.status_code == 200
            assert f" {row[number]}</h1>" in answer.text
            opened.add((name, row[number]))

    assert opened >= {("BillingSchedule", "INV-0001"), ("BillingSchedule", "CN-0001"), ("Recon Errors", "INV-0009")}
