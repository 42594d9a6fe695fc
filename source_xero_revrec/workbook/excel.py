"""The workbook as an Excel file: the rows of its sheets, put into a frame that XlsxWriter makes."""

from __future__ import annotations

import re
import shutil
import zipfile
from typing import IO, TYPE_CHECKING

from source_xero_revrec.workbook.excel_frame import ExcelFrame
from source_xero_revrec.workbook.excel_rows import ExcelRows
from source_xero_revrec.workbook.sheets import letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from source_xero_revrec.workbook.book import AboutPage
    from source_xero_revrec.workbook.cells import CellValue, Remarks
    from source_xero_revrec.workbook.sheets import Sheet

_COLUMNS = re.compile(rb'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"')
_EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')
_ROWS_END = b"</sheetData>"
_PART = 1 << 20
# The fastest: XML of tables packs well at any level, and packing was a fifth of the time.
_PACKED = 1
_FRAME = "frame.xlsx"


class ExcelBook:
    """An .xlsx file with a sheet for each given, in their order; memory does not grow with the rows.

    XlsxWriter writes everything but the rows: a million cells take it as long as all the rest of a workbook together.
    """

    def __init__(
        self, path: Path, scratch: Path, sheets: Sequence[Sheet], remarks: Remarks, *, made_at: datetime, about: bool
    ) -> None:
        """Begin the file; `scratch` is a folder for what is written meanwhile, `made_at` an aware instant."""
        self._path = path
        self._scratch = scratch
        self._sheets = sheets
        self._made_at = made_at
        self._about = about
        self._styles = self._frame(dict.fromkeys((sheet.name for sheet in sheets), 0), None)
        self._rows = {
            sheet.name: ExcelRows(scratch / f"rows-{number}.xml", sheet, styles, remarks)
            for number, (sheet, styles) in enumerate(zip(sheets, self._styles, strict=True))
        }

    def write(self, sheet: Sheet, cells: Sequence[CellValue]) -> None:
        """Add a row; raises Full at Excel's 1,048,576 rows."""
        self._rows[sheet.name].write(cells)

    def close(self, page: AboutPage | None) -> None:
        """Write the About page and the charts, and finish the file."""
        for rows in self._rows.values():
            rows.close()
        if self._frame({sheet: rows.last for sheet, rows in self._rows.items()}, page) != self._styles:
            raise RuntimeError("The looks of the workbook's columns changed while it was written.")
        filled = {self._part(number): sheet for number, sheet in enumerate(self._sheets)}
        with (
            zipfile.ZipFile(self._scratch / _FRAME) as frame,
            zipfile.ZipFile(self._path, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKED) as book,
        ):
            for entry in frame.infolist():
                with book.open(entry.filename, "w", force_zip64=entry.filename in filled) as out:
                    if sheet := filled.get(entry.filename):
                        _fill(out, frame.read(entry), sheet, self._rows[sheet.name])
                    else:
                        out.write(frame.read(entry))

    def _frame(self, rows: Mapping[str, int], page: AboutPage | None) -> list[list[str]]:
        """Write the frame over so many rows, and return for each sheet the numbers of its columns' looks."""
        path = self._scratch / _FRAME
        ExcelFrame(path, self._sheets, made_at=self._made_at, about=self._about).close(rows, page)
        with zipfile.ZipFile(path) as frame:
            return [_styles(frame.read(self._part(number)), sheet) for number, sheet in enumerate(self._sheets)]

    def _part(self, number: int) -> str:
        """Return where the file has a sheet of rows; the About page is the first of all."""
        return f"xl/worksheets/sheet{number + 1 + self._about}.xml"


def _styles(content: bytes, sheet: Sheet) -> list[str]:
    found = {
        number: style.decode()
        for first, last, style in _COLUMNS.findall(content)
        for number in range(int(first), int(last) + 1)
    }
    return [found[number] for number in range(1, len(sheet.columns) + 1)]


def _fill(out: IO[bytes], content: bytes, sheet: Sheet, rows: ExcelRows) -> None:
    """Write a sheet of the frame with its rows."""
    head, end, rest = content.partition(_ROWS_END)
    extent = f'<dimension ref="A1:{letters(len(sheet.columns) - 1)}{rows.last + 1}"/>'
    out.write(_EXTENT.sub(extent.encode(), head, count=1))
    with rows.path.open("rb") as written:
        shutil.copyfileobj(written, out, _PART)
    out.write(end + rest)
