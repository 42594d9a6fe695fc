"""What the documentation tells people to type is typed: every shell block of README and docs/, against the sandbox.

The README's quick start makes the files that the other pages go on from; each page has a sandbox and a folder of its
own. A comment `<!-- not run here: reason -->` right before a block leaves it out.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from integration_tests.support.posting import entry, records, write_in_process
from integration_tests.support.reading import api_calls, catalog, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BIN = Path(sys.executable).parent
PORT = "8765"
LANGUAGES = {"sh", "shell", "bash", "console"}
COMMANDS = re.compile(
    r"(\.venv/bin/\S+|source-xero-revrec|destination-xero-journals|xero-sandbox|make|python3?|pip|cat|curl|docker|git"
    r"|kubectl) "
)
_LEFT_OUT = re.compile(r"<!-- not run here: (?P<reason>\S.*?) -->")


@dataclass(frozen=True)
class Block:
    """A block of code on a page: what it says, where, whether it is a shell's, and why it is not run, if it is not."""

    text: str
    line: int
    shell: bool
    left_out: str = ""


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page; an indented one is a shell's where its first word is a command."""
    before = ""
    for token in MarkdownIt("commonmark").parse(page):
        if token.type in ("fence", "code_block") and token.map:
            language = token.info.split()[0] if token.info.strip() else ""
            shell = language in LANGUAGES or (not language and COMMANDS.match(token.content.lstrip("$ ")) is not None)
            reason = _LEFT_OUT.search(before)
            yield Block(token.content, token.map[0] + 1, shell, reason["reason"] if reason else "")
        before = token.content if token.type == "html_block" else ""


def script(page: Path) -> str:
    """Return what a page says to type, from top to bottom."""
    typed = [block for block in blocks(page.read_text(encoding="utf-8")) if block.shell and not block.left_out]
    parts = [f"echo 'line {block.line} of {page.name}' >&2\n{block.text}" for block in typed]
    return "set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n" + "\n".join(parts) if typed else ""


PAGES = [page for page in sorted((ROOT / "docs").glob("*.md")) if script(page)]


def typed(text: str, folder: Path) -> str:
    """Type a script in a folder and return what it printed; a command that fails fails the test with its line."""
    (folder / ".venv").mkdir(exist_ok=True)
    if not (folder / ".venv" / "bin").exists():
        (folder / ".venv" / "bin").symlink_to(BIN)
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", text], cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def quick_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Follow the README from an empty folder; returns the folder with what was made, and what was printed."""
    folder = tmp_path_factory.mktemp("quick_start")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    printed = typed(script(README).replace(PORT, port), folder)
    for made in folder.glob("*.json"):
        made.write_text(made.read_text().replace(port, PORT))
    return folder, printed


def test_a_stranger_gets_to_a_first_sync_and_a_first_posting(quick_start: tuple[Path, str]) -> None:
    """The README alone leads from an empty folder to rows, a plan and a posted journal; a second run does nothing."""
    folder, printed = quick_start

    assert '"status":"SUCCEEDED"' in printed
    assert "\n422\n" in printed
    assert "Posted 1 of 1 journal entry for January 2026 to Demo Company (Global): Success" in printed
    assert "Ready to Post: 1 in Xero already" in printed
    assert '"action":"created"' in printed
    assert '"action":"unchanged"' in printed
    assert (folder / "plan.xlsx").stat().st_size


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_runs(page: Path, quick_start: tuple[Path, str], tmp_path: Path) -> None:
    """From top to bottom, in the folder that the quick start made, with a Xero in which nothing was posted yet."""
    folder = tmp_path / "typed"
    shutil.copytree(quick_start[0], folder, symlinks=True)
    with Sandbox() as xero:
        for made in folder.glob("*.json"):
            made.write_text(made.read_text().replace(PORT, str(xero.port)))
        typed(script(page).replace(PORT, str(xero.port)), folder)


def test_whatever_looks_like_our_command_is_run_or_says_why_not() -> None:
    """No block with a connector's command hides behind another language."""
    for page in [README, *sorted((ROOT / "docs").glob("*.md"))]:
        for block in blocks(page.read_text(encoding="utf-8")):
            if re.search(r"^\s*(\.venv/bin/|source-xero|destination-xero|xero-sandbox)", block.text, re.MULTILINE):
                assert block.shell or block.left_out, f"{page.name}, line {block.line}"


def test_blocks_are_found_wherever_they_stand() -> None:
    """Fenced and indented ones, in lists too; prose and output are no commands, and a reason leaves a block out."""
    page = (
        "Text\n\n    make demo\n\nMore\n\n1. Item:\n\n   ```sh\n   cat file\n   ```\n\n"
        "<!-- not run here: it takes a day -->\n    make soak\n\n```text\nmake believe\n```\n\n    6. output\n"
    )

    assert [(block.text, block.shell, block.left_out) for block in blocks(page)] == [
        ("make demo\n", True, ""),
        ("cat file\n", True, ""),
        ("make soak\n", True, "it takes a day"),
        ("make believe\n", False, ""),
        ("6. output\n", False, ""),
    ]


@pytest.mark.parametrize(("invoices", "first", "later"), [(None, 13, 13), (2_500, 16, 13)])
def test_a_sync_of_revrecs_streams_takes_the_calls_that_the_page_says(
    invoices: int | None, first: int, later: int
) -> None:
    """N + C + K + 10, and one more for each of them above one; 13 when nothing changed."""
    with Sandbox(invoices=invoices, limits=False) as xero:
        counts = {name: -(-_sales(xero, name) // 1000) for name in ("Invoices", "CreditNotes", "Contacts")}
        assert first == sum(counts.values()) + 10 + sum(count > 1 for count in counts.values())
        reading = read_in_process(xero, xero.source_config(), catalog(*STREAMS[CONTRACT]))
        assert api_calls(xero) == first
        xero.clock.advance(60)
        read_in_process(xero, xero.source_config(), catalog(*STREAMS[CONTRACT]), reading.states())

        assert api_calls(xero) - first == later


def _sales(xero: Sandbox, name: str) -> int:
    found = xero.books.collection(name).values()
    return sum(document.get("Type", "ACCREC") in ("ACCREC", "ACCRECCREDIT") for document in found)


@pytest.mark.parametrize("journals", [1, 120])
def test_a_posting_takes_no_more_calls_than_the_page_says(own_demo: Sandbox, journals: int) -> None:
    """8 and 1 for each 50 journals that are posted; 6 when nothing is to be done."""
    lines = records(*(entry(f"JE-{number}") for number in range(journals)))

    assert write_in_process(own_demo, own_demo.destination_config(), lines).calls <= 8 + -(-journals // 50)
    assert write_in_process(own_demo, own_demo.destination_config(), lines).calls <= 6
