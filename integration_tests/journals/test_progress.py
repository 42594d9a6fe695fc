"""A command says where it is: in the log of a sync, as a bar on a terminal, and nothing of it in a pipe."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from typing import TYPE_CHECKING, Any

import orjson

from integration_tests.support.posting import COMMAND, catalog, entry, finished, records, write

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

COMPLETE = orjson.dumps(
    {
        "type": "TRACE",
        "trace": {
            "type": "STREAM_STATUS",
            "stream_status": {"stream_descriptor": {"name": "journal_entries"}, "status": "COMPLETE"},
        },
    }
)


def files(folder: Path, config: dict[str, Any], journals: int = 2) -> tuple[Path, Path]:
    """Write a configuration and a file of journal entries, and return their paths."""
    lines = [line for number in range(journals) for line in entry(f"JE-{number}")]
    config_path, input_path = folder / "config.json", folder / "JournalEntries.jsonl"
    config_path.write_text(json.dumps(config), encoding="utf-8")
    input_path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return config_path, input_path


def on_a_terminal(*command: str | Path) -> tuple[int, str, bytes]:
    """Run a command whose standard error is a terminal; return its exit code, the terminal and standard output."""
    ours, its = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=its) as process:
        os.close(its)
        assert process.stdout is not None
        printed = process.stdout.read()
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:
                # Linux says so where the other end is closed.
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return process.returncode, shown.decode(), printed


def test_a_sync_that_waits_for_its_input_says_so(xero: Sandbox, tmp_path: Path) -> None:
    """A source may take its time; the log goes on all the same."""
    config, selected = tmp_path / "config.json", tmp_path / "catalog.json"
    config.write_text(json.dumps(xero.destination_config()), encoding="utf-8")
    selected.write_text(json.dumps(catalog()), encoding="utf-8")
    command = [COMMAND, "write", "--config", config, "--catalog", selected]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        first, *rest = records(entry())
        process.stdin.write(first + b"\n")
        process.stdin.flush()
        said = orjson.loads(process.stdout.readline())
        process.stdin.write(b"\n".join([*rest, COMPLETE]) + b"\n")
        process.stdin.close()
        process.stdout.read()

    assert process.returncode == 0
    assert said == {"type": "LOG", "log": {"level": "INFO", "message": "Reading lines: 1 so far."}}


def test_every_thousand_journals_and_every_wait_for_xeros_limit_are_in_the_log(xero: Sandbox, tmp_path: Path) -> None:
    """With how many there are in all, and for how long calls are held back."""
    xero.fault("rate_minute", "ManualJournals", method="PUT", after=1, count=1, retry_after=8)

    written = finished(write(tmp_path, xero.destination_config(), records(*(entry(f"JE-{n}") for n in range(2_100)))))

    log = "\n".join(written.log("INFO"))
    assert re.search(r"^Posting journals to .*: 1,000 of 2,100\.$", log, re.MULTILINE)
    assert re.search(r"^Posting journals to .*: 2,000 of 2,100\.$", log, re.MULTILINE)
    assert re.search(
        r"^Posting journals to .*: 50 of 2,100\. Xero's limit of calls holds the next one back for [1-8] more "
        r"seconds\.$",
        log,
        re.MULTILINE,
    )


def test_a_plan_draws_a_bar_on_a_terminal(xero: Sandbox, tmp_path: Path) -> None:
    """On standard error, where it is taken away before the plan is printed."""
    config, given = files(tmp_path, xero.destination_config(), journals=1_200)

    ended, shown, printed = on_a_terminal(COMMAND, "plan", "--config", config, "--input", given)

    assert ended == 0
    assert "\r\033[KChecking journals 1,000" in shown
    assert shown.endswith("\r\033[K")
    assert b"\033" not in printed
    assert b"Checking journals" not in printed


def test_a_replay_draws_a_bar_on_a_terminal(tmp_path: Path) -> None:
    """With how much there is in all, since the file was read before."""
    _, given = files(tmp_path, {}, journals=1_000)

    ended, shown, printed = on_a_terminal(COMMAND, "replay", given)

    assert ended == 0
    assert "\r\033[KPrinting JournalEntries.jsonl [############------------] 1,000 of 2,000" in shown
    assert shown.endswith("\r\033[K")
    assert len(printed.splitlines()) == 2_002


def test_nothing_is_drawn_in_a_pipe(xero: Sandbox, tmp_path: Path) -> None:
    """Neither by plan nor by replay: standard error is empty where all goes well."""
    config, given = files(tmp_path, xero.destination_config(), journals=1_200)

    for command in (["plan", "--config", config, "--input", given], ["replay", given]):
        done = subprocess.run([COMMAND, *command], capture_output=True, check=True)

        assert done.stderr == b""
        assert b"\033" not in done.stdout
