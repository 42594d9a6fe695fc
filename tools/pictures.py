"""`make pictures`: what the documentation shows, drawn by the programs themselves, so that it stays true.

It needs Chromium, LibreOffice, pdftoppm and a font as wide as Excel's; on Debian: apt-get install chromium
libreoffice-calc poppler-utils fonts-crosextra-carlito.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from destination_xero_journals.config import Config as DestinationConfig
from source_xero_revrec.config import Config as SourceConfig
from tools import form_page, sheet_pictures, terminal_picture
from tools.browser import address, browser, program
from xero_connectors.form import form
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tools.browser import Page

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
JOURNALS = ROOT / "integration_tests" / "demo" / "JournalEntries.csv"
BIN = Path(sys.executable).parent
DEFERRING = 12
"""How many customers the company has that closes its months."""
PERIOD = "2026-04"
PAGES = {
    "front": "",
    "invoices": "invoices",
    "manual-journals": "manual-journals",
    "trial-balance": "trial-balance?on=2026-03-31",
    "calls": "calls",
}
"""The sandbox's pages that are shown, and the address of each."""
RECORDS = {
    "invoice": "invoices?q=INV-0007",
    "manual-journal": "manual-journals?q=JE-2026-01-02",
    "contact": "contacts?q=Boom",
}
"""Pages of one record, and the list of which it is the first."""
CHOSEN = (("Client ID:", "sandbox-custom-connection"), ("Client secret:", "not-a-real-secret"))
LEFT_AS_IT_IS = ("What is it for?", "How do invoices become", "no comparison")
"""Questions of `init` that are answered with Return."""
_MOST = 640


def main() -> None:
    """Draw every picture anew, and print how large it is."""
    missing = [name for name in ("soffice", "pdftoppm") if shutil.which(name) is None]
    if missing or program() is None:
        sys.exit("On Debian: apt-get install chromium libreoffice-calc poppler-utils fonts-crosextra-carlito")
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as kept, browser() as page:
        folder = Path(kept)
        _forms(page, folder)
        _signing_in(folder)
        with Sandbox(limits=False) as xero:
            _demo(xero, folder)
            _pages(page, xero)
        with Sandbox(deferring=DEFERRING, limits=False) as xero:
            _close(xero, folder)
    sizes = {each.name: each.stat().st_size for each in sorted(PICTURES.iterdir())}
    for name, size in sizes.items():
        print(f"{size / 1000:8.0f} kB  {name}")
    print(f"{sum(sizes.values()) / 1000:8.0f} kB")


def _forms(page: Page, folder: Path) -> None:
    for name, model in (("source", SourceConfig), ("destination", DestinationConfig)):
        written = folder / f"{name}.html"
        written.write_text(form_page.page(form(model)), encoding="utf-8")
        page.open(address(written), width=760, height=900)
        (PICTURES / f"form-{name}.png").write_bytes(page.picture("body"))


def _pages(page: Page, xero: Sandbox) -> None:
    for name, place in PAGES.items():
        page.open(f"{xero.url}/{place}", width=1100)
        (PICTURES / f"sandbox-{name}.png").write_bytes(page.picture(most=_MOST))
    for name, place in RECORDS.items():
        page.open(f"{xero.url}/{place}", width=1100)
        page.open(page.tell("document.querySelector('td a').href"), width=1100)
        (PICTURES / f"sandbox-{name}.png").write_bytes(page.picture(most=_MOST))


def _signing_in(folder: Path) -> None:
    """Draw `init` with its questions, and `sign-in`, of which a program of the tests is the browser."""
    with Sandbox(limits=False, organisations=2) as xero:
        here = f"--sandbox {xero.url}"
        answers = [("How does it sign in", ""), *CHOSEN, *((question, "") for question in LEFT_AS_IT_IS)]
        _terminal(folder, "init", [f"source-xero-revrec init --config asked.json {here}"], answers)
        app = "--client-id sandbox-native-app --port 0"
        _terminal(
            folder, "sign-in", [f"source-xero-revrec sign-in --config signed-in.json {app} {here}"], [("or all:", "1")]
        )


