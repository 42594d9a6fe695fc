"""The rows of an Excel sheet as XML, written at once: what a table of cells needs, and nothing else."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from source_xero_revrec.workbook.book import Full
from source_xero_revrec.workbook.cells import CellValue, Link, Remark, Remarks
from source_xero_revrec.workbook.excel_frame import WRAPPED, width
from source_xero_revrec.workbook.excel_page import lines_of
from source_xero_revrec.workbook.sheets import letters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from source_xero_revrec.workbook.sheets import Sheet

MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)
# Excel counts days from here, once its 29 February 1900 is past.
_DAY_ZERO = date(1899, 12, 30).toordinal()
_SECONDS_A_DAY = 86_400
_MOST_IN_QUOTES = 255
"""Characters of a text within a formula."""
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
# Excel reads _x0041_ as a character's number (ECMA-376, ST_Xstring), so that the text itself must be told apart.
_CHARACTER_NUMBER = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_LINE_HEIGHT = 15
_MOST_LINES = 12


class ExcelRows:
    """The rows below a sheet's header, in a file of their own; memory does not grow with them."""

    def __init__(self, path: Path, sheet: Sheet, styles: Sequence[str], remarks: Remarks) -> None:
        """Write to `path`; `styles` has the number of each column's look in the workbook."""
        self.path = path
        self.last = 0
        self._sheet = sheet
        self._remarks = remarks
        # A lone half of a character is removed by then, and reported.
        self._file = path.open("w", encoding="utf-8", newline="")
        self._columns = [
            (f'<c r="{letters(number)}', f'" s="{style}"', column.field in WRAPPED, width(column))
            for number, (column, style) in enumerate(zip(sheet.columns, styles, strict=True))
        ]

    def write(self, cells: Sequence[CellValue]) -> None:
        """Add a row; raises Full at Excel's 1,048,576 rows."""
        self.last += 1
        if self.last >= MOST_ROWS:
            raise Full(
                f"{self._sheet.name} has more rows than the {MOST_ROWS:,} that an Excel sheet takes. Use --zip, which "
                f"writes CSV files without that limit."
            )
        row = str(self.last + 1)
        lines = 1
        parts: list[str] = []
        for number, value in enumerate(cells):
            if value is None or value == "":
                continue
            begin, style, wrapped, wide = self._columns[number]
            if type(value) is str:
                if wrapped or "\n" in value or "\r" in value:
                    lines = max(lines, lines_of(value, wide))
                parts += (begin, row, style, self._text(number, value))
            else:
                parts += (begin, row, style, self._value(number, value))
        if parts:
            height = f' ht="{_LINE_HEIGHT * min(lines, _MOST_LINES)}" customHeight="1"' if lines > 1 else ""
            self._file.write(f'<row r="{row}"{height}>{"".join(parts)}</row>')

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def _text(self, number: int, text: str) -> str:
        header = self._sheet.columns[number].header
        if "\r" in text:
            text = _LINE_ENDS.sub("\n", text)
        if not text.isprintable() and _REFUSED.search(text):
            text = _REFUSED.sub("", text)
            self._remarks.note(self._sheet.name, header, Remark.CONTROL_CHARACTERS)
        if len(text) * 2 > _MOST_CHARACTERS:
            cut = text.encode("utf-16-le")[: _MOST_CHARACTERS * 2].decode("utf-16-le", errors="ignore")
            if cut != text:
                self._remarks.note(self._sheet.name, header, Remark.CUT)
            text = cut
        return _string(text)

    def _value(self, number: int, value: CellValue) -> str:
        if isinstance(value, bool):
            return f' t="b"><v>{value:d}</v></c>'
        if isinstance(value, (Decimal, int)):
            return self._number(number, value)
        if isinstance(value, date):
            return self._moment(number, value)
        if isinstance(value, Link):
            return _link(value)
        return self._text(number, str(value))

    def _number(self, number: int, value: Decimal | int) -> str:
        digits = value.as_tuple().digits if isinstance(value, Decimal) else str(abs(value))
        written = f"{value:f}" if isinstance(value, Decimal) else str(value)
        if len(digits) > _MOST_DIGITS and len(Decimal(value).normalize().as_tuple().digits) > _MOST_DIGITS:
            self._remarks.note(self._sheet.name, self._sheet.columns[number].header, Remark.LONG_NUMBER)
            return _string(written)
        return f"><v>{written}</v></c>"

    def _moment(self, number: int, value: date) -> str:
        day = value.date() if isinstance(value, datetime) else value
        if day < _FIRST_DAY:
            self._remarks.note(self._sheet.name, self._sheet.columns[number].header, Remark.OLD_DATE)
            return _string(value.isoformat())
        days = day.toordinal() - _DAY_ZERO
        if not isinstance(value, datetime):
            return f"><v>{days}</v></c>"
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1_000_000
        return f"><v>{days + seconds / _SECONDS_A_DAY:.16G}</v></c>"


@lru_cache(maxsize=1)
def _link(link: Link) -> str:
    """Return a link as a formula, of which a sheet takes any number; links proper end at 65,530."""
    address = link.address.replace('"', "%22")
    if len(address) > _MOST_IN_QUOTES:
        return _string(link.address)
    told = escape(f'HYPERLINK("{address}","{link.text}")')
    return f' t="str"><f>{told}</f><v>{escape(link.text)}</v></c>'


def _string(text: str) -> str:
    if "_x" in text:
        text = _CHARACTER_NUMBER.sub("_x005F_", text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    # White space at the ends, and line ends, would be taken for XML's own.
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' t="inlineStr"><is><t{kept}>{text}</t></is></c>'
