"""A table in an Excel file: headings over their values, rows as high as their text, further sheets where rows end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_pixel_width  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_ROWS = 1_048_576
AMOUNT, DAY, COUNT, TEXT = "#,##0.00", "yyyy-mm-dd", "#,##0", ""
HEADING = {"bold": True, "bg_color": "#DDE7F0", "text_wrap": True, "valign": "top"}
RIGHT = {"align": "right", "indent": 1}
"""How numbers and their headings stand, apart from the text in the next column."""
_MOST_CHARACTERS = 16_000
_MOST_DIGITS = 15
_FIRST_YEAR = 1901
_MOST_LINKS = 65_000
"""Links of a sheet that Excel takes, less some; after that the address stands there."""
_LINE_HEIGHT, _MOST_HEIGHT = 15, 405
"""Points; Excel's rows are no higher."""
_MARGIN = 0.4
"""Inches."""
_APART = 2
"""Characters between a value and the next column."""
_CAPITALS = 4
"""As many are as wide as one letter more."""
_DIGIT, _SPACE = 7, 3
"""Pixels of Excel's usual letters; a column's width counts digits."""
_WIDE = "\u2e7f"
"""The last letter that is no wider than a digit."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERS = (AMOUNT, DAY, COUNT)

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens an address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its largest width in characters, the look of its values, whether long text is wrapped.

    It becomes no wider than its longest value, so that a sheet fits on paper. A text stands `apart` from a number
    or a long text before it, so that the two are not read as one.
    """

    name: str
    width: int
    look: str = TEXT
    wrapped: bool = False
    centred: bool = False
    apart: bool = False

    @property
    def aligned(self) -> dict[str, object]:
        """Return how heading and values are aligned: numbers to the right, so that they stand below their heading."""
        if self.look in _NUMBERS:
            return dict(RIGHT)
        if self.apart:
            return {"align": "left", "indent": 1}
        return {"align": "center"} if self.centred else {}

    @property
    def least(self) -> int:
        """Return the characters of the longest word of its heading."""
        return max(map(len, self.name.split()), default=0)

    def takes(self, value: Value | Link) -> int:
        """Return how many characters a value takes in its longest line, as it is shown."""
        if isinstance(value, Link):
            return len(value.text)
        if isinstance(value, str):
            return max(_size(line) + sum(map(str.isupper, line)) // _CAPITALS for line in value.split("\n"))
        if value is None:
            return 0
        return len(str(value) if isinstance(value, date) else f"{value:,.2f}" if self.look == AMOUNT else f"{value:,}")


class Sheet:
    """A table that goes on in a further sheet where Excel's rows end.

    `tints` are colours of rows by name.
    """

    def __init__(
        self,
        file: Any,  # noqa: ANN401 - XlsxWriter has no types
        name: str,
        columns: Sequence[Column],
        tints: Mapping[str, str],
        *,
        most_rows: int = MOST_ROWS,
    ) -> None:
        """Begin the table in `file`, with its headings."""
        self._file, self._name, self._columns, self._most_rows = file, name, columns, most_rows
        self._looks = {
            tint: [cell_look(file, column, colour) for column in columns] for tint, colour in {"": "", **tints}.items()
        }
        self._headings = [file.add_format({**HEADING, **column.aligned}) for column in columns]
        self._sheets, self._row, self._links = 0, 0, 0
        self._widest: list[int] = []
        self._begin()

    def write(self, values: Sequence[Value | Link], tint: str = "") -> None:
        """Write a row, in the colour of a tint."""
        if self._row == self._most_rows:
            self.finish()
            self._begin()
        self._widest = [
            max(most, each.takes(value)) for most, each, value in zip(self._widest, self._columns, values, strict=True)
        ]
        height = self._height(values)
        if height > 1:
            # Before the cells, as nothing of a row can be changed once the next one begins.
            self._sheet.set_row(self._row, min(height * _LINE_HEIGHT, _MOST_HEIGHT))
        for number, (value, look) in enumerate(zip(values, self._looks[tint], strict=True)):
            if tint or (value is not None and value != ""):
                write_value(self._sheet, self._row, number, self._within_links(value), look)
        self._row += 1

    def finish(self) -> None:
        """End the table: its columns can be filtered, and are as wide as what stands in them."""
        for number, (column, widest) in enumerate(zip(self._columns, self._widest, strict=True)):
            self._sheet.set_column(number, number, min(column.width, max(widest, column.least) + _APART))
        self._sheet.autofilter(0, 0, max(1, self._row - 1), len(self._columns) - 1)

    def _within_links(self, value: Value | Link) -> Value | Link:
        if not isinstance(value, Link):
            return value
        self._links += 1
        return value if self._links <= _MOST_LINKS else value.address

    def _height(self, values: Sequence[Value | Link]) -> int:
        return max(
            (
                lines_of(value, column.width)
                for value, column in zip(values, self._columns, strict=True)
                if column.wrapped and isinstance(value, str)
            ),
            default=1,
        )

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._file.add_worksheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        printable_sheet(self._sheet)
        self._sheet.freeze_panes(1, 2)
        self._sheet.repeat_rows(0)
        self._sheet.set_row(0, 2 * _LINE_HEIGHT)
        for number, (column, heading) in enumerate(zip(self._columns, self._headings, strict=True)):
            self._sheet.write_string(0, number, column.name, heading)
        self._widest = [0] * len(self._columns)
        self._row = 1
        self._links = 0


def printable_sheet(sheet: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Have a sheet printed on A4 across, as wide as the paper, with its name and pages below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&C&A&RPage &P of &N")


def cell_look(file: Any, column: Column, colour: str = "") -> Any:  # noqa: ANN401 - XlsxWriter has no types
    """Return the format of a column's cells, on a background."""
    look: dict[str, object] = {"valign": "top", "text_wrap": column.wrapped, **column.aligned}
    if column.look:
        look["num_format"] = column.look
    if colour:
        look["bg_color"] = colour
    return file.add_format(look)


def write_value(sheet: Any, row: int, column: int, value: Value | Link, look: Any) -> None:  # noqa: ANN401
    """Write a value into a cell, each kind as what it is; an empty one leaves its colour alone."""
    if isinstance(value, Link):
        sheet.write_url(row, column, value.address, look, plain(value.text) or "open", "Open it in Xero")
    elif value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, plain(value), look)
    elif isinstance(value, date):
        if value.year < _FIRST_YEAR:
            sheet.write_string(row, column, value.isoformat(), look)
        else:
            sheet.write_datetime(row, column, value, look)
    else:
        _write_number(sheet, row, column, Decimal(value), look)


def plain(text: str) -> str:
    """Return a text that Excel takes, in part where it is very long."""
    shown = _UNPRINTABLE.sub(" ", text)
    return shown if len(shown) <= _MOST_CHARACTERS else f"{shown[:_MOST_CHARACTERS]} ..."


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes that is wrapped between words in a column of `width` characters."""
    return sum(_wrapped(line, width * _DIGIT) for line in text.split("\n"))


def _wrapped(text: str, width: int) -> int:
    lines, room = 1, width
    for word in text.split(" "):
        size = _pixels(word)
        if size > room and room < width:
            lines, room = lines + 1, width
        # A word that is longer than a line is broken.
        more = max(0, -(-size // width) - 1)
        lines, room = lines + more, room - (size - more * width) - _SPACE
    return lines


def _pixels(word: str) -> int:
    """Return how wide Excel's letters are; XlsxWriter takes a Chinese one for a digit, and it is two."""
    return int(xl_pixel_width(word)) + _DIGIT * sum(letter > _WIDE for letter in word)


def _size(line: str) -> int:
    return sum(1 + (letter > _WIDE) for letter in line)


def _write_number(sheet: Any, row: int, column: int, amount: Decimal, look: Any) -> None:  # noqa: ANN401
    if len(amount.normalize().as_tuple().digits) > _MOST_DIGITS:
        # Excel would round what it cannot hold.
        sheet.write_string(row, column, format(amount, ",f"), look)
    else:
        sheet.write_number(row, column, amount, look)
