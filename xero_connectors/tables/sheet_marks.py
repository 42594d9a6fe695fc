"""What a sheet's XML says of its cells beside their values: hidden rows and columns, merged cells, lost formulas."""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.parsers.expat import ParserCreate

if TYPE_CHECKING:
    from typing import BinaryIO

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_NOTED = 10_000
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are shown as one, of which the first alone has a value; rows and columns count from 1."""

    name: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell is one of these and not the first."""
        inside = self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column
        return inside and (row, column) != (self.first_row, self.first_column)


@dataclass(slots=True)
class SheetMarks:
    """The marks of one sheet; `uncalculated` has for a row a cell whose formula has no result (the first 10,000)."""

    merged: list[Merged] = field(default_factory=list)
    uncalculated: dict[int, str] = field(default_factory=dict)
    _rows: list[tuple[int, int]] = field(default_factory=list)
    _columns: list[tuple[int, int]] = field(default_factory=list)

    def row_is_hidden(self, row: int) -> bool:
        """Tell whether nobody sees a row: it was hidden, folded or filtered away."""
        return _holds(self._rows, row)

    def column_is_hidden(self, column: int) -> bool:
        """Tell whether nobody sees a column."""
        return any(first <= column <= last for first, last in self._columns)

    def hide_row(self, row: int) -> None:
        """Note a hidden row; they come in their order."""
        if self._rows and self._rows[-1][1] == row - 1:
            self._rows[-1] = (self._rows[-1][0], row)
        else:
            self._rows.append((row, row))

    def hide_columns(self, first: int, last: int) -> None:
        """Note hidden columns."""
        self._columns.append((first, last))


def sheet_marks(file: BinaryIO, name: str) -> SheetMarks:
    """Read the marks of a sheet of an .xlsx file; raises KeyError, BadZipFile and the like where it is not sound."""
    with zipfile.ZipFile(file) as archive, archive.open(_path(archive, name)) as sheet:
        reading = _Reading()
        reading.parser.ParseFile(sheet)
        reading.end_cell()
    return reading.marks


def _path(archive: zipfile.ZipFile, name: str) -> str:
    workbook = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - openpyxl has read the same text before
    for each in workbook.iter():
        if each.tag.endswith("}sheet") and each.get("name") == name:
            # The name's space is one of two, by the kind of workbook.
            wanted = next((value for key, value in each.items() if key.endswith("}id")), None)
            break
    else:
        raise KeyError(name)
    for relation in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 - as above
        if relation.get("Id") == wanted:
            target = relation.get("Target") or ""
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(name)


def _holds(ranges: list[tuple[int, int]], number: int) -> bool:
    index = bisect_right(ranges, (number, number + 1_000_000_000)) - 1
    return index >= 0 and ranges[index][0] <= number <= ranges[index][1]


class _Reading:
    """Reads a sheet's XML from tag to tag, so that memory stays flat."""

    def __init__(self) -> None:
        self.marks = SheetMarks()
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._start
        self._row = 0
        self._cell = ""
        self._has_formula = self._has_result = False

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self.end_cell()
                self._cell = attributes.get("r", "")
            case "f":
                self._has_formula = True
            case "v" if self._has_formula:
                self.parser.CharacterDataHandler = self._result
            case "row":
                self._begin_row(attributes)
            case "col" if attributes.get("hidden") in _TRUE:
                self.marks.hide_columns(int(attributes["min"]), int(attributes["max"]))
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self._row = int(attributes.get("r") or self._row + 1)
        if attributes.get("hidden") in _TRUE:
            self.marks.hide_row(self._row)

    def _result(self, text: str) -> None:
        self._has_result = self._has_result or bool(text)

    def end_cell(self) -> None:
        """Note a cell whose formula has no result."""
        if self._has_formula:
            self.parser.CharacterDataHandler = None
            if not self._has_result and len(self.marks.uncalculated) < _MOST_NOTED:
                self.marks.uncalculated.setdefault(self._row, self._cell)
        self._has_formula = self._has_result = False

    def _merge(self, reference: str) -> None:
        cells = [_CELL.fullmatch(corner) for corner in reference.split(":")]
        if len(cells) == len("AB") and cells[0] and cells[1]:
            (first_column, first_row), (last_column, last_row) = (
                (_column(cell[1]), int(cell[2])) for cell in cells if cell
            )
            self.marks.merged.append(Merged(reference, first_row, first_column, last_row, last_column))


def column_letters(number: int) -> str:
    """Return what Excel calls a column, counted from 1: A, Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
