"""Temporary files of killed processes are removed by the next one; nobody else's are touched."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from xero_connectors.scratch import scratch_folder, scratch_name

if TYPE_CHECKING:
    from pathlib import Path

WORKS_UNTIL_KILLED = """
import sys, tempfile
from pathlib import Path
from xero_connectors.scratch import scratch_folder, scratch_name
where = Path(sys.argv[1])
with scratch_folder(where) as folder:
    (folder / "secret").write_text("not-a-real-secret")
    tempfile.mkstemp(dir=where, prefix=scratch_name(where))
    print("begun", flush=True)
    sys.stdin.read()
"""


def working(folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that holds temporary files in a folder."""
    command = [sys.executable, "-c", WORKS_UNTIL_KILLED, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def named(process: int, machine: str = "", token: str = "0a0b0c0d") -> str:
    """Return the name of a temporary file of a process."""
    mark, own, _, _, _ = scratch_name().removeprefix(".xero-").split("-")
    return f".xero-{mark}-{machine or own}-{process}-{token}-x"


@pytest.fixture
def nobody() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_a_folder_is_gone_when_its_block_ends(tmp_path: Path) -> None:
    """With whatever is in it."""
    with scratch_folder(tmp_path) as folder:
        (folder / "lines").write_text("x")
        assert folder.parent == tmp_path

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_behind_is_removed_by_the_next(tmp_path: Path) -> None:
    """Folders and files; while the process runs, nothing of it is touched."""
    with working(tmp_path) as process:
        held = set(tmp_path.iterdir())
        with scratch_folder(tmp_path):
            assert set(tmp_path.iterdir()) > held
        process.kill()
    assert set(tmp_path.iterdir()) == held
    assert len(held) == 2

    with scratch_folder(tmp_path):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_process_of_the_same_number_as_a_killed_one_removes_its_files(tmp_path: Path) -> None:
    """In a container every process may be the first."""
    (tmp_path / named(os.getpid())).mkdir()

    with scratch_folder(tmp_path):
        pass

    assert list(tmp_path.iterdir()) == []


def test_what_is_not_surely_nobodys_stays(tmp_path: Path, nobody: int) -> None:
    """Of another machine, of a process that runs, of another form."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("x")
    kept = [named(nobody, machine="other.1"), named(os.getppid()), ".xero-revrec", f".xero-revrec-{nobody}", "a.xlsx"]
    for name in kept:
        (tmp_path / name).mkdir()
    (tmp_path / named(nobody)).symlink_to(elsewhere)

    with scratch_folder(tmp_path):
        pass

    assert {path.name for path in tmp_path.iterdir()} == {*kept, "elsewhere"}
    assert (elsewhere / "kept").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_what_belongs_to_another_user_stays(tmp_path: Path, nobody: int) -> None:
    """Even where it could be removed."""
    other = tmp_path / named(nobody)
    other.mkdir()
    os.chown(other, 65_534, 65_534)

    with scratch_folder(tmp_path):
        pass

    assert other.exists()


def test_a_folder_that_is_not_there_is_told_by_whoever_needs_it(tmp_path: Path) -> None:
    """Looking for what was left behind is no reason to fail."""
    assert scratch_name(tmp_path / "nowhere").startswith(".xero-revrec-")
    with pytest.raises(FileNotFoundError), scratch_folder(tmp_path / "nowhere"):
        pass
