"""The frame of the Excel file has all that is seen of it, without a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from source_xero_revrec.workbook.book import ABOUT, AboutPage, Line, Look
from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.excel_frame import ExcelFrame, width
from source_xero_revrec.workbook.sheets import Sheet, SheetColumn
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

SHEET = Sheet(
    "control_totals",
    "Control Totals",
    (
        SheetColumn("status", "Status", ColumnKind.TEXT, template=False),
        SheetColumn("billing_amount", "Billing Amount", ColumnKind.AMOUNT, template=False),
    ),
)
PAGE = AboutPage((Line(("RevRec import",), Look.TITLE),))


def framed(folder: Path, rows: int) -> Workbook:
    """Return a frame over so many rows, as it is read back."""
    frame = ExcelFrame(folder / "a.xlsx", [SHEET], made_at=NOON, about=True)
    frame.close({SHEET.name: rows}, PAGE)
    return openpyxl.load_workbook(folder / "a.xlsx")


@pytest.mark.parametrize(("rows", "reach"), [(0, "A1:B1"), (3, "A1:B4"), (1_000_000, "A1:B1000001")])
def test_filters_and_print_area_reach_over_the_rows(tmp_path: Path, rows: int, reach: str) -> None:
    """Without one of them being there."""
    sheet = framed(tmp_path, rows)[SHEET.name]

    assert sheet.auto_filter.ref == reach
    assert sheet.print_area.replace("$", "").endswith(reach)
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Status", "Billing Amount"]]


def test_a_verdict_is_marked_wherever_its_row_will_stand(tmp_path: Path) -> None:
    """Two marks for a status, over all rows."""
    found = framed(tmp_path, 9)[SHEET.name].conditional_formatting

    assert [str(marked.sqref) for marked in found] == ["A2:A10"]
    assert sorted(rule.formula[0] for marked in found for rule in marked.rules)[:1] == ['"Cleared"']


def test_the_about_page_is_in_it(tmp_path: Path) -> None:
    """Behind the sheets of rows."""
    book = framed(tmp_path, 1)

    assert book.sheetnames == ["Control Totals", ABOUT]
    assert book[ABOUT]["A1"].value == "RevRec import"


def test_a_column_is_as_wide_as_its_kind_or_name_asks_and_holds_its_header() -> None:
    """A GUID needs more than a status; the filter's button stands in the header."""
    texts = [SheetColumn(name, "ID", ColumnKind.TEXT, template=False) for name in ("document_id", "currency")]
    assert [width(each) for each in texts] == [38, 11]
    assert width(SheetColumn("rate", "A Very Long Header Indeed", ColumnKind.RATE, template=False)) == 29
