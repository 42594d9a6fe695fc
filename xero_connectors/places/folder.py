"""A folder of this machine."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from xero_api import money
from xero_connectors.places.reasons import Cause, PlaceFault, Terms, Trouble, of_system
from xero_connectors.scratch import scratch_folder, scratch_name

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import RawIOBase

_BLOCK = 65_536
_TERMS = Terms(to_read="read", to_write="write")


class LocalStorage(BaseModel):
    """A folder of the machine that the connector runs on."""

    model_config = ConfigDict(title="Keep them in a folder", extra="forbid")
    example: ClassVar[str] = "/local/xero-journals"

    storage_type: Literal["Local"] = Field(json_schema_extra={"order": 0})
    path: str = Field(
        title="Folder",
        description="Where `receipts.jsonl` and `rejects.jsonl` are appended to (in Airbyte's container, under a "
        "mounted folder).",
        min_length=1,
        examples=["/local/xero-journals"],
        json_schema_extra={"order": 1},
    )

    def place(self) -> Folder:
        """Return the folder."""
        return Folder(Path(self.path))


class Folder:
    """Files below a folder; those that lines are appended to only their owner may read."""

    def __init__(self, path: Path) -> None:
        """Use `path`, which `append` makes when it is needed."""
        self._path = path
        self.address = str(path)

    def make(self) -> None:
        """Make the folder and those above it, where they are not there; raises PlaceFault."""
        with self._told(self._path, writing=True):
            if self._path.exists() and not self._path.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            self._path.mkdir(parents=True, exist_ok=True)

    def check(self, name: str) -> None:
        """Make and remove an empty file beside the one that is meant."""
        path = self._path / name
        with self._told(path, writing=True):
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=scratch_name(path.parent)):
                pass

    def check_append(self, names: Iterable[str]) -> None:
        """Find out whether lines could be appended to these files, leaving nothing, no new folder either."""
        made: list[Path] = []
        try:
            with self._told(self._path, writing=True):
                made = self._make()
                with tempfile.TemporaryFile(dir=self._path):
                    pass
            for path in (self._path / name for name in names):
                with self._told(path, writing=True):
                    if path.exists():
                        with path.open("r+b"):
                            pass
        finally:
            for folder in reversed(made):
                with suppress(OSError):
                    folder.rmdir()

    def exists(self, name: str) -> bool:
        """Tell whether anything has this name, a link that leads nowhere too."""
        path = self._path / name
        with self._told(path, writing=False):
            try:
                path.lstat()
            except (FileNotFoundError, NotADirectoryError):
                return False
            return True

    def names(self) -> list[str]:
        """Return the names of all files; a folder that is not there is a fault."""
        with self._told(self._path, writing=False):
            # rglob passes over a folder that is not there.
            self._path.stat()
            return sorted(path.relative_to(self._path).as_posix() for path in self._path.rglob("*") if path.is_file())

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the file line by line."""
        path = self._path / name
        with self._told(path, writing=False), path.open("rb") as file:
            yield from file

    def create(self, name: str, made: Path) -> bool:
        """Give the finished file its name in one step, by a link: a link refuses a name that is taken."""
        path = self._path / name
        with self._told(path, writing=True), self._beside(path, made) as finished:
            try:
                os.link(finished, path)
            except FileExistsError:
                return False
            except OSError:
                # A file system without links, such as many a mounted share.
                if path.exists():
                    return False
                finished.replace(path)
            finished.unlink(missing_ok=True)
        return True

    def replace(self, name: str, made: Path) -> None:
        """Rename the finished file."""
        path = self._path / name
        with self._told(path, writing=True), self._beside(path, made) as finished:
            finished.replace(path)

    def scratch_folder(self) -> Path | None:
        """Return the folder itself."""
        return self._path

    def append(self, name: str, lines: Iterable[bytes]) -> str:
        """Add lines to a file, safe against a power cut when this returns, and return the file's address.

        A line's end is added where it has none, a line that a killed run left torn is cut off first. Without a line
        nothing is written, and the address is empty. Where this fails, none of the lines is there.
        """
        rest = whole_lines(lines)
        first = next(rest, None)
        if first is None:
            return ""
        path = self._path / name
        with self._told(self._path, writing=True):
            made = self._make()
            # Unbuffered: what a buffer still holds after a failure would be written when the file is closed.
            with open(path, "a+b", buffering=0, opener=_private) as file, _locked(file):
                _mend(file)
                with _all_or_nothing(file):
                    _write(file, chain([first], rest))
                    os.fsync(file.fileno())
            for folder in {self._path, *(each.parent for each in made)}:
                _sync_folder(folder)
        return str(path)

    def _make(self) -> list[Path]:
        """Make the folder and return what had to be made, the outermost first."""
        missing = [each for each in (self._path, *self._path.parents) if not each.exists()][::-1]
        self._path.mkdir(parents=True, exist_ok=True)
        return missing

    @contextmanager
    def _beside(self, path: Path, made: Path) -> Iterator[Path]:
        """Hand out the finished file, on the disk for good, where giving it the name of `path` is one step."""
        with scratch_folder(path.parent) as folder:
            finished = made
            if made.stat().st_dev != path.parent.stat().st_dev:
                finished = Path(shutil.copyfile(made, folder / path.name))
            with finished.open("rb") as file:
                os.fsync(file.fileno())
            yield finished
            _sync_folder(path.parent)

    @contextmanager
    def _told(self, path: Path, *, writing: bool) -> Iterator[None]:
        try:
            yield
        except OSError as failure:
            trouble = of_system(failure)
            if writing and trouble.cause is Cause.NO_FILE:
                trouble = Trouble(Cause.NO_FOLDER, str(path.parent))
            raise PlaceFault(str(path), trouble, _TERMS, writing=writing) from None


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
