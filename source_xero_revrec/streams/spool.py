"""Pages kept on disk for the length of a sync, gzipped, in a file that no folder lists."""

from __future__ import annotations

import json
import tempfile
import zlib
from typing import TYPE_CHECKING, Any

import orjson

from source_xero_revrec.streams.records import Digits, whole
from xero_api import money
from xero_api.nesting import shallow

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_api.money import Parsed


def exact(value: Any, default: Callable[[Any], Any] | None = None) -> bytes:  # noqa: ANN401 - JSON is any of its types
    """Write JSON from which every value can be read again, half a character and the longest number too.

    What is nested too deep is a text in it.
    """
    try:
        return orjson.dumps(value, default=default or _number, option=orjson.OPT_PASSTHROUGH_SUBCLASS)
    except TypeError:
        return orjson.dumps(_spelt(shallow(value)), default=default or _number, option=orjson.OPT_PASSTHROUGH_SUBCLASS)


def _number(value: Any) -> orjson.Fragment:  # noqa: ANN401 - orjson hands over what it does not write
    if isinstance(value, Digits):
        return orjson.Fragment(str(value))
    raise TypeError(type(value).__name__)


def _spelt(value: Any) -> Any:  # noqa: ANN401 - JSON is any of its types
    if isinstance(value, dict):
        return {whole(key): _spelt(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_spelt(each) for each in value]
    if type(value) is str and not value.isascii():
        return orjson.Fragment(json.dumps(value))
    return orjson.Fragment(str(value)) if type(value) is int else value


class Spool:
    """Records of one collection, page by page; the file is gone when the process is, however it ends."""

    def __init__(self) -> None:
        """Open a temporary file."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the sync
        self._places: list[tuple[int, int]] = []

    def append(self, records: list[dict[str, Any]]) -> None:
        """Keep a page; amounts must be in it with their own digits."""
        packed = zlib.compress(exact(records), level=1)
        self._places.append((self._file.seek(0, 2), len(packed)))
        self._file.write(packed)

    def read(self, page: int, number: Callable[[str], Any]) -> Parsed:
        """Return the records of a page, counted from 0; `number` reads the digits of an amount."""
        offset, length = self._places[page]
        self._file.seek(offset)
        return money.parsed(zlib.decompress(self._file.read(length)), number)
