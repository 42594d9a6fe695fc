"""Excel workbooks for tests."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook


def workbook(*rows: list[Any], sheet: str = "Customers") -> bytes:
    """Return an .xlsx file whose first sheet holds the rows, and whose second sheet is called Notes."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
