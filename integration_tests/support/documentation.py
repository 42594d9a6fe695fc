"""Pages of the documentation: their blocks of code, and typing what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
LANGUAGES = {"sh", "shell", "bash", "console"}
COMMANDS = re.compile(
    r"(\.venv/bin/\S+|source-xero-revrec|destination-xero-journals|xero-sandbox|make|python3?|pip|cat|curl|docker|git"
    r"|kubectl|set|export) "
)
_LEFT_OUT = re.compile(r"<!-- not run here: (?P<reason>\S.*?) -->")


@dataclass(frozen=True)
class Block:
    """A block of code on a page: what it says, where, in what language, and why it is not run, if it is not."""

    text: str
    line: int
    shell: bool
    left_out: str = ""
    language: str = ""


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page; an indented one is a shell's where its first word is a command."""
    before = ""
    for token in MarkdownIt("commonmark").parse(page):
        if token.type in ("fence", "code_block") and token.map:
            language = token.info.split()[0] if token.info.strip() else ""
            shell = language in LANGUAGES or (not language and COMMANDS.match(token.content.lstrip("$ ")) is not None)
            reason = _LEFT_OUT.search(before)
            yield Block(token.content, token.map[0] + 1, shell, reason["reason"] if reason else "", language)
        before = token.content if token.type == "html_block" else ""


def script(page: Path) -> str:
    """Return what a page says to type, from top to bottom."""
    typed = [block for block in blocks(page.read_text(encoding="utf-8")) if block.shell and not block.left_out]
    parts = [f"echo 'line {block.line} of {page.name}' >&2\n{block.text}" for block in typed]
    return "set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n" + "\n".join(parts) if typed else ""


def typed(text: str, folder: Path) -> str:
    """Type a script in a folder and return what it printed; a command that fails fails the test with its line."""
    (folder / ".venv").mkdir(exist_ok=True)
    if not (folder / ".venv" / "bin").exists():
        (folder / ".venv" / "bin").symlink_to(BIN)
    browser = f"{sys.executable} {ROOT / 'integration_tests' / 'support' / 'browser.py'} %s"
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "BROWSER": browser}
    done = subprocess.run(
        ["bash", "-c", text], cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
