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
from revrec_journals.days import ISO
from revrec_journals.file import EntryFile, UnreadableFile
from revrec_journals.layout import Layout, TextFile
from revrec_journals.sheets import sheet_of_entries
from xero_connectors.tables.row import TableFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NEEDED = ["Transaction Date", "Journal Entry Id", "Account Number", "Posting Type", "Amount"]


def lines(
    sheets: Mapping[str, list[list[Any]]], *, sheet: str = "", dates: str = "", epoch: datetime | None = None
) -> list[Any]:
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
    columns = Columns(ColumnSettings(layout=Layout(dates=dates or ISO, file=TextFile(sheet=sheet))))
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


@pytest.mark.parametrize(("order", "number"), [("DDMMYY", 31126), ("YYMMDD", 60131), ("YYYYMMDD", 46053)])
def test_where_days_are_numbers_excels_own_count_is_not_meant(order: str, number: int) -> None:
    """A number that lost its first zero is refused, and is no day of another year."""
    rows = [NEEDED, [number, "JE-1", 835, "Debit", 1]]

    assert lines({"January": rows}, dates=order)[0][0] == number


SWAPPED, FIRST = date(2026, 1, 2), "13/02/2026"


def dated(*days: date | str) -> dict[str, list[list[Any]]]:
    """Return a sheet with lines of these days."""
    return {"January": [NEEDED, *([day, "JE-1", 835, "Debit", 1] for day in days)]}


def test_days_that_excel_may_have_swapped_are_refused() -> None:
    """It made days of what it could read its own way, and left the other dates as texts."""
    with pytest.raises(UnreadableFile) as refused:
        lines(dated(date(2026, 5, 5), SWAPPED, FIRST), dates="day_first")

    assert str(refused.value) == (
        "a.xlsx cannot be read, and no line of it was taken: row 3 has a day that Excel may have made of a text with "
        "day and month swapped, as it does where it cannot read others (row 4). See which days are right, and make all "
        "dates days, or all of them texts: import the file with this column as text."
    )


@pytest.mark.parametrize(
    "days",
    [
        (SWAPPED, date(2026, 1, 31)),
        (SWAPPED, FIRST, date(2026, 1, 31)),
        (SWAPPED, FIRST, "01/02/2026"),
        (SWAPPED, FIRST, "2026-01-02"),
        (date(2026, 5, 5), FIRST),
        (FIRST, "14/02/2026"),
        (SWAPPED, "", "soon"),
    ],
)
def test_days_and_texts_may_stand_side_by_side(days: tuple[date | str, ...]) -> None:
    """Where something shows that Excel swapped none."""
    assert len(lines(dated(*days), dates="day_first")) == len(days)


def test_lines_above_the_heading_of_a_sheet_are_refused() -> None:
    """A day and a number of Excel's are what they are in text."""
    above = [date(2026, 1, 31), "JE-0", 835, "Debit", 5]

    with pytest.raises(UnreadableFile, match="row 1 stands above the heading and looks like a part of a table"):
        lines({"January": [above, NEEDED, above]})
    with pytest.raises(UnreadableFile, match="row 1 stands above"):
        lines({"January": [[46053, *above[1:]], NEEDED]})


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    """In one sentence."""
    with pytest.raises(UnreadableFile) as refused:
        lines(dated(SWAPPED), sheet="Jan")

    assert str(refused.value) == (
        "a.xlsx cannot be read, and no line of it was taken: it has no sheet 'Jan' (found: 'January'). Give one of "
        "these."
    )


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


ENTRY = [
    [*NEEDED, "Location"],
    ["2026-01-31", "JE-1", 835, "Debit", 1, "North"],
    ["2026-01-31", "JE-1", 200, "Credit", 1, "South"],
]
SETTING = r"\(say in `format` whether hidden cells count: hidden_cells\)"


def entries(change: Callable[[Any], object], *rows: list[Any], **said: Any) -> EntryFile:  # noqa: ANN401
    """Read a workbook that somebody changed after it was filled; `said` is said of its layout."""
    book = Workbook()
    book.active.title = "January"
    for row in [*ENTRY, *rows]:
        book.active.append(row)
    change(book)
    file = io.BytesIO()
    book.save(file)
    layout = Layout(file=TextFile(sheet=said.pop("sheet", ""), hidden=said.pop("hidden", "")), **said)
    return EntryFile(file, "a.xlsx", Columns(ColumnSettings(fields=("Location",), layout=layout)))


def hide_row(number: int) -> Callable[[Any], object]:
    """Hide a row, as a filter does."""
    return lambda book: setattr(book.active.row_dimensions[number], "hidden", True)


