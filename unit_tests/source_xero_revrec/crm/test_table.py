"""Id and name of each customer are taken from the columns that the configuration names."""

from __future__ import annotations

import pytest

from source_xero_revrec.crm.source import CrmFault, CrmRecord
from source_xero_revrec.crm.table import records
from xero_connectors.tables.row import Cell, Row, Unusable


def read(*rows: list[Cell], id_column: str = "Customer ID") -> list[CrmRecord]:
    """Return the customers of rows."""
    numbered = [Row(f"line {number}", cells) for number, cells in enumerate(rows, start=1)]
    return list(records(numbered, title="The file", id_column=id_column, name_column="Customer Name"))


def test_a_customer_is_a_row_below_the_headings() -> None:
    """Its place is the row's; other columns, blank rows and spaces around a heading do not matter."""
    found = read(["", " "], [" Customer Name ", "City", "Customer ID"], [], ["Boom FM ", "Leeds", " 001"])

    assert found == [CrmRecord("line 4", " 001", "Boom FM ")]


def test_a_row_that_ends_early_has_blank_cells() -> None:
    """What a program leaves off at the end is empty; whether that will do is decided by others."""
    assert read(["Customer ID", "Customer Name"], ["001"]) == [CrmRecord("line 2", "001", "")]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], r"^The file is empty\. It must have a heading"),
        (
            [["ID", Unusable("a date or time"), "Customer Name"]],
            r"has no column 'Customer ID' \(found: 'ID', 'a date or time', 'Customer",
        ),
        ([["Customer ID", "Customer Name", "Customer ID"]], r"has 2 columns called 'Customer ID'\. Rename all but"),
        (
            [["Customer ID", "Customer Name"], ["001", "Boom FM"], [Unusable("a date or time"), "Young Bros"]],
            r"has a date or time in column 'Customer ID', line 3\. Format the column as text",
        ),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_place(rows: list[list[Cell]], sentence: str) -> None:
    """One sentence, which says what to change in the file."""
    with pytest.raises(CrmFault, match=sentence):
        read(*rows)


def test_a_cell_that_nobody_asked_for_may_be_anything() -> None:
    """Only the two columns are looked at."""
    assert len(read(["Customer ID", "Customer Name", "Since"], ["001", "Boom FM", Unusable("a date or time")])) == 1


def test_lines_below_the_table_are_no_customers() -> None:
    """They stand after a blank row, with one cell each; before another row of the table, they are rows of it."""
    heading: list[Cell] = ["Customer ID", "Customer Name"]
    found = read(heading, ["1", "Boom FM"], [""], ["2"], ["3", "Xero"], [], ["", "A report"], ["of A User", ""])

    assert found[1:] == [
        CrmRecord("line 4", "2", ""),
        CrmRecord("line 5", "3", "Xero"),
        CrmRecord("line 7", "", ""),
        CrmRecord("line 8", "", ""),
    ]


def test_a_name_alone_is_no_line_below_the_table_without_a_blank_row() -> None:
    """It lacks its id, which is for others to judge."""
    heading: list[Cell] = ["Customer ID", "Customer Name"]

    assert read(heading, ["1", "Boom FM"], ["", "Xero"])[1] == CrmRecord("line 3", "", "Xero")
