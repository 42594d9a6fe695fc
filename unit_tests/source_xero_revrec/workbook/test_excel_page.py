"""The About page of the Excel file: lines that can be read, and charts beside the figures that they show."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from source_xero_revrec.workbook.book import ABOUT, AboutPage, Chart, Formula, Line, Look
from source_xero_revrec.workbook.cells import Link
from source_xero_revrec.workbook.excel_page import lines_of, write_page
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON

if TYPE_CHECKING:
    from pathlib import Path

LONG = "Identifiers hold letters and digits. " * 6


def written(folder: Path, page: AboutPage) -> Any:  # noqa: ANN401 - a worksheet of openpyxl
    """Write a page and return it as it is read back."""
    file = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    write_page(file, file.add_worksheet(ABOUT), page)
    file.close()
    return openpyxl.load_workbook(folder / "a.xlsx")[ABOUT]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("", 80, 1), ("short", 80, 1), ("x" * 81, 80, 2), ("a\nb", 80, 2), ("x" * 160, 80, 3)],
)
def test_a_text_takes_as_many_lines_as_its_column_is_narrow(text: str, width: int, expected: int) -> None:
    """Excel does not tell the height of wrapped text before it is opened."""
    assert lines_of(text, width) == expected


def test_texts_figures_and_instants_stand_in_their_cells(tmp_path: Path) -> None:
    """An amount is a number that can be added up; an instant has a date's format."""
    sheet = written(
        tmp_path,
        AboutPage(
            (
                Line(("RevRec import from Xero",), Look.TITLE),
                Line(("Made at (UTC)", NOON.replace(tzinfo=None))),
                Line(("2026-01", "GBP", Decimal("100.50"), Decimal("100.00"), Decimal("0.50"))),
            )
        ),
    )

    assert sheet["A1"].font.bold
    assert sheet["B2"].value == NOON.replace(tzinfo=None)
    assert [cell.value for cell in sheet[3]] == ["2026-01", "GBP", 100.5, 100, 0.5, *[None] * 5]
    assert sheet["C3"].number_format.startswith("#,##0.00;")


def test_a_long_explanation_is_wrapped_and_seen_as_a_whole(tmp_path: Path) -> None:
    """Its row is as high as its lines."""
    sheet = written(tmp_path, AboutPage((Line(("Short", "note")), Line(("Columns", LONG)))))

    assert sheet["B2"].alignment.wrap_text
    assert 15 * lines_of(LONG, 135) <= sheet.row_dimensions[2].height < 45
    assert "B2:J2" in [str(merged) for merged in sheet.merged_cells.ranges]


def test_a_verdict_has_its_colour(tmp_path: Path) -> None:
    """Red where something does not tie, amber where something is open, green where all is done."""
    looks = (Look.GOOD, Look.WARN, Look.BAD)
    sheet = written(tmp_path, AboutPage(tuple(Line(("Control totals", "told"), look) for look in looks)))

    assert [sheet[f"A{row}"].fill.start_color.rgb[2:] for row in (1, 2, 3)] == ["DDF2E0", "FFF1CF", "FBE0DE"]


def test_a_task_leads_to_its_sheet_and_a_sum_to_its_cells(tmp_path: Path) -> None:
    """Both can be followed; the sum is there before Excel calculates anything."""
    task = Line(("I2", "3 documents", Link("internal:'Recon Errors'!A1", "Recon Errors")), Look.WARN)
    sums = Line(("Sheet", "GBP", 3, Formula("SUM(B1:B2)", Decimal("7.50"))), Look.ROW)
    sheet = written(tmp_path, AboutPage((task, sums)))
    told = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)[ABOUT]

    assert sheet["I1"].hyperlink.location == "'Recon Errors'!A1"
    assert (sheet["D2"].value, told["D2"].value) == ("=SUM(B1:B2)", 7.5)


def test_the_box_to_sign_has_room_for_a_name_a_date_and_a_signature(tmp_path: Path) -> None:
    """Four cells over the width of the page."""
    sheet = written(tmp_path, AboutPage((Line(("Prepared by", "", "", ""), Look.BOX),)))

    assert sorted(map(str, sheet.merged_cells.ranges)) == ["B1:D1", "E1:F1", "G1:J1"]


def test_charts_stand_below_each_other_and_show_their_rows(tmp_path: Path) -> None:
    """One for each currency, of what Xero has and of what the rows bill."""
    months = tuple(Line((f"2026-0{month}", "GBP", Decimal(month), Decimal(month))) for month in (1, 2))
    sheet = written(tmp_path, AboutPage(months, (Chart("GBP", 0, 1, 4), Chart("USD", 1, 1, 21))))

    first, second = sheet._charts
    assert [series.val.numRef.f for series in first.series] == ["About!$C$1:$C$2", "About!$D$1:$D$2"]
    assert (first.anchor._from.row, second.anchor._from.row) == (4, 21)