def _demo(xero: Sandbox, folder: Path) -> None:
    region = {"revrec_field": "Location", "xero_tracking_category": "Region"}
    _keep(folder / "source.json", xero.source_config(custom_fields=[region]))
    mapped = {"values": [{"revrec_value": "East", "xero_option": "Eastside"}]}
    product = {"revrec_field": "Class", "xero_tracking_category": "Product Line"}
    place = {"storage_type": "Local", "path": "receipts"}
    options = {"tracking_mapping": [region | mapped, product], "object_storage_config": place}
    _keep(folder / "destination.json", xero.destination_config(**options))
    shutil.copy(JOURNALS, folder / "JournalEntries.csv")
    _terminal(folder, "check", ["source-xero-revrec check --config source.json"])
    _terminal(folder, "discover", ["source-xero-revrec discover --config source.json"])
    _keep(folder / "catalog.json", _catalog())
    read = "source-xero-revrec read --config source.json --catalog catalog.json"
    _terminal(folder, "read", [read])
    _terminal(folder, "workbook", ["source-xero-revrec workbook --config source.json --output revrec.xlsx"])
    asked = "--config destination.json --input JournalEntries.csv --output plan.xlsx"
    _terminal(folder, "plan", [f"destination-xero-journals plan {asked}"])
    post = "destination-xero-journals post JournalEntries.csv --config destination.json"
    _terminal(folder, "post", [post, post])
    _workbook(folder / "revrec.xlsx", "workbook")
    _workbook(folder / "plan.xlsx", "plan")
    _problems(folder)


def _problems(folder: Path) -> None:
    """Show the sheet of problems of a plan that has some: an account and an option that Xero does not have."""
    text = JOURNALS.read_text(encoding="utf-8")
    (folder / "Broken.csv").write_text(
        text.replace(",210,", ",2100,").replace(",South,", ",Southern,"), encoding="utf-8"
    )
    command = "destination-xero-journals plan --config destination.json --input Broken.csv --output broken.xlsx"
    terminal_picture.screen(shlex.split(command), folder, _environment())
    drawn = sheet_pictures.pictures(folder / "broken.xlsx")
    (PICTURES / "plan-problems.png").write_bytes(drawn["Problems"])


def _close(xero: Sandbox, folder: Path) -> None:
    here = {
        "recognised_by": "here",
        "deferred_account": "835",
        "sold_into": [{"deferred_account": "835", "revenue_account": "200"}],
        "undated": "at_invoice_date",
        "cut_over": {"first_period": PERIOD, "opening": "journal"},
    }
    _keep(folder / "source.json", xero.source_config(recognition=here))
    _terminal(folder, "close", [f"source-xero-revrec close --config source.json --period {PERIOD} --output closes"])
    _workbook(folder / "closes" / "close.xlsx", "close")


def _catalog() -> dict[str, Any]:
    streams = ("customers", "products", "order_details", "billing_schedule", "recon_errors", "control_totals")
    modes = {"sync_mode": "incremental", "destination_sync_mode": "append_dedup"}
    described = {"json_schema": {}, "supported_sync_modes": ["full_refresh", "incremental"]}
    return {"streams": [{"stream": {"name": name, **described}, **modes} for name in streams]}


def _terminal(folder: Path, name: str, commands: Iterable[str], answers: Sequence[tuple[str, str]] = ()) -> None:
    typed = [(line, terminal_picture.screen(shlex.split(line), folder, _environment(), answers)) for line in commands]
    (PICTURES / f"terminal-{name}.svg").write_text(terminal_picture.picture(typed), encoding="utf-8")


def _environment() -> dict[str, str]:
    clicking = f"{sys.executable} {ROOT / 'integration_tests' / 'support' / 'browser.py'} %s"
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "BROWSER": clicking, "DO_NOT_TRACK": "1"}


def _workbook(workbook: Path, name: str) -> None:
    for sheet, drawn in sheet_pictures.pictures(workbook).items():
        (PICTURES / f"{name}-{sheet.lower().replace(' ', '-')}.png").write_bytes(drawn)


def _keep(path: Path, value: Any) -> None:  # noqa: ANN401 - any JSON
    path.write_text(json.dumps(value), encoding="utf-8")


if __name__ == "__main__":
    main()
