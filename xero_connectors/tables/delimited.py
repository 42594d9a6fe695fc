"""CSV text: UTF-8, with commas, semicolons, tabs or any other character, quoted where needed."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from xero_connectors.tables.row import Row, TableFault, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from xero_connectors.tables.row import Report

    Choice = Callable[[Mapping[str, Sequence[Row]]], str]
    Fit = Callable[[Sequence[str]], int]

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What may separate cells without anybody saying so, with the word for several of it."""
MOST_LOOKED_AT = 50
"""Filled rows at the beginning of a table among which its heading is looked for."""
# Excel writes and reads this first line where a file's delimiter is not the one of its country.
_EXCEL_DELIMITER = re.compile(r"sep=([^\w\s\"]|\t)\r?\n", re.IGNORECASE)


def rows(file: BinaryIO, *, title: str, choose: Choice, report: Report = refuse) -> Iterator[Row]:
    """Yield the rows of a table whose first filled row is its heading, blank ones too.

    `report` is given each row with more cells than headings (there a text holds the delimiter without quotes, and would
    be cut), and the row is left out where it returns. Raises what `cells` does.
    """
    width = 0
    for delimiter, row in cells(file, title=title, choose=choose):
        if width and any(isinstance(cell, str) and cell.strip() for cell in row.cells[width:]):
            report(
                TableFault(
                    f"{title} has {len(row.cells)} cells in {row.place} and only {width} headings. A "
                    f"name that holds {delimiter!r} must stand in double quotes: export the file again as CSV.",
                    place=row.place,
                    brief=f"has {len(row.cells)} values for {width} columns",
                )
            )
            continue
        if not width and not row.is_blank():
            width = len(row.cells)
        yield row


def cells(file: BinaryIO, *, title: str, choose: Choice) -> Iterator[tuple[str, Row]]:
    """Yield every row of a file that can be read from its beginning again, with the delimiter that separates its cells.

    `choose` returns the delimiter that is meant, of the first filled rows that each one would give; it is not asked
    where the first line names one, as Excel writes it (`sep=;`). Raises TableFault for text that is not UTF-8 and for
    broken quotes.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        yield from _cells(text, title, choose)
    except UnicodeDecodeError:
        raise _undecodable(file, title) from None
    finally:
        # Whoever opened the file closes it, and may have.
        if not file.closed:
            text.detach()


def best(fit: Fit) -> Choice:
    """Choose the delimiter by which the first filled row fits best: `fit` counts the wanted headings in it."""

    def choose(beginnings: Mapping[str, Sequence[Row]]) -> str:
        headings = {
            delimiter: [str(cell).strip() for cell in rows[0].cells] if rows else []
            for delimiter, rows in beginnings.items()
        }
        return max(headings, key=lambda each: (fit(headings[each]), len(headings[each])))

    return choose


def _cells(text: TextIO, title: str, choose: Choice) -> Iterator[tuple[str, Row]]:
    lines_before = 0
    if declared := _EXCEL_DELIMITER.fullmatch(text.readline()):
        lines_before, delimiter = 1, declared.group(1)
    else:
        delimiter = choose({candidate: _beginning(text, candidate) for candidate in DELIMITERS})
        text.seek(0)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    end = 0
    try:
        for found in reader:
            end = reader.line_num + lines_before
            yield delimiter, Row(f"line {end}", found)
    except csv.Error as error:
        raise TableFault(
            f"{title} is broken CSV near line {reader.line_num + lines_before} ({error}). Often "
            f"a double quote is left open there: export the file again as CSV.",
            place=f"line {end + 1}",
            brief="has quotation marks that do not match, or is no text",
            remedy="Often a double quote is left open there: export the file again as CSV.",
        ) from None


def _undecodable(file: BinaryIO, title: str) -> TableFault:
    file.seek(0)
    for number, line in enumerate(file, start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            return TableFault(
                f"{title} is not UTF-8 (found: byte 0x{line[error.start]:02X} in line {number}). "
                f"Save it as 'CSV UTF-8' in Excel, or with the encoding UTF-8 elsewhere.",
                place=f"line {number}",
                brief="is not UTF-8 (Excel: save as CSV UTF-8, or name its encoding in `format`)",
            )
    message = f"{title} was changed while it was read. Read it again when it is finished."
    return TableFault(
        message, place="a line", brief="was changed while it was read", remedy="Read it again when it is finished."
    )


def _beginning(text: TextIO, delimiter: str) -> list[Row]:
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter)
    found: list[Row] = []
    try:
        filled = (row for row in map(_numbered(reader), reader) if not row.is_blank())
        found.extend(islice(filled, MOST_LOOKED_AT))
    except csv.Error:
        pass
    return found


def _numbered(reader: Iterator[list[str]]) -> Callable[[list[str]], Row]:
    return lambda found: Row(f"line {reader.line_num}", found)  # type: ignore[attr-defined]
