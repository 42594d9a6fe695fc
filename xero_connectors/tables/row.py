"""A row of a table, its cells, and what can be wrong with the file that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal


class TableFault(ValueError):
    """A file, or a row of it, is not what it should be; the message says what was found, where, and what to do.

    `place` and `brief` say where and what in a few words, for who lists many faults of a file in one sentence, and
    `remedy` is what to do, once for all of a kind; it is empty where `brief` says it.
    """

    def __init__(self, message: str, *, place: str = "", brief: str = "", remedy: str = "") -> None:
        """Take the message, and in short the place, such as `line 7`, what is wrong with it, and what to do."""
        super().__init__(message)
        self.place = place
        self.brief = brief
        self.remedy = remedy


if TYPE_CHECKING:
    Report = Callable[[TableFault], object]


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell whose content is not what was typed, such as an id that Excel took for a date."""

    why: str


Cell = str | Unusable


@dataclass(frozen=True, slots=True)
class Row:
    """A row and where a person finds it, for example `line 7`."""

    place: str
    cells: Sequence[Cell]

    def is_blank(self) -> bool:
        """Tell whether nothing is in it."""
        return all(isinstance(cell, str) and not cell.strip() for cell in self.cells)


def refuse(fault: TableFault) -> NoReturn:
    """Stop at the first row with a fault: what a reader does with one unless it is told otherwise."""
    raise fault from None


def digits(number: Decimal) -> str:
    """Write a number that stands for an id or a name the way a person wrote it: 1001, not 1001.0 or 1E+3."""
    return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number.normalize():f}"
