"""What stands below the About page's figures: what was changed on the way, the configuration, checks and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.workbook.about_tables import section
from source_xero_revrec.workbook.book import Line
from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.sheets import SERVICE_END, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from source_xero_revrec.workbook.contents import Contents
    from source_xero_revrec.workbook.origin import Origin
    from source_xero_revrec.workbook.sheets import Sheet

_DAY_AFTER = (
    "The day after the last day of service: RevRec's pages say that a start is inclusive and an end exclusive "
    "(service_end: day_after). The warehouse's column is the last day itself."
)
_LAST_DAY = "The last day of service, as in the warehouse (service_end: last_day)."


def details(origin: Origin, sheets: Sequence[Sheet], contents: Contents, remarks: Sequence[str]) -> Iterator[Line]:
    """Yield the lines that explain the rest."""
    yield from section("Changes on the way")
    yield from _changes(contents, remarks)
    yield from section("Configuration")
    yield from (Line(choice) for choice in origin.choices)
    yield from section("Columns")
    yield from _columns(sheets)
    if contents.checks:
        yield from section("Checks")
        for code in sorted(contents.checks):
            known = CATALOGUE.get(code)
            yield Line((code, f"{known.title}: {known.compares}" if known else ""))


def _changes(contents: Contents, remarks: Sequence[str]) -> Iterator[Line]:
    told = "None had to be changed."
    if contents.changed_numbers:
        examples = ", ".join(contents.changed_examples)
        told = (
            f"{contents.changed_numbers:,} changed to the characters that RevRec takes in identifiers (letters, "
            f"digits, hyphen, underscore, colon, period), for example {examples}."
        )
    yield Line(("Document numbers", told))
    yield from (Line(("Values", sentence)) for sentence in remarks)


def _columns(sheets: Sequence[Sheet]) -> Iterator[Line]:
    yield Line(
        (
            "Template",
            (
                "Names of RevRec's bulk import as its help pages and RevLock's published code spell them. Of "
                "BillingSchedule only Billing Date and Currency are public; the others are in the same style."
            ),
        )
    )
    yield Line(
        (
            "Ours",
            (
                "Columns and sheets that this connector adds; --template-only leaves them out. Hidden ones are at the "
                "right: mark the columns around them and choose Unhide."
            ),
        )
    )
    ends = {column.kind for sheet in sheets for column in sheet.columns if column.field == SERVICE_END}
    for kind in ends:
        yield Line((title(SERVICE_END), _DAY_AFTER if kind is ColumnKind.DAY_AFTER else _LAST_DAY))
    for sheet in sheets:
        for label, headers in _headers(sheet).items():
            yield Line((f"{sheet.name}, {label}", ", ".join(headers)))


def _headers(sheet: Sheet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for column in sheet.columns:
        label = "template" if column.template else "hidden" if column.hidden else "ours"
        found.setdefault(label, []).append(column.header)
    return found
