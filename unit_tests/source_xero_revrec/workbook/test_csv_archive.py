"""The zip holds a CSV file for each sheet, as RevRec's import takes them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from source_xero_revrec.workbook.book import AboutPage, Formula, Line
from source_xero_revrec.workbook.cells import CellValue, ColumnKind, Link, Remarks
from source_xero_revrec.workbook.csv_archive import CsvArchive
from source_xero_revrec.workbook.sheets import Sheet, SheetColumn
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON

if TYPE_CHECKING:
    from pathlib import Path

SHEET = Sheet(
    "customers", "Customer", tuple(SheetColumn(kind, kind.title(), kind, template=True) for kind in ColumnKind)
)


def written(
    folder: Path, *rows: list[CellValue], page: AboutPage | None = None
) -> tuple[dict[str, list[list[str]]], list[str]]:
    """Write rows and return each file as it is read back, and the remarks."""
    remarks = Remarks()
    archive = CsvArchive(folder / "a.zip", folder, [SHEET], remarks, made_at=NOON, about=page is not None)
    for cells in rows:
        archive.write(SHEET, cells)
    archive.close(page)
    with zipfile.ZipFile(folder / "a.zip") as packed:
        files = {
            name: list(csv.reader(io.StringIO(packed.read(name).decode("utf-8"), newline="")))
            for name in packed.namelist()
        }
    return files, remarks.sentences()


def test_a_file_is_named_after_its_table_and_holds_plain_values(tmp_path: Path) -> None:
    """Dates are ISO, amounts have all their digits and no separators, an empty cell is empty."""
    cells: list[CellValue] = [
        'Zoë "Z", Ltd\nLeeds',
        date(2026, 2, 1),
        datetime(2026, 2, 1, 9, 30),  # noqa: DTZ001 - UTC, as cells have it
        Decimal("-1234567.50"),
        None,
        Decimal("1.2712340000"),
        3,
        False,
    ]
    files, _ = written(tmp_path, cells)

    assert files == {
        "Customer.csv": [
            [kind.title() for kind in ColumnKind],
            [
                'Zoë "Z", Ltd\nLeeds',
                "2026-02-01",
                "2026-02-01 09:30:00",
                "-1234567.50",
                "",
                "1.2712340000",
                "3",
                "FALSE",
            ],
        ]
    }


def test_the_first_column_is_not_spoilt_by_a_byte_order_mark(tmp_path: Path) -> None:
    """RevRec matches column names exactly."""
    written(tmp_path)

    assert zipfile.ZipFile(tmp_path / "a.zip").read("Customer.csv").startswith(b"Text,")


def test_about_goes_along(tmp_path: Path) -> None:
    """The About page is a file of its own."""
    files, _ = written(tmp_path, page=AboutPage((Line(("Mode", "Invoice Equals Contract")),)))

    assert files["About.csv"] == [["Mode", "Invoice Equals Contract"]]


def test_a_text_that_looks_like_a_formula_is_kept_and_reported(tmp_path: Path) -> None:
    """A CSV cannot say that a text is one, so the reader is told; telephone numbers are none."""
    rows: list[list[CellValue]] = [
        [text, *[None] * 7] for text in ("=1+1", "@A1", "+A1", "+44 20 7946 0000", "-5", "a=b")
    ]
    files, remarks = written(tmp_path, *rows)

    assert [row[0] for row in files["Customer.csv"][1:]] == [cells[0] for cells in rows]
    assert remarks == [
        "Customer, Text: 3 values beginning like a formula; RevRec reads them as text, Excel would calculate them."
    ]


def test_links_and_sums_of_the_page_are_what_they_come_to(tmp_path: Path) -> None:
    """A CSV file cannot calculate, and an address is its own text; a way to another sheet is that sheet's name."""
    page = AboutPage(
        (Line((Link("internal:'Customer'!A1", "Customer"), Link("https://go.xero.com/1"), Formula("SUM(A1)", 7))),)
    )
    files, _ = written(tmp_path, page=page)

    assert list(files) == ["About.csv", "Customer.csv"]
    assert files["About.csv"] == [["Customer", "https://go.xero.com/1", "7"]]
