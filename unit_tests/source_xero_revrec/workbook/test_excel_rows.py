"""Rows are written as the XML that Excel reads, without a detour."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.workbook.cells import CellValue, ColumnKind, Link, Remarks
from source_xero_revrec.workbook.excel_rows import ExcelRows
from source_xero_revrec.workbook.sheets import Sheet, SheetColumn

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = tuple(SheetColumn(name, name, ColumnKind.TEXT, template=True) for name in ("a", "description", "c"))
SHEET = Sheet("customers", "Customer", COLUMNS)


def rows(folder: Path, *written: list[CellValue]) -> list[Any]:
    """Return the row elements."""
    file = ExcelRows(folder / "rows.xml", SHEET, ["1", "2", "3"], Remarks())
    for cells in written:
        file.write(cells)
    file.close()
    return list(ET.fromstring(f"<rows>{file.path.read_text(encoding='utf-8')}</rows>"))


@pytest.mark.parametrize(
    ("value", "kind", "content"),
    [
        (Decimal("1E+3"), None, "1000"),
        (Decimal("-0.10"), None, "-0.10"),
        (7, None, "7"),
        (True, "b", "1"),
        (False, "b", "0"),
        (date(2026, 2, 28), None, "46081"),
        (datetime(2026, 2, 28, 12, 0, 0), None, "46081.5"),  # noqa: DTZ001 - UTC, as cells have it
        ("INV-1 & <b>", "inlineStr", "INV-1 & <b>"),
        ("_x0041_", "inlineStr", "_x005F_x0041_"),
        (Link("http://127.0.0.1/?a=<1>&b"), "str", 'HYPERLINK("http://127.0.0.1/?a=<1>&b","Open")Open'),
        (Link('http://127.0.0.1/"&A1&"'), "str", 'HYPERLINK("http://127.0.0.1/%22&A1&%22","Open")Open'),
        (Link(f"http://127.0.0.1/{'x' * 255}"), "inlineStr", f"http://127.0.0.1/{'x' * 255}"),
    ],
)
def test_a_cell_has_its_place_its_look_and_its_value(
    tmp_path: Path, value: CellValue, kind: str | None, content: str
) -> None:
    """Digits as they are; a text that looks like a character's number is told apart from one."""
    ((cell,),) = rows(tmp_path, [None, None, value])

    assert (cell.get("r"), cell.get("s"), cell.get("t")) == ("C2", "3", kind)
    assert "".join(cell.itertext()) == content


def test_rows_without_a_cell_keep_their_place(tmp_path: Path) -> None:
    """The next row does not move up."""
    found = rows(tmp_path, ["x", None, None], [None, "", None], ["y", None, None])

    assert [row.get("r") for row in found] == ["2", "4"]


def test_a_long_text_is_seen_as_a_whole(tmp_path: Path) -> None:
    """Where its column wraps, or it has several lines, its row is as high as it needs."""
    low, wrapped, broken = rows(tmp_path, ["x" * 200, "", ""], ["", "x" * 200, ""], ["one\ntwo\r\nthree", "", ""])

    assert (low.get("ht"), wrapped.get("ht"), broken.get("ht")) == (None, "75", "45")


SEEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)


@given(SEEN)
def test_every_text_comes_back_from_the_xml(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """White space at its ends included."""
    ((cell,),) = rows(tmp_path_factory.mktemp("text"), [text, None, None])

    told_apart = "".join(cell.itertext()).replace("_x005F_x", "_x")
    assert told_apart == "".join(each for each in text if each not in "\ufffe\uffff")
