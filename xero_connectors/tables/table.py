"""A file of a table, of the kind that its content shows, whatever its name ends in."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from xero_connectors.tables import delimited, json_lines, spreadsheet
from xero_connectors.tables.row import TableFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from xero_connectors.tables.delimited import Fit
    from xero_connectors.tables.row import Row

_LOOKED_AT = 4096
_BLANK = b"\xef\xbb\xbf \t\r\n"
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an Excel workbook of the old .xls kind, or one with a password",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_FOREIGN_ZIPS = {
    "Index/Document.iwa": "an Apple Numbers document",
    "xl/workbook.bin": "an Excel workbook of the .xlsb kind",
    "content.xml": "an OpenDocument spreadsheet",
}


def rows(file: BinaryIO, *, title: str, fit: Fit, sheet: str | None = None) -> Iterator[Row]:
    """Yield the rows of CSV, of an .xlsx sheet (the first where none is named) or of JSON Lines, headings first.

    `file` can be read from its beginning again; `fit` counts the wanted ones among the headings of CSV. Raises
    TableFault for a file of another kind, for a sheet where there are none, and for what its kind's reader refuses.
    """
    beginning = _beginning(file)
    if beginning.startswith(b"PK\x03\x04"):
        if foreign := _foreign_zip(file):
            raise _unreadable(title, foreign)
        return spreadsheet.rows(file, title=title, sheet=sheet)
    for mark, foreign in _FOREIGN.items():
        if beginning.startswith(mark):
            raise _unreadable(title, foreign)
    first = beginning.lstrip(_BLANK)[:1]
    if first == b"<":
        raise TableFault(
            f"{title} is a web page, not a file (it begins with '<'). The address probably leads to a "
            f"sign-in or preview page: give the address from which the file itself is downloaded."
        )
    if b"\0" in beginning:
        raise _unreadable(title, "binary data")
    if sheet is not None:
        raise TableFault(
            f"{title} is text, which has no sheet (configured: {sheet!r}). Leave the sheet empty, or give an .xlsx "
            f"file."
        )
    if first == b"{":
        return json_lines.rows(file, title=title)
    return delimited.rows(file, title=title, choose=delimited.best(fit))


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_LOOKED_AT)


def _unreadable(title: str, found: str) -> TableFault:
    return TableFault(
        f"{title} is {found}, which cannot be read here. Save it as .xlsx without a password, or as "
        f"CSV in UTF-8, and give that file."
    )


def _foreign_zip(file: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return "a damaged or cut-off .xlsx file"
    if "xl/workbook.xml" in names:
        return None
    return next((kind for name, kind in _FOREIGN_ZIPS.items() if name in names), "a zip archive")
