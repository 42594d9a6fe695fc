"""A table of journal entry lines: its heading, found under titles, and the rows below it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from revrec_journals.heading import MOST_TITLES, Heading, find_heading, named, no_heading
from revrec_journals.layout import DATE
from revrec_journals.rows import is_empty
from xero_connectors.tables.row import TableFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from revrec_journals.columns import Columns

PlacedCells = tuple[str, "Sequence[Any]"]
"""A row: where a person finds it, and its cells."""
_FEWEST_NAMES = 3
"""The names of columns in a row that is another heading and no title or line (our choice)."""


class Table:
    """Rows below a heading; `recognised` tells which of its names are which columns.

    `above` are the filled rows above the heading.
    """

    def __init__(self, rows: Iterable[PlacedCells], columns: Columns) -> None:
        """Find the heading; raises TableFault where there is none, or where its names cannot be told apart."""
        going = iter(rows)
        begun: list[PlacedCells] = []
        filled: list[int] = []
        for place, cells in going:
            if not is_empty(cells):
                filled.append(len(begun))
            begun.append((place, cells))
            if len(filled) == MOST_TITLES:
                break
        found = find_heading((begun[index] for index in filled), columns)
        if found is None or not found.known:
            raise TableFault(no_heading(len(filled)), brief=no_heading(len(filled)))
        if wrong := found.wrong():
            raise TableFault(
                f"{found.place} {wrong}", place=found.place, brief=wrong, remedy="Give each column one name of its own."
            )
        self.heading: Heading = found
        self.recognised = columns.recognise([name for name in found.names if name.strip()])
        self.above: list[PlacedCells] = [begun[index] for index in filled[: found.above]]
        self.below: Iterator[PlacedCells] = chain(begun[filled[found.above] + 1 :], going)
        self._columns = columns
        self._date_at = {name: at for at, name in enumerate(found.names)}.get(self.recognised.columns.get(DATE, ""), -1)

    def names_columns(self, cells: Sequence[Any]) -> bool:
        """Tell whether a row has names of columns."""
        return self._columns.known_among(named(cells)) >= _FEWEST_NAMES

    def is_another_heading(self, cells: Sequence[Any]) -> bool:
        """Tell whether a row below the heading names columns, by other names or in another order."""
        written = cells[self._date_at] if 0 <= self._date_at < len(cells) else None
        # Days begin with a digit but where their months are words: most rows need no closer look.
        return isinstance(written, str) and not written[:1].isdigit() and self.names_columns(cells)
