"""The sheets of an Excel workbook: which one holds journal entries, and its cells as a file of text would have them."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from revrec_journals.layout import DATE, ID
from revrec_journals.table import Table
from xero_connectors.tables.row import TableFault, Unusable
from xero_connectors.tables.spreadsheet import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from revrec_journals.columns import Columns
    from xero_connectors.tables.spreadsheet import Sheet, Value


def sheet_of_entries(sheets: Sequence[Sheet], columns: Columns) -> tuple[Table, datetime]:
    """Return the table of the only sheet that has the headings, and the day from which its workbook counts days.

    Raises TableFault where no sheet has them, or several.
    """
    tables: list[tuple[Sheet, Table]] = []
    faults: list[TableFault] = []
    for sheet in sheets:
        try:
            tables.append((sheet, Table(sheet.rows, columns)))
        except TableFault as fault:
            faults.append(fault)
    complete = [(sheet, table) for sheet, table in tables if table.heading.complete]
    if len(complete) > 1:
        names = " and ".join(sheet.name for sheet, _ in complete)
        brief = "both have the headings of journal entries (say in `format` which is meant: sheet)"
        raise TableFault(f"{names} {brief}", place=f"the sheets {names}", brief=brief)
    if not tables:
        raise faults[0] if faults else TableFault("it has no sheet", brief="it has no sheet")
    sheet, table = complete[0] if complete else max(tables, key=lambda each: each[1].heading.known)
    return table, sheet.epoch


def plain_cells(cells: Sequence[Value], table: Table, epoch: datetime) -> list[Any]:
    """Return a row's cells with days as text, as YYYY-MM-DD and with the time where it is not midnight.

    A number in the column of the date is the day that Excel counts so; an id that became a day is unusable.
    """
    keys = table.recognised.columns
    return [
        _plain(cell, is_date=name == keys.get(DATE), is_id=name == keys.get(ID), epoch=epoch)
        for name, cell in zip(_names(table, len(cells)), cells, strict=False)
    ]


def _names(table: Table, width: int) -> list[str | None]:
    return [*table.heading.names, *[None] * (width - len(table.heading.names))]


def _plain(cell: Value, *, is_date: bool, is_id: bool, epoch: datetime) -> str | Decimal | Unusable:
    if is_date and isinstance(cell, Decimal):
        day = day_of(cell, epoch)
        return cell if day is None else _written(day)
    if isinstance(cell, datetime):
        return Unusable("a date") if is_id and not is_date else _written(cell)
    return cell


def _written(day: datetime) -> str:
    return day.date().isoformat() if day.time() == time() else day.isoformat(sep=" ", timespec="seconds")
