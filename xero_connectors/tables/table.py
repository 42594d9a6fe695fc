"""A file of a table, of the kind that its content shows, whatever its name ends in."""

from __future__ import annotations

import re
import zipfile
from enum import Enum, auto
from typing import TYPE_CHECKING

from xero_connectors.tables import delimited, json_lines, spreadsheet
from xero_connectors.tables.encoding import as_utf8
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
}
_MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_JSON = re.compile(rb"\{|\[\s*(?:[\{\]]|\Z)")
_FOREIGN_ZIPS = {
    "Index/Document.iwa": "an Apple Numbers document",
    "xl/workbook.bin": "an Excel workbook of the .xlsb kind",
    "content.xml": "an OpenDocument spreadsheet",
}


class Kind(Enum):
    """What a file is by its content."""

    EXCEL = auto()
    JSON = auto()
    TEXT = auto()


def rows(file: BinaryIO, *, title: str, fit: Fit, sheet: str | None = None) -> Iterator[Row]:
    """Yield the rows of CSV, of an .xlsx sheet (the first where none is named) or of JSON, headings first.

    `file` can be read from its beginning again; `fit` counts the wanted ones among the headings of CSV. Raises
    TableFault for a file of another kind, for a sheet where there are none, and for what its kind's reader refuses.
    """
    found = kind(file, title=title)
    if found is Kind.EXCEL:
        return spreadsheet.rows(file, title=title, sheet=sheet)
    if sheet is not None:
        raise TableFault(
            f"{title} is text, which has no sheet (configured: {sheet!r}). Leave the sheet empty, or give an .xlsx "
            f"file."
        )
    text = as_utf8(file, title=title)
    if found is Kind.JSON:
        return json_lines.rows(text, title=title)
    return delimited.rows(text, title=title, choose=delimited.best(fit))


def kind(file: BinaryIO, *, title: str) -> Kind:
    """Return of which kind a file is; raises TableFault, which names what it is, for one that cannot be read here."""
    beginning = _beginning(file)
    if beginning.startswith(b"PK\x03\x04"):
        if foreign := _foreign_zip(file):
            raise _unreadable(title, foreign)
        return Kind.EXCEL
    for mark, foreign in _FOREIGN.items():
        if beginning.startswith(mark):
            raise _unreadable(title, foreign)
    # In UTF-16 every other byte of what tells a kind is zero.
    wide = beginning.startswith(_MARKS_OF_UTF16)
    if b"\0" in beginning and not wide:
        raise _unreadable(title, "binary data")
    narrow = beginning[2:].replace(b"\0", b"") if wide else beginning
    filled = narrow.lstrip(_BLANK)
    if filled.startswith(b"<"):
        raise TableFault(
            f"{title} is a web page, not a file (it begins with '<'). The address probably leads to a "
            f"sign-in or preview page: give the address from which the file itself is downloaded.",
            place="it",
            brief="is a web page or XML, and no table",
            remedy="Give the file itself: what was saved is often the page from which it is downloaded.",
        )
    return Kind.JSON if _JSON.match(filled) else Kind.TEXT


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_LOOKED_AT)


def _unreadable(title: str, found: str) -> TableFault:
    remedy = "Save it as .xlsx without a password, or as CSV in UTF-8, and give that file."
    return TableFault(
        f"{title} is {found}, which cannot be read here. {remedy}", place="it", brief=f"is {found}", remedy=remedy
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
