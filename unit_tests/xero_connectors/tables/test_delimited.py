"""CSV text is read as programs write it, or refused with its line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from xero_connectors.tables.delimited import best, rows
from xero_connectors.tables.row import Row, TableFault, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_connectors.tables.row import Report


def fit(headings: Sequence[str]) -> int:
    """Count the columns that the tests want."""
    return sum(name in headings for name in ("Id", "Name"))


def read(content: bytes, report: Report = refuse) -> list[Row]:
    """Return the rows of a text."""
    return list(rows(io.BytesIO(content), title="The file", choose=best(fit), report=report))


def test_the_delimiter_is_the_one_by_which_the_headings_fit() -> None:
    """Not the one that occurs most: a heading may hold commas."""
    assert read(b"Id;Name;A,B,C,D,E\n1;Xero;x\n") == [
        Row("line 1", ["Id", "Name", "A,B,C,D,E"]),
        Row("line 2", ["1", "Xero", "x"]),
    ]


def test_the_delimiter_that_excel_declares_is_believed() -> None:
    """Its line is none of the table's, and is counted."""
    assert read(b"sep=|\r\nId|Name\r\n1|Xero\r\n")[1] == Row("line 3", ["1", "Xero"])
    assert read(b"SEP=\t\nId\tName\n")[0] == Row("line 2", ["Id", "Name"])


@pytest.mark.parametrize("first", [b"sep=x", b"sep=1", b'sep="', b"sep= ", b"sep=;;", b"sep"])
def test_what_no_program_separates_cells_by_is_a_heading(first: bytes) -> None:
    """Letters, digits, quotation marks and spaces stand in texts."""
    assert read(first + b"\n")[0].place == "line 1"


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    """A line break within quotes is one too; a row stands at its last line."""
    assert [row.place for row in read(b'Id,Name\n1,"Boom\nFM"\n2,Xero\n')] == ["line 1", "line 3", "line 4"]


def test_a_row_with_more_cells_than_headings_stops_the_reading() -> None:
    """A name was cut at its comma."""
    with pytest.raises(TableFault, match="The file has 3 cells in line 2 and only 2 headings"):
        read(b"Id,Name\n1,Smith, Sons\n")


def test_all_rows_with_too_many_cells_can_be_collected() -> None:
    """Whoever takes the reports is given every row without a fault."""
    faults: list[TableFault] = []

    assert [row.place for row in read(b"Id,Name\n1,a,b\n2,Xero\n3,c,d\n", faults.append)] == ["line 1", "line 3"]
    assert [(fault.place, fault.brief) for fault in faults] == [
        ("line 2", "has 3 values for 2 columns"),
        ("line 4", "has 3 values for 2 columns"),
    ]
    assert "line 2" in str(faults[0])


@pytest.mark.parametrize("before", [0, 100_000])
def test_the_byte_that_is_no_utf8_is_named_with_its_line(before: int) -> None:
    """However far into the file it stands."""
    with pytest.raises(TableFault) as fault:
        read(b"Id,Name\n" + b"1,Xero\n" * before + b"2,Caf\xe9\n")

    assert str(fault.value).startswith(f"The file is not UTF-8 (found: byte 0xE9 in line {before + 2}).")
    assert fault.value.place == f"line {before + 2}"
    assert fault.value.brief == "is not UTF-8 (Excel: save as CSV UTF-8, or name its encoding in `format`)"


def test_an_open_quote_is_broken() -> None:
    """The rest of the file would be one cell."""
    with pytest.raises(TableFault, match=r"is broken CSV near line 3 .* a double quote is left open") as fault:
        read(b'Id,Name\n1,"Smith\n2,Xero\n')
    assert (fault.value.place, fault.value.brief[:35]) == ("line 2", "has quotation marks that do not mat")


def test_the_file_stays_open() -> None:
    """It is its owner's, who may read it again."""
    file = io.BytesIO(b"Id,Name\n1,Xero\n")

    assert [*rows(file, title="The file", choose=best(fit))] == [*rows(file, title="The file", choose=best(fit))]
