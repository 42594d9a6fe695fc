"""A file is read as what its content shows it to be."""

from __future__ import annotations

import io

import pytest

from unit_tests.xero_connectors.tables.made_workbook import workbook
from xero_connectors.tables.row import Row, TableFault
from xero_connectors.tables.table import rows


def read(content: bytes, sheet: str | None = None) -> list[Row]:
    """Return the rows of a file."""
    return list(rows(io.BytesIO(content), title="The file", fit=len, sheet=sheet))


@pytest.mark.parametrize(
    "content",
    [
        b"Id,Name\n1,Xero\n",
        b'{"Id": 1, "Name": "Xero"}\n',
        b'[{"Id": 1, "Name": "Xero"}]',
        "Id,Name\n1,Xero\n".encode("utf-16"),
        workbook(["Id", "Name"], [1, "Xero"]),
    ],
    ids=["CSV", "JSON Lines", "JSON", "UTF-16", "Excel"],
)
def test_the_kinds_give_the_same_cells(content: bytes) -> None:
    """Nobody has to say which kind a file is."""
    assert [row.cells for row in read(content)] == [["Id", "Name"], ["1", "Xero"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "The file is a PDF, which cannot be read here. Save it as .xlsx without a password, or as CSV"),
        (b"\x1f\x8b\x08", "The file is a gzip archive, which cannot be read here."),
        (b"PK\x03\x04", "The file is a damaged or cut-off .xlsx file, which cannot be read here."),
        (b"Id,\0", "The file is binary data, which cannot be read here."),
        ("<html>".encode("utf-16"), "The file is a web page, not a file (it begins with '<')."),
        (b"\n <html>", "The file is a web page, not a file (it begins with '<')."),
    ],
)
def test_another_kind_is_named(content: bytes, said: str) -> None:
    """The sentence says what to save the file as."""
    with pytest.raises(TableFault) as fault:
        read(content)

    assert str(fault.value).startswith(said)


@pytest.mark.parametrize("content", [b"Id,Name\n", b'{"Id": 1}\n'])
def test_only_workbooks_have_sheets(content: bytes) -> None:
    """A sheet that is asked of text contradicts the file."""
    with pytest.raises(TableFault, match=r"is text, which has no sheet \(configured: 'CRM'\)\. Leave the sheet empty"):
        read(content, sheet="CRM")
