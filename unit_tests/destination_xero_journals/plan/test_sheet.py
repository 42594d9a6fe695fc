"""Tables in an Excel file: each value as what it is, and rows as high as their text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from destination_xero_journals.plan import sheet
from destination_xero_journals.plan.sheet import AMOUNT, COUNT, DAY, Column, Link, Sheet, lines_of, plain

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (Column("Text", 10, wrapped=True), Column("Amount", 12, AMOUNT), Column("Currency", 8, centred=True))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("0123456789", 10, 1),
        ("0123456789a", 10, 2),
        ("a\nb", 10, 2),
        ("0" * 90, 10, 9),
        ("仕訳" * 3, 10, 2),
        ("Petrie McLoud Watson & Associates: Platform Team, January 2026", 54, 2),
        ("Petrie McLoud Watson & Associates: Platform Team, January 2026", 58, 1),
        ("iiiiiiiiiiiiiiiii", 10, 1),
        ("WWWWW WWWWW", 10, 2),
        ("12345 67890 1", 10, 2),
        ("123456 7890123", 10, 2),
        ("1 234567890123", 10, 3),
    ],
)
def test_a_text_is_as_high_as_its_lines(text: str, width: int, lines: int) -> None:
    """Words go to the next line as a whole, letters are as wide as Excel's, and a line break is one."""
    assert lines_of(text, width) == lines


def test_a_row_bears_the_colour_of_its_tint_whether_cells_are_empty_or_not(tmp_path: Path) -> None:
    """A row without a tint has no cell where it has no value."""
    file = xlsxwriter.Workbook(str(tmp_path / "made.xlsx"), {"constant_memory": True})
    made = Sheet(file, "Made", COLUMNS, {"refused": "#FF0000"})
    made.write(("a", None, ""), "refused")
    made.write(("b", Decimal("1.10"), "NZD"))
    made.finish()
    file.close()
    found = openpyxl.load_workbook(tmp_path / "made.xlsx")["Made"]

    assert [cell.fill.fgColor.rgb for cell in found[2]] == ["FFFF0000"] * 3
    assert [cell.value for cell in found[3]] == ["b", 1.1, "NZD"]
    assert {cell.fill.fill_type for cell in found[3]} == {None}
    assert [cell.alignment.horizontal for cell in found[1]] == [None, "right", "center"]
    assert [cell.alignment.horizontal for cell in found[3]] == [None, "right", "center"]


@pytest.mark.no_cover
def test_more_links_than_excel_takes_stand_as_addresses(tmp_path: Path) -> None:
    """None is lost."""
    file = xlsxwriter.Workbook(str(tmp_path / "made.xlsx"), {"constant_memory": True})
    made = Sheet(file, "Made", (Column("Link", 8),), {})
    for _ in range(sheet._MOST_LINKS + 1):
        made.write((Link("Open", "https://go.xero.com/1"),))
    made.finish()
    file.close()
    *_, last, beyond = openpyxl.load_workbook(tmp_path / "made.xlsx", read_only=True)["Made"].values

    assert (last, beyond) == (("Open",), ("https://go.xero.com/1",))


def test_a_text_is_what_excel_takes() -> None:
    """Without marks that it refuses, and in part where it is very long."""
    assert plain("a\x00b\ud800c\nd") == "a b c\nd"
    assert len(plain("x" * 40_000)) < 32_767


def test_a_text_beside_a_number_stands_apart_from_it() -> None:
    """Line 1 and account 835 are not read as 1835; heading and values alike."""
    assert Column("Line", 6, COUNT).aligned == {"align": "right", "indent": 1}
    assert Column("Account", 11, apart=True).aligned == {"align": "left", "indent": 1}
    assert Column("Code", 22).aligned == {}


def test_a_column_is_as_wide_as_what_stands_in_it_and_no_wider_than_it_may_be(tmp_path: Path) -> None:
    """An empty one has room for its heading; capitals take more than other letters, an amount its separators."""
    columns = (
        Column("Organisation", 30),
        Column("Differences in Xero", 30, wrapped=True),
        Column("Code", 30),
        Column("Amount", 30, AMOUNT),
        Column("Day", 30, DAY),
        Column("Text", 10, wrapped=True),
    )
    file = xlsxwriter.Workbook(str(tmp_path / "made.xlsx"), {"constant_memory": True})
    made = Sheet(file, "Made", columns, {})
    made.write(("A company of ours", "", "UNBALANCED", Decimal("1234567.5"), date(2026, 1, 31), "x" * 60))
    made.finish()
    file.close()
    found = openpyxl.load_workbook(tmp_path / "made.xlsx")["Made"]
    widths = [round(found.column_dimensions[letter].width) for letter in "ABCDEF"]

    assert widths == [20, 14, 15, 13, 13, 11]
    assert found.row_dimensions[2].height == 6 * 15
