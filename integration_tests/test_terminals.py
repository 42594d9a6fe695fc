"""Airbyte's commands speak to a person on a terminal, and in a pipe print the protocol, byte for byte.

Each runs the real program against a sandbox, once under a pseudo-terminal and once in a pipe.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.posting import catalog as journals_catalog
from integration_tests.support.posting import entry, records
from integration_tests.support.reading import catalog
from integration_tests.support.terminal import on_a_terminal
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent
SOURCE, DESTINATION = "source-xero-revrec", "destination-xero-journals"
COMMANDS = [
    f"{SOURCE} spec",
    f"{SOURCE} check --config source.json",
    f"{SOURCE} discover --config source.json",
    f"{DESTINATION} spec",
    f"{DESTINATION} check --config destination.json",
    f"{DESTINATION} discover --config destination.json",
    f"{DESTINATION} write --config destination.json --catalog journals.json",
]
_MOMENTS = re.compile(
    rb'"emitted_at":[0-9.]+|[0-9]{4}(?:-[0-9]{2}){2}T[0-9:.]+|received [0-9]+ bytes|waited [0-9]+ seconds'
)


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve one demo company to all commands, each call slow enough that there is something to watch."""
    with Sandbox(limits=False, latency=0.15) as sandbox:
        yield sandbox


@pytest.fixture
def folder(xero: Sandbox, tmp_path: Path) -> Path:
    """Give the commands their files."""
    (tmp_path / "source.json").write_text(json.dumps(xero.source_config()))
    (tmp_path / "wrong.json").write_text(json.dumps(xero.source_config(organisations=["Nobody Ltd"])))
    (tmp_path / "destination.json").write_text(json.dumps(xero.destination_config()))
    (tmp_path / "catalog.json").write_text(json.dumps(catalog("order_details", "invoices", "tax_rates")))
    (tmp_path / "journals.json").write_text(json.dumps(journals_catalog()))
    (tmp_path / "records.jsonl").write_bytes(b"\n".join(records(entry("JE-1"), entry("JE-2"))) + b"\n")
    return tmp_path


