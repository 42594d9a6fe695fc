"""The sheets of an Excel workbook: their rows as text, or as the values that Excel keeps."""

from __future__ import annotations

import re
import warnings
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from functools import partial
from itertools import islice
from numbers import Number
from typing import TYPE_CHECKING, Any, TypeVar
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from xero_connectors.tables.row import Cell, Row, TableFault, Unusable, digits
from xero_connectors.tables.sheet_marks import column_letters, sheet_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from xero_connectors.tables.sheet_marks import SheetMarks

_DIGITS_OF_EXCEL = 15
_LEADING_ZEROS = re.compile("0+")
_BROKEN = (BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError, ParseError, ExpatError, zlib.error)
_ROWS_AT_ONCE = 1000
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_SECONDS_OF_A_DAY = 24 * 60 * 60
_SHOWN = Context(prec=_DIGITS_OF_EXCEL)
Value = str | Decimal | datetime | Unusable
"""A cell as Excel keeps it: text, a number with the 15 digits that Excel shows, a day with its time."""
Read = TypeVar("Read")


def rows(file: BinaryIO, *, title: str, sheet: str | None) -> Iterator[Row]:
    """Yield the rows of the sheet, of the first one where none is named, blank ones too.

    A cell that nobody sees, or that only looks empty, is unusable. Raises TableFault for a sheet that is not there, for
    a hidden one that nobody named, for a hidden row, and for a file that is no sound .xlsx.
    """
    with _sound(title):
        worksheets = _worksheets(file)
    name = next(iter(worksheets), None) if sheet is None else sheet
    if name not in worksheets:
        raise _no_sheet(title, name or "", worksheets)
    if sheet is None and worksheets[name].sheet_state != "visible":
        raise TableFault(
            f"{title} has {name!r} as its first sheet, which is hidden. Name the sheet that is meant, or show it in "
            f"Excel."
        )
    marks = _marks(file, name, title)
    for number, (place, cells) in enumerate(_rows(worksheets[name], title, _read), 1):
        row = Row(place, _seen(cells, number, marks))
        if marks.row_is_hidden(number) and not row.is_blank():
            raise TableFault(
                f"{title} has a row that is hidden or filtered away ({place}). Show it in Excel or delete it, and give "
                f"that file.",
                place=place,
                brief="is hidden",
                remedy="Show it in Excel or delete it, and give that file.",
            )
        yield row


def _seen(cells: list[Cell], row: int, marks: SheetMarks) -> list[Cell]:
    """Return a row's cells, those unusable that are hidden, merged with one above, or a formula without a result."""
    lost = marks.uncalculated.get(row, "")
    above = [merged for merged in marks.merged if merged.first_row < row <= merged.last_row]
    # Rows end with their last filled cell.
    cells += [""] * (max((merged.last_column for merged in above), default=0) - len(cells))
    for index, cell in enumerate(cells):
        if cell and marks.column_is_hidden(index + 1):
            cells[index] = Unusable("a value in a hidden column")
        elif any(merged.covers(row, index + 1) for merged in above):
            cells[index] = Unusable("a cell that is merged with the one above")
        elif lost and lost == f"{column_letters(index + 1)}{row}":
            cells[index] = Unusable("a formula without a result")
    return cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its rows, each with its place; `epoch` is the day from which the workbook counts its days.

    `marks` reads what the sheet says beside its cells, and raises what `rows` does.
    """

    name: str
    epoch: datetime
    rows: Iterator[tuple[str, Sequence[Value]]]
    hidden: bool
    marks: Callable[[], SheetMarks]


def sheets(file: BinaryIO, *, title: str, sheet: str = "") -> list[Sheet]:
    """Return the sheets with the values that Excel keeps, the named one alone where one is; raises what `rows` does."""
    with _sound(title):
        worksheets = _worksheets(file)
    if sheet and sheet not in worksheets:
        raise _no_sheet(title, sheet, worksheets)
    return [
        Sheet(
            name,
            found.parent.epoch,
            _rows(found, title, _value),
            found.sheet_state != "visible",
            partial(_marks, file, name, title),
        )
        for name, found in worksheets.items()
        if not sheet or name == sheet
    ]


def _marks(file: BinaryIO, name: str, title: str) -> SheetMarks:
    with _sound(title):
        return sheet_marks(file, name)


def day_of(serial: Decimal, epoch: datetime) -> datetime | None:
    """Return what Excel shows for a number in a cell of dates, None where no accountant means one (1954 to 2119)."""
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return None
    return epoch + timedelta(days=int(serial), seconds=int((serial % 1 * _SECONDS_OF_A_DAY).to_integral_value()))


def _rows(worksheet: Any, title: str, read: Callable[[Any], Read]) -> Iterator[tuple[str, list[Read]]]:  # noqa: ANN401
    with _sound(title):
        # Some programs write a wrong size into the sheet, and openpyxl would stop there.
        worksheet.reset_dimensions()
        found = enumerate(worksheet.iter_rows(), start=1)
    while True:
        with _sound(title):
            some = [(f"row {number}", [read(cell) for cell in cells]) for number, cells in islice(found, _ROWS_AT_ONCE)]
        if not some:
            return
        yield from some


def _no_sheet(title: str, sheet: str, worksheets: dict[str, Any]) -> TableFault:
    brief = f"has no sheet {sheet!r} (found: {', '.join(map(repr, worksheets))})"
    return TableFault(
        f"{title} {brief}. Give one of these, or leave the sheet empty to read the first.",
        place="it",
        brief=brief,
        remedy="Give one of these.",
    )


def _worksheets(file: BinaryIO) -> dict[str, Any]:
    from openpyxl import load_workbook  # noqa: PLC0415 - most connections read no Excel

    return {worksheet.title: worksheet for worksheet in load_workbook(file, read_only=True, data_only=True).worksheets}


@contextmanager
def _sound(title: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-downs and styles that it does not read; nobody asked for those.
            warnings.simplefilter("ignore")
            yield
    except _BROKEN as error:
        brief, remedy = (
            f"cannot be read as an Excel workbook ({type(error).__name__})",
            "Open it in Excel, save it again as .xlsx, and give that file.",
        )
        raise TableFault(f"{title} {brief}. {remedy}", place="it", brief=brief, remedy=remedy) from None


def _read(cell: Any) -> Cell:  # noqa: ANN401 - one of openpyxl's cells
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return Unusable(f"the error {value}") if cell.data_type == "e" else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date | time | timedelta):
        return Unusable("a date or time")
    if isinstance(value, Number):
        return _number(Decimal(str(value)), cell.number_format)
    return Unusable(f"a {type(value).__name__}")


def _value(cell: Any) -> Value:  # noqa: ANN401 - one of openpyxl's cells
    value = cell.value
    if isinstance(value, datetime):
        return value
    if isinstance(value, Number) and not isinstance(value, bool):
        number = Decimal(str(value))
        shown = _number(number, cell.number_format)
        return shown if isinstance(shown, Unusable) or _zeros(cell.number_format) > 1 else _SHOWN.plus(number)
    return _read(cell)


def _number(number: Decimal, number_format: str) -> Cell:
    if number.adjusted() >= _DIGITS_OF_EXCEL:
        return Unusable(f"a number of {number.adjusted() + 1} digits, of which Excel keeps only {_DIGITS_OF_EXCEL},")
    return digits(number).zfill(_zeros(number_format))


def _zeros(number_format: str) -> int:
    """Return how many digits a format such as 00000 shows, whose zeros an id begins with and the number has lost."""
    return len(number_format) if _LEADING_ZEROS.fullmatch(number_format) else 0
