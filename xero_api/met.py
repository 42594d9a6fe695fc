"""What a walk over very many records met, in little memory."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY, _NOTE = 16, 8
_ENTRY = _KEY + _NOTE
# Of a million records, some 250 are in each.
_SHELVES = 4096


class Met:
    """Remembers records by their keys, with a number below 2^64 about each: some 30 bytes of memory a record.

    A dictionary takes 200. A key of 16 bytes, as a GUID is, is kept as it is, any other as a digest of that length.
    """

    def __init__(self) -> None:
        """Begin with nothing met."""
        self._shelves: dict[int, bytearray] = {}
        self._count = 0

    def __len__(self) -> int:
        """Return how many keys were met."""
        return self._count

    def __contains__(self, key: bytes) -> bool:
        """Tell whether a key was met."""
        return self.get(key) is not None

    def get(self, key: bytes) -> int | None:
        """Return what was noted last about a key, None where it was not met."""
        kept = _kept(key)
        shelf = self._shelves.get(hash(kept) % _SHELVES, b"")
        at = _place(shelf, kept)
        return None if at < 0 else int.from_bytes(shelf[at + _KEY : at + _ENTRY], "little")

    def put(self, key: bytes, note: int = 0) -> int | None:
        """Note a number about a key, and return what was noted before, None where it was not met."""
        kept = _kept(key)
        number = hash(kept) % _SHELVES
        shelf = self._shelves.get(number)
        if shelf is None:
            shelf = self._shelves[number] = bytearray()
        at = _place(shelf, kept)
        if at < 0:
            shelf += kept + note.to_bytes(_NOTE, "little")
            self._count += 1
            return None
        before = int.from_bytes(shelf[at + _KEY : at + _ENTRY], "little")
        if before != note:
            shelf[at + _KEY : at + _ENTRY] = note.to_bytes(_NOTE, "little")
        return before

    def update(self, later: Met) -> None:
        """Take over what was met later."""
        for key, note in later.items():
            self.put(key, note)

    def items(self) -> Iterator[tuple[bytes, int]]:
        """Yield each key as it is kept, with what was noted about it."""
        for shelf in self._shelves.values():
            for at in range(0, len(shelf), _ENTRY):
                yield bytes(shelf[at : at + _KEY]), int.from_bytes(shelf[at + _KEY : at + _ENTRY], "little")


def _kept(key: bytes) -> bytes:
    return key if len(key) == _KEY else blake2b(key, digest_size=_KEY).digest()


def _place(shelf: bytes | bytearray, kept: bytes) -> int:
    at = shelf.find(kept)
    # What looks like the key may lie across two entries.
    while at > 0 and at % _ENTRY:
        at = shelf.find(kept, at + 1)
    return at
