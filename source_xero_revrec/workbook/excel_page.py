"""The About page of the Excel file, and the charts of its figures."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.book import ABOUT, AboutPage, Chart, Look

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER: dict[str, Any] = {"bold": True, "bg_color": "#E8EDF3"}
MARKS: dict[str, dict[str, Any]] = {
    "good": {"bg_color": "#DDF2E0", "font_color": "#1E6B2E"},
    "bad": {"bg_color": "#FBE0DE", "font_color": "#A61C12"},
    "warn": {"bg_color": "#FFF1CF", "font_color": "#7A5200"},
}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 16},
    Look.HEADING: {**HEADER, "font_size": 12},
    Look.TABLE_HEADER: {"bold": True},
    Look.GOOD: MARKS["good"],
    Look.BAD: MARKS["bad"],
    Look.PLAIN: {},
}
_WIDTHS = (34, 80, 18, 18, 14)
_WRAPPED = 1
_LINE_HEIGHT = 15
_TITLE_HEIGHT = 24
_DOCUMENTS, _ROWS = 2, 3
_CHART_ROWS = 20


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column (in characters)."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def write_page(file: Any, worksheet: Any, page: AboutPage) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write the page; the file is an XlsxWriter workbook, the sheet one of its worksheets."""
    common = {"valign": "top", "align": "left"}
    formats = {look: file.add_format({**common, **properties}) for look, properties in _LOOKS.items()}
    wrapped = {
        look: file.add_format({**common, **properties, "text_wrap": True}) for look, properties in _LOOKS.items()
    }
    amount = file.add_format({"num_format": "#,##0.00", "valign": "top"})
    amounts = file.add_format({**_LOOKS[Look.TABLE_HEADER], "valign": "top", "align": "right"})
    moment = file.add_format({**common, "num_format": "yyyy-mm-dd hh:mm:ss"})
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    for number, width in enumerate(_WIDTHS):
        worksheet.set_column(number, number, width)
    for row, line in enumerate(page.lines):
        worksheet.set_row(row, _height(line.cells, line.look))
        for number, value in enumerate(line.cells):
            if isinstance(value, str):
                look = amounts if number > _WRAPPED else (wrapped if number == _WRAPPED else formats)[line.look]
                worksheet.write_string(row, number, value, look)
            elif isinstance(value, Decimal):
                worksheet.write_number(row, number, value, amount)
            elif isinstance(value, datetime):
                worksheet.write_datetime(row, number, value, moment)
    draw(file, worksheet, page.charts, column=len(_WIDTHS))


def draw(file: Any, worksheet: Any, charts: Sequence[Chart], *, column: int) -> None:  # noqa: ANN401
    """Put a chart for each currency below each other, from a column on; the figures are those of the About page."""
    for number, chart in enumerate(charts):
        drawn = file.add_chart({"type": "column"})
        for values, name, colour in (
            (_DOCUMENTS, "Documents in Xero", "#8FA3B8"),
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
        drawn.set_title({"name": f"Billed by month, {chart.currency}, net of tax", "name_font": {"size": 12}})
        drawn.set_legend({"position": "bottom"})
        drawn.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
        drawn.set_x_axis({"label_position": "low"})
        drawn.set_size({"width": 760, "height": 360})
        worksheet.insert_chart(1 + number * _CHART_ROWS, column, drawn, {"object_position": 3})


def _height(cells: Sequence[object], look: Look) -> int:
    if look is Look.TITLE:
        return _TITLE_HEIGHT
    text = cells[_WRAPPED] if len(cells) > _WRAPPED else ""
    return _LINE_HEIGHT * (lines_of(text, _WIDTHS[_WRAPPED]) if isinstance(text, str) else 1)
