"""A disk that is full while a sync is at work: it is named, with what was posted by then, and the next sync ends it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import kept, names, receipts
from integration_tests.support.posting import entry, finished, in_books, line, records, state, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox

    Row = dict[str, Any]

SIZE = 256 * 1024
MONTH = [entry(f"JE-{number:03}", f"{number}.00") for number in range(1, 121)]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a test a small disk of its own; it takes the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = f"size={SIZE},uid={os.getuid()}"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def leave(disk: Path, room: int) -> Path:
    """Fill the disk but for some bytes, and return what fills it."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize - room))
    return filler


def synced(xero: Sandbox, tmp_path: Path, lines: list[bytes], **options: Any) -> Written:  # noqa: ANN401 - any option
    """Run a sync as Airbyte does."""
    return finished(write(tmp_path, xero.destination_config(**options), lines))


@pytest.mark.parametrize("room", [0, 4096, 8192, 12288, 16384, 24576, 32768, 65536])
def test_a_full_disk_of_receipts_is_named_with_what_was_posted_by_then(
    xero: Sandbox, tmp_path: Path, disk: Path, room: int
) -> None:
    """Wherever it is met: before anything is posted, between two calls, or when the receipts are written."""
    filler = leave(disk, room)
    lines = [*records(*MONTH), state(1)]
    written = synced(xero, tmp_path, lines, object_storage_config=kept(disk))

    said = written.error()
    assert said["failure_type"] == "config_error"
    assert f"Receipts and rejects cannot be written to {disk}: No space left on device." in said["message"]
    there = len(in_books(xero))
    if there:
        assert f"By then Xero had confirmed {there} journal entries" in said["message"]
    assert written.states() == []
    filler.unlink()
    again = synced(xero, tmp_path, lines, object_storage_config=kept(disk))
    assert again.states() == [state(1)]
    assert names(xero) == [rows[0]["Journal Entry Id"] for rows in MONTH]
    assert len({each["journal_entry_id"] for each in receipts(disk) if each["status"] == "Success"}) == len(MONTH)


def test_a_full_disk_of_rejects_posts_nothing(xero: Sandbox, tmp_path: Path, disk: Path) -> None:
    """What is refused is recorded before anything is posted."""
    leave(disk, 4096)
    broken = [line(f"NO-{number}", Description="x" * 200) for number in range(20)]
    lines = [*records(*MONTH[:3], broken), state(1)]
    written = synced(xero, tmp_path, lines, object_storage_config=kept(disk), on_invalid="post_the_valid")

    assert written.error()["failure_type"] == "config_error"
    assert f"cannot be written to {disk}: No space left on device" in written.error()["message"]
    assert in_books(xero) == []
    assert written.states() == []


@pytest.mark.parametrize("room", [0, 16384, 65536])
def test_a_full_disk_of_temporary_files_is_named(
    xero: Sandbox, tmp_path: Path, disk: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """Nothing is posted of what was not read whole."""
    leave(disk, room)
    monkeypatch.setenv("TMPDIR", str(disk))
    lines = [*records(*(entry(f"JE-{number}", Description="x" * 300) for number in range(4_000))), state(1)]
    written = synced(xero, tmp_path, lines)

    assert written.error()["failure_type"] == "config_error"
    assert f"The folder {disk} cannot take more temporary files" in written.error()["message"]
    assert in_books(xero) == []
    assert written.states() == []
