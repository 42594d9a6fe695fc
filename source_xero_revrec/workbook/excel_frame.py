"""The Excel file without its rows: sheets, columns, looks, filters, charts and the About page, by XlsxWriter."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]

from source_xero_revrec.workbook.book import ABOUT, AboutPage
from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.excel_page import HEADER, MARKS, draw, write_page
from source_xero_revrec.workbook.sheets import CONTROL_TOTALS, Sheet, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

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
WRAPPED = frozenset({"description", "explanation", "proposed_fix"})
_MARKS = {
    "status": {"Ties": "good", "Does not tie": "bad", "Resolved": "good", "Cleared": "good"},
    "severity": {"error": "bad", "warning": "warn"},
}
# Wider sheets are unreadable on one page and run over several.
# Wider sheets are unreadable on one page and run over several.
_FITS_A_PAGE = 330


class ExcelFrame:
    """Everything of an .xlsx file but the rows below the headers of its sheets."""

    def __init__(self, path: Path, sheets: Sequence[Sheet], *, made_at: datetime, about: bool) -> None:
        """Begin the file with a sheet for each given, in their order; `made_at` is an aware instant."""
        self._file = xlsxwriter.Workbook(str(path))
        self._file.set_properties(
            {"title": "RevRec import", "created": made_at.astimezone(UTC).replace(tzinfo=None), "author": ""}
        )
        self._header = {
            side: self._file.add_format({**HEADER, "align": side, "valign": "vcenter"}) for side in ("left", "right")
        }
        self._marks = {name: self._file.add_format(look) for name, look in MARKS.items()}
        self._sheets = [(self._begin(sheet), sheet) for sheet in sheets]
        self._about = self._file.add_worksheet(ABOUT) if about else None

    def close(self, rows: Mapping[str, int], page: AboutPage | None) -> None:
        """Write filters and marks over so many rows of each sheet, the About page and the charts; finish the file."""
        for worksheet, sheet in self._sheets:
            self._finish(worksheet, sheet, rows[sheet.name])
        if page is not None and self._about is not None:
            write_page(self._file, self._about, page)
            for worksheet, sheet in self._sheets:
                if sheet.stream == CONTROL_TOTALS:
                    draw(self._file, worksheet, page.charts, column=len(sheet.columns) + 1)
        self._file.close()

    def _begin(self, sheet: Sheet) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        worksheet = self._file.add_worksheet(sheet.name)
        upright = "top" if any(column.field in WRAPPED for column in sheet.columns) else "vcenter"
        for number, column in enumerate(sheet.columns):
            worksheet.set_column(number, number, width(column), self._column_format(column, upright))
        worksheet.set_row(0, 20)
        for number, column in enumerate(sheet.columns):
            worksheet.write_string(0, number, column.header, self._header[_side(column)])
        worksheet.freeze_panes(1, 0)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        if sum(map(width, sheet.columns)) <= _FITS_A_PAGE:
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
        if column.field in WRAPPED:
            look["text_wrap"] = True
        return self._file.add_format(look)

    def _finish(self, worksheet: Any, sheet: Sheet, last: int) -> None:  # noqa: ANN401
        worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)
        worksheet.print_area(0, 0, last, len(sheet.columns) - 1)
        for number, column in enumerate(sheet.columns):
            for text, mark in _MARKS.get(column.field, {}).items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._marks[mark]}
                worksheet.conditional_format(1, number, max(last, 1), number, rule)


def _side(column: SheetColumn) -> str:
    return "right" if column.kind in _RIGHT else "left"


def width(column: SheetColumn) -> int:
    """Return a column's width in characters."""
    wide = _WIDTHS.get(column.kind)
    if wide is None:
        wide = next((found for pattern, found in _TEXT_WIDTHS if pattern.search(column.field)), 20)
    # The filter's button stands in the header.
    return max(wide, len(column.header) + 4)
