"""The Excel file keeps to Excel's limits and says what they cost."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from source_xero_revrec.workbook.book import AboutPage, Full, Line, Look
from source_xero_revrec.workbook.cells import CellValue, ColumnKind, Link, Remarks
from source_xero_revrec.workbook.excel import ExcelBook
from source_xero_revrec.workbook.excel_rows import MOST_ROWS
from source_xero_revrec.workbook.sheets import Sheet, SheetColumn
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

SHEET = Sheet(
    "customers", "Customer", tuple(SheetColumn(kind, kind.title(), kind, template=True) for kind in ColumnKind)
)
WIDTH = len(SHEET.columns)
PLACE = {kind: number for number, kind in enumerate(ColumnKind)}


def row(**values: CellValue) -> list[CellValue]:
    """Return a row with some cells filled."""
    cells: list[CellValue] = [None] * WIDTH
    for kind, value in values.items():
        cells[PLACE[ColumnKind(kind)]] = value
    return cells


def written(folder: Path, *rows: list[CellValue]) -> tuple[Worksheet, list[str]]:
    """Write rows and return the sheet as it is read back, and the remarks."""
    remarks = Remarks()
    book = ExcelBook(folder / "a.xlsx", folder, [SHEET], remarks, made_at=NOON, about=False)
    for cells in rows:
        book.write(SHEET, cells)
    book.close(None)
    return openpyxl.load_workbook(folder / "a.xlsx")["Customer"], remarks.sentences()


def test_dates_are_dates_and_amounts_are_numbers(tmp_path: Path) -> None:
    """A cell has its column's type and number format."""
    sheet, remarks = written(
        tmp_path,
        row(
            text="INV-1",
            date=date(2026, 2, 28),
            instant=datetime(2026, 2, 28, 13, 30, 5),  # noqa: DTZ001 - UTC, as cells have it
            amount=Decimal("-1234.50"),
            unit=Decimal("0.1234"),
            rate=Decimal("1.2712340000"),
            count=12,
            boolean=True,
        ),
    )
    found = {kind: sheet.cell(2, number + 1) for kind, number in PLACE.items()}

    assert found[ColumnKind.DATE].value == datetime(2026, 2, 28)  # noqa: DTZ001
    assert found[ColumnKind.DATE].number_format == "yyyy-mm-dd"
    assert found[ColumnKind.INSTANT].value == datetime(2026, 2, 28, 13, 30, 5)  # noqa: DTZ001
    assert (found[ColumnKind.AMOUNT].data_type, str(found[ColumnKind.AMOUNT].value)) == ("n", "-1234.5")
    assert found[ColumnKind.AMOUNT].number_format == "#,##0.00"
    assert found[ColumnKind.AMOUNT].alignment.horizontal == "right"
    assert found[ColumnKind.UNIT].number_format == "#,##0.0000"
    assert (str(found[ColumnKind.RATE].value), found[ColumnKind.RATE].number_format) == ("1.271234", "General")
    assert found[ColumnKind.COUNT].value == 12
    assert found[ColumnKind.BOOLEAN].value is True
    assert remarks == []


def test_the_header_stays_in_sight_and_filters(tmp_path: Path) -> None:
    """The first row is bold, frozen and a filter over all rows."""
    sheet, _ = written(tmp_path, row(text="a"), row(text="b"))

    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:K3"
    assert all(cell.font.bold for cell in sheet[1])


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+1", "-1", "{=A1}", "http://example.com", "0012", "#REF!", "_x0041_"]
)
def test_a_text_stays_a_text(tmp_path: Path, text: str) -> None:
    """No text becomes a formula, a link or a number."""
    sheet, _ = written(tmp_path, row(text=text))
    content = zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in content
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == ("_x005F_x0041_" if text == "_x0041_" else text)


def test_characters_that_excel_refuses_are_removed_and_reported(tmp_path: Path) -> None:
    """The rest of the text stays, with its line ends."""
    sheet, remarks = written(tmp_path, row(text="a\x00b\x1fc\r\nd\te\ufffe"))

    assert sheet["A2"].value == "abc\nd\te"
    assert remarks == ["Customer, Text: 1 value with characters that Excel refuses, which were removed."]


