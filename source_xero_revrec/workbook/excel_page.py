"""The About page of the Excel file, and the charts of its figures."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.about_tables import CHART_ROWS
from source_xero_revrec.workbook.book import ABOUT, AboutPage, Chart, Formula, Line, Look
from source_xero_revrec.workbook.cells import Link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from source_xero_revrec.workbook.cells import CellValue

    _Value = CellValue | Formula

HEADER: dict[str, Any] = {"bold": True, "bg_color": "#E8EDF3"}
MARKS: dict[str, dict[str, Any]] = {
    "good": {"bg_color": "#DDF2E0", "font_color": "#1E6B2E"},
    "bad": {"bg_color": "#FBE0DE", "font_color": "#A61C12"},
    "warn": {"bg_color": "#FFF1CF", "font_color": "#7A5200"},
}
SIDES: dict[str, dict[str, Any]] = {side: {"align": side, "indent": 1} for side in ("left", "right")}
"""What stands in a column keeps off the columns beside it: an id that is cut and a code are not read as one."""
LINKED: dict[str, Any] = {"font_color": "#0B5CAD", "underline": 1}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 16},
    Look.HEADING: {**HEADER, "font_size": 12},
    Look.TABLE_HEADER: {"bold": True, "bottom": 1, "text_wrap": True},
    Look.GOOD: MARKS["good"],
    Look.WARN: MARKS["warn"],
    Look.BAD: MARKS["bad"],
    Look.SUM: {"bold": True, "top": 1},
    Look.BOX: {"border": 1},
}
_KINDS: dict[str, dict[str, Any]] = {
    "": {},
    "link": LINKED,
    "instant": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "amount": {"num_format": "#,##0.00;-#,##0.00;\u2013", **SIDES["right"]},
    "count": {"num_format": "#,##0;-#,##0;\u2013", **SIDES["right"]},
}
_VERDICTS = (Look.GOOD, Look.WARN, Look.BAD)
_TABLES = (Look.TABLE_HEADER, Look.ROW, Look.SUM)
_WIDTHS = (30, 13, 16, 16, 16, 16, 14, 12, 14, 18)
_LAST = len(_WIDTHS) - 1
_MOST_CELLS, _WHERE = 3, 2
"""Of a line that is no table: its cells, and the columns at the right that a way to another sheet takes."""
_BOXES = ((0, 0), (1, 3), (4, 5), (6, _LAST))
_LINE_HEIGHT = 15
_HEIGHTS = {Look.TITLE: 26, Look.TABLE_HEADER: 32, Look.BOX: 26, Look.HEADING: 18}
_SPARE, _MOST_HEIGHT = 3, 405
"""Points; Excel's rows are no higher."""
_IN_XERO, _ROWS = 2, 3


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column (in characters)."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def write_page(file: Any, worksheet: Any, page: AboutPage) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write the page; the file is an XlsxWriter workbook, the sheet one of its worksheets."""
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer("&L&F&C&A&RPage &P of &N")
    for number, width in enumerate(_WIDTHS):
        worksheet.set_column(number, number, width)
    made = _Page(file, worksheet)
    for row, line in enumerate(page.lines):
        made.write(row, line)
    for chart in page.charts:
        draw(file, worksheet, [chart], row=chart.place, column=0)


