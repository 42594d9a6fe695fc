"""A sheet is read as it is seen in Excel."""

from __future__ import annotations

import io
from datetime import date

import pytest

from unit_tests.xero_connectors.tables.made_workbook import workbook
from xero_connectors.tables.row import Row, TableFault, Unusable
from xero_connectors.tables.spreadsheet import rows


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
