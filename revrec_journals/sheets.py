"""The sheets of an Excel workbook: which one holds journal entries, and its cells as a file of text would have them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from revrec_journals.days import is_whole_number, reads_as
from revrec_journals.layout import DATE, ID
from revrec_journals.rows import OF_THE_ENTRY, is_empty
from revrec_journals.table import Table
from xero_connectors.tables.row import TableFault, Unusable
from xero_connectors.tables.spreadsheet import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from revrec_journals.columns import Columns
    from revrec_journals.table import PlacedCells
    from xero_connectors.tables.sheet_marks import Merged, SheetMarks
    from xero_connectors.tables.spreadsheet import Sheet, Value


_MONTHS = 12
_SHEETLESS = "It may hold charts alone: save it with the sheet of the journal entries."


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """The sheet that holds the entries, its table, and the names of the other filled sheets, which are not read."""

    sheet: Sheet
    table: Table
    others: tuple[str, ...]

    def fault(self, marks: SheetMarks, row: int) -> str:
        """Return why a row is not what it looks like; empty where it is."""
        if cell := marks.uncalculated.get(row):
            return f"has a formula without a result ({cell}); open the file in Excel and save it"
        for number, name in enumerate(self.table.heading.names, 1):
            if name not in _read(self.table):
                continue
            merged = next((each for each in marks.merged if each.covers(row, number)), None)
            if merged and not self._goes_on(merged, name):
                return f"has cells merged with others ({merged.name}) in the column {name}; take them apart in Excel"
        return ""

    def hidden_column(self, marks: SheetMarks) -> str:
        """Return the first column that is read and that nobody sees; empty where there is none."""
        names = enumerate(self.table.heading.names, 1)
        read = _read(self.table)
        return next((name for number, name in names if name in read and marks.column_is_hidden(number)), "")

    def _goes_on(self, merged: Merged, name: str) -> bool:
        """Tell whether cells below one another say that these rows go on from the first, as they are read anyway."""
        recognised = self.table.recognised
        of_the_entry = name in {recognised.columns.get(column) for column in OF_THE_ENTRY}
        return recognised.layout.continued and of_the_entry and merged.first_column == merged.last_column


class TypedDates:
    """The dates of a sheet: days, and texts that Excel made no days of.

    Of dates that are typed in another order than Excel expects, it makes days of those that it can read in its own,
    with day and month swapped, and leaves the others as texts.
    """

    def __init__(self, table: Table) -> None:
        """Look at the column of a table's dates."""
        names = {name: at for at, name in enumerate(table.heading.names)}
        self._at = names.get(table.recognised.columns.get(DATE, ""), len(names))
        self._may_be_swapped = ""
        self._left = ""
        self._sound = False

    def noted(self, rows: Iterable[tuple[str, Sequence[Value]]]) -> Iterator[tuple[str, Sequence[Value]]]:
        """Hand out the rows, and note where their dates stand that may have been swapped or left."""
        for place, cells in rows:
            cell = cells[self._at] if self._at < len(cells) else None
            if isinstance(cell, datetime):
                self._sound = self._sound or cell.day > _MONTHS
                self._may_be_swapped = self._may_be_swapped or (place if cell.day != cell.month else "")
            elif isinstance(cell, str) and (readings := reads_as(cell.strip())):
                # What reads in both orders, Excel would have made a day of.
                self._sound = self._sound or len(readings) > 1
                self._left = self._left or place
            yield place, cells

    def fault(self) -> str:
        """Return why days may have been swapped; empty where something shows that none was."""
        if self._sound or not (self._may_be_swapped and self._left):
            return ""
        return (
            f"{self._may_be_swapped} has a day that Excel may have made of a text with day and month swapped, as it "
            f"does where it cannot read others ({self._left})"
        )


