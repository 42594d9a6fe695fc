"""The plan as an Excel file that can be read, printed and signed."""

from __future__ import annotations

import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from destination_xero_journals.plan import workbook as plan_workbook
from destination_xero_journals.plan.document import PlannedLine
from destination_xero_journals.plan.fingerprint import fingerprint
from destination_xero_journals.plan.workbook import write_plan
from unit_tests.destination_xero_journals.plan.made_plan import UNKNOWN, journal, line, refused, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl import Workbook

    from destination_xero_journals.plan.document import PlannedJournal

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
PRINT = "0123456789abcdef" * 4
DAY = datetime(2026, 1, 31)  # noqa: DTZ001 - a day, as Excel has it


def written(folder: Path, planned: Iterable[PlannedJournal]) -> Workbook:
    """Write a plan and read it back."""
    write_plan(folder / "plan.xlsx", planned, PRINT, NOON, overwrite=True)
    return openpyxl.load_workbook(folder / "plan.xlsx")


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """Return a sheet's rows by heading, without empty cells."""
    headings, *found = book[sheet].iter_rows(values_only=True)
    return [{str(name): value for name, value in zip(headings, row, strict=True) if value is not None} for row in found]


def test_the_plan_has_a_row_for_each_journal(tmp_path: Path) -> None:
    """Dates are dates, amounts are numbers, and differences stand beside, with a link to what is in Xero."""
    update = journal(
        3,
        "update",
        differences=("debit 12 on 2100", "no line"),
        touches="Overwrites the POSTED journal",
        link="https://go.xero.com/mj-1",
    )
    book = written(tmp_path, [update, refused()])

    assert book.sheetnames == ["Summary", "Totals", "Journals", "Lines", "Problems"]
    assert rows(book, "Journals") == [
        {
            "Organisation": "Demo Company",
            "Journal Entry Id": "JE-0003",
            "Period": "January 2026",
            "Date in RevRec": DAY,
            "Date in Xero": DAY,
            "Action": "Update",
            "Lines": 2,
            "Debit": 1234.5,
            "Credit": 1234.5,
            "Currency": "NZD",
            "Status in Xero": "POSTED",
            "In Xero": "Open",
            "Narration": "Revenue recognition January 2026 [RevRec JE-0003]",
            "Note": "Ready to Post\nOverwrites the POSTED journal",
            "Differences in Xero": "debit 12 on 2100\nno line",
        },
        {
            "Organisation": "Demo Company",
            "Journal Entry Id": "JE-0004",
            "Action": "Refuse",
            "Lines": 0,
            "Debit": 0,
            "Credit": 0,
        },
    ]
    sheet = book["Journals"]
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert sheet["H2"].number_format == "#,##0.00"
    assert sheet["L2"].hyperlink.target == "https://go.xero.com/mj-1"


def test_an_entry_that_is_held_back_has_no_status_in_xero(tmp_path: Path) -> None:
    """It is not there and will not be; one that will be written has the one that it gets."""
    book = written(tmp_path, [journal(1), journal(2, "hold"), journal(3, "unchanged", link="https://go.xero.com/mj-3")])
    sheet = book["Journals"]
    column = [cell.value for cell in sheet[1]].index("Status in Xero") + 1

    assert [sheet.cell(row, column).value for row in (2, 3, 4)] == ["POSTED", None, "POSTED"]


def test_headings_stand_over_their_numbers(tmp_path: Path) -> None:
    """Both to the right; a currency has a column of its own."""
    book = written(tmp_path, [journal()])

    for name in ("Totals", "Journals", "Lines"):
        heading, first, *_ = book[name].iter_rows()
        numbers = [place for place, cell in enumerate(first) if isinstance(cell.value, int | float)]
        assert numbers
        for place in numbers:
            assert heading[place].alignment.horizontal == first[place].alignment.horizontal == "right"


def test_a_usual_plan_is_read_on_paper(tmp_path: Path) -> None:
    """Each sheet is printed across as wide as the paper, in letters of seven points at least."""
    update = journal(3, "update", differences=("debit 12 on 2100", "no line"), touches="Overwrites the POSTED journal")
    book = written(tmp_path, [journal(), update, refused()])

    for sheet in book:
        paper = 11.69 - sheet.page_margins.left - sheet.page_margins.right
        inches = sum(7 * column.width + 5 for column in sheet.column_dimensions.values()) / 96
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert 11 * min(paper / inches, 1) >= 7, sheet.title