class _Page:
    """A page that is being written, line by line."""

    def __init__(self, file: Any, worksheet: Any) -> None:  # noqa: ANN401
        self._file, self._sheet = file, worksheet
        self._formats: dict[str, Any] = {}

    def write(self, row: int, line: Line) -> None:
        if line.look in _HEIGHTS:
            self._sheet.set_row(row, _HEIGHTS[line.look])
        look = _LOOKS.get(line.look, {})
        if line.look is Look.BOX:
            for (first, last), value in zip(_BOXES, line.cells, strict=True):
                self._span(row, first, last, value, {**look, "bold": True})
        elif line.look in _TABLES or len(line.cells) > _MOST_CELLS:
            for number, value in enumerate(line.cells):
                self._cell(row, number, value, look if line.look in _TABLES or not number else {})
        else:
            self._sentence(row, line, look)

    def _sentence(self, row: int, line: Line, look: Mapping[str, Any]) -> None:
        cells = line.cells
        if len(cells) == 1:
            self._wide(row, 0, _LAST, cells[0], {**look, **({"bold": True} if line.look in _VERDICTS else {})})
        elif cells:
            last = _LAST - (_WHERE if len(cells) == _MOST_CELLS else 0)
            self._cell(row, 0, cells[0], {**look, "text_wrap": True})
            self._wide(row, 1, last, cells[1], {}, beside=cells[0])
            for value in cells[2:]:
                self._span(row, last + 1, _LAST, value, {})

    def _wide(
        self, row: int, first: int, last: int, value: _Value, look: Mapping[str, Any], *, beside: _Value = ""
    ) -> None:
        """Write a text over several columns, its row as high as it needs, or as what stands beside it does."""
        lines = lines_of(str(value), sum(_WIDTHS[first : last + 1]))
        lines = max(lines, lines_of(str(beside), _WIDTHS[0]))
        if lines > 1:
            self._sheet.set_row(row, min(_LINE_HEIGHT * lines + _SPARE, _MOST_HEIGHT))
        self._span(row, first, last, value, {**look, "text_wrap": look.get("font_size") is None})

    def _span(self, row: int, first: int, last: int, value: _Value, look: Mapping[str, Any]) -> None:
        if first < last:
            self._sheet.merge_range(row, first, row, last, "", self._format(_kind(value), look))
        self._cell(row, first, value, look)

    def _cell(self, row: int, column: int, value: _Value, look: Mapping[str, Any]) -> None:
        made = self._format(_kind(value), look)
        match value:
            case Formula(text, worth):
                self._sheet.write_formula(row, column, f"={text}", made, worth)
            case Link(address, text):
                self._sheet.write_url(row, column, address, made, text)
            case datetime():
                self._sheet.write_datetime(row, column, value, made)
            case Decimal() | int():
                self._sheet.write_number(row, column, value, made)
            case _:
                if not value:
                    self._sheet.write_blank(row, column, None, made)
                    return
                side = SIDES["right"] if look.get("bottom") and column >= _IN_XERO else {}
                self._sheet.write_string(row, column, str(value or ""), self._format("", {**look, **side}))

    def _format(self, kind: str, look: Mapping[str, Any]) -> Any:  # noqa: ANN401
        made: dict[str, Any] = {"valign": "top", "align": "left", **_KINDS[kind], **look}
        key = repr(sorted(made.items()))
        if key not in self._formats:
            self._formats[key] = self._file.add_format(made)
        return self._formats[key]


def _kind(value: _Value) -> str:
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, Link):
        return "link"
    if isinstance(value, datetime):
        return "instant"
    if isinstance(value, Decimal):
        return "amount"
    return "count" if isinstance(value, int) else ""


def draw(file: Any, worksheet: Any, charts: Sequence[Chart], *, column: int, row: int = 1) -> None:  # noqa: ANN401
    """Put a chart for each currency below each other, from a row and a column on; the figures are the About page's."""
    for number, chart in enumerate(charts):
        drawn = file.add_chart({"type": "column"})
        for values, name, colour in (
            (_IN_XERO, "Documents in Xero", "#8FA3B8"),
            (_ROWS, "Rows for RevRec", "#13B5EA"),
        ):
            drawn.add_series(
                {
                    "name": name,
                    "categories": [ABOUT, chart.first_row, 0, chart.last_row, 0],
                    "values": [ABOUT, chart.first_row, values, chart.last_row, values],
                    "fill": {"color": colour},
                    "gap": 60,
                }
            )
        drawn.set_title(
            {"name": f"Documents in Xero by month, {chart.currency}, net of tax", "name_font": {"size": 12}}
        )
        drawn.set_legend({"position": "bottom"})
        drawn.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
        drawn.set_x_axis({"label_position": "low"})
        drawn.set_size({"width": 900, "height": 320})
        worksheet.insert_chart(row + number * CHART_ROWS, column, drawn, {"object_position": 3})
