"""The frame of the Excel file has all that is seen of it, without a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from source_xero_revrec.workbook.book import ABOUT, AboutPage, Line, Look
from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.excel_frame import ExcelFrame, _tints, printed, width
from source_xero_revrec.workbook.sheets import Sheet, SheetColumn, letters, plan
from unit_tests.source_xero_revrec.workbook.made_schemas import SCHEMAS
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
    """Before the sheets of rows, and it is what is seen on opening."""
    book = framed(tmp_path, 1)

    assert book.sheetnames == [ABOUT, "Control Totals"]
    assert book.active is not None
    assert book.active.title == ABOUT
    assert book[ABOUT]["A1"].value == "RevRec import"


def test_a_column_is_as_wide_as_its_kind_or_name_asks_and_holds_its_header() -> None:
    """An id is known by its beginning; a header has two lines, and the filter's button stands in it."""
    texts = [SheetColumn(name, "ID", ColumnKind.TEXT, template=False) for name in ("document_id", "severity")]
    assert [width(each) for each in texts] == [14, 10]
    assert width(SheetColumn("rate", "A Very Long Header Indeed", ColumnKind.RATE, template=False)) == 16


DOCUMENTS = plan({"billing_schedule": {"properties": SCHEMAS["billing_schedule"]}}, {"location": "Location"})[0]


def test_hidden_columns_stand_at_the_right_and_are_not_printed(tmp_path: Path) -> None:
    """What is printed can be read on a page across, however wide the sheet is."""
    ExcelFrame(tmp_path / "a.xlsx", [DOCUMENTS], made_at=NOON, about=False).close({DOCUMENTS.name: 5}, None)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")[DOCUMENTS.name]
    hidden = [column.hidden for column in DOCUMENTS.columns]
    last = printed(DOCUMENTS)

    assert hidden == sorted(hidden)
    assert sum(hidden) > 1
    assert sheet.column_dimensions[letters(len(hidden) - 1)].hidden
    assert not sheet.column_dimensions[letters(last - 1)].hidden
    assert 100 < sum(width(column) for column in DOCUMENTS.columns[:last]) <= 222
    assert sheet.print_area.replace("$", "").endswith(f"A1:{letters(last - 1)}6")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_rows_without_dates_are_tinted_unless_they_are_voided(tmp_path: Path) -> None:
    """By a rule over the whole row, which changes no value."""
    ExcelFrame(tmp_path / "a.xlsx", [DOCUMENTS], made_at=NOON, about=False).close({DOCUMENTS.name: 5}, None)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")[DOCUMENTS.name]
    place = {column.field: letters(number) for number, column in enumerate(DOCUMENTS.columns)}
    rules = {rule.formula[0] for found in sheet.conditional_formatting for rule in found.rules}

    start, status = place["service_start_date"], place["document_status"]
    assert f'AND(ISBLANK(${start}2),${status}2<>"Voided")' in rules
    assert f'${status}2="Voided"' in rules


def test_what_a_person_fills_in_is_tinted() -> None:
    """In Recon Errors, for the lines without dates alone."""
    errors = plan({"recon_errors": {"properties": SCHEMAS["recon_errors"]}})[0]
    fields = [column.field for column in errors.columns]

    assert list(_tints(errors)) == [
        (fields.index("override_start"), fields.index("override_treatment"), '=$B2="S1"', "undated")
    ]
