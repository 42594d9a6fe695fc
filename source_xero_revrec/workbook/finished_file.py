"""The finished file: every record on its sheet, counted on the way."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]

from source_xero_revrec.workbook.about import page
from source_xero_revrec.workbook.annotation import additions
from source_xero_revrec.workbook.cells import CellValue, Misfit, Remark, Remarks, as_text, cell, conversion
from source_xero_revrec.workbook.contents import Contents
from source_xero_revrec.workbook.csv_archive import CsvArchive
from source_xero_revrec.workbook.delivery import Undeliverable
from source_xero_revrec.workbook.excel import ExcelBook
from source_xero_revrec.workbook.order import in_order
from xero_connectors.file_failure import writing_remedy
from xero_connectors.scratch import scratch_name
from xero_connectors.temporary import trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from source_xero_revrec.workbook.book import Book
    from source_xero_revrec.workbook.origin import Origin
    from source_xero_revrec.workbook.sheets import Sheet


@dataclass(frozen=True)
class FinishedFile:
    """A finished file and what is in it."""

    path: Path
    contents: Contents
    remarks: tuple[str, ...]


@contextmanager
def finished_file(
    records: Iterable[tuple[str, Mapping[str, Any]]],
    sheets: Sequence[Sheet],
    origin: Origin,
    *,
    zipped: bool,
    about: bool,
    folder: Path | None,
    progress: Callable[[str, int], None],
) -> Iterator[FinishedFile]:
    """Write all records and hand over the finished file, which is gone when the block ends unless it was moved.

    `folder` is where the file is made (None: the system's own place). Raises Undeliverable where it cannot be written
    and Full where Excel has no more rows; nothing is left behind then.
    """
    try:
        scratch = Path(tempfile.mkdtemp(prefix=scratch_name(folder), dir=folder))
    except OSError as failure:
        raise _unwritable(failure) from None
    try:
        remarks, contents = Remarks(), Contents()
        path = scratch / ("revrec.zip" if zipped else "revrec.xlsx")
        make = CsvArchive if zipped else ExcelBook
        try:
            book: Book = make(path, scratch, sheets, remarks, made_at=origin.made_at, about=about)
            added = {sheet.stream: additions(sheet, origin.screens, origin.short_code) for sheet in sheets}
            fill(book, sheets, records, contents, remarks, added=added, progress=progress)
            progress("Packing the file", 0)
            book.close(page(origin, sheets, contents, remarks.sentences()) if about else None)
        except sqlite3.OperationalError as failure:
            raise Undeliverable(trouble(failure) or f"{failure}.") from None
        except (OSError, XlsxWriterException) as failure:
            raise _unwritable(failure) from None
        yield FinishedFile(path, contents, tuple(remarks.sentences()))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def fill(
    book: Book,
    sheets: Sequence[Sheet],
    records: Iterable[tuple[str, Mapping[str, Any]]],
    contents: Contents,
    remarks: Remarks,
    *,
    added: Mapping[str, Sequence[Callable[[dict[str, Any]], None]]],
    progress: Callable[[str, int], None],
) -> None:
    """Write each record, with what is `added` to those of its stream, to the stream's sheet, sorted for a reader.

    A value that misfits its column is kept as text and reported.
    """
    by_stream = {
        sheet.stream: (sheet, [(each.field, conversion(each.kind)) for each in sheet.columns]) for sheet in sheets
    }
    for stream, record in in_order(_shown(records, progress)):
        sheet, columns = by_stream[stream]
        contents.add(stream, record)
        for add in added[stream]:
            add(record)
        try:
            cells = [convert(record.get(name)) for name, convert in columns]
        except Misfit:
            cells = _cells(sheet, record, remarks)
        book.write(sheet, cells)
        progress(sheet.name, contents.rows[stream])


def _shown(
    records: Iterable[tuple[str, Mapping[str, Any]]], progress: Callable[[str, int], None]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for count, record in enumerate(records, start=1):
        progress("Reading", count)
        yield record
    progress("Sorting", 0)


def _cells(sheet: Sheet, record: Mapping[str, Any], remarks: Remarks) -> list[CellValue]:
    cells: list[CellValue] = []
    for column in sheet.columns:
        value = record.get(column.field)
        try:
            cells.append(cell(column.kind, value))
        except Misfit:
            remarks.note(sheet.name, column.header, Remark.MISFIT)
            cells.append(as_text(value))
    return cells


def _unwritable(failure: Exception) -> Undeliverable:
    reason = getattr(failure, "strerror", None) or " ".join(str(failure).split())
    remedy = writing_remedy(failure) if isinstance(failure, OSError) else "try again, and report it if it goes on"
    return Undeliverable(f"The file cannot be written ({reason}): {remedy}.")
