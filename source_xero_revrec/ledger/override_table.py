"""The table of overrides, read from the file that the form names; the workbook's Recon Errors is such a table."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from source_xero_revrec.crm.calls import calls
from source_xero_revrec.crm.named_file import NamedFile
from source_xero_revrec.crm.source import CrmFault
from source_xero_revrec.rules.overrides.override import Override
from xero_connectors.tables import spreadsheet, table
from xero_connectors.tables.row import TableFault, Unusable, digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from source_xero_revrec.rules.periods.settings import OverridesTable
    from xero_api.clock import Clock
    from xero_connectors.organisations import Organisation
    from xero_connectors.tables.spreadsheet import Value

RECON_ERRORS = "Recon Errors"
START, END, TREATMENT = "Service Start Date", "Service End Date (last day)", "Treatment"
ORGANISATION = "Tenant ID"
# The first spelling is the one of Recon Errors.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "organisation": (ORGANISATION, "Organisation"),
    "document_id": ("Document ID",),
    "document_number": ("Document Number", "Invoice Number", "Credit Note Number"),
    "line": ("Line Number", "Invoice Line Number", "Line"),
    "product": ("Product Code", "Product"),
    "start": (START, "Service Start"),
    "end": (END, "Service End Date", "Service End"),
    "treatment": (TREATMENT,),
}
_KNOWN = {
    "".join(filter(str.isalnum, spelling.casefold())): field
    for field, spellings in _HEADINGS.items()
    for spelling in spellings
}
# RevRec's imports have these beside a Service End Date, which is the day after the last one there. The warehouse's
# columns, in which it is the last day, are written with underscores.
_OF_IMPORTS = frozenset({"order item number", "billing date", "order start date", "invoice line number"})
_END_OF_IMPORTS = "service end date"
_MAY_BE_DATES = re.compile(r"\b(?:start|starts|begin|begins|from|end|ends|to|until)\b")
_MATTER = ("document_id", "document_number", "line", "product", "start", "end", "treatment")

Cells = tuple[str, "Sequence[Value]", bool]
"""A row's place, its cells, and whether nobody sees it."""


@dataclass(frozen=True)
class OverrideTable:
    """The rows of the table, and the organisations that are read: each row is about one of them."""

    rows: Sequence[Override] = ()
    organisations: Sequence[Organisation] = ()

    def rows_of(self, organisation: Organisation) -> list[Override]:
        """Return the rows about an organisation; a row that names none is about the only one."""
        alone = len(self.organisations) == 1
        return [row for row in self.rows if (_is_about(row, organisation) if row.organisation else alone)]

    @property
    def homeless(self) -> list[Override]:
        """Return the rows that are about none of the organisations, or about any of several."""
        several = len(self.organisations) > 1
        return [
            row
            for row in self.rows
            if not any(_is_about(row, each) for each in self.organisations) and (row.organisation or several)
        ]


def _is_about(row: Override, organisation: Organisation) -> bool:
    return row.organisation.casefold() in {organisation.tenant_id.casefold(), organisation.name.casefold()}


def read_overrides(settings: OverridesTable, clock: Clock) -> list[Override]:
    """Return the rows that say something.

    Raises CrmFault for a file that cannot be had or is no such table, CrmUnavailable where another time mends it.
    """
    file = NamedFile(settings.location, calls(clock), called="table of overrides")
    content = io.BytesIO(file.content())
    try:
        found = iter(_rows(content, file.title, settings.sheet))
        heading = next((cells for _, cells, _ in found if any(map(_text, cells))), None)
        if heading is None:
            raise CrmFault(f"{file.title} is empty. It must have a heading and a row for each line to override.")
        columns = _columns([_text(cell) for cell in heading], file.title)
        every = [_override(place, cells, columns, hidden=hidden) for place, cells, hidden in found]
    except TableFault as fault:
        raise CrmFault(str(fault)) from None
    return [row for row in every if not row.says_nothing]


def _rows(content: io.BytesIO, title: str, sheet: str | None) -> Iterable[Cells]:
    if table.kind(content, title=title) is not table.Kind.EXCEL:
        yield from ((row.place, row.cells, False) for row in table.rows(content, title=title, fit=_fit, sheet=sheet))
        return
    sheets = spreadsheet.sheets(content, title=title, sheet=sheet or "")
    chosen = next((each for each in sheets if each.name == RECON_ERRORS), sheets[0])
    marks = chosen.marks()
    for number, (place, cells) in enumerate(chosen.rows, 1):
        yield place, cells, marks.row_is_hidden(number)


def _fit(headings: Sequence[str]) -> int:
    return sum(_plain(heading) in _KNOWN for heading in headings)


def _columns(headings: Sequence[str], title: str) -> dict[str, int]:
    """Return the place of each column that is known; raises CrmFault where one is missing or there twice."""
    columns: dict[str, int] = {}
    for place, heading in enumerate(headings):
        field = _KNOWN.get(_plain(heading))
        if field in columns:
            raise CrmFault(
                f"{title} has the columns {headings[columns[field]]!r} and {heading!r}, which say the same. Keep one."
            )
        if field:
            columns[field] = place
    missing = [
        " or ".join(_HEADINGS[field][0] for field in fields)
        for fields in (("document_id", "document_number"), ("line", "product"), ("start", "treatment"))
        if not any(field in columns for field in fields)
    ]
    if ("start" in columns) != ("end" in columns):
        missing.append(_HEADINGS["end" if "start" in columns else "start"][0])
    _prove_dates(headings, columns, title)
    if missing:
        raise CrmFault(
            f"{title} has no column {', and none '.join(missing)} (found: {', '.join(filter(None, headings))[:500]})."
            f" Rename or add the columns, as in the workbook's sheet Recon Errors."
        )
    return columns


def _prove_dates(headings: Sequence[str], columns: Mapping[str, int], title: str) -> None:
    """Raise CrmFault where dates would be passed over, or be taken for others than they are."""
    unknown = next((each for each in headings if _MAY_BE_DATES.search(_words(each)) and _plain(each) not in _KNOWN), "")
    if unknown and "start" not in columns and "end" not in columns:
        raise CrmFault(
            f"{title} has the column {unknown!r}, which may be meant for dates of service. Call them {START} and "
            f"{END}, or take the column out."
        )
    written = {heading.strip().casefold() for heading in headings}
    if _END_OF_IMPORTS in written and not _OF_IMPORTS.isdisjoint(written):
        raise CrmFault(
            f"{title} has the columns of RevRec's import, where Service End Date may be the day after the last one. "
            f"Call it {END}, and give the last day itself."
        )


def _words(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


def _override(place: str, cells: Sequence[Value], columns: Mapping[str, int], *, hidden: bool) -> Override:
    values = {field: cells[at] if at < len(cells) else "" for field, at in columns.items()}
    spoiled = [value.why for field in _MATTER if isinstance(value := values.get(field, ""), Unusable)]
    texts = {field: _text(value) for field, value in values.items()}
    # What nobody filled in says nothing, whatever stands in the columns beside it.
    filled = any(texts.get(field) for field in ("start", "end", "treatment"))
    if filled and hidden:
        spoiled.append("values that nobody sees, as the row is hidden or filtered away")
    return Override(place=place, spoiled=", ".join(spoiled) if filled or spoiled else "", **texts)


def _text(cell: Value) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if isinstance(cell, Unusable) else digits(cell)


def _plain(heading: str) -> str:
    return "".join(filter(str.isalnum, heading.casefold()))