def hide_column(letter: str) -> Callable[[Any], object]:
    """Hide a column."""
    return lambda book: setattr(book.active.column_dimensions[letter], "hidden", True)


def test_a_hidden_row_is_refused_until_somebody_says_whether_it_counts() -> None:
    """A filter may have left it out on purpose, or by chance."""
    with pytest.raises(UnreadableFile, match=f"row 3 is hidden or filtered away {SETTING}"):
        entries(hide_row(3))
    with pytest.raises(UnreadableFile, match=f"row 2 and 1 more are hidden or filtered away {SETTING}"):
        entries(lambda book: (hide_row(2)(book), hide_row(3)(book)))
    assert len([*entries(hide_row(3), hidden="read")]) == 2
    seen = entries(hide_row(3), hidden="leave_out")
    assert ([line["Account Number"] for line in seen], seen.left_out.sentence()) == ([835], "1 hidden row")
    assert len([*entries(hide_row(4), [None, " "])]) == 2


def test_a_hidden_column_is_refused_where_it_is_read() -> None:
    """What is posted of it nobody saw; another may be hidden."""
    with pytest.raises(UnreadableFile, match=f"the column Location is hidden {SETTING}"):
        entries(hide_column("F"))
    assert len([*entries(hide_column("F"), hidden="read")]) == 2
    assert len([*entries(hide_column("G"))]) == 2
    assert ["Location" in line for line in entries(hide_column("F"), hidden="leave_out", absent=("Location",))] == [
        False
    ] * 2


def test_merged_cells_are_refused_where_they_are_read() -> None:
    """All but the first are empty, whatever they look like; a total and a title may be merged."""
    with pytest.raises(UnreadableFile, match=r"row 3 has cells merged with others \(F2:F3\) in the column Location"):
        entries(lambda book: book.active.merge_cells("F2:F3"))
    with pytest.raises(UnreadableFile, match=r"\(B2:B3\) in the column Journal Entry Id"):
        entries(lambda book: book.active.merge_cells("B2:B3"))
    total = ["Total", None, None, None, 2]
    assert len([*entries(lambda book: book.active.merge_cells("A4:D4"), total)]) == 2


def test_cells_that_nothing_reads_may_be_merged() -> None:
    """A remark for several rows is no matter."""

    def remark(book: Any) -> None:  # noqa: ANN401 - openpyxl's own
        book.active["G1"] = "Remark"
        book.active.merge_cells("G2:G3")

    assert len([*entries(remark)]) == 2


def test_merged_ids_of_rows_that_go_on_are_what_they_look_like() -> None:
    """The rows are filled down anyway."""
    found = entries(lambda book: (book.active.merge_cells("A2:A3"), book.active.merge_cells("B2:B3")), continued=True)

    assert [line["Journal Entry Id"] for line in found] == ["JE-1", "JE-1"]


def test_a_formula_without_a_result_is_refused() -> None:
    """It looks like an empty cell."""
    with pytest.raises(UnreadableFile, match=r"row 4 has a formula without a result \(F4\)"):
        entries(lambda _: None, ["2026-01-31", "JE-2", 835, "Debit", 1, "=F2"])


def test_a_hidden_sheet_is_read_where_it_is_named() -> None:
    """Nobody sees it otherwise."""

    def hide(book: Any) -> None:  # noqa: ANN401 - openpyxl's own
        book.create_sheet("Cover")
        book["January"].sheet_state = "hidden"

    with pytest.raises(UnreadableFile, match="the sheet January is hidden"):
        entries(hide)
    assert len([*entries(hide, sheet="January")]) == 2


def test_a_sheet_that_is_not_read_is_said() -> None:
    """One that has entries as well, but lacks a column, is not left out."""
    noted = entries(lambda book: book.create_sheet("Notes").append(["Account Number", "Amount"]))
    assert noted.left_out.sentence() == "the sheet Notes"
    assert entries(lambda book: book.create_sheet("Blank").append([" "])).left_out.sentence() == ""
    with pytest.raises(
        UnreadableFile,
        match=r"the sheet February may hold journal entries too: The input has no column Posting Type \(say",
    ):
        entries(lambda book: book.create_sheet("February").append(["Transaction Date", "Journal Entry Id", "Sum"]))


def test_a_workbook_without_a_sheet_is_refused() -> None:
    """It may hold charts alone."""
    with pytest.raises(TableFault, match=r"^it has no sheet$") as refused:
        sheet_of_entries([], Columns(ColumnSettings()))
    assert refused.value.brief == "it has no sheet"
