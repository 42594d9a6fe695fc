"""CSV text: UTF-8, with commas, semicolons or tabs, quoted where needed."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from source_xero_revrec.crm.source import CrmFault
from source_xero_revrec.crm.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = ",;\t"
# Excel writes and reads this first line where a file's delimiter is not the one of its country.
_EXCEL_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def rows(content: bytes, *, title: str, wanted: tuple[str, str]) -> Iterator[Row]:
    """Yield the rows; the delimiter is the one by which the wanted headings appear.

    Raises CrmFault for text that is not UTF-8, for broken quotes, and for a row with more cells than headings: there a
    name holds the delimiter without quotes, and would be cut.
    """
    text = _decoded(content, title)
    lines_before = 0
    if declared := _EXCEL_DELIMITER.match(text):
        text, lines_before = text[declared.end() :], 1
        delimiter = declared.group(1)
    else:
        delimiter = max(_DELIMITERS, key=lambda candidate: _fit(text, candidate, wanted))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width = 0
    try:
        for cells in reader:
            row = Row(f"line {reader.line_num + lines_before}", cells)
            if width and any(cell.strip() for cell in cells[width:]):
                raise CrmFault(
                    f"{title} has {len(cells)} cells in {row.place} and only {width} headings. A "
                    f"name that holds {delimiter!r} must stand in double quotes: export the file again as CSV."
                )
            if not width and not row.is_blank():
                width = len(cells)
            yield row
    except csv.Error as error:
        raise CrmFault(
            f"{title} is broken CSV near line {reader.line_num + lines_before} ({error}). Often "
            f"a double quote is left open there: export the file again as CSV."
        ) from None


def _decoded(content: bytes, title: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CrmFault(
            f"{title} is not UTF-8 (found: byte 0x{content[error.start]:02X} in line {line}). "
            f"Save it as 'CSV UTF-8' in Excel, or with the encoding UTF-8 elsewhere."
        ) from None


def _fit(text: str, delimiter: str, wanted: tuple[str, str]) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = next(([cell.strip() for cell in cells] for cells in reader if any(map(str.strip, cells))), [])
    except csv.Error:
        return 0, 0
    return sum(column.strip() in headings for column in wanted), len(headings)
