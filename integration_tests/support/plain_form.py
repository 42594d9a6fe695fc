"""A plain JSON-schema form in a real browser: react-jsonschema-form with nothing set, as any platform may use it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.browser import BrowserFault, Page, address, browser, program

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = Path(__file__).parent.parent / "forms"
_PINNED = ("package.json", "package-lock.json", "page.js")
_MINUTES = 180


class FormMissing(Exception):
    """What shows the form is not on this machine, and cannot be had; the message says what."""


@dataclass(frozen=True)
class PlainForm:
    """The page with the form."""

    page: Page

    def show(self, schema: dict[str, Any]) -> None:
        """Show a form with nothing filled in."""
        self.page.tell(f"show({json.dumps(schema)})")
        self.page.wait("!!document.querySelector('form button[type=submit]')")

    def choose(self, field: str, number: int) -> None:
        """Choose one of several ways, by its place in the list; `field` is the place in the form, `root_mode`."""
        chosen = f"document.getElementById('{field}__oneof_select')"
        self.page.tell(
            f"(() => {{const e = {chosen};"
            f"Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(e, '{number}');"
            "e.dispatchEvent(new Event('change', {bubbles: true}))})()"
        )
        self.page.wait(f"{chosen}.value === '{number}'")

    def fill(self, field: str, text: str) -> None:
        """Type a text into a field."""
        self.page.type(f'[id="{field}"]', text)

    def send(self) -> dict[str, Any]:
        """Press the button, and return what the form sends; fails with what it refuses instead."""
        self.page.click("form button[type=submit]")
        told = self.page.wait("(sent || refused) && {sent, refused}")
        assert not told["refused"], told["refused"]
        sent: dict[str, Any] = told["sent"]
        return sent


@contextmanager
def plain_form() -> Iterator[PlainForm]:
    """Open the form in a browser; raises FormMissing where either cannot be had."""
    if program() is None:
        raise FormMissing("there is no Chromium here (on Debian: apt-get install chromium)")
    page = _built()
    try:
        with browser() as found:
            found.open(address(page))
            yield PlainForm(found)
    except BrowserFault as fault:
        if "does not answer" in str(fault):
            raise FormMissing(f"Chromium does not start here: {fault}") from None
        raise


def _built() -> Path:
    """Return the page, installed and built once for these versions, beside the other things that tests install."""
    digest = hashlib.sha256(b"".join((FORMS / name).read_bytes() for name in _PINNED)).hexdigest()[:12]
    folder = Path(sys.prefix) / "forms" / digest
    page = folder / "page.html"
    if not page.exists():
        if shutil.which("npm") is None:
            raise FormMissing("there is no npm here (on Debian: apt-get install npm)")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in _PINNED:
            shutil.copy(FORMS / name, folder)
        _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        _run(["node_modules/.bin/esbuild", "page.js", "--bundle", "--minify", "--outfile=built.js"], folder)
        made = folder / "page.new"
        made.write_text('<!doctype html><meta charset="utf-8"><div id="form"></div><script src="built.js"></script>')
        made.rename(page)
    return page


def _run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "NODE_ENV": "production"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_MINUTES, check=False
        )
    except subprocess.TimeoutExpired:
        raise FormMissing(f"{command[0]} took more than {_MINUTES} seconds") from None
    if done.returncode:
        raise FormMissing(f"{' '.join(command[:2])} failed: {done.stderr.strip()[-500:]}")
