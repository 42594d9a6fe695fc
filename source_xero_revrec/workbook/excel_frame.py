"""The Excel file without its rows: sheets, columns, looks, filters, charts and the About page, by XlsxWriter."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]

from source_xero_revrec.workbook.book import ABOUT, AboutPage
from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.excel_page import HEADER, LINKED, MARKS, SIDES, draw, write_page
from source_xero_revrec.workbook.sheets import CONTROL_TOTALS, MEANING, Sheet, SheetColumn, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
    ColumnKind.AMOUNT: 14,
    ColumnKind.UNIT: 13,
    ColumnKind.RATE: 12,
    ColumnKind.COUNT: 10,
    ColumnKind.BOOLEAN: 9,
    ColumnKind.LINK: 8,
}
# Texts are as wide as what their name promises: a name is a name. An id is known by its beginning, but a customer's is
# what RevRec knows the customer by: it is copied, and Xero's has 36 characters.
_TEXT_WIDTHS = (
    (re.compile(r"^customer_id$"), 37),
    (re.compile(r"_id$"), 14),
    (re.compile(r"explanation$|proposed_fix$|^reason$|^description$"), 44),
    (re.compile(r"description$|hints$|address$|note$"), 34),
    (re.compile(r"title$"), 18),
    (re.compile(r"name$|email$"), 30),
    (re.compile(r"(order|invoice|document)_number$|code$|status$|rule$|type$"), 16),
    (re.compile(r"check$"), 13),
    (re.compile(r"currency$|period$|severity$|item_number$|line_number$"), 10),
)
WRAPPED = frozenset({"description", "explanation", "proposed_fix", "reason", "hints", MEANING, "service_period_note"})
_MARKS = {
    "status": {"Ties": "good", "Does not tie": "bad", "Resolved": "good", "Cleared": "good"},
    "severity": {"Error": "bad", "Warning": "warn", "error": "bad", "warning": "warn"},
}
_START, _STATUS = "service_start_date", "document_status"
_TO_FILL_IN = ("override_start", "override_end", "override_treatment")
_TINTS = {"undated": {"bg_color": "#FFF6DC"}, "voided": {"font_color": "#8A8F96"}}
_KEPT_IN_SIGHT = 2
"""Columns that stay where they are while the others move."""
_FITS_A_PAGE = 222
"""Characters that can be read side by side on A4 across; what stands further right is not printed."""


class ExcelFrame:
    """Everything of an .xlsx file but the rows below the headers of its sheets."""

    def __init__(self, path: Path, sheets: Sequence[Sheet], *, made_at: datetime, about: bool) -> None:
        """Begin the file with a sheet for each given, in their order; `made_at` is an aware instant."""
        self._file = xlsxwriter.Workbook(str(path))
        self._file.set_properties(
            {"title": "RevRec import", "created": made_at.astimezone(UTC).replace(tzinfo=None), "author": ""}
        )
        header = {**HEADER, "valign": "vcenter", "text_wrap": True}
        self._header = {side: self._file.add_format({**header, **look}) for side, look in SIDES.items()}
        self._marks = {name: self._file.add_format(look) for name, look in {**MARKS, **_TINTS}.items()}
        # It answers what is asked first; its figures are known last.
        self._about = self._file.add_worksheet(ABOUT) if about else None
        self._sheets = [(self._begin(sheet), sheet) for sheet in sheets]

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
            options = {"hidden": True} if column.hidden else {}
            worksheet.set_column(number, number, width(column), self._column_format(column, upright), options)
        worksheet.set_row(0, 34)
        for number, column in enumerate(sheet.columns):
            worksheet.write_string(0, number, column.header, self._header[_side(column)])
        worksheet.freeze_panes(1, _KEPT_IN_SIGHT)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(0)
        worksheet.set_footer("&L&F&C&A&RPage &P of &N")
        return worksheet

    def _column_format(self, column: SheetColumn, upright: str) -> Any:  # noqa: ANN401
        look: dict[str, Any] = {**SIDES[_side(column)], "valign": upright}
        if column.kind is ColumnKind.LINK:
            look |= LINKED
        if column.kind in _FORMATS:
            look["num_format"] = _FORMATS[column.kind]
        if column.field in WRAPPED:
            look["text_wrap"] = True
        made = self._file.add_format(look)
        # Looks are numbered as sheets are written, About's first; the rows need the number before that.
        made._get_xf_index()  # noqa: SLF001 - XlsxWriter has no other name for it
        return made

    def _finish(self, worksheet: Any, sheet: Sheet, last: int) -> None:  # noqa: ANN401
        worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)
        worksheet.print_area(0, 0, last, printed(sheet) - 1)
        for number, column in enumerate(sheet.columns):
            for text, mark in _MARKS.get(column.field, {}).items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._marks[mark]}
                worksheet.conditional_format(1, number, max(last, 1), number, rule)
        for first, until, formula, mark in _tints(sheet):
            rule = {"type": "formula", "criteria": formula, "format": self._marks[mark]}
            worksheet.conditional_format(1, first, max(last, 1), until, rule)


def printed(sheet: Sheet) -> int:
    """Return how many of a sheet's columns are printed: those that can be read on a page."""
    room, count = _FITS_A_PAGE, 0
    for column in sheet.columns:
        room -= width(column)
        if column.hidden or room < 0:
            break
        count += 1
    return max(count, 1)


def _tints(sheet: Sheet) -> Iterator[tuple[int, int, str, str]]:
    """Yield what is coloured by its row: columns, first and last, a formula for their first row, and the mark."""
    place = {column.field: number for number, column in enumerate(sheet.columns)}
    whole = (0, len(sheet.columns) - 1)
    status = f"${letters(place[_STATUS])}2" if _STATUS in place else ""
    if _START in place:
        undated = f"ISBLANK(${letters(place[_START])}2)"
        yield *whole, f'=AND({undated},{status}<>"Voided")' if status else f"={undated}", "undated"
    if status:
        yield *whole, f'={status}="Voided"', "voided"
    filled = [place[name] for name in _TO_FILL_IN if name in place]
    if filled and "check" in place:
        yield min(filled), max(filled), f'=${letters(place["check"])}2="S1"', "undated"


def _side(column: SheetColumn) -> str:
    return "right" if column.kind in _RIGHT else "left"


def width(column: SheetColumn) -> int:
    """Return a column's width in characters."""
    wide = _WIDTHS.get(column.kind)
    if wide is None:
        wide = next((found for pattern, found in _TEXT_WIDTHS if pattern.search(column.field)), 20)
    # A header has two lines, and the filter's button stands in it.
    longest = max(map(len, column.header.split()), default=0)
    return max(wide, longest + 3, len(column.header) // 2 + 4)
