"""Pages kept on disk for the length of a sync, gzipped, in a file that no folder lists."""

from __future__ import annotations

import tempfile
import zlib
from typing import TYPE_CHECKING, Any

import orjson

from xero_api import money

if TYPE_CHECKING:
    from collections.abc import Callable


class Spool:
    """Records of one collection, page by page; the file is gone when the process is, however it ends."""

    def __init__(self) -> None:
        """Open a temporary file."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the sync
        self._places: list[tuple[int, int]] = []

    def append(self, records: list[dict[str, Any]]) -> None:
        """Keep a page; amounts must be in it with their own digits."""
        packed = zlib.compress(orjson.dumps(records), level=1)
        self._places.append((self._file.seek(0, 2), len(packed)))
        self._file.write(packed)

    def read(self, page: int, number: Callable[[str], Any]) -> list[dict[str, Any]]:
        """Return the records of a page, counted from 0; `number` reads the digits of an amount."""
        offset, length = self._places[page]
        self._file.seek(offset)
        records: list[dict[str, Any]] = money.parse(zlib.decompress(self._file.read(length)), number)
        return records
