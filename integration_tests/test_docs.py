"""What the documentation tells people to type is typed: every shell block of README and docs/, against the sandbox.

The README's quick start makes the files that the other pages go on from; each page has a sandbox and a folder of its
own. A comment `<!-- not run here: reason -->` right before a block leaves it out.
"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.documentation import ROOT, blocks, script, typed
from integration_tests.support.network import free_port
from integration_tests.support.posting import entry, records, write_in_process
from integration_tests.support.reading import api_calls, catalog, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "README.md"
PORT = "8765"
PAGES = [page for page in sorted((ROOT / "docs").glob("*.md")) if script(page)]


@pytest.fixture(scope="module")
def quick_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Follow the README from an empty folder; returns the folder with what was made, and what was printed."""
    folder = tmp_path_factory.mktemp("quick_start")
    port = str(free_port())
    printed = typed(script(README).replace(PORT, port), folder)
    for made in folder.glob("*.json"):
        made.write_text(made.read_text().replace(port, PORT))
    return folder, printed


def test_a_stranger_gets_from_an_empty_folder_to_a_closed_month(quick_start: tuple[Path, str]) -> None:
    """The README alone leads to a sign-in, configurations, rows, workbook, plan, a posting and a close."""
    folder, printed = quick_start

    assert "Wrote signed-in.json, for Demo Company (Global)." in printed
    assert "Wrote source.json, which works." in printed
    assert "Wrote destination.json, which works." in printed
    assert '"status":"SUCCEEDED"' in printed
    read = [json.loads(line) for line in (folder / "records.jsonl").read_text().splitlines()]
    assert sum(each["type"] == "RECORD" and each["record"]["stream"] == "order_details" for each in read) == 422
    assert "Wrote ./sales.xlsx" in printed
    assert "Posted 1 of 1 journal entry for January 2026 to Demo Company (Global): Success" in printed
    assert "Ready to Post: 1 in Xero already" in printed
    assert '"action":"created"' in printed
    assert '"action":"unchanged"' in printed
    assert {path.name for path in (folder / "february").iterdir()} >= {"close.xlsx", "JournalEntries.csv"}
    assert (folder / "plan.xlsx").stat().st_size


def test_the_readme_names_one_command_for_each_step() -> None:
    """From signing in to dbt, in this order; `make dbt` is typed by test_demo.py, all others above."""
    steps = ("sign-in", "init", "check", "read", "workbook", "plan", "post", "close")
    quick_start = README.read_text(encoding="utf-8").partition("## Quick start")[2]
    program = r"^ +\.venv/bin/(?:source-xero-revrec|destination-xero-journals)"
    typed_there = [*(rf"{program} {step} " for step in steps), "^    make dbt$"]
    found = [re.search(each, quick_start, re.MULTILINE) for each in typed_there]

    places = [each.start() for each in found if each]
    assert len(places) == len(typed_there)
    assert places == sorted(places)


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


@pytest.mark.parametrize(("invoices", "first", "later"), [(None, 12, 7), (2_500, 15, 7)])
def test_a_sync_of_revrecs_streams_takes_the_calls_that_the_page_says(
    invoices: int | None, first: int, later: int
) -> None:
    """N + C + K + 9, and one more for each of them above one; 7 when nothing changed."""
    with Sandbox(invoices=invoices, limits=False) as xero:
        counts = {name: -(-_sales(xero, name) // 1000) for name in ("Invoices", "CreditNotes", "Contacts")}
        assert first == sum(counts.values()) + 9 + sum(count > 1 for count in counts.values())
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
