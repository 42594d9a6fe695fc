"""A file is made whole, from records in any order, and nothing is left behind where it cannot be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.delivery import Undeliverable
from source_xero_revrec.workbook.finished_file import finished_file
from source_xero_revrec.workbook.origin import Origin
from source_xero_revrec.workbook.sheets import Sheet, SheetColumn
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON, left_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SHEETS = [
    Sheet(
        "products",
        "Product",
        (
            SheetColumn("product_code", "Product Code", ColumnKind.TEXT, template=True),
            SheetColumn("list_price", "List Price", ColumnKind.UNIT, template=True),
        ),
    ),
    Sheet("customers", "Customer", (SheetColumn("customer_name", "Customer Name", ColumnKind.TEXT, template=True),)),
]
ORIGIN = Origin("Demo Company (UK)", "GBP", "Invoice Equals Contract", NOON, "0.1.0", [])
RECORDS: list[tuple[str, dict[str, Any]]] = [
    ("products", {"product_code": "B", "list_price": Decimal("2.00")}),
    ("customers", {"customer_name": "Boom FM"}),
    ("products", {"product_code": "A", "list_price": "by arrangement"}),
]


def make(folder: Path | None, told: Iterable[tuple[str, dict[str, Any]]] = RECORDS, *, zipped: bool = False) -> Any:  # noqa: ANN401
    """Make a file of records in a folder."""
    return finished_file(
        told,
        SHEETS,
        ORIGIN,
        zipped=zipped,
        about=True,
        folder=folder,
        progress=lambda sheet, count: None,  # noqa: ARG005
    )


def test_each_record_is_on_its_streams_sheet_in_a_readers_order(tmp_path: Path) -> None:
    """What does not fit its column is kept as text and told; everything is counted."""
    with make(tmp_path) as file:
        sheets = openpyxl.load_workbook(file.path)

    assert [[cell.value for cell in row] for row in sheets["Product"].iter_rows(min_row=2)] == [
        ["A", "by arrangement"],
        ["B", 2],
    ]
    assert sheets.sheetnames == ["About", "Product", "Customer"]
    assert dict(file.contents.rows) == {"products": 2, "customers": 1}
    assert file.remarks == ("Product, List Price: 1 value not what the column holds, written as text as they came.",)


@pytest.mark.parametrize(("zipped", "name"), [(False, "revrec.xlsx"), (True, "revrec.zip")])
def test_the_file_is_gone_after_the_block_unless_it_was_moved(tmp_path: Path, zipped: bool, name: str) -> None:  # noqa: FBT001
    """So is what was written meanwhile."""
    with make(tmp_path, zipped=zipped) as file:
        assert file.path.name == name
        kept = file.path.replace(tmp_path / "kept")
    with make(tmp_path, zipped=zipped) as left:
        pass

    assert kept.exists()
    assert not left.path.exists()
    assert left_behind(tmp_path) == ["kept"]


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    """Whatever ends the reading ends the file."""

    def failing() -> Iterator[tuple[str, dict[str, Any]]]:
        yield RECORDS[0]
        raise KeyError("Name")

    with pytest.raises(KeyError), make(tmp_path, failing()):
        pass
    assert left_behind(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """In one sentence, before a record is read."""
    with (
        pytest.raises(Undeliverable, match=r"^The file cannot be written \(No such file or directory\): make the"),
        make(tmp_path / "missing"),
    ):
        pass


def test_a_disk_that_fails_is_told(tmp_path: Path) -> None:
    """The system's own reason, and nothing is left of the file."""

    def full() -> Iterator[tuple[str, dict[str, Any]]]:
        yield RECORDS[0]
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(Undeliverable, match=r"^The file cannot be written \(No space left on device\): make room "),
        make(tmp_path, full()),
    ):
        pass
    assert left_behind(tmp_path) == []


def test_reading_is_shown_before_writing(tmp_path: Path) -> None:
    """Xero takes its time, and all is read and sorted before the first row is written; packing is the end."""
    shown: list[tuple[str, int]] = []

    with finished_file(
        RECORDS,
        SHEETS,
        ORIGIN,
        zipped=True,
        about=False,
        folder=tmp_path,
        progress=lambda sheet, count: shown.append((sheet, count)),
    ):
        pass

    assert shown == [
        *(("Reading", count) for count in (1, 2, 3)),
        ("Sorting", 0),
        *(("Customer", 1), ("Product", 1), ("Product", 2)),
        ("Packing the file", 0),
    ]
