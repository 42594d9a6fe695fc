"""JSON Lines, a JSON object in each line, or one JSON array of objects; in UTF-8."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xero_api import money
from xero_connectors.tables import json_array
from xero_connectors.tables.json_names import NamedTwice, check_names
from xero_connectors.tables.row import Cell, Row, TableFault, Unusable, digits, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from xero_connectors.tables.row import Report

_MARK = b"\xef\xbb\xbf"
_LOOKED_AT = 4096
_AGAIN = "Export it again as JSON Lines: an object in each line, each name once."
_ARRAY = re.compile(rb"\s*\[\s*(?:\{|\]\s*\Z|\Z)")


def objects(file: BinaryIO, *, title: str, report: Report = refuse) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the place and the object of each line, or of each element of an array; blank lines are passed over.

    Numbers are int or Decimal, with every digit. `report` is given each line that is no JSON object in UTF-8, and the
    line is left out where it returns; what is wrong with an array ends it.
    """
    if _is_array(file):
        yield from json_array.objects(file, title=title, report=report)
        return
    file.seek(0)
    for number, line in enumerate(file, start=1):
        text = line.removeprefix(_MARK) if number == 1 else line
        if not text.strip():
            continue
        place = f"line {number}"
        try:
            found = money.parse(text)
            check_names(text, found)
        except NamedTwice as twice:
            message = (
                f"{title} has an object with two values under the name {twice} in {place}. Export it again with one of "
                f"them."
            )
            report(TableFault(message, place=place, brief=f"names {twice} more than once", remedy=_AGAIN))
        except UnicodeDecodeError:
            message = f"{title} is not UTF-8 in {place}. Write it again with the encoding UTF-8."
            report(TableFault(message, place=place, brief="is not UTF-8", remedy="Save it as UTF-8."))
        except (ValueError, RecursionError):
            message = f"{title} is no JSON in {place}. Each line must be a JSON object: export it again as JSON Lines."
            report(TableFault(message, place=place, brief="is no JSON", remedy=_AGAIN))
        else:
            if isinstance(found, dict):
                yield place, found
                continue
            message = (
                f"{title} is JSON in {place}, but no object. Each line must have names and values, like "
                f'{{"name": "value"}}: export it again as JSON Lines.'
            )
            report(TableFault(message, place=place, brief="is JSON, and no object", remedy=_AGAIN))


def rows(file: BinaryIO, *, title: str) -> Iterator[Row]:
    """Yield a row of all names that occur, then a row for each object, blank where it has no such name or null.

    Raises TableFault for a line that is no JSON object.
    """
    names = list(dict.fromkeys(name for _, found in objects(file, title=title) for name in found))
    yield Row("line 1", names)
    for place, found in objects(file, title=title):
        yield Row(place, [_cell(found.get(name)) for name in names])


def _is_array(file: BinaryIO) -> bool:
    """Tell whether the file is one array over several lines, or of objects: a line may be an array by mistake."""
    file.seek(0)
    return _ARRAY.match(file.read(_LOOKED_AT).removeprefix(_MARK)) is not None


def _cell(value: Any) -> Cell:  # noqa: ANN401 - JSON is any of its types
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value).upper()
        case int() | Decimal():
            return digits(Decimal(value))
        case dict() | list():
            return Unusable("an object or a list")
        case _:
            return Unusable("no number")