def test_lines_stand_on_their_side(tmp_path: Path) -> None:
    """A row for each line, with the account's code and name, and tracking."""
    assert rows(written(tmp_path, [journal()]), "Lines") == [
        {
            "Organisation": "Demo Company",
            "Journal Entry Id": "JE-0001",
            "State": "To post",
            "Date": DAY,
            "Line": 1,
            "Account": "2100",
            "Account name": "Name of 2100",
            "Debit": 1234.5,
            "Currency": "NZD",
        },
        {
            "Organisation": "Demo Company",
            "Journal Entry Id": "JE-0001",
            "State": "To post",
            "Date": DAY,
            "Line": 2,
            "Account": "4000",
            "Account name": "Name of 4000",
            "Credit": 1234.5,
            "Currency": "NZD",
            "Tracking 1": "Region: North",
        },
    ]


def test_refused_journals_stand_among_the_lines_with_their_amounts(tmp_path: Path) -> None:
    """Marked as refused, with a word where an amount could not be read."""
    unread = PlannedLine("4999", "Nowhere", None, "January")
    made = replace(refused(), lines=(shown(line("2100", "10.00")), unread), currency="NZD")
    read, blank = rows(written(tmp_path, [made]), "Lines")

    assert (read["State"], read["Debit"]) == ("Refused", 10)
    assert (blank["State"], blank["Account"], blank["Description"]) == (
        "Refused",
        "4999",
        "(amount not readable) January",
    )
    assert "Debit" not in blank
    assert "Credit" not in blank


def test_the_totals_tie_by_account_and_tracking(tmp_path: Path) -> None:
    """Each organisation has its own, by what becomes of the amounts, and a difference of nothing below."""
    found = rows(written(tmp_path, [journal(1), journal(2), journal(3, "unchanged")]), "Totals")

    assert [
        (row["State"], row["Account"], row.get("Tracking"), row.get("Debit"), row.get("Credit"), row.get("Difference"))
        for row in found
    ] == [
        ("To post", "2100", None, 2469, None, None),
        ("To post", "4000", "Region: North", None, 2469, None),
        ("To post", "Total", None, 2469, 2469, 0),
        ("In Xero already", "2100", None, 1234.5, None, None),
        ("In Xero already", "4000", "Region: North", None, 1234.5, None),
        ("In Xero already", "Total", None, 1234.5, 1234.5, 0),
    ]
    assert found[0]["Account name in Xero"] == "Name of 2100"


def test_problems_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    """With everything that a person needs to mend them; words first, the code last."""
    near = replace(UNKNOWN, nearest=("400 Advertising", "404 Bank Fees"))
    assert rows(written(tmp_path, [journal(), refused(problems=(near,))]), "Problems") == [
        {
            "Organisation": "Demo Company",
            "Journal Entry Id": "JE-0004",
            "Line": 2,
            "What is wrong": "Journal JE-0004, line 2: account 4999 is no account in Xero",
            "Found": "4999",
            "Expected": "the number of an active account",
            "Nearest in Xero": "400 Advertising\n404 Bank Fees",
            "What to do": "Add the account in Xero, or map it in account_mapping",
            "Code": "ACCOUNT_UNKNOWN",
        }
    ]


def test_a_row_is_as_high_as_its_longest_text(tmp_path: Path) -> None:
    """LibreOffice shows no more of a wrapped text than the row is high."""
    texts = ("short", "word " * 60)
    book = written(tmp_path, [journal(lines=tuple(line("1", "1", text=text) for text in texts))])
    short, long = (book["Lines"].row_dimensions[row].height for row in (2, 3))

    assert short is None
    assert long >= 5 * 15


def test_each_table_prints_under_its_headings(tmp_path: Path) -> None:
    """The first row stays in sight and is repeated on every page."""
    book = written(tmp_path, [journal()])

    for name in ("Totals", "Journals", "Lines", "Problems"):
        assert book[name].freeze_panes == "C2"
        assert book[name].print_title_rows == "$1:$1"
        assert (book[name].page_setup.orientation, book[name].page_setup.fitToHeight) == ("landscape", 0)


