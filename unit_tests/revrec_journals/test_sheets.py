"""A workbook's journal entries are found in its only sheet that has them, with days and numbers as Excel keeps them."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.file import EntryFile, UnreadableFile
from revrec_journals.layout import Layout, TextFile

if TYPE_CHECKING:
    from collections.abc import Mapping

NEEDED = ["Transaction Date", "Journal Entry Id", "Account Number", "Posting Type", "Amount"]


def lines(sheets: Mapping[str, list[list[Any]]], *, sheet: str = "", epoch: datetime | None = None) -> list[Any]:
    """Read a workbook of these sheets."""
    book = Workbook()
    del book["Sheet"]
    if epoch:
        book.epoch = epoch
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
    file = io.BytesIO()
    book.save(file)
    columns = Columns(ColumnSettings(layout=Layout(file=TextFile(sheet=sheet))))
    return [[*line.values()] for line in EntryFile(file, "a.xlsx", columns)]


def test_days_and_numbers_are_what_excel_keeps() -> None:
    """A day with its format, a number that Excel counts so, a day's text; a sum with the digits that Excel shows."""
    rows = [
        NEEDED,
        [date(2026, 1, 31), "JE-1", 835, "Debit", 0.1 + 0.2],
        [46053, "JE-1", "0200", "Credit", Decimal("0.3")],
        ["2026-01-31", 1001.0, 835, "Debit", "0.30"],
        [datetime(2026, 1, 31, 13, 30), "JE-2", 835, "Debit", 12345678.9],  # noqa: DTZ001 - Excel has no zones
    ]

    assert lines({"January": rows}) == [
        ["2026-01-31", "JE-1", 835, "Debit", Decimal("0.300000000000000")],
        ["2026-01-31", "JE-1", "0200", "Credit", Decimal("0.3")],
        ["2026-01-31", 1001, 835, "Debit", "0.30"],
        ["2026-01-31 13:30:00", "JE-2", 835, "Debit", Decimal("12345678.9")],
    ]


def test_a_workbook_of_a_mac_counts_from_another_day() -> None:
    """Its numbers are four years less."""
    rows = [NEEDED, [46053 - 1462, "JE-1", 835, "Debit", 1]]

    assert lines({"January": rows}, epoch=CALENDAR_MAC_1904)[0][0] == "2026-01-31"


def test_a_number_that_no_accountant_means_is_no_day() -> None:
    """20260131 is a day for a pattern alone."""
    assert lines({"January": [NEEDED, [20260131, "JE-1", 835, "Debit", 1]]})[0][0] == 20260131


def test_an_id_that_excel_made_a_day_of_is_refused() -> None:
    """What was typed is lost."""
    with pytest.raises(UnreadableFile, match="row 2 has a date in the column Journal Entry Id"):
        lines({"January": [NEEDED, [46053, date(2026, 1, 2), 835, "Debit", 1]]})


def test_the_only_sheet_with_the_headings_is_read() -> None:
    """Wherever it stands; an empty cell is nothing."""
    assert lines({"Notes": [["Amount"]], "January": [["Title"], NEEDED, ["2026-01-31", "JE-1", 835, "Debit", None]]})


def test_of_two_sheets_with_the_headings_one_must_be_said() -> None:
    """The setting is named."""
    sheets = {each: [NEEDED, ["2026-01-31", f"JE-{each}", 835, "Debit", 1]] for each in ("Jan", "Feb")}

    with pytest.raises(UnreadableFile, match=r"the sheets Jan and Feb both have the headings .*which is meant: sheet"):
        lines(sheets)
    assert lines(sheets, sheet="Feb")[0][1] == "JE-Feb"
    with pytest.raises(UnreadableFile, match="no sheet 'March'"):
        lines(sheets, sheet="March")


def test_a_workbook_without_the_headings_is_refused() -> None:
    """As every file is."""
    with pytest.raises(UnreadableFile, match="it has no heading of journal entries"):
        lines({"Notes": [["Hello"]]})
