"""The workbook as an Excel file, written row by row; Excel's own limits are kept here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]

from source_xero_revrec.workbook.book import ABOUT, AboutPage, Full
from source_xero_revrec.workbook.cells import CellValue, ColumnKind, Remark, Remarks
from source_xero_revrec.workbook.excel_page import HEADER, MARKS, draw, lines_of, write_page
from source_xero_revrec.workbook.sheets import CONTROL_TOTALS, Sheet, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)
# Excel counts days from here, once its 29 February 1900 is past.
_DAY_ZERO = date(1899, 12, 30).toordinal()
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")

_FORMATS = {
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.DAY_AFTER: "yyyy-mm-dd",
    ColumnKind.INSTANT: "yyyy-mm-dd hh:mm:ss",
    ColumnKind.AMOUNT: "#,##0.00",
    ColumnKind.UNIT: "#,##0.0000",
    ColumnKind.COUNT: "#,##0",
    # LibreOffice would show 1 and 0.
    ColumnKind.BOOLEAN: '"TRUE";"TRUE";"FALSE"',
}
_RIGHT = (ColumnKind.AMOUNT, ColumnKind.UNIT, ColumnKind.RATE, ColumnKind.COUNT)
_WIDTHS = {
    ColumnKind.DATE: 12,
    ColumnKind.DAY_AFTER: 12,
    ColumnKind.INSTANT: 20,
    ColumnKind.AMOUNT: 15,
    ColumnKind.UNIT: 13,
    ColumnKind.RATE: 14,
    ColumnKind.COUNT: 10,
    ColumnKind.BOOLEAN: 9,
}
# Texts are as wide as what their name promises: a Xero id is a GUID, a name is a name.
_TEXT_WIDTHS = (
    (re.compile(r"(customer|contact|document|line_item|product|organisation)_id$|billing_id$"), 38),
    (re.compile(r"^description$|explanation$|proposed_fix$|hint"), 60),
    (re.compile(r"description$"), 44),
    (re.compile(r"name$|address$|email$"), 34),
    (re.compile(r"(order|invoice|document)_number$|code$|status$|product_rule$|document_type$"), 18),
    (re.compile(r"currency$|period$|check$|severity$"), 11),
)
_WRAPPED = frozenset({"description", "explanation", "proposed_fix"})
_MARKS = {
    "status": {"Ties": "good", "Does not tie": "bad", "Resolved": "good", "Cleared": "good"},
    "severity": {"error": "bad", "warning": "warn"},
}
# Wider sheets are unreadable on one page and run over several.
_FITS_A_PAGE = 330
_LINE_HEIGHT = 15
_MOST_LINES = 12


class ExcelBook:
    """An .xlsx file with a sheet for each given, in their order; memory does not grow with the rows."""

    def __init__(
        self, path: Path, scratch: Path, sheets: Sequence[Sheet], remarks: Remarks, *, made_at: datetime, about: bool
    ) -> None:
        """Begin the file; `scratch` is a folder for what XlsxWriter writes meanwhile, `made_at` an aware instant."""
        self._file = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(scratch),
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._file.set_properties(
            {"title": "RevRec import", "created": made_at.astimezone(UTC).replace(tzinfo=None), "author": ""}
        )
        self._remarks = remarks
        self._rows = dict.fromkeys((sheet.name for sheet in sheets), 0)
        self._header = {
            side: self._file.add_format({**HEADER, "align": side, "valign": "vcenter"}) for side in ("left", "right")
        }
        self._marks = {name: self._file.add_format(look) for name, look in MARKS.items()}
        self._sheets = {sheet.name: (self._begin(sheet), sheet) for sheet in sheets}
        self._about = self._file.add_worksheet(ABOUT) if about else None

    def write(self, sheet: Sheet, cells: list[CellValue]) -> None:
        """Add a row; raises Full at Excel's 1,048,576 rows."""
        row = self._rows[sheet.name] + 1
        if row >= MOST_ROWS:
            raise Full(
                f"{sheet.name} has more rows than the {MOST_ROWS:,} that an Excel sheet takes. Use --zip, which writes "
                f"CSV files without that limit."
            )
        self._rows[sheet.name] = row
        worksheet = self._sheets[sheet.name][0]
        lines = self._lines(sheet, cells)
        if lines > 1:
            worksheet.set_row(row, _LINE_HEIGHT * min(lines, _MOST_LINES))
        for number, value in enumerate(cells):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                worksheet.write_string(row, number, self._text(sheet, number, value))
            elif isinstance(value, bool):
                worksheet.write_boolean(row, number, value)
            elif isinstance(value, (Decimal, int)):
                self._number(worksheet, row, number, value, sheet)
            else:
                self._moment(worksheet, row, number, value, sheet)

    def close(self, page: AboutPage | None) -> None:
        """Write the About page and the charts, and finish the file."""
        for worksheet, sheet in self._sheets.values():
            self._finish(worksheet, sheet)
        if page is not None and self._about is not None:
            write_page(self._file, self._about, page)
            for worksheet, sheet in self._sheets.values():
                if sheet.stream == CONTROL_TOTALS:
                    draw(self._file, worksheet, page.charts, column=len(sheet.columns) + 1)
        self._file.close()

    def _begin(self, sheet: Sheet) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        worksheet = self._file.add_worksheet(sheet.name)
        upright = "top" if any(column.field in _WRAPPED for column in sheet.columns) else "vcenter"
        for number, column in enumerate(sheet.columns):
            worksheet.set_column(number, number, _width(column), self._column_format(column, upright))
        worksheet.set_row(0, 20)
        for number, column in enumerate(sheet.columns):
            worksheet.write_string(0, number, column.header, self._header[_side(column)])
        worksheet.freeze_panes(1, 0)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        if sum(map(_width, sheet.columns)) <= _FITS_A_PAGE:
            worksheet.fit_to_pages(1, 0)
        else:
            worksheet.set_print_scale(60)
        worksheet.repeat_rows(0)
        worksheet.set_footer("&L&A&RPage &P of &N")
        return worksheet

    def _column_format(self, column: SheetColumn, upright: str) -> Any:  # noqa: ANN401
        look: dict[str, Any] = {"align": _side(column), "valign": upright}
        if column.kind in _FORMATS:
            look["num_format"] = _FORMATS[column.kind]
        if column.field in _WRAPPED:
            look["text_wrap"] = True
        return self._file.add_format(look)

    def _text(self, sheet: Sheet, number: int, text: str) -> str:
        header = sheet.columns[number].header
        if "\r" in text:
            text = _LINE_ENDS.sub("\n", text)
        if not text.isprintable() and _REFUSED.search(text):
            text = _REFUSED.sub("", text)
            self._remarks.note(sheet.name, header, Remark.CONTROL_CHARACTERS)
        if len(text) * 2 > _MOST_CHARACTERS:
            cut = text.encode("utf-16-le")[: _MOST_CHARACTERS * 2].decode("utf-16-le", errors="ignore")
            if cut != text:
                self._remarks.note(sheet.name, header, Remark.CUT)
            return cut
        return text

    @staticmethod
    def _lines(sheet: Sheet, cells: list[CellValue]) -> int:
        lines = 1
        for column, value in zip(sheet.columns, cells, strict=True):
            if isinstance(value, str) and ("\n" in value or column.field in _WRAPPED):
                lines = max(lines, lines_of(value, _width(column)))
        return lines

    def _number(self, worksheet: Any, row: int, number: int, value: Decimal | int, sheet: Sheet) -> None:  # noqa: ANN401
        digits = value.as_tuple().digits if isinstance(value, Decimal) else str(abs(value))
        if len(digits) > _MOST_DIGITS and len(Decimal(value).normalize().as_tuple().digits) > _MOST_DIGITS:
            self._remarks.note(sheet.name, sheet.columns[number].header, Remark.LONG_NUMBER)
            worksheet.write_string(row, number, f"{value:f}" if isinstance(value, Decimal) else str(value))
        else:
            worksheet.write_number(row, number, value)

    def _moment(self, worksheet: Any, row: int, number: int, value: Any, sheet: Sheet) -> None:  # noqa: ANN401
        if (value.date() if isinstance(value, datetime) else value) < _FIRST_DAY:
            self._remarks.note(sheet.name, sheet.columns[number].header, Remark.OLD_DATE)
            worksheet.write_string(row, number, value.isoformat())
        elif isinstance(value, datetime):
            worksheet.write_datetime(row, number, value)
        else:
            worksheet.write_number(row, number, value.toordinal() - _DAY_ZERO)

    def _finish(self, worksheet: Any, sheet: Sheet) -> None:  # noqa: ANN401
        last = self._rows[sheet.name]
        worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)
        worksheet.print_area(0, 0, last, len(sheet.columns) - 1)
        for number, column in enumerate(sheet.columns):
            for text, mark in _MARKS.get(column.field, {}).items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._marks[mark]}
                worksheet.conditional_format(1, number, max(last, 1), number, rule)


def _side(column: SheetColumn) -> str:
    return "right" if column.kind in _RIGHT else "left"


def _width(column: SheetColumn) -> int:
    width = _WIDTHS.get(column.kind)
    if width is None:
        width = next((found for pattern, found in _TEXT_WIDTHS if pattern.search(column.field)), 20)
    # The filter's button stands in the header.
    return max(width, len(column.header) + 4)
