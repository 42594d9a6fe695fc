"""Excel workbooks for tests."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook


def workbook(*rows: list[Any], sheet: str = "Customers", hidden: int = 0) -> bytes:
    """Return an .xlsx file whose first sheet holds the rows, one of them hidden, and whose second is called Notes."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    if hidden:
        book.active.row_dimensions[hidden].hidden = True
    book.create_sheet("Notes")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
