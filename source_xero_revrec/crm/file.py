"""A file of customers, by its path, its http(s) address or the address of a place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from source_xero_revrec.crm import table
from source_xero_revrec.crm.named_file import NamedFile
from source_xero_revrec.crm.source import CrmFault
from xero_connectors.tables.row import TableFault
from xero_connectors.tables.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.source import CrmRecord, CrmSource, KeepToken


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
        description="The sheet of the Excel file that holds the customers. If empty, the first sheet is read; a CSV "
        "file has none.",
        examples=["Customers"],
        json_schema_extra={"order": 2},
    )
    id_column: str = Field(
        "Customer ID",
        title="Column of the id",
        description="The heading of the column that holds the customer's id. By default, it is Customer ID, as in "
        "RevRec's own files.",
        min_length=1,
        json_schema_extra={"order": 3},
    )
    name_column: str = Field(
        "Customer Name",
        title="Column of the name",
        description="The heading of the column that holds the customer's name. By default, it is Customer Name, as in "
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
        self._file = NamedFile(settings.location, calls, called="CRM file")
        self.title = self._file.title

    def records(self) -> Iterator[CrmRecord]:
        """Yield the customers row by row."""
        content = self._file.content()
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
