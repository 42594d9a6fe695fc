"""Where receipts and rejects are appended to, durably: nowhere, a folder or an S3 bucket."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from destination_xero_journals.object_storage import LocalStorage, NoStorage
from xero_api import money

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import RawIOBase

    from destination_xero_journals.object_storage import S3Storage

RECEIPTS, REJECTS = "receipts", "rejects"
_BLOCK = 65_536


class StorageFault(Exception):
    """Receipts and rejects cannot be kept; the message says where and why in one sentence."""


class Storage(Protocol):
    """A place for receipts and rejects, as JSON Lines."""

    description: str

    def check(self) -> None:
        """Find out whether the place can be written to, leaving nothing there; raises StorageFault."""

    def append(self, name: str, lines: Iterable[bytes]) -> str:
        """Add lines to `receipts` or `rejects`, and return the address that they were written to.

        They are safe when this returns, against a power cut too; a line's end is added where it has none. Without a
        line nothing is written, and the address is empty. Raises StorageFault, and then none of the lines is there.
        """


def storage(settings: NoStorage | LocalStorage | S3Storage, *, sync_id: str) -> Storage:
    """Return the place that the configuration names; `sync_id` sets syncs apart in a bucket. Raises StorageFault."""
    if isinstance(settings, NoStorage):
        return Nowhere()
    if isinstance(settings, LocalStorage):
        return Folder(Path(settings.path))
    from destination_xero_journals.posting.bucket import Bucket  # noqa: PLC0415 - an optional library

    return Bucket(settings, sync_id=sync_id)


class Nowhere:
    """Receipts and rejects are kept by the log alone."""

    description = "the log alone"

    def check(self) -> None:
        """Accept everything."""

    def append(self, name: str, lines: Iterable[bytes]) -> str:  # noqa: ARG002
        """Write nothing."""
        return ""


class Folder:
    """`receipts.jsonl` and `rejects.jsonl` in a folder of this machine."""

    def __init__(self, path: Path) -> None:
        """Append to files in `path`, which is made when it is needed."""
        self._path = path
        self.description = str(path)

    def check(self) -> None:
        """Make and remove an empty file, and the folder where it is missing."""
        made: list[Path] = []
        try:
            made = self._make()
            with tempfile.TemporaryFile(dir=self._path):
                pass
            for name in (RECEIPTS, REJECTS):
                if self._file(name).exists():
                    with self._file(name).open("r+b"):
                        pass
        except OSError as failure:
            raise self._fault(failure) from None
        finally:
            for folder in reversed(made):
                with suppress(OSError):
                    folder.rmdir()

    def append(self, name: str, lines: Iterable[bytes]) -> str:
        """Add lines to a file; a line that a killed run left torn is cut off first."""
        rest = whole_lines(lines)
        first = next(rest, None)
        if first is None:
            return ""
        path = self._file(name)
        try:
            made = self._make()
            # Unbuffered: what a buffer still holds after a failure would be written when the file is closed.
            with open(path, "a+b", buffering=0, opener=_private) as file, _locked(file):
                _mend(file)
                with _all_or_nothing(file):
                    _write(file, chain([first], rest))
                    os.fsync(file.fileno())
            for folder in {self._path, *(each.parent for each in made)}:
                _sync_folder(folder)
        except OSError as failure:
            raise self._fault(failure) from None
        return str(path)

    def _file(self, name: str) -> Path:
        return self._path.joinpath(f"{name}.jsonl")

    def _make(self) -> list[Path]:
        """Make the folder and return what had to be made, the outermost first."""
        missing = [each for each in (self._path, *self._path.parents) if not each.exists()][::-1]
        self._path.mkdir(parents=True, exist_ok=True)
        return missing

    def _fault(self, failure: OSError) -> StorageFault:
        return StorageFault(
            f"Receipts and rejects cannot be written to {self._path}: {failure.strerror or failure}. Give a folder "
            f"that this machine can write to in object_storage_config."
        )


def whole_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each line with its end."""
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n"


def _private(path: str, flags: int) -> int:
    """Open a file that its owner alone may read where it is made, since it shows a company's books."""
    return os.open(path, flags, 0o600)


@contextmanager
def _locked(file: RawIOBase) -> Iterator[None]:
    """Keep another sync from taking a line that is being written for a torn one; not every file system has locks."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
    yield


@contextmanager
def _all_or_nothing(file: RawIOBase) -> Iterator[None]:
    start = file.seek(0, os.SEEK_END)
    try:
        yield
    except BaseException:
        file.truncate(start)
        raise


def _write(file: RawIOBase, lines: Iterable[bytes]) -> None:
    waiting = bytearray()
    for line in lines:
        waiting += line
        if len(waiting) >= _BLOCK:
            _write_all(file, waiting)
            waiting.clear()
    _write_all(file, waiting)


def _write_all(file: RawIOBase, content: bytearray) -> None:
    done = 0
    while done < len(content):
        # A call may write a part, on a disk that is nearly full.
        done += file.write(bytes(content[done:])) or 0


def _mend(file: RawIOBase) -> None:
    """Cut off a torn last line; a whole one that an editor left without its end is given it."""
    size = file.seek(0, os.SEEK_END)
    tail, start = b"", size
    while start and b"\n" not in tail:
        step = min(_BLOCK, start)
        start -= step
        file.seek(start)
        tail = (file.read(step) or b"") + tail
    tail = tail.rpartition(b"\n")[2]
    if not tail:
        return
    try:
        money.parse(tail)
    except (ValueError, RecursionError):
        file.truncate(size - len(tail))
    else:
        file.seek(0, os.SEEK_END)
        file.write(b"\n")


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
