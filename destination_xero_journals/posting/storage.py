"""Where receipts and rejects are kept, durably: nowhere, a folder of this machine, or a place elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from xero_connectors.places.folder import whole_lines
from xero_connectors.places.place import address, lines
from xero_connectors.places.reasons import PlaceFault
from xero_connectors.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from xero_connectors.places.folder import Folder
    from xero_connectors.places.place import Place

RECEIPTS, REJECTS, INTENTS = "receipts", "rejects", "intents"


class StorageFault(Exception):
    """Receipts and rejects cannot be kept; the message says where and why, and what to do."""


class Storage(Protocol):
    """A place for receipts, rejects and what is about to be posted, as JSON Lines."""

    description: str

    def check(self) -> None:
        """Find out whether the place can be written to, leaving nothing there; raises StorageFault."""

    def append(self, name: str, lines: Iterable[bytes]) -> str:
        """Add lines to `receipts`, `rejects` or `intents`, and return the address that they were written to.

        They are safe when this returns, against a power cut too; a line's end is added where it has none. Without a
        line nothing is written, and the address is empty. Raises StorageFault, and then none of the lines is there.
        """

    def recall(self, name: str) -> Iterator[bytes]:
        """Yield the lines that were added before, by earlier attempts of this sync at least. Raises StorageFault."""


class Nowhere:
    """Receipts and rejects are kept by the log alone."""

    description = "the log alone"

    def check(self) -> None:
        """Accept everything."""

    def append(self, name: str, lines: Iterable[bytes]) -> str:  # noqa: ARG002
        """Write nothing."""
        return ""

    def recall(self, name: str) -> Iterator[bytes]:  # noqa: ARG002
        """Remember nothing."""
        return iter(())


class Appended:
    """`receipts.jsonl` and `rejects.jsonl` in a folder, one for all syncs."""

    def __init__(self, folder: Folder) -> None:
        """Append to files in `folder`."""
        self._folder = folder
        self.description = folder.address

    def check(self) -> None:
        """Prove that the files could be appended to."""
        try:
            self._folder.check_append(map(_file, (RECEIPTS, REJECTS, INTENTS)))
        except PlaceFault as fault:
            raise _storage_fault(fault, self.description) from None

    def append(self, name: str, lines: Iterable[bytes]) -> str:
        """Add lines to a file."""
        try:
            return self._folder.append(_file(name), lines)
        except PlaceFault as fault:
            raise _storage_fault(fault, self.description) from None

    def recall(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file."""
        try:
            if self._folder.exists(_file(name)):
                yield from lines(self._folder.read(_file(name)))
        except PlaceFault as fault:
            raise _storage_fault(fault, self.description) from None


class Numbered:
    """`{sync_id}/receipts-1.jsonl` and so on in a place, a file for each time of writing; none is written over."""

    def __init__(self, place: Place, sync_id: str) -> None:
        """Write into the folder of one sync."""
        self._place = place
        self._sync_id = sync_id
        self._written: dict[str, int] = {}
        self._recalled: dict[str, list[bytes]] = {}
        self.description = address(place.address, sync_id)

    def check(self) -> None:
        """Prove that a file could be written."""
        try:
            self._place.check(self._name("check.jsonl"))
        except PlaceFault as fault:
            raise _storage_fault(fault, self.description) from None

    def append(self, name: str, lines: Iterable[bytes]) -> str:
        """Put the lines into a file of their own, which shows when it is complete."""
        with scratch_folder() as scratch:
            made = scratch / "lines"
            with made.open("xb") as file:
                file.writelines(whole_lines(lines))
            if not made.stat().st_size:
                return ""
            try:
                return self._put(name, made)
            except PlaceFault as fault:
                raise _storage_fault(fault, self.description) from None

    def recall(self, name: str) -> Iterator[bytes]:
        """Yield the lines of the files that earlier attempts of this sync wrote, read once."""
        if name not in self._recalled:
            number = 1
            found: list[bytes] = []
            try:
                while self._place.exists(file := self._name(_file(f"{name}-{number}"))):
                    found += lines(self._place.read(file))
                    number += 1
            except PlaceFault as fault:
                raise _storage_fault(fault, self.description) from None
            self._recalled[name] = found
        return iter(self._recalled[name])

    def _put(self, name: str, made: Path) -> str:
        while True:
            number = self._written[name] = self._written.get(name, 0) + 1
            # An earlier attempt of the same sync may have written, and its receipts must stay.
            if self._place.create(file := self._name(_file(f"{name}-{number}")), made):
                return address(self._place.address, file)

    def _name(self, file: str) -> str:
        return address(self._sync_id, file)


def _file(name: str) -> str:
    return f"{name}.jsonl"


def _storage_fault(fault: PlaceFault, description: str) -> StorageFault:
    return StorageFault(f"Receipts and rejects cannot be written to {description}: {fault.reason}")
