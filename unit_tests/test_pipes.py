"""Pipes as the documentation has them: one whose first part fails, fails."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from destination_xero_journals.commands.replay import _EPILOG
from integration_tests.support.documentation import blocks

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "dbt").glob("*.md"))]
PROGRAMS = ("source-xero-revrec", "destination-xero-journals", "jq", "grep", "xero-sandbox")
_FIRST = re.compile(r"(?:source-xero-revrec|destination-xero-journals|jq) ([\w-]+)[^|;&\n]*(?:\\\n[^|;&\n]*)*\|[^|]")
_STAND_IN = """#!/bin/sh
# Fails where it is the command that is to fail, and writes into a pipe.
if [ "$1" = "$FAILING" ] && [ -p /dev/stdout ]; then exit 5; fi
if [ -p /dev/stdin ]; then cat > /dev/null; fi
"""


def piped(text: str) -> list[str]:
    """Return the commands of a shell's text that write into a pipe."""
    return _FIRST.findall(text)


def texts() -> list[tuple[str, str]]:
    """Return every text for a shell that has a pipe of ours: of the pages, the helps and GitHub's workflow."""
    found = [
        (f"{page.name}, line {block.line}", block.text)
        for page in PAGES
        for block in blocks(page.read_text(encoding="utf-8"))
        if block.shell
    ]
    found.append(("replay --help", _EPILOG.partition("rejects that were corrected:")[2].partition("\n\n")[0]))
    workflow = yaml.safe_load((ROOT / "examples" / "github-actions.yml").read_text(encoding="utf-8"))
    # GitHub's runner says it where the shell is named: https://docs.github.com/actions, "defaults.run.shell".
    for job in workflow["jobs"].values():
        said = "set -o pipefail\n" if job["defaults"]["run"]["shell"] == "bash" else ""
        found += [(step["name"], said + step["run"]) for step in job["steps"] if "run" in step]
    return [(where, text) for where, text in found if piped(text)]


@pytest.fixture
def stand_ins(tmp_path: Path) -> dict[str, str]:
    """Give a test an environment whose programs do nothing, and one of which fails."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "records.jsonl").touch()
    for folder in (tmp_path, tmp_path / ".venv" / "bin"):
        for name in PROGRAMS:
            (folder / name).write_text(_STAND_IN)
            (folder / name).chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(("where", "text"), texts(), ids=[where for where, _ in texts()])
def test_a_pipe_fails_when_its_first_part_fails(
    where: str, text: str, stand_ins: dict[str, str], tmp_path: Path
) -> None:
    """A shell takes the last part's word for the whole unless it is told otherwise; with all parts well, all is."""
    for failing in (*piped(text), ""):
        done = subprocess.run(
            ["bash", "-ec", text],
            cwd=tmp_path,
            env={**stand_ins, "FAILING": failing},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

        assert (done.returncode != 0) is bool(failing), f"{where}: {failing}: {done.stderr}"


def test_pipes_are_found_and_would_be_missed_without_pipefail() -> None:
    """Over several lines too; what writes into a file is none, and neither is an alternative of an expression."""
    assert piped("destination-xero-journals replay A.csv \\\n    | destination-xero-journals write --config a") == [
        "replay"
    ]
    assert piped("source-xero-revrec read --config a > b\ndestination-xero-journals plan --config c || exit 1") == []
    assert len(texts()) >= 6
