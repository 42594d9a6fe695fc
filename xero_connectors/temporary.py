"""Temporary files: where they are, and what is said where there is no room for them."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from pathlib import Path

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ITS_OWN_PLACES = ("/var/tmp", "/usr/tmp", "/tmp", ".")  # noqa: S108 - where SQLite looks, in its order
_NO_PLACE = "No usable temporary directory"


def trouble(failure: BaseException) -> str:
    """Return what is wrong with the disk of the temporary files, and what to do; empty for every other failure."""
    if isinstance(failure, sqlite3.OperationalError):
        name = getattr(failure, "sqlite_errorname", "")
        if not name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
            return ""
        return _sentence(_folder_of_sqlite(), str(failure))
    if not isinstance(failure, OSError):
        return ""
    if failure.errno == errno.ENOENT and _NO_PLACE in str(failure):
        return "No temporary folder can be written to. Name one that can be in TMPDIR."
    if failure.errno not in _NO_ROOM:
        return ""
    folder = str(Path(str(failure.filename)).parent) if failure.filename else tempfile.gettempdir()
    return _sentence(folder, failure.strerror or "no room")


def _sentence(folder: str, said: str) -> str:
    return (
        f"The folder {folder} cannot take more temporary files ({said}). Free some space there, or name a folder on "
        f"another disk in TMPDIR."
    )


def _folder_of_sqlite() -> str:
    """Return the folder that SQLite chooses (its documentation, Temporary Files)."""
    named = (os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"))
    for folder in filter(None, (*named, *_ITS_OWN_PLACES)):
        if Path(folder).is_dir() and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return _ITS_OWN_PLACES[-1]
