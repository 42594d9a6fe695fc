"""Temporary files that have a name, and the removal of those that a killed process left behind.

A name tells machine, process namespace and process, so that whoever comes next removes what is surely nobody's any
more: its own user's, made on this machine by a process that is not there. Containers that share a folder, or a
hostname, do not touch each other's.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = ".xero-revrec"
_NAME = re.compile(rf"{re.escape(_MARK)}-(?P<machine>[^-]+)-(?P<process>[0-9]+)-(?P<token>[^-]+)-.*")
_TOKEN = secrets.token_hex(4)
"""Tells this process from an earlier one that had the same number."""


@contextmanager
def scratch_folder(parent: Path | None = None) -> Iterator[Path]:
    """Hand out a folder that is gone when the block ends, in `parent` or else where the system has temporary files.

    What killed processes left there is removed first. Raises OSError where no folder can be made.
    """
    with tempfile.TemporaryDirectory(dir=parent, prefix=scratch_name(parent), ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def scratch_name(parent: Path | None = None) -> str:
    """Return how the name of a temporary file of this process begins, once what killed ones left there is removed."""
    _sweep(parent or Path(tempfile.gettempdir()))
    return f"{_MARK}-{_machine()}-{os.getpid()}-{_TOKEN}-"


def _sweep(folder: Path) -> None:
    # Whatever cannot be looked at or removed stays; whoever needs the folder tells what is wrong with it.
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _is_left_behind(entry):
                _remove(entry)


def _is_left_behind(entry: os.DirEntry[str]) -> bool:
    name = _NAME.fullmatch(entry.name)
    if name is None or name["machine"] != _machine() or name["token"] == _TOKEN:
        return False
    if _runs(int(name["process"])):
        return False
    try:
        return entry.stat(follow_symlinks=False).st_uid == os.getuid()
    except (OSError, AttributeError):
        # Gone meanwhile, or a system whose files have no owners of this kind.
        return False


def _runs(process: int) -> bool:
    """Tell whether there is such a process; this process's own number was an earlier one's where the token differs."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)
    else:
        with suppress(OSError):
            Path(entry.path).unlink()


def _machine() -> str:
    """Return what tells this machine, and this process namespace, from every other."""
    host = re.sub(r"[^A-Za-z0-9.]", "_", platform.node()) or "_"
    try:
        namespace = re.sub(r"[^0-9]", "", str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        namespace = ""
    return f"{host}.{namespace}"
