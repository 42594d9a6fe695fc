"""A CSV or Excel file of customers, by path or by address."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field

from source_xero_revrec.crm import delimited, spreadsheet, table
from source_xero_revrec.crm.answers import shown
from source_xero_revrec.crm.source import CrmFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.source import CrmRecord, CrmSource, KeepToken
    from source_xero_revrec.crm.table import Row
    from xero_api.transport import Reply

_MOST_REDIRECTS = 5
_WEB = ("http://", "https://")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
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


class CrmFile(BaseModel):
    """Customers exported from the CRM as CSV or Excel."""

    model_config = ConfigDict(title="Read a CSV or Excel file", extra="forbid")

    source: Literal["file"] = Field(json_schema_extra={"order": 0})
    location: str = Field(
        title="Path or address",
        description="A path that the connector can read (in Airbyte's container, under a mounted folder), or an http "
        "or https address that answers with the file itself. CSV must be UTF-8, with commas, semicolons or tabs; "
        "Excel must be .xlsx.",
        min_length=1,
        examples=["/local/customers.csv", "https://example.com/exports/customers.xlsx"],
        repr=False,
        json_schema_extra={"order": 1},
    )
    sheet: str | None = Field(
        None,
        title="Sheet",
        description="The sheet of the Excel file that holds the customers. Left empty, the first sheet is read; a CSV "
        "file has none.",
        examples=["Customers"],
        json_schema_extra={"order": 2},
    )
    id_column: str = Field(
        "Customer ID",
        title="Column of the id",
        description="The heading of the column that holds the customer's id. Left alone, it is Customer ID, as in "
        "RevRec's own files.",
        min_length=1,
        json_schema_extra={"order": 3},
    )
    name_column: str = Field(
        "Customer Name",
        title="Column of the name",
        description="The heading of the column that holds the customer's name. Left alone, it is Customer Name, as in "
        "RevRec's own files.",
        min_length=1,
        json_schema_extra={"order": 4},
    )

    def reader(self, calls: Calls, keep_refresh_token: KeepToken | None) -> CrmSource:  # noqa: ARG002
        """Return what reads the customers."""
        return CustomerFile(self, calls)


class CustomerFile:
    """The customers of a file that the CRM, or a person, has written."""

    nameless_records_match_nothing = False

    def __init__(self, settings: CrmFile, calls: Calls) -> None:
        """Read from the settings' location when asked."""
        self._settings = settings
        self._calls = calls
        self._on_the_web = settings.location.lower().startswith(_WEB)
        name = shown(settings.location) if self._on_the_web else settings.location
        self.title = f"The CRM file {name}"

    def records(self) -> Iterator[CrmRecord]:
        """Yield the customers row by row."""
        content = self._downloaded() if self._on_the_web else self._opened()
        return table.records(
            self._rows(content),
            title=self.title,
            id_column=self._settings.id_column,
            name_column=self._settings.name_column,
        )

    def _rows(self, content: bytes) -> Iterator[Row]:
        if content.startswith(b"PK\x03\x04"):
            if foreign := _foreign_zip(content):
                raise self._unreadable(foreign)
            return spreadsheet.rows(content, title=self.title, sheet=self._settings.sheet)
        for beginning, foreign in _FOREIGN.items():
            if content.startswith(beginning):
                raise self._unreadable(foreign)
        if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
            raise CrmFault(
                f"{self.title} is a web page, not a file (it begins with '<'). The address probably leads to a "
                f"sign-in or preview page: give the address from which the file itself is downloaded."
            )
        if b"\0" in content[:4096]:
            raise self._unreadable("binary data")
        if self._settings.sheet is not None:
            raise CrmFault(
                f"{self.title} is text, which has no sheet (configured: {self._settings.sheet!r}). Leave the "
                f"sheet empty, or give an .xlsx file."
            )
        wanted = (self._settings.id_column, self._settings.name_column)
        return delimited.rows(content, title=self.title, wanted=wanted)

    def _opened(self) -> bytes:
        path = Path(self._settings.location)
        if "://" in self._settings.location:
            raise CrmFault(
                f"The CRM file {shown(self._settings.location)} cannot be read: only a path or an http(s) address "
                f"can. Give one of these."
            )
        try:
            return path.read_bytes()
        except FileNotFoundError:
            why = f"does not exist (looked for {path.absolute()})"
        except IsADirectoryError:
            why = "is a folder"
        except PermissionError:
            why = "may not be read by the user that the connector runs as"
        except (OSError, ValueError) as error:
            why = f"cannot be read ({type(error).__name__})"
        raise CrmFault(
            f"{self.title} {why}. Check the path; in Airbyte it is a path inside the connector's container, so "
            f"the file must lie in a mounted folder."
        )

    def _downloaded(self) -> bytes:
        url = self._settings.location
        for _ in range(_MOST_REDIRECTS + 1):
            reply = self._calls.ask("GET", url, whom="The server of the CRM file", headers={"Accept": "*/*"})
            if reply.status not in _REDIRECTS:
                return self._body(reply, url)
            url = self._next(url, reply)
        raise CrmFault(
            f"{self.title} leads from address to address ({_MOST_REDIRECTS} redirects were followed, the last "
            f"to {shown(url)}). Give the address from which the file itself is downloaded."
        )

    def _next(self, url: str, reply: Reply) -> str:
        target = urljoin(url, reply.header("Location"))
        if not target.startswith(_WEB) or (url.startswith("https:") and not target.startswith("https:")):
            raise CrmFault(
                f"{self.title} redirects to {shown(target)}, which is not followed because it is less secure. "
                f"Give the address from which the file itself is downloaded."
            )
        return target

    def _body(self, reply: Reply, url: str) -> bytes:
        if reply.status == 200:
            return reply.content
        if reply.status in (404, 410):
            why, remedy = "is not there", "Check the address"
        elif reply.status in (401, 403):
            why, remedy = "may not be read", "Share it by a link that needs no sign-in, or renew an expired one"
        else:
            why, remedy = "was not handed out", "Open the address in a browser to see what is wrong"
        where = "" if shown(url) == shown(self._settings.location) else f", after a redirect to {shown(url)}"
        raise CrmFault(f"{self.title} {why} (HTTP {reply.status}{where}). {remedy}.")

    def _unreadable(self, found: str) -> CrmFault:
        return CrmFault(
            f"{self.title} is {found}, which cannot be read here. Save it as .xlsx without a password, or as "
            f"CSV in UTF-8, and give that file."
        )


def _foreign_zip(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return "a damaged or cut-off .xlsx file"
    if "xl/workbook.xml" in names:
        return None
    return next((kind for name, kind in _FOREIGN_ZIPS.items() if name in names), "a zip archive")
