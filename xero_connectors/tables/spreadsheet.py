"""The sheet of an Excel workbook."""

from __future__ import annotations

import re
import warnings
import zlib
from contextlib import contextmanager
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import islice
from numbers import Number
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from xero_connectors.tables.row import Cell, Row, TableFault, Unusable, digits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_DIGITS_OF_EXCEL = 15
_LEADING_ZEROS = re.compile("0+")
_BROKEN = (BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError, ParseError, zlib.error)
_ROWS_AT_ONCE = 1000


def rows(file: BinaryIO, *, title: str, sheet: str | None) -> Iterator[Row]:
    """Yield the rows of the sheet, of the first one where none is named, blank ones too.

    Raises TableFault for a sheet that is not there and for a file that is no sound .xlsx.
    """
    with _sound(title):
        worksheets = _worksheets(file)
    name = next(iter(worksheets), None) if sheet is None else sheet
    if name not in worksheets:
        raise TableFault(
            f"{title} has no sheet {sheet!r} (found: {', '.join(map(repr, worksheets))}). Give one of these, or leave "
            f"the sheet empty to read the first."
        )
    with _sound(title):
        # Some programs write a wrong size into the sheet, and openpyxl would stop there.
        worksheets[name].reset_dimensions()
        found = enumerate(worksheets[name].iter_rows(), start=1)
    while True:
        with _sound(title):
            read = [
                Row(f"row {number}", [_read(cell) for cell in cells]) for number, cells in islice(found, _ROWS_AT_ONCE)
            ]
        if not read:
            return
        yield from read


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
        raise TableFault(
            f"{title} cannot be read as an Excel workbook ({type(error).__name__}). Open it in Excel, save it again as "
            f".xlsx, and give that file."
        ) from None


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


def _number(number: Decimal, number_format: str) -> Cell:
    if number.adjusted() >= _DIGITS_OF_EXCEL:
        return Unusable(f"a number of {number.adjusted() + 1} digits, of which Excel keeps only {_DIGITS_OF_EXCEL},")
    # A format such as 00000 shows the zeros that an id begins with; the number itself has lost them.
    zeros = len(number_format) if _LEADING_ZEROS.fullmatch(number_format) else 0
    return digits(number).zfill(zeros)
