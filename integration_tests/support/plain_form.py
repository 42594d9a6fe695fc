"""A plain JSON-schema form in a real browser: react-jsonschema-form with nothing set, as any platform may use it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integration_tests.support.npm import ToolMissing, installed
from tools.browser import BrowserFault, Page, address, browser, program

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = Path(__file__).parent.parent / "forms"


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
    """Open the form in a browser; raises ToolMissing where either cannot be had."""
    if program() is None:
        raise ToolMissing("there is no Chromium here (on Debian: apt-get install chromium)")
    page = _built()
    try:
        with browser() as found:
            found.open(address(page))
            yield PlainForm(found)
    except BrowserFault as fault:
        if "does not answer" in str(fault):
            raise ToolMissing(f"Chromium does not start here: {fault}") from None
        raise


def _built() -> Path:
    """Return the page."""
    place = installed(FORMS, ["node_modules/.bin/esbuild", "page.js", "--bundle", "--minify", "--outfile=built.js"])
    page = place / "page.html"
    page.write_text('<!doctype html><meta charset="utf-8"><div id="form"></div><script src="built.js"></script>')
    return page
