"""Either format takes the same rows and the same page, and is a file when it is closed."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from source_xero_revrec.workbook.book import ABOUT, AboutPage, Line, Look
from source_xero_revrec.workbook.cells import ColumnKind, Remarks
from source_xero_revrec.workbook.csv_archive import CsvArchive
from source_xero_revrec.workbook.excel import ExcelBook
from source_xero_revrec.workbook.sheets import Sheet, SheetColumn
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from source_xero_revrec.workbook.book import Book

SHEETS = [
    Sheet("customers", "Customer", (SheetColumn("customer_name", "Customer Name", ColumnKind.TEXT, template=True),)),
    Sheet("pending_data", "Pending Data", (SheetColumn("status", "Status", ColumnKind.TEXT, template=False),)),
]
PAGE = AboutPage((Line(("RevRec import from Xero",), Look.TITLE), Line(("Mode", "Invoice Equals Contract"))))


def read_back(path: Path) -> dict[str, list[list[Any]]]:
    """Return the rows of each sheet, whichever format the file has."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as packed:
            return {
                name.removesuffix(".csv"): list(csv.reader(io.StringIO(packed.read(name).decode())))
                for name in packed.namelist()
            }
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [[each for each in row if each is not None] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


@pytest.mark.parametrize("make", [CsvArchive, ExcelBook])
@pytest.mark.parametrize("about", [True, False])
def test_what_was_written_is_in_the_file(tmp_path: Path, make: type[CsvArchive | ExcelBook], about: bool) -> None:  # noqa: FBT001
    """Each sheet has its header and its rows, also one without any, and the page comes first where it is wanted."""
    path = tmp_path / ("a.zip" if make is CsvArchive else "a.xlsx")
    book: Book = make(path, tmp_path, SHEETS, Remarks(), made_at=NOON, about=about)
    book.write(SHEETS[0], ["Boom FM"])
    book.write(SHEETS[0], ["Young Bros"])
    book.close(PAGE if about else None)

    expected = {"Customer": [["Customer Name"], ["Boom FM"], ["Young Bros"]], "Pending Data": [["Status"]]}
    page = {ABOUT: [["RevRec import from Xero"], ["Mode", "Invoice Equals Contract"]]}
    assert list(read_back(path).items()) == list((page | expected if about else expected).items())
