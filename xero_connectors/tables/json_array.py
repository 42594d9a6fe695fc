"""A file that is one JSON array of objects, read object by object, so that memory stays flat."""

from __future__ import annotations

import io
import re
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any

from xero_connectors.tables.json_names import UNIQUE, NamedTwice
from xero_connectors.tables.row import TableFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO

    from xero_connectors.tables.row import Report

_AT_ONCE = 1 << 18
_SPACE = re.compile(r"\s*")


def objects(file: BinaryIO, *, title: str, report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the place and the object of each element; numbers are int or Decimal, with every digit.

    `report` is given the first element that is no object, or where the array ends too early, and nothing follows it.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    reading = _Reading(text)
    number = 0
    try:
        opening = "["
        while reading.taken(opening):
            if number == 0 and reading.taken("]"):
                break
            number += 1
            found = reading.value()
            if not isinstance(found, dict):
                brief = "is JSON, and no object" if found is not None else "is no JSON"
                report(_fault(title, f"object {number}", brief))
                return
            yield f"object {number}", found
            opening = ","
        else:
            if not reading.taken("]"):
                report(_fault(title, f"what follows object {number}", "is no JSON: the array is cut off or broken"))
                return
        if not reading.is_at_end():
            report(_fault(title, "what follows the array", "is no part of it"))
    except NamedTwice as twice:
        report(_fault(title, f"object {number}", f"names {twice} more than once"))
    except UnicodeDecodeError:
        report(_fault(title, f"what follows object {number}", "is not UTF-8"))
    finally:
        if not file.closed:
            text.detach()


def _fault(title: str, place: str, brief: str) -> TableFault:
    remedy = "Export it again as JSON."
    return TableFault(f"{title}: {place} {brief}. {remedy}", place=place, brief=brief, remedy=remedy)


class _Reading:
    """The text from where it was not read yet; as much of it is in memory as one element needs."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._held = ""
        self._at = 0

    def taken(self, mark: str) -> bool:
        """Step over a mark and the white space before it; tell whether it was there."""
        if self._next() != mark:
            return False
        self._at += 1
        return True

    def value(self) -> Any:  # noqa: ANN401 - JSON is any of its types
        """Return the next value, None where there is no JSON."""
        self._next()
        while True:
            try:
                found, self._at = UNIQUE.raw_decode(self._held, self._at)
            except (JSONDecodeError, RecursionError):
                # Cut off where the piece ends, or broken: only more text can tell.
                if not self._more():
                    return None
            else:
                return found

    def is_at_end(self) -> bool:
        """Tell whether nothing but white space follows."""
        return not self._next()

    def _next(self) -> str:
        """Return the next character that is no white space, empty at the end."""
        while True:
            match = _SPACE.match(self._held, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        piece = self._text.read(_AT_ONCE)
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)