def piped(typed: str, folder: Path) -> bytes:
    """Run a command in a pipe and return what it printed; nothing may be said beside it."""
    program, *words = typed.split()
    with (folder / "records.jsonl").open("rb") as given:
        done = subprocess.run([BIN / program, *words], cwd=folder, stdin=given, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_command_speaks_on_a_terminal_and_prints_messages_in_a_pipe(typed: str, folder: Path) -> None:
    """Sentences and a table for a person; for a machine JSON alone."""
    program, *words = typed.split()
    with (folder / "records.jsonl").open("rb") as given:
        shown = on_a_terminal(BIN / program, *words, folder=folder, given=given)
    printed = piped(typed, folder)

    assert shown.code == 0
    assert shown.lines[-1] == ""
    assert not [line for line in shown.lines if line.startswith("{")]
    assert "\033[" in shown.screen
    assert b"\033" not in printed
    assert b"\r" not in printed
    assert all(json.loads(line)["type"] for line in printed.splitlines())
    assert printed.endswith(b"}\n")
    if words == ["spec"]:
        released = ROOT / "unit_tests" / program.replace("-", "_") / "spec.json"
        assert json.loads(printed.splitlines()[-1])["spec"] == json.loads(released.read_text())


def test_a_read_is_the_same_bytes_whoever_watches(folder: Path) -> None:
    """In a pipe, into a file while somebody watches standard error, and on a terminal with `--format json`."""
    command = f"{SOURCE} read --config source.json --catalog catalog.json"
    program, *words = command.split()
    with (folder / "records.jsonl").open("wb") as file:
        watched = on_a_terminal(BIN / program, *words, folder=folder, stdout=file)
    on_screen = on_a_terminal(BIN / program, *words, "--format", "json", folder=folder)
    beside = on_a_terminal(BIN / program, *words, folder=folder, stdout=subprocess.PIPE)
    expected = without_moments(piped(command, folder))

    assert watched.moved
    assert "  order_details      422  complete" in watched.lines
    assert any(line.startswith("3 of 3 streams complete, ") for line in watched.lines)
    assert re.search(r"Demo Company \(Global\): [A-Za-z]+.*, [0-9]+ calls", watched.screen)
    assert without_moments((folder / "records.jsonl").read_bytes()) == expected
    assert without_moments(on_screen.screen.replace("\r\n", "\n").encode()) == expected
    assert without_moments(beside.out) == expected
    # The program behind the pipe may speak on the same terminal.
    assert beside.screen == ""


def test_a_read_into_a_file_that_fails_is_told_on_the_terminal(folder: Path) -> None:
    """The message is in the file, where nobody looks while the prompt is back already."""
    with (folder / "records.jsonl").open("wb") as file:
        command = (BIN / SOURCE, "read", "--config", "wrong.json", "--catalog", "catalog.json")
        shown = on_a_terminal(*command, folder=folder, stdout=file)

    assert shown.code == 1
    assert "Nobody Ltd" in " ".join(shown.lines)
    assert b"Nobody Ltd" in (folder / "records.jsonl").read_bytes()


def without_moments(printed: bytes) -> list[bytes]:
    """Return messages without when they were printed and read, and how many bytes gzip made of Xero's clock."""
    return [_MOMENTS.sub(b"", line) for line in printed.splitlines()]


def test_a_read_ends_with_a_table_of_its_streams(folder: Path) -> None:
    """While it reads, a line moves that says which organisation is asked for what."""
    shown = on_a_terminal(BIN / SOURCE, "read", "--config", "source.json", "--catalog", "catalog.json", folder=folder)

    assert "  order_details      422  complete" in shown.lines
    assert any(line.startswith("3 of 3 streams complete, ") for line in shown.lines)
    assert "Reading order_details" in shown.screen
    assert re.search(r"Demo Company \(Global\): [A-Za-z]+.*, [0-9]+ calls", shown.screen)
    assert shown.moved


@pytest.mark.parametrize("program", [SOURCE, DESTINATION])
def test_a_check_that_fails_is_one_sentence_with_what_to_do(program: str, folder: Path) -> None:
    """The exit code stays what it is for a platform."""
    shown = on_a_terminal(BIN / program, "check", "--config", "wrong.json", folder=folder)

    assert shown.code == 0
    (said,) = [line for line in shown.lines if line]
    assert "Nobody Ltd" in said
    assert "Take the entry out" in said
    assert "\033[31m" in shown.screen


def test_no_colour_is_shown_where_none_is_wanted(folder: Path) -> None:
    """NO_COLOR holds for everything; a terminal that obeys nothing is sent no code at all."""
    command = (BIN / DESTINATION, "check", "--config", "destination.json")
    plain = on_a_terminal(*command, folder=folder, environment={"NO_COLOR": "1"})
    dumb = on_a_terminal(*command, folder=folder, environment={"TERM": "dumb"})

    assert not re.search(r"\033\[[0-9]*m", plain.screen)
    assert "\033" not in dumb.screen
    assert plain.lines[-2] == dumb.lines[-2] == "The configuration works."


def test_journals_are_posted_with_a_table_at_the_end(xero: Sandbox, folder: Path) -> None:
    """By `write` as by `post`, and what Xero's limits hold back is said while it lasts."""
    xero.fault("rate_minute", "ManualJournals", count=1, retry_after=3)
    lines = [json.dumps(line) for line in (*entry("JE-7"), *entry("JE-8"))]
    (folder / "JournalEntries.jsonl").write_text("\n".join(lines) + "\n")

    shown = on_a_terminal(
        BIN / DESTINATION, "post", "JournalEntries.jsonl", "--config", "destination.json", folder=folder
    )
    again = on_a_terminal(
        BIN / DESTINATION, "post", "JournalEntries.jsonl", "--config", "destination.json", folder=folder
    )

    assert shown.code == again.code == 0
    assert re.search(r"waiting [1-3] s for Xero's limit", shown.screen)
    assert shown.lines[-3].split() == ["Organisation", "Month", "Posted"]
    assert shown.lines[-2].split()[-1] == "2"
    assert again.lines[-3].split() == ["Organisation", "Month", "There", "already"]


def test_a_rotated_refresh_token_is_kept_by_what_prints_no_message(xero: Sandbox, folder: Path) -> None:
    """On a terminal no CONTROL message could be kept by anybody, so that the file has the next token."""
    first = xero.destination_config(auth_type="oauth")
    (folder / "oauth.json").write_text(json.dumps(first))

    for _ in range(2):
        shown = on_a_terminal(BIN / DESTINATION, "check", "--config", "oauth.json", folder=folder)
        assert shown.lines[-2] == "The configuration works."
    kept = json.loads((folder / "oauth.json").read_text())["credentials"]["refresh_token"]

    assert kept != first["credentials"]["refresh_token"]
    assert kept not in shown.screen


@pytest.mark.parametrize(
    "typed",
    [
        f"{SOURCE} check --format text --config oauth.json",
        f"{SOURCE} read --format text --config oauth.json --catalog catalog.json",
        f"{SOURCE} workbook --config oauth.json --output revrec.xlsx",
        f"{DESTINATION} check --format text --config oauth.json",
        f"{DESTINATION} post entries.jsonl --config oauth.json",
        f"{DESTINATION} plan --save-config --config oauth.json --input entries.jsonl",
    ],
)
def test_a_refresh_token_that_is_neither_kept_nor_printed_is_said_to_be_lost(
    own_demo: Sandbox, folder: Path, typed: str
) -> None:
    """No file can be written (as on a full disk), and there is no CONTROL message: signing in again is the remedy."""
    program, *words = typed.split()
    made = own_demo.source_config if program == SOURCE else own_demo.destination_config
    config = made(auth_type="oauth")
    (folder / "oauth.json").write_text(json.dumps(config))
    (folder / "entries.jsonl").write_text("\n".join(map(json.dumps, entry("JE-9"))) + "\n")

    limited = f"ulimit -f 0; exec {shlex.join([str(BIN / program), *words])}"
    done = subprocess.run(["bash", "-c", limited], cwd=folder, capture_output=True, text=True, check=False)

    said = done.stdout + done.stderr
    assert "could not be written into oauth.json" in said
    assert f"sign in again with `{program} sign-in --config oauth.json`" in said
    assert "CONTROL" not in said
    assert "Traceback" not in said
    assert json.loads((folder / "oauth.json").read_text()) == config


def test_sentences_may_go_into_a_pipe_which_may_close(folder: Path) -> None:
    """Without colours; a reader that has seen enough is no failure to be reported."""
    typed = f"{BIN / DESTINATION} spec --format text | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", typed], cwd=folder, capture_output=True, text=True, check=True)

    assert done.stdout.split()[:2] == ["Field", "What"]
    assert "\033" not in done.stdout
    assert done.stderr == ""


def test_a_person_who_pipes_nothing_in_is_told(folder: Path) -> None:
    """`write` would wait for ever without a word."""
    shown = on_a_terminal(
        BIN / DESTINATION,
        "write",
        "--config",
        "destination.json",
        "--catalog",
        "journals.json",
        folder=folder,
        answers=[("until Ctrl-D", "\x04")],
    )

    assert shown.code == 1
    assert "Standard input ended without a single message" in " ".join(shown.lines)
