"""What the tests of the About page share: a workbook's sheets and what was counted in it."""

from __future__ import annotations

from typing import Any

from source_xero_revrec.workbook.about import page
from source_xero_revrec.workbook.contents import Contents
from source_xero_revrec.workbook.origin import Origin
from source_xero_revrec.workbook.sheets import SHEETS as KINDS
from source_xero_revrec.workbook.sheets import plan
from unit_tests.source_xero_revrec.workbook.made_records import made_up
from unit_tests.source_xero_revrec.workbook.made_schemas import SCHEMAS
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON

SHEETS = plan({name: {"properties": properties} for name, properties in SCHEMAS.items() if name != "organisations"})
ORIGIN = Origin("Demo Company (UK)", "GBP", "Invoice Equals Contract", NOON, "0.1.0", [("Custom fields", "Location")])


def counted(documents: int = 40) -> Contents:
    """Return the contents of a workbook of made-up records."""
    contents = Contents()
    for stream, make in made_up(documents).items():
        for record in make() if stream in KINDS else ():
            contents.add(stream, record)
    return contents


def facts(contents: Contents) -> dict[str, Any]:
    """Return the page's lines by label."""
    return {
        str(line.cells[0]): line.cells[1] for line in page(ORIGIN, SHEETS, contents, []).lines if len(line.cells) > 1
    }
