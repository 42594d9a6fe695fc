"""The workbook as a zip of CSV files, each named after its sheet, which RevRec imports as well."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.book import ABOUT, AboutPage, Formula
from source_xero_revrec.workbook.cells import CellValue, Link, Remark, Remarks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO

    from source_xero_revrec.workbook.sheets import Sheet

# A telephone number begins like one and is none.
_FORMULA = re.compile(r"[=+\-@](?![\d\s()./-]*$)")


class CsvArchive:
    """A .zip with one UTF-8 CSV file a sheet: ISO dates, instants in UTC, numbers with all their digits."""

    def __init__(
        self, path: Path, scratch: Path, sheets: Sequence[Sheet], remarks: Remarks, *, made_at: datetime, about: bool
    ) -> None:
        """Begin the files in the folder `scratch`; `made_at` (aware) is the time that the archive gives them."""
        self._path = path
        self._scratch = scratch
        self._remarks = remarks
        self._made_at = made_at.astimezone(UTC).timetuple()[:6]
        self._about = about
        self._files: dict[str, TextIO] = {}
        self._writers: dict[str, Any] = {}
        for sheet in sheets:
            self._begin(sheet.name).writerow([column.header for column in sheet.columns])

    def write(self, sheet: Sheet, cells: list[CellValue]) -> None:
        """Add a row."""
        for number, value in enumerate(cells):
            if isinstance(value, str) and _FORMULA.match(value):
                self._remarks.note(sheet.name, sheet.columns[number].header, Remark.FORMULA)
        self._writers[sheet.name].writerow([_text(value) for value in cells])

    def close(self, page: AboutPage | None) -> None:
        """Add the About page and put all files into the archive."""
        if page is not None and self._about:
            self._begin(ABOUT).writerows([_about(value) for value in line.cells] for line in page.lines)
        for file in self._files.values():
            file.close()
        with zipfile.ZipFile(self._path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            # The page answers what is asked first.
            for name in sorted(self._files, key=lambda name: name != ABOUT):
                entry = zipfile.ZipInfo(f"{name}.csv", self._made_at)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                with (self._scratch / f"{name}.csv").open("rb") as written, archive.open(entry, "w") as packed:
                    while part := written.read(1 << 20):
                        packed.write(part)

    def _begin(self, name: str) -> Any:  # noqa: ANN401 - csv's writer has no public type
        # No byte order mark: it would become part of the first column's name.
        self._files[name] = (self._scratch / f"{name}.csv").open("w", encoding="utf-8", newline="", errors="replace")
        self._writers[name] = csv.writer(self._files[name])
        return self._writers[name]


def _about(value: CellValue | Formula) -> str:
    return _text(value.value if isinstance(value, Formula) else value)


def _text(value: CellValue) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case int():
            return str(value)
        case Link():
            return value.text if value.address.startswith("internal:") else value.address
    return value.isoformat()
