"""What every place can do with files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Place(Protocol):
    """Files below one folder; a name is relative to it, with slashes, and the empty name is the folder's own.

    Every method raises PlaceFault where it cannot do its work.
    """

    address: str

    def check(self, name: str) -> None:
        """Find out whether a file of this name could be written, leaving nothing there."""

    def exists(self, name: str) -> bool:
        """Tell whether there is a file of this name; False too where only writing is allowed."""

    def names(self) -> list[str]:
        """Return the names of all files, at any depth, sorted."""

    def read(self, name: str) -> Iterator[bytes]:
        """Yield what a file holds, in pieces of any size."""

    def create(self, name: str, made: Path) -> bool:
        """Put a finished file there, whole, and return True; False where one is there, which is left as it is.

        The local file may be moved. It is not written to again.
        """

    def replace(self, name: str, made: Path) -> None:
        """Put a finished file there, whole, over the one that may be there."""

    def scratch_folder(self) -> Path | None:
        """Return the folder on this machine from which moving a file there is one step; None where any will do."""


def address(folder: str, name: str) -> str:
    """Return the address of a file for messages."""
    return "/".join(part for part in (folder.rstrip("/"), name) if part)


def lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file that comes in pieces, each with its end as it has one."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if rest:
        yield rest
