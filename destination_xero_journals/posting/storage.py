"""Where receipts and rejects are kept, durably: nowhere, a folder of this machine, or a place elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from xero_connectors.places.folder import whole_lines
from xero_connectors.places.place import address, lines
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from xero_connectors.places.folder import Folder
    from xero_connectors.places.place import Place

RECEIPTS, REJECTS, INTENTS, POSTED = "receipts", "rejects", "intents", "posted"


class StorageFault(Exception):
    """Receipts and rejects cannot be kept; the message says where and why, and what to do."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of lines, each with its end; where it is `appended` to, a killed sync may have left the last one torn."""

    address: str
    lines: Iterable[bytes]
    appended: bool = False


class Storage(Protocol):
    """A place for receipts, rejects, what is about to be posted and what was, as JSON Lines.

    Where it is `shelved`, lines that are added on a shelf are recalled by any sync, and from that shelf alone;
    elsewhere all lines of a name are together, and a shelf does not matter.
    """

    description: str
    shelved: bool

    def check(self) -> None:
        """Find out whether the place can be written to, leaving nothing there; raises StorageFault."""

    def append(self, name: str, lines: Iterable[bytes], shelf: str = "") -> str:
        """Add lines to `receipts`, `rejects`, `intents` or `posted`, and return the address that they were written to.

        They are safe when this returns, against a power cut too; a line's end is added where it has none. Without a
        line nothing is written, and the address is empty. Raises StorageFault, and then none of the lines is there.
        """

    def recall(self, name: str, shelf: str = "") -> Sequence[KeptFile]:
        """Return the files of lines that were added before: by any sync, on a shelf or where there are none.

        Where the place may be written to and not read, there are none. Raises StorageFault, as reading their lines
        does.
        """


class Nowhere:
    """Receipts and rejects are kept by the log alone."""

    description = "the log alone"
    shelved = False

    def check(self) -> None:
        """Accept everything."""

    def append(self, name: str, lines: Iterable[bytes], shelf: str = "") -> str:  # noqa: ARG002
        """Write nothing."""
        return ""

    def recall(self, name: str, shelf: str = "") -> Sequence[KeptFile]:  # noqa: ARG002
        """Remember nothing."""
        return ()


class Appended:
    """`receipts.jsonl`, `rejects.jsonl` and so on in a folder, one for all syncs."""

    shelved = False

    def __init__(self, folder: Folder) -> None:
        """Append to files in `folder`."""
        self._folder = folder
        self.description = folder.address

    def check(self) -> None:
        """Prove that the files could be appended to."""
        try:
            self._folder.check_append(map(_file, (RECEIPTS, REJECTS, INTENTS, POSTED)))
        except PlaceFault as fault:
            raise _storage_fault(fault, fault.address) from None

    def append(self, name: str, lines: Iterable[bytes], shelf: str = "") -> str:  # noqa: ARG002
        """Add lines to a file."""
        try:
            return self._folder.append(_file(name), lines)
        except PlaceFault as fault:
            raise _storage_fault(fault, self.description) from None

    def recall(self, name: str, shelf: str = "") -> Sequence[KeptFile]:  # noqa: ARG002
        """Return the one file, where there is one."""
        file = _file(name)
        try:
            there = self._folder.exists(file)
        except PlaceFault as fault:
            raise _unread(fault) from None
        return [KeptFile(address(self._folder.address, file), self._lines(file), appended=True)] if there else []

    def _lines(self, file: str) -> Iterator[bytes]:
        try:
            yield from lines(self._folder.read(file))
        except PlaceFault as fault:
            raise _unread(fault) from None