def test_texts_are_no_formulas(tmp_path: Path) -> None:
    """Whatever RevRec's descriptions begin with, and whatever Excel would refuse in them."""
    texts = ("=1+1", "+1", "@x", "{=1}", "https://example.com", "a\x00b\x1bc\ud800d", "x" * 40_000)
    book = written(tmp_path, [journal(lines=tuple(line("1", "1", text=text) for text in texts))])
    found = [row["Description"] for row in rows(book, "Lines")]

    assert found[:5] == list(texts[:5])
    assert found[5] == "a b c d"
    assert len(found[6]) < 32_767


def test_a_number_that_excel_would_round_is_text(tmp_path: Path) -> None:
    """Sixteen digits and more."""
    lines = (line("1", "12345678901234.56"), line("2", "-1234567890123.45"))
    (debit, credit) = rows(written(tmp_path, [journal(lines=lines)]), "Lines")

    assert (debit["Debit"], credit["Credit"]) == ("12,345,678,901,234.56", 1234567890123.45)


def test_a_day_before_excels_own_is_text(tmp_path: Path) -> None:
    """A date that was typed wrong shows as it is."""
    (row,) = rows(written(tmp_path, [journal(date=date(1026, 1, 31))]), "Journals")

    assert row["Date in Xero"] == "1026-01-31"


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path) -> None:
    """A plan that is signed is complete."""
    making = plan_workbook._Book(tmp_path / "plan.xlsx", str(tmp_path), NOON, most_rows=4)
    for number in range(4):
        making.add(journal(number))
    making.close(PRINT)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")

    assert book.sheetnames == ["Summary", "Totals", "Journals", "Lines", "Problems", "Lines 2", "Journals 2", "Lines 3"]
    assert [len(rows(book, name)) for name in ("Lines", "Lines 2", "Lines 3", "Journals", "Journals 2")] == [
        3,
        3,
        2,
        3,
        1,
    ]


def test_a_failing_plan_leaves_the_older_file(tmp_path: Path) -> None:
    """Nothing half-written takes the place of what was signed."""
    (tmp_path / "plan.xlsx").write_text("signed")

    def broken() -> Iterable[PlannedJournal]:
        yield journal()
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write_plan(tmp_path / "plan.xlsx", broken(), PRINT, NOON, overwrite=True)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("plan.xlsx", "signed")]


def test_a_file_that_somebody_made_meanwhile_stays(tmp_path: Path) -> None:
    """Only who asked for it has a file replaced."""

    def meanwhile() -> Iterable[PlannedJournal]:
        yield journal()
        (tmp_path / "plan.xlsx").write_text("theirs")

    with pytest.raises(FileExistsError):
        write_plan(tmp_path / "plan.xlsx", meanwhile(), PRINT, NOON)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("plan.xlsx", "theirs")]
    write_plan(tmp_path / "plan.xlsx", [journal()], PRINT, NOON, overwrite=True)
    assert (tmp_path / "plan.xlsx").read_bytes().startswith(b"PK")


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    """With the reason in it."""
    with pytest.raises(OSError, match="No such file or directory"):
        write_plan(tmp_path / "none/plan.xlsx", [], PRINT, NOON)


def test_the_same_plan_is_the_same_file(tmp_path: Path) -> None:
    """Nothing in it comes from the clock or from the machine."""
    for name in ("a.xlsx", "b.xlsx"):
        write_plan(tmp_path / name, [journal()], fingerprint([journal()]), NOON)
    first, second = (
        {part: book.read(part) for part in book.namelist()}
        for book in (zipfile.ZipFile(tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    )

    assert first == second


@pytest.mark.no_cover
def test_memory_does_not_grow_with_the_journals(tmp_path: Path) -> None:
    """Ten times the journals take no more."""
    peaks = []
    for count in (100, 1_000):
        tracemalloc.start()
        write_plan(tmp_path / "plan.xlsx", (journal(number) for number in range(count)), PRINT, NOON, overwrite=True)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] + 200_000
