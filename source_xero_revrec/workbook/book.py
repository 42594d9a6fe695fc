"""What a file of sheets can do, whichever format it has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from decimal import Decimal

    from source_xero_revrec.workbook.cells import CellValue
    from source_xero_revrec.workbook.sheets import Sheet

ABOUT = "About"


class Look(StrEnum):
    """How a line of the About page looks; of several cells, the first alone takes the colour of a verdict."""

    TITLE = "title"
    HEADING = "heading"
    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    TABLE_HEADER = "table header"
    ROW = "row"
    SUM = "sum"
    BOX = "box"


@dataclass(frozen=True)
class Formula:
    """What Excel calculates, and what it comes to in this file."""

    text: str
    value: int | Decimal


@dataclass(frozen=True)
class Line:
    """A line of the About page.

    One cell runs over the whole width, and of two the second does from its place on, except in a table.
    """

    cells: tuple[CellValue | Formula, ...]
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Chart:
    """A chart of the month table on the About page: its rows there (counted from 0, both included).

    `place` is the row at which it is drawn.
    """

    currency: str
    first_row: int
    last_row: int
    place: int


@dataclass(frozen=True)
class AboutPage:
    """The About page, and the charts that show its figures."""

    lines: tuple[Line, ...]
    charts: tuple[Chart, ...] = ()


class Full(Exception):
    """A sheet cannot take another row; the message says what to do."""


class Book(Protocol):
    """A file that is being written, sheet by sheet and row by row."""

    def write(self, sheet: Sheet, cells: list[CellValue]) -> None:
        """Add a row to a sheet; raises Full when the sheet can take no more."""

    def close(self, page: AboutPage | None) -> None:
        """Finish the file, with the About page if there is one."""
