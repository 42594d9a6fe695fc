"""A sheet is read as it is seen in Excel."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from unit_tests.xero_connectors.tables.made_workbook import workbook
from xero_connectors.tables.row import Row, TableFault, Unusable
from xero_connectors.tables.spreadsheet import rows

if TYPE_CHECKING:
    from collections.abc import Callable


def test_cells_are_text_or_unusable() -> None:
    """Numbers have the digits that a person typed; a date or an error is not what was typed."""
    content = workbook([1001, 12.5, "007", True, None], [date(2026, 1, 2), "#N/A", 1234567890123456, None, "x"])

    assert list(rows(io.BytesIO(content), title="The file", sheet=None)) == [
        Row("row 1", ["1001", "12.5", "007", "TRUE"]),
        Row(
            "row 2",
            [
                Unusable("a date or time"),
                Unusable("the error #N/A"),
                Unusable("a number of 16 digits, of which Excel keeps only 15,"),
                "",
                "x",
            ],
        ),
    ]


def test_a_long_sheet_is_read_in_its_order() -> None:
    """More rows than are held at once."""
    content = workbook(*([number] for number in range(2500)))

    read = [(row.place, row.cells[0]) for row in rows(io.BytesIO(content), title="The file", sheet="Customers")]
    assert read == [(f"row {number + 1}", str(number)) for number in range(2500)]


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are() -> None:
    """The first is read where none is named."""
    with pytest.raises(TableFault, match=r"has no sheet 'CRM' \(found: 'Customers', 'Notes'\)"):
        list(rows(io.BytesIO(workbook()), title="The file", sheet="CRM"))


def test_a_broken_workbook_is_one_sentence() -> None:
    """What openpyxl says is for programmers."""
    with pytest.raises(TableFault, match=r"^The file cannot be read as an Excel workbook \(\w+\)\. Open it in Excel"):
        list(rows(io.BytesIO(b"PK\x03\x04"), title="The file", sheet=None))


def changed(change: Callable[[Any], object]) -> bytes:
    """Return a workbook of a heading and three rows that somebody changed in Excel."""
    book = load_workbook(
        io.BytesIO(workbook(["Id", "Name", "Note"], ["1", "A", "x"], ["2", "B", None], ["3", "C", "y"]))
    )
    change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def hide_column(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's own
    """Hide the first column."""
    sheet.column_dimensions["A"].hidden = True


def test_a_hidden_row_is_refused_by_name() -> None:
    """Nobody saw it, and nobody can say whether it counts; a blank one is nothing."""
    file = io.BytesIO(workbook(["Id"], ["1"], ["2"], hidden=3))
    with pytest.raises(TableFault, match=r"^The file has a row that is hidden or filtered away \(row 3\)\. Show it in"):
        list(rows(file, title="The file", sheet=None))

    blank = list(rows(io.BytesIO(workbook(["Id"], [None], hidden=2)), title="The file", sheet=None))
    assert [row.is_blank() for row in blank] == [False, True]


@pytest.mark.parametrize(
    ("change", "row", "cell", "why"),
    [
        (hide_column, 2, 0, "a value in a hidden column"),
        (lambda sheet: sheet.merge_cells("B2:B3"), 3, 1, "a cell that is merged with the one above"),
        (lambda sheet: sheet.__setitem__("B3", "=A3"), 3, 1, "a formula without a result"),
    ],
)
def test_a_cell_that_nobody_sees_is_unusable(change: Callable[[Any], object], row: int, cell: int, why: str) -> None:
    """As is one that only looks empty; whoever needs it says so with its place."""
    read = list(rows(io.BytesIO(changed(change)), title="The file", sheet=None))

    assert read[row - 1].cells[cell] == Unusable(why)
    assert read[3].cells[2] == "y"


def test_a_hidden_first_sheet_is_read_where_it_is_named_alone() -> None:
    """Otherwise another one is meant."""

    def hide(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's own
        sheet.sheet_state = "hidden"
        sheet.parent.active = 1

    file = io.BytesIO(changed(hide))
    with pytest.raises(TableFault, match=r"^The file has 'Customers' as its first sheet, which is hidden\. Name the"):
        list(rows(file, title="The file", sheet=None))
    assert len(list(rows(file, title="The file", sheet="Customers"))) == 4