class Numbered:
    """A file for each time of writing, none written over: `{sync_id}/receipts-1.jsonl`, `{name}/{shelf}/1.jsonl`.

    A shelf is read file by file, each once, so that it should not grow without end.
    """

    shelved = True

    def __init__(self, place: Place, sync_id: str) -> None:
        """Write into the folder of one sync, and on shelves that all syncs share."""
        self._place = place
        self._sync_id = sync_id
        self._taken: dict[str, int] = {}
        self._read: dict[str, int] = {}
        self._recalled: dict[str, list[KeptFile]] = {}
        self.description = address(place.address, sync_id)

    def check(self) -> None:
        """Prove that a file could be written."""
        try:
            self._place.check(address(self._sync_id, "check.jsonl"))
        except PlaceFault as fault:
            raise _storage_fault(fault, self.description) from None

    def append(self, name: str, lines: Iterable[bytes], shelf: str = "") -> str:
        """Put the lines into a file of their own, which shows when it is complete."""
        with scratch_folder() as scratch:
            made = scratch / "lines"
            with made.open("xb") as file:
                file.writelines(whole_lines(lines))
            if not made.stat().st_size:
                return ""
            row = self._row(name, shelf)
            if shelf and row not in self._recalled:
                # It tells which numbers are taken.
                self.recall(name, shelf)
            try:
                return self._put(row, made)
            except PlaceFault as fault:
                raise _storage_fault(fault, self.description) from None

    def recall(self, name: str, shelf: str = "") -> Sequence[KeptFile]:
        """Return a shelf's files, or those of this sync's own folder; each file is read once."""
        row = self._row(name, shelf)
        first = row not in self._recalled
        found = self._recalled.setdefault(row, [])
        try:
            self._take_all(row, found)
            if first:
                self._check_row(row, found)
        except PlaceFault as fault:
            raise _unread(fault) from None
        return found

    def _take_all(self, row: str, found: list[KeptFile]) -> None:
        while self._takes(row, self._read.get(row, 0) + 1, found):
            pass

    def _takes(self, row: str, number: int, found: list[KeptFile]) -> bool:
        """Read one file of a row; tell whether it is there."""
        file = _file(f"{row}{number}")
        if not self._place.exists(file):
            return False
        found.append(KeptFile(address(self._place.address, file), [*lines(self._place.read(file))]))
        self._read[row] = number
        return True

    def _check_row(self, row: str, found: list[KeptFile]) -> None:
        """Refuse a row that goes on after a file that is not there: what was in it is not known."""
        missing = self._read.get(row, 0) + 1
        if not self._place.exists(_file(f"{row}{missing + 1}")):
            return
        # Another sync may have made both since the first look.
        self._take_all(row, found)
        if self._read.get(row, 0) < missing:
            raise StorageFault(
                f"{address(self._place.address, _file(f'{row}{missing}'))} is missing, and the file after it is there. "
                f"It told what was posted before, and without it a journal could be posted twice, so that the "
                f"sync stops. Restore it from a backup; where there is none, see that Xero's list of manual journals "
                f"shows every journal of the last syncs, and then put an empty file there."
            )

    def _put(self, row: str, made: Path) -> str:
        # Whatever wrote before, this sync's own earlier attempt too, must stay.
        number = max(self._taken.get(row, 0), self._read.get(row, 0)) + 1
        while not self._place.create(file := _file(f"{row}{number}"), made):
            number += 1
        self._taken[row] = number
        return address(self._place.address, file)

    def _row(self, name: str, shelf: str) -> str:
        """Return what the names of a row of files begin with, before their numbers."""
        return f"{address(name, shelf)}/" if shelf else f"{address(self._sync_id, name)}-"


def _file(name: str) -> str:
    return f"{name}.jsonl"


def _storage_fault(fault: PlaceFault, description: str) -> StorageFault:
    return StorageFault(f"Receipts and rejects cannot be written to {description}: {_reason(fault)}")


def _unread(fault: PlaceFault) -> StorageFault:
    return StorageFault(
        f"What was posted before cannot be read from {fault.address}: {_reason(fault)} Nothing is posted without."
    )


def _reason(fault: PlaceFault) -> str:
    if fault.cause is not Cause.IS_A_FOLDER:
        return fault.reason
    return "a folder stands where the file should be. Move it away, and put the file back from a backup."
