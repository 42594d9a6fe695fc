"""The table of overrides is read from any file of a table, by the headings that people write."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from source_xero_revrec.crm.source import CrmFault
from source_xero_revrec.ledger.override_table import OverrideTable, read_overrides
from source_xero_revrec.rules.overrides.override import Override
from source_xero_revrec.rules.periods.settings import OverridesTable
from unit_tests.source_xero_revrec.made_organisation import organisation

if TYPE_CHECKING:
    from pathlib import Path

    from unit_tests.conftest import FakeClock

HEADING = ("Document Number", "Line Number", "Service Start Date", "Service End Date (last day)", "Treatment")


def read(clock: FakeClock, file: Path, sheet: str | None = None) -> list[Override]:
    """Return what a file says."""
    return read_overrides(OverridesTable(location=str(file), sheet=sheet), clock)


@pytest.mark.parametrize(
    "text",
    [
        "Document Number,Line Number,Service Start Date,Service End Date,Treatment\nINV-7,1,2026-02-01,2026-02-28,\n",
        "treatment;END;service_end;service_start;line;document number\n;;2026-02-28;2026-02-01;1;INV-7\n",
        '{"document_number": "INV-7", "line": 1, "service_start": "2026-02-01", "service_end": "2026-02-28"}\n',
    ],
    ids=["CSV", "other spellings and columns", "JSON Lines"],
)
def test_text_is_read_by_its_headings(clock: FakeClock, tmp_path: Path, text: str) -> None:
    """In any order and spelling; other columns are passed over."""
    file = tmp_path / "overrides.csv"
    file.write_text(text, encoding="utf-8")

    (found,) = read(clock, file)

    assert (found.document_number, found.line, found.start, found.end) == ("INV-7", "1", "2026-02-01", "2026-02-28")


@pytest.mark.parametrize("headings", ["Start,End", "Service From,Service To", "begins,until"])
def test_dates_in_columns_that_are_not_known_are_not_passed_over(
    clock: FakeClock, tmp_path: Path, headings: str
) -> None:
    """The column Treatment alone would make it a table, and what a person wrote would be lost."""
    file = tmp_path / "overrides.csv"
    file.write_text(f"Document Number,Line Number,{headings},Treatment\nINV-7,1,2026-01-01,2026-12-31,\n")

    with pytest.raises(CrmFault, match="which may be meant for dates of service"):
        read(clock, file)


@pytest.mark.parametrize("of_import", ["Order Item Number", "Billing Date", "Order Start Date", "Invoice Line Number"])
def test_revrecs_end_is_not_taken_for_the_last_day(clock: FakeClock, tmp_path: Path, of_import: str) -> None:
    """Where the columns are those of its imports, the end may be the day after; called the last day, it is one.

    So it is in the warehouse's columns.
    """
    file = tmp_path / "overrides.csv"
    heading = f"Invoice Number,Product Code,{of_import},Service Start Date,Service End Date"
    text = f"{heading}\nINV-7,SUP,1,2026-01-01,2026-12-31"
    file.write_text(text)

    with pytest.raises(CrmFault, match="where Service End Date may be the day after the last one"):
        read(clock, file)
    file.write_text(text.replace("End Date", "End Date (last day)"))
    assert read(clock, file)[0].end == "2026-12-31"
    file.write_text(
        text.replace(of_import, of_import.lower().replace(" ", "_")).replace("Service End Date", "service_end_date")
    )
    assert read(clock, file)[0].end == "2026-12-31"


def book(*rows: tuple[object, ...], sheet: str = "Recon Errors") -> Workbook:
    """Return a workbook whose first sheet is another."""
    made = Workbook()
    made.active.append(["OrderDetails"])
    added = made.create_sheet(sheet)
    for row in (HEADING, *rows):
        added.append(row)
    return made


def test_a_workbooks_days_and_numbers_are_what_a_person_typed(clock: FakeClock, tmp_path: Path) -> None:
    """Of the sheet Recon Errors, wherever it stands, and rows that nobody filled in are nothing."""
    file = tmp_path / "revrec.xlsx"
    book(
        ("INV-7", 1, date(2026, 2, 1), date(2026, 2, 28), None),
        ("INV-7", 2, None, None, None),
        (8, "2", None, None, "at invoice date"),
    ).save(file)

    assert read(clock, file) == [
        Override("row 2", document_number="INV-7", line="1", start="2026-02-01", end="2026-02-28"),
        Override("row 4", document_number="8", line="2", treatment="at invoice date"),
    ]


def test_another_sheet_is_read_where_it_is_named(clock: FakeClock, tmp_path: Path) -> None:
    """Recon Errors is what is looked for otherwise."""
    file = tmp_path / "revrec.xlsx"
    made = book(("INV-7", 1, None, None, "at invoice date"), sheet="Mine")
    made.create_sheet("Recon Errors")
    made.save(file)

    assert [row.document_number for row in read(clock, file, "Mine")] == ["INV-7"]


def test_a_cell_that_excel_spoiled_is_told_with_its_row(clock: FakeClock, tmp_path: Path) -> None:
    """The row does nothing; it is not taken for one that was left alone."""
    file = tmp_path / "revrec.xlsx"
    book(("INV-7", 1, "#N/A", None, None)).save(file)

    (found,) = read(clock, file)

    assert found.spoiled == "the error #N/A"


def test_a_hidden_row_says_nothing_unseen(clock: FakeClock, tmp_path: Path) -> None:
    """People filter the sheet; what they filtered away with a period in it is told, and what is left alone is not."""
    file = tmp_path / "revrec.xlsx"
    made = book(("INV-7", 1, date(2026, 1, 1), date(2026, 1, 31), None), ("INV-8", 1, None, None, None))
    for number in (2, 3):
        made["Recon Errors"].row_dimensions[number].hidden = True
    made.save(file)

    (found,) = read(clock, file)
    assert (found.document_number, "hidden or filtered away" in found.spoiled) == ("INV-7", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n", "is empty. It must have a heading"),
        ("Line,Treatment\n", "no column Document ID or Document Number"),
        ("Document ID,Treatment\n", "no column Line Number or Product Code"),
        ("Document ID,Line\n", "no column Service Start Date or Treatment"),
        ("Document ID,Line,Service Start\n", r"no column Service End Date \(last day\)"),
        ("Document ID,Line,Service End,Treatment\n", "no column Service Start Date"),
        ("Document ID,Line,Line Number,Treatment\n", "'Line' and 'Line Number', which say the same"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(clock: FakeClock, tmp_path: Path, text: str, told: str) -> None:
    """With what is missing and what was found."""
    file = tmp_path / "overrides.csv"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CrmFault, match=told):
        read(clock, file)


def test_a_row_is_about_the_organisation_that_it_names() -> None:
    """By name or id in any case; where several are read, one that names none is about none of them."""
    one, two = organisation(None, "id-1", "Acme Ltd"), organisation(None, "id-2", "Beta")
    named, by_id, stranger, untold = (Override("row", organisation=name) for name in ("ACME ltd", "ID-2", "Gamma", ""))
    several = OverrideTable((named, by_id, stranger, untold), (one, two))
    alone = OverrideTable((named, stranger, untold), (one,))

    assert (several.rows_of(one), several.rows_of(two)) == ([named], [by_id])
    assert several.homeless == [stranger, untold]
    assert (alone.rows_of(one), alone.homeless) == ([named, untold], [stranger])
