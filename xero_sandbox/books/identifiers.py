"""Identifiers that look random and are the same at every start."""

from __future__ import annotations

import hashlib
from random import Random


class Identifiers:
    """An endless series of lower-case version-4 GUIDs, decided by its seed."""

    def __init__(self, seed: int) -> None:
        """Start the series of this seed."""
        self._bits = Random(seed).getrandbits  # noqa: S311 - the row must repeat, it guards nothing

    def next(self) -> str:
        """Return the next GUID."""
        return guid_of(self._bits(128))


def guid_of(bits: int) -> str:
    """Write 128 bits as a lower-case version-4 GUID."""
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def derived_guid(*parts: object) -> str:
    """Return the GUID that belongs to these parts, always the same one."""
    digest = hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=16)
    return guid_of(int.from_bytes(digest.digest()))
