"""CSV text: UTF-8, with commas, semicolons or tabs, quoted where needed."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, TextIO

from xero_connectors.tables.row import Row, TableFault, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from xero_connectors.tables.row import Report

    Fit = Callable[[Sequence[str]], int]

_DELIMITERS = ",;\t"
# Excel writes and reads this first line where a file's delimiter is not the one of its country.
_EXCEL_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def rows(file: BinaryIO, *, title: str, fit: Fit, report: Report = refuse) -> Iterator[Row]:
    """Yield the rows of a file that can be read from its beginning again, blank ones too.

    The delimiter is the one by which the headings fit best: `fit` counts the wanted ones among them. `report` is given
    each row with more cells than headings (there a text holds the delimiter without quotes, and would be cut), and the
    row is left out where it returns. Raises TableFault for text that is not UTF-8 and for broken quotes.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        yield from _rows(text, title, fit, report)
    except UnicodeDecodeError:
        raise _undecodable(file, title) from None
    finally:
        # Whoever opened the file closes it, and may have.
        if not file.closed:
            text.detach()


def _rows(text: TextIO, title: str, fit: Fit, report: Report) -> Iterator[Row]:
    lines_before = 0
    if declared := _EXCEL_DELIMITER.fullmatch(text.readline()):
        lines_before, delimiter = 1, declared.group(1)
    else:
        delimiter = max(_DELIMITERS, key=lambda candidate: _fit(text, candidate, fit))
        text.seek(0)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    width = 0
    try:
        for cells in reader:
            row = Row(f"line {reader.line_num + lines_before}", cells)
            if width and any(cell.strip() for cell in cells[width:]):
                report(
                    TableFault(
                        f"{title} has {len(cells)} cells in {row.place} and only {width} headings. A "
                        f"name that holds {delimiter!r} must stand in double quotes: export the file again as CSV."
                    )
                )
                continue
            if not width and not row.is_blank():
                width = len(cells)
            yield row
    except csv.Error as error:
        raise TableFault(
            f"{title} is broken CSV near line {reader.line_num + lines_before} ({error}). Often "
            f"a double quote is left open there: export the file again as CSV."
        ) from None


def _undecodable(file: BinaryIO, title: str) -> TableFault:
    file.seek(0)
    for number, line in enumerate(file, start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            return TableFault(
                f"{title} is not UTF-8 (found: byte 0x{line[error.start]:02X} in line {number}). "
                f"Save it as 'CSV UTF-8' in Excel, or with the encoding UTF-8 elsewhere."
            )
    return TableFault(f"{title} was changed while it was read. Read it again when it is finished.")


def _fit(text: TextIO, delimiter: str, fit: Fit) -> tuple[int, int]:
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter)
    try:
        headings = next(([cell.strip() for cell in cells] for cells in reader if any(map(str.strip, cells))), [])
    except csv.Error:
        return 0, 0
    return fit(headings), len(headings)
