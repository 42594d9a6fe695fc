"""What a walk over very many records met, in little memory."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of a million records, some 250 are in each.
_SHELVES = 4096


class Met:
    """Remembers records by their keys, with a number about each: some 30 bytes of memory a record.

    A dictionary takes 200. A key of the length that is kept, as a GUID is, is kept as it is, any other as a digest.
    """

    def __init__(self, key: int = 16, note: int = 8) -> None:
        """Begin with nothing met; so many bytes are kept of each key, and of the number."""
        self._key, self._note, self._entry = key, note, key + note
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
        kept = self._kept(key)
        shelf = self._shelves.get(hash(kept) % _SHELVES, b"")
        at = self._place(shelf, kept)
        return None if at < 0 else int.from_bytes(shelf[at + self._key : at + self._entry], "little")

    def put(self, key: bytes, note: int = 0) -> int | None:
        """Note a number about a key, and return what was noted before, None where it was not met."""
        kept = self._kept(key)
        number = hash(kept) % _SHELVES
        shelf = self._shelves.get(number)
        if shelf is None:
            shelf = self._shelves[number] = bytearray()
        at = self._place(shelf, kept)
        if at < 0:
            shelf += kept + note.to_bytes(self._note, "little")
            self._count += 1
            return None
        before = int.from_bytes(shelf[at + self._key : at + self._entry], "little")
        if before != note:
            shelf[at + self._key : at + self._entry] = note.to_bytes(self._note, "little")
        return before

    def update(self, later: Met) -> None:
        """Take over what was met later."""
        for key, note in later.items():
            self.put(key, note)

    def items(self) -> Iterator[tuple[bytes, int]]:
        """Yield each key as it is kept, with what was noted about it."""
        for shelf in self._shelves.values():
            for at in range(0, len(shelf), self._entry):
                note = shelf[at + self._key : at + self._entry]
                yield bytes(shelf[at : at + self._key]), int.from_bytes(note, "little")

    def _kept(self, key: bytes) -> bytes:
        return key if len(key) == self._key else blake2b(key, digest_size=self._key).digest()

    def _place(self, shelf: bytes | bytearray, kept: bytes) -> int:
        at = shelf.find(kept)
        # What looks like the key may lie across two entries.
        while at > 0 and at % self._entry:
            at = shelf.find(kept, at + 1)
        return at