@pytest.mark.parametrize(
    ("text", "kept"), [("x" * 32_767, 32_767), ("x" * 40_000, 32_767), ("\U0001f600" * 20_000, 16_383)]
)
def test_a_text_is_cut_where_excel_ends(tmp_path: Path, text: str, kept: int) -> None:
    """Excel counts UTF-16 units, and no character is cut in half."""
    sheet, remarks = written(tmp_path, row(text=text))

    assert len(str(sheet["A2"].value)) == kept
    assert (remarks == []) == (len(text) == kept)


def test_numbers_that_excel_would_round_are_texts_and_reported(tmp_path: Path) -> None:
    """Excel keeps 15 digits; a cent is never lost quietly."""
    sheet, remarks = written(
        tmp_path, row(amount=Decimal("9999999999999.99")), row(amount=Decimal("99999999999999.99")), row(count=10**17)
    )
    column = PLACE[ColumnKind.AMOUNT] + 1

    assert str(sheet.cell(2, column).value) == "9999999999999.99"
    assert sheet.cell(3, column).value == "99999999999999.99"
    assert sheet.cell(4, PLACE[ColumnKind.COUNT] + 1).value == 10**17
    assert len(remarks) == 1


def test_days_before_excels_calendar_are_texts_and_reported(tmp_path: Path) -> None:
    """Excel believes in 29 February 1900, so nothing before March is certain."""
    sheet, remarks = written(tmp_path, row(date=date(1900, 3, 1)), row(date=date(1900, 2, 28)))

    column = PLACE[ColumnKind.DATE] + 1

    assert sheet.cell(2, column).value == datetime(1900, 3, 1)  # noqa: DTZ001
    assert sheet.cell(3, column).value == "1900-02-28"
    assert len(remarks) == 1


def test_rows_keep_their_looks_whatever_the_page_before_them_shows(tmp_path: Path) -> None:
    """The page is written last and stands first, and looks are numbered in the order of sheets."""
    page = AboutPage((Line(("Fine",), Look.GOOD), Line(("2026-01", "GBP", Decimal("1.50"), 3), Look.SUM)))
    book = ExcelBook(tmp_path / "a.xlsx", tmp_path, [SHEET], Remarks(), made_at=NOON, about=True)
    book.write(SHEET, row(amount=Decimal("1.50"), link=Link("http://127.0.0.1/?a=1&b=2")))
    book.close(page)
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")
    amount, link = (made["Customer"].cell(2, PLACE[kind] + 1) for kind in (ColumnKind.AMOUNT, ColumnKind.LINK))

    assert made.sheetnames == ["About", "Customer"]
    assert amount.number_format == "#,##0.00"
    assert link.value == '=HYPERLINK("http://127.0.0.1/?a=1&b=2","Open")'
    assert link.font.underline == "single"


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
@settings(max_examples=25)
def test_every_amount_is_read_back_to_the_cent(tmp_path_factory: pytest.TempPathFactory, amount: Decimal) -> None:
    """Up to a trillion, the file holds exactly the amount."""
    folder = tmp_path_factory.mktemp("amount")
    written(folder, row(amount=amount))
    content = zipfile.ZipFile(folder / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()
    found = re.search(r"<v>([^<]*)</v></c></row></sheetData>", content)

    assert found is not None
    assert Decimal(found[1]) == amount


def test_a_sheet_that_is_full_names_the_way_out(tmp_path: Path) -> None:
    """At 1,048,576 rows the command refuses and names --zip; it never starts a second sheet that RevRec ignores."""
    narrow = Sheet("products", "Product", SHEET.columns[:1])
    book = ExcelBook(tmp_path / "a.xlsx", tmp_path, [narrow], Remarks(), made_at=NOON, about=False)
    for _ in range(MOST_ROWS - 1):
        book.write(narrow, [None])

    with pytest.raises(Full, match="--zip"):
        book.write(narrow, [None])


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Ten times the rows take the same memory."""

    def peak(rows: int) -> int:
        book = ExcelBook(tmp_path / f"{rows}.xlsx", tmp_path, [SHEET], Remarks(), made_at=NOON, about=False)
        cells = row(text="Ridgeway University", date=date(2026, 1, 1), amount=Decimal("1.10"))
        tracemalloc.start()
        for _ in range(rows):
            book.write(SHEET, cells)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        book.close(None)
        return most

    few = peak(500)

    assert peak(5_000) < few + 100_000
