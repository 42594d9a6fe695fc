"""A command that is stopped, or has no room left, says in one line what it was doing and what is in the books."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from integration_tests.support.posting import COMMAND, Written, catalog, entry, finished, in_books, records, write

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox
    from xero_sandbox.faults import Rule

KEPT_BACK = 60.0
"""Seconds for which Xero keeps an answer back; the process is stopped meanwhile."""
TO_START = 20.0
MEGABYTE = 1_000_000


def interrupted(process: subprocess.Popen[bytes], rule: Rule) -> tuple[bytes, bytes]:
    """Send SIGINT, as Ctrl-C does, when a call is kept back; return what the process printed."""
    until = time.monotonic() + TO_START
    while not rule.fired and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=TO_START)
    rule.count = 0
    return out, err


def with_little_room(command: list[str | Path], given: bytes = b"", most: int = MEGABYTE) -> Written:
    """Run a command that may write no file of more than `most` bytes, as on a disk that is full."""
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    done = subprocess.run(command, input=given, capture_output=True, preexec_fn=limit, timeout=120, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    return Written(done.stdout.splitlines() or done.stderr.splitlines())


def write_command(folder: Path, config: dict[str, Any]) -> list[str | Path]:
    """Write the files of a sync and return its command."""
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "catalog.json").write_text(json.dumps(catalog()), encoding="utf-8")
    return [COMMAND, "write", "--config", folder / "config.json", "--catalog", folder / "catalog.json"]


def test_a_sync_that_is_stopped_says_what_xero_had_confirmed(xero: Sandbox, tmp_path: Path) -> None:
    """One line, no traceback, exit code 130; what it says is so, and the next sync ends it."""
    lines = records(*(entry(f"JE-{number}") for number in range(120)))
    rule = xero.fault("slow", "ManualJournals", method="PUT", after=1, count=1, delay=KEPT_BACK)
    process = write(tmp_path, xero.destination_config(), lines)

    out, err = interrupted(process, rule)

    assert process.returncode == 130
    assert err == b""
    last = orjson.loads(out.splitlines()[-1])
    assert last["log"] == {
        "level": "FATAL",
        "message": "Stopped by a signal. By then Xero had confirmed 50 journal entries; the next sync looks into Xero "
        "before it posts anything.",
    }
    assert not [line for line in out.splitlines() if orjson.loads(line)["type"] == "TRACE"]
    finished(write(tmp_path, xero.destination_config(), lines))
    assert len(in_books(xero, "POSTED")) == 120


@pytest.mark.parametrize("command", ["write", "plan", "check"])
def test_a_command_that_is_stopped_before_it_posts_says_so(xero: Sandbox, tmp_path: Path, command: str) -> None:
    """In one line of its own kind."""
    rule = xero.fault("slow", "Organisation", count=1, delay=KEPT_BACK)
    given = tmp_path / "JournalEntries.jsonl"
    given.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in entry()))
    files = {"write": ["--catalog", tmp_path / "catalog.json"], "plan": ["--input", given], "check": []}
    write_command(tmp_path, xero.destination_config())
    process = subprocess.Popen(
        [COMMAND, command, "--config", tmp_path / "config.json", *files[command]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )

    out, err = interrupted(process, rule)

    assert process.returncode == 130
    said = orjson.loads(out)["log"]["message"].encode() if command != "plan" else err.rstrip(b"\n")
    assert said.startswith(b"Stopped by a signal")
    assert said.count(b"\n") == 0
    assert (out if command == "plan" else err) == b""
    assert not in_books(xero)


def test_a_replay_that_is_stopped_says_so(tmp_path: Path) -> None:
    """Its reader knows that the file did not end there: no COMPLETE came."""
    given = tmp_path / "JournalEntries.jsonl"
    given.write_bytes(b"".join(orjson.dumps(line) + b"\n" for number in range(5_000) for line in entry(f"JE-{number}")))
    process = subprocess.Popen([COMMAND, "replay", given], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=TO_START)

    assert process.returncode == 130
    assert err == b"Stopped by a signal: the records end before the file does.\n"
    assert b"COMPLETE" not in out


def test_a_sync_without_room_for_its_lines_names_the_folder(
    xero: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was posted, and the remedy is the disk's."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    lines = records(*(entry(f"JE-{number}", Description="x" * 300) for number in range(8_000)))

    written = with_little_room(write_command(tmp_path, xero.destination_config()), b"\n".join(lines))

    assert written.error()["failure_type"] == "config_error"
    assert f"The folder {tmp_path} cannot take more temporary files (" in written.error()["message"]
    assert "TMPDIR" in written.error()["message"]
    assert not in_books(xero)


def test_a_plan_without_room_names_the_folder(xero: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence on standard error."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    write_command(tmp_path, xero.destination_config())
    given = tmp_path / "JournalEntries.jsonl"
    lines = [line for number in range(8_000) for line in entry(f"JE-{number}", Description="x" * 300)]
    given.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))

    written = with_little_room([COMMAND, "plan", "--config", tmp_path / "config.json", "--input", given])

    (said,) = written.lines
    assert said.startswith(f"The folder {tmp_path} cannot take more temporary files (".encode())


def test_receipts_without_room_tell_what_was_posted_by_then(xero: Sandbox, tmp_path: Path) -> None:
    """The books are right, and no state passes what has no receipt."""
    folder = tmp_path / "kept"
    folder.mkdir()
    kept = b'{"tenant_id": "another", "journal_entry_id": "JE", "manual_journal_id": "1"}\n'
    (folder / "receipts.jsonl").write_bytes(kept * (MEGABYTE // len(kept)))
    config = xero.destination_config(object_storage_config={"storage_type": "Local", "path": str(folder)})

    written = with_little_room(write_command(tmp_path, config), b"\n".join(records(entry("JE-1"), entry("JE-2"))))

    said = written.error()
    assert said["failure_type"] == "config_error"
    assert f"Receipts and rejects cannot be written to {folder}: File too large." in said["message"]
    assert "By then Xero had confirmed 2 journal entries" in said["message"]
    assert len(in_books(xero, "POSTED")) == 2