def without_hidden(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return sheets as they are seen: what stands in a hidden column is not there."""
    return [replace(sheet, rows=_seen(sheet)) for sheet in sheets]


def sheet_of_entries(sheets: Sequence[Sheet], columns: Columns) -> EntrySheet:
    """Return the only sheet that has the headings.

    Raises TableFault where no sheet has them or several, where it is hidden and nobody named it, and where another has
    the ids and dates of entries and lacks a column.
    """
    filled: dict[str, None] = {}
    tables, faults = _tables(sheets, columns, filled)
    sheet, table = _best(tables, faults)
    if sheet.hidden and not columns.layout.file.sheet:
        raise _of_sheet(sheet, "is hidden (say in `format` if it is meant all the same: sheet)")
    if table.heading.complete:
        _refuse_halves(each for each in tables if each[0] is not sheet)
    return EntrySheet(sheet, table, tuple(name for name in filled if name != sheet.name))


def _tables(
    sheets: Iterable[Sheet], columns: Columns, filled: dict[str, None]
) -> tuple[list[tuple[Sheet, Table]], list[TableFault]]:
    """Return the sheets that have a heading, and why others have none; names of `filled` ones are noted."""
    tables: list[tuple[Sheet, Table]] = []
    faults: list[TableFault] = []
    for sheet in sheets:
        try:
            tables.append((sheet, Table(_noting(sheet, filled), columns)))
        except TableFault as fault:
            faults.append(fault)
    return tables, faults


def _best(tables: list[tuple[Sheet, Table]], faults: list[TableFault]) -> tuple[Sheet, Table]:
    """Return the only sheet with all headings, or the one with most, which then tells what lacks."""
    complete = [(sheet, table) for sheet, table in tables if table.heading.complete]
    if len(complete) > 1:
        names = " and ".join(sheet.name for sheet, _ in complete)
        brief = "both have the headings of journal entries (say in `format` which is meant: sheet)"
        raise TableFault(f"{names} {brief}", place=f"the sheets {names}", brief=brief)
    if not tables:
        raise faults[0] if faults else TableFault("it has no sheet", brief="it has no sheet", remedy=_SHEETLESS)
    return max(tables, key=lambda each: (each[1].heading.complete, each[1].heading.known))


def _refuse_halves(others: Iterable[tuple[Sheet, Table]]) -> None:
    """Refuse a workbook of which another sheet has entries, too, that could not be read."""
    for sheet, table in others:
        if _holds_entries(table):
            lacks = table.recognised.problems[0].message
            raise _of_sheet(sheet, f"may hold journal entries too: {lacks} (say in `format` which is meant: sheet)")


def _of_sheet(sheet: Sheet, brief: str) -> TableFault:
    return TableFault(f"the sheet {sheet.name} {brief}", place=f"the sheet {sheet.name}", brief=brief)


def _holds_entries(table: Table) -> bool:
    wanted = {DATE, ID} - {*table.recognised.layout.absent}
    return wanted <= table.recognised.columns.keys()


def _noting(sheet: Sheet, filled: dict[str, None]) -> Iterator[PlacedCells]:
    for place, cells in sheet.rows:
        if sheet.name not in filled and not is_empty(cells):
            filled[sheet.name] = None
        yield place, cells


def _seen(sheet: Sheet) -> Iterator[PlacedCells]:
    marks = sheet.marks()
    for place, cells in sheet.rows:
        yield place, ["" if marks.column_is_hidden(number) else cell for number, cell in enumerate(cells, 1)]


def _read(table: Table) -> set[str | None]:
    recognised = table.recognised
    marks = (mark.column for mark in recognised.marks)
    return {*recognised.columns.values(), *recognised.fields.values(), *marks, recognised.organisation}


def plain_cells(cells: Sequence[Value], table: Table, epoch: datetime) -> list[Any]:
    """Return a row's cells with days as text, as YYYY-MM-DD and with the time where it is not midnight.

    A number in the column of the date is the day that Excel counts so, but for an order in which days are numbers; an
    id that became a day is unusable.
    """
    keys = table.recognised.columns
    # A number that lost its first zero, as in 31126 for 031126, would be another day.
    counted = not is_whole_number(table.recognised.layout.dates)
    return [
        _plain(cell, is_date=name == keys.get(DATE), is_id=name == keys.get(ID), counted=counted, epoch=epoch)
        for name, cell in zip(chain(table.heading.names, repeat(None)), cells, strict=False)
    ]


def _plain(cell: Value, *, is_date: bool, is_id: bool, counted: bool, epoch: datetime) -> str | Decimal | Unusable:
    if is_date and counted and isinstance(cell, Decimal):
        day = day_of(cell, epoch)
        return cell if day is None else _written(day)
    if isinstance(cell, datetime):
        return Unusable("a date") if is_id and not is_date else _written(cell)
    return cell


def _written(day: datetime) -> str:
    return day.date().isoformat() if day.time() == time() else day.isoformat(sep=" ", timespec="seconds")
