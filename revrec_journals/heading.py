"""The row of a table that names its columns, found under the titles that people write above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from revrec_journals.value import text
from xero_connectors.tables.row import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from revrec_journals.columns import Columns

MOST_TITLES = 50
"""Filled rows at the beginning of a table among which the heading is looked for."""
_TOO_MANY = (
    "Put what holds the separator, such as 1,000.00, into double quotes, or export it with another separator, and see "
    "that every column has a name."
)
_TOO_FEW = "Such a line was cut short, or a text has a line break without double quotes: export the file again."
_UNNAMED = "Give every column with values a name that is a text, or empty it."
_NAMELESS = "Give the column a name, or empty it."
_UNUSABLE = "Mend the cell in the spreadsheet, as text where it is an id, and save it again."


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that may be the heading: how many filled rows stand above it, its names, and how many of them are known.

    It is `complete` where a line below it could be read. `gaps` are names without a letter.
    """

    above: int
    place: str
    names: tuple[str, ...]
    known: int
    complete: bool
    gaps: tuple[str, ...] = ()

    def wrong(self) -> str:
        """Return what is wrong with the names of columns; empty where nothing is."""
        named = [name for name in self.names if name.strip()]
        if not named:
            return "has no names of columns"
        if any("\0" in name for name in named):
            return "is no text in UTF-8"
        twice = sorted({name for name in named if named.count(name) > 1})
        return f"names {', '.join(twice)} more than once" if twice else ""

    def is_repeated(self, cells: Sequence[Any]) -> bool:
        """Tell whether a row is the heading once more, as where pages or files were put together."""
        return cells[0] == self.names[0] and named(cells) == self.names

    def named(self, cells: Sequence[Any]) -> dict[str, Any]:
        """Return the cells of a row by their names, without those in columns that have none."""
        values = dict(zip(self.names, cells, strict=False))
        for name in self.gaps:
            values.pop(name, None)
        return values

    def misfit(self, cells: Sequence[Any], *, cut_short: bool) -> tuple[str, str]:
        """Return why a row cannot stand below this heading, and what to do; both are empty where it can.

        `cut_short` says that a row with fewer cells cannot.
        """
        beyond = any(text(cell) for cell in cells[len(self.names) :])
        if beyond or (cut_short and len(cells) < len(self.names)):
            values, columns = _counted(len(cells), "value"), _counted(len(self.names), "column")
            return f"has {values} for {columns}", _beyond(of_text=cut_short) if beyond else _TOO_FEW
        if cut_short and not self.gaps:
            return "", ""
        for number, (name, cell) in enumerate(zip(self.names, cells, strict=False), 1):
            if not name.strip() and text(cell):
                return f"has a value in column {number}, which has no name", _NAMELESS
            if isinstance(cell, Unusable):
                return f"has {cell.why} in the column {name}", _UNUSABLE
        return "", ""


def _beyond(*, of_text: bool) -> str:
    """Return what to do about cells beyond the heading: in a text file one may hold the separator."""
    return _TOO_MANY if of_text else _UNNAMED


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"


def find_heading(rows: Iterable[tuple[str, Sequence[Any]]], columns: Columns) -> Heading | None:
    """Return the heading among the filled rows at the beginning of a table, None where there is no row.

    It is the first row by which lines can be read, or else the one with most known names, which then tells what lacks.
    """
    best: Heading | None = None
    for above, (place, cells) in enumerate(rows):
        names = named(cells)
        complete = not columns.recognise([name for name in names if name.strip()]).problems
        gaps = tuple(name for name in names if not name.strip())
        found = Heading(above, place, names, columns.known_among(names), complete, gaps)
        if complete:
            return found
        if best is None or found.known > best.known:
            best = found
    return best


def fitting_best(headings: Mapping[str, Heading | None]) -> list[str]:
    """Return by which delimiters the heading can be separated: those by which lines can be read, or else any sense."""
    found = {delimiter: heading for delimiter, heading in headings.items() if heading is not None}
    complete = [delimiter for delimiter, heading in found.items() if heading.complete]
    return complete or [each for each, heading in found.items() if heading.known and len(heading.names) > 1]


def named(cells: Sequence[Any]) -> tuple[str, ...]:
    """Return the names in a row, without the blank ones at its end: Excel counts cells that were once used."""
    names = [cell if isinstance(cell, str) else "" for cell in cells]
    while names and not names[-1].strip():
        names.pop()
    return tuple(names)


def no_heading(rows: int) -> str:
    """Return that a file has no heading among so many filled rows; what they say instead is nobody's business."""
    among = f"among its first {rows} filled rows" if rows > 1 else "in its first filled row"
    return (
        f"it has no heading of journal entries {among if rows else 'as it is empty'}. Expected are RevRec's columns, "
        f"such as Transaction Date, Journal Entry Id, Account Number, Posting Type and Amount, or what `columns` and "
        f"`format` of the configuration say"
    )
