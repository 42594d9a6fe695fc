"""A disk that takes no more temporary files is named, with the remedy."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from typing import TYPE_CHECKING

import pytest

from xero_connectors.temporary import trouble

if TYPE_CHECKING:
    from pathlib import Path


def of_sqlite(name: str) -> sqlite3.OperationalError:
    """Return what SQLite raises."""
    failure = sqlite3.OperationalError("it is said")
    failure.sqlite_errorname = name
    return failure


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN", "SQLITE_READONLY"])
def test_the_folder_of_sqlite_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks for one in an order of its own."""
    monkeypatch.delenv("SQLITE_TMPDIR", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    assert trouble(of_sqlite(name)) == (
        f"The folder {tmp_path} cannot take more temporary files (it is said). Free some space there, or name a folder "
        f"on another disk in TMPDIR."
    )


def test_a_folder_that_is_not_there_is_not_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite passes over it."""
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    assert str(tmp_path) in trouble(of_sqlite("SQLITE_FULL"))
    assert "nowhere" not in trouble(of_sqlite("SQLITE_FULL"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_of_every_file(number: int) -> None:
    """By the file's folder, or the one of temporary files where no file is named."""
    said = os.strerror(number)

    assert trouble(OSError(number, said, "/scratch/x/pages")).startswith(
        f"The folder /scratch/x cannot take more temporary files ({said})."
    )
    assert f"The folder {tempfile.gettempdir()} cannot" in trouble(OSError(number, said))


def test_a_machine_without_a_temporary_folder_is_told() -> None:
    """Python finds none that it may write to."""
    failure = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")

    assert trouble(failure) == "No temporary folder can be written to. Name one that can be in TMPDIR."


@pytest.mark.parametrize(
    "failure",
    [of_sqlite("SQLITE_ERROR"), FileNotFoundError(errno.ENOENT, "No such file"), ValueError("no"), KeyboardInterrupt()],
)
def test_every_other_failure_is_left_to_others(failure: BaseException) -> None:
    """A mistake in a query is no full disk."""
    assert trouble(failure) == ""
