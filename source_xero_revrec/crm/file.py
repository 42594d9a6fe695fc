"""A file of customers, by its path, its http(s) address or the address of a place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field

from source_xero_revrec.crm import table
from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from xero_api.address import shown
from xero_connectors.places.address import AddressFault
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.places.registry import file, is_remote
from xero_connectors.tables.row import TableFault
from xero_connectors.tables.table import rows
from xero_connectors.web_address import is_in_the_clear, is_web

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.source import CrmRecord, CrmSource, KeepToken
    from xero_api.transport import Reply

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OF_A_PATH = {
    Cause.NO_FILE: "does not exist (looked for {path})",
    Cause.IS_A_FOLDER: "is a folder",
    Cause.NOT_PERMITTED: "may not be read by the user that the connector runs as",
}


class CrmFile(BaseModel):
    """Customers exported from the CRM as CSV or Excel."""

    model_config = ConfigDict(title="Read a CSV or Excel file", extra="forbid")

    source: Literal["file"] = Field(json_schema_extra={"order": 0})
    location: str = Field(
        title="Path or address",
        description="A path that the connector can read (in Airbyte's container, under a mounted folder), an "
        "https address that answers with the file itself, or an address in S3 (s3://bucket/customers.csv), Google "
        "Cloud Storage (gs://), Azure (az://) or on an SFTP server (sftp://), which are signed in to as the machine "
        "is. CSV must be UTF-8 or UTF-16, with commas, semicolons, tabs or bars; Excel must be .xlsx; JSON is an "
        "array, or has an object in each line.",
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

    nameless_records_match_nothing = True

    def __init__(self, settings: CrmFile, calls: Calls) -> None:
        """Read from the settings' location when asked."""
        self._settings = settings
        self._calls = calls
        self._on_the_web = is_web(settings.location)
        name = shown(settings.location) if is_remote(settings.location) else settings.location
        self.title = f"The CRM file {name}"

    def records(self) -> Iterator[CrmRecord]:
        """Yield the customers row by row."""
        content = self._downloaded() if self._on_the_web else self._opened()
        try:
            yield from table.records(
                rows(io.BytesIO(content), title=self.title, fit=self._fit, sheet=self._settings.sheet),
                title=self.title,
                id_column=self._settings.id_column,
                name_column=self._settings.name_column,
            )
        except TableFault as fault:
            raise CrmFault(str(fault)) from None

    def _fit(self, headings: Sequence[str]) -> int:
        return sum(column.strip() in headings for column in (self._settings.id_column, self._settings.name_column))

    def _opened(self) -> bytes:
        location = self._settings.location
        try:
            place, name = file(location)
            return b"".join(place.read(name))
        except AddressFault as fault:
            raise CrmFault(f"{self.title} cannot be read: its address {fault}") from None
        except PlaceFault as fault:
            if is_remote(location):
                kind = CrmUnavailable if fault.passing else CrmFault
                raise kind(f"{self.title} cannot be read: {fault.reason}") from None
            why = _OF_A_PATH.get(fault.cause, "cannot be read").format(path=Path(location).absolute())
        raise CrmFault(
            f"{self.title} {why}. Check the path; in Airbyte it is a path inside the connector's container, so "
            f"the file must lie in a mounted folder."
        )

    def _downloaded(self) -> bytes:
        url = self._settings.location
        if is_in_the_clear(url):
            raise CrmFault(
                f"{self.title} cannot be read: plain http is taken from this machine alone, since customers' names "
                f"would cross the network readable. Give an https address."
            )
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
        downgraded = url.startswith("https:") and not target.startswith("https:")
        if not is_web(target) or downgraded or is_in_the_clear(target):
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
