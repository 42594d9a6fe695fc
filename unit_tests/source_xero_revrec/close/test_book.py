"""close.xlsx begins with the verdict and holds what it rests on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from source_xero_revrec.close import book as module
from source_xero_revrec.close.book import CloseBook
from source_xero_revrec.close.figures import Figures
from source_xero_revrec.rules.recognition.verdict import Refusal
from unit_tests.source_xero_revrec.close.made_figures import balance, change, held, january, revenue, scheduled
from unit_tests.source_xero_revrec.rules.recognition.made_lines import line, positions

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2026, 2, 3, 9, tzinfo=UTC)


def made(folder: Path, figures: Figures, *refused: Refusal) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return the finished workbook with one row of the schedule."""
    book = CloseBook(folder / "close.xlsx", folder, MADE)
    book.add_schedule(scheduled("100", "1100"))
    book.close(figures, refused, preview=False)
    return load_workbook(folder / "close.xlsx")


def rows(book: Any, sheet: str) -> list[tuple[Any, ...]]:  # noqa: ANN401
    """Return the cells of a sheet."""
    return [*book[sheet].iter_rows(values_only=True)]


def test_the_summary_comes_first_and_is_there_to_sign(tmp_path: Path) -> None:
    """With the verdict, the figures and lines for names and days."""
    book = made(tmp_path, january())
    summary = {row[0]: row[1] for row in rows(book, "Summary")}

    assert book.sheetnames[0] == "Summary"
    assert (summary["Verdict"], summary["Billed"], summary["Deferred at the end"]) == ("May be closed", 1200, 1100)
    assert {"Prepared by", "Reviewed by"} <= summary.keys()


def test_a_refused_close_says_why(tmp_path: Path) -> None:
    """On the first sheet, with what to do."""
    summary = {row[0]: row[1] for row in rows(made(tmp_path, january(), Refusal("held", "mend it")), "Summary")}

    assert summary["Verdict"] == "Refused"
    assert summary["Refused: held"] == "What to do: mend it"


def test_each_sheet_has_its_rows(tmp_path: Path) -> None:
    """A heading, the rows and their totals; amounts are numbers and days are days."""
    figures = january()
    figures.hold(held("2026-01", "50", "50"))
    figures.add("recognition_changes", change("late_invoice", "835", "-550"))
    book = made(tmp_path, figures)

    names = ("Roll-forward", "Tie", "Entries", "Schedule", "Prior-period", "Held")
    assert [len(rows(book, name)) for name in names] == [3, 6, 3, 3, 3, 3]
    assert rows(book, "Schedule")[1][1] == datetime(2026, 1, 5)  # noqa: DTZ001 - as Excel has it
    assert rows(book, "Waterfall")[:3] == [
        ("Month", "Recognised", "Deferred at the end"), ("2026-01", 100, 1100), ("2026-02", 100, None)
    ]  # fmt: skip
    assert len(rows(book, "Waterfall")) == 13
    assert len(book["Waterfall"]._charts) == 2
    assert date(2026, 1, 28) == rows(book, "Entries")[1][1].date()


def test_the_waterfall_has_a_balance_for_each_month_up_to_the_close(tmp_path: Path) -> None:
    """Before the first close it is the schedule's, and the sheet says so; to come is nothing yet."""
    figures = Figures("2026-03")
    figures.take(positions([[line(120_000, "2026-01-05", "2026-01-01", "2026-12-31")]]))
    figures.add("deferred_revenue", balance("2026-03", "900", opening="1000"))
    found = rows(made(tmp_path, figures), "Waterfall")

    assert [row[2] for row in found[1:5]] == [1100, 1000, 900, None]
    assert str(found[-1][0]).startswith("Up to 2026-02, before the first month closed here, ")


def test_what_there_is_none_of_is_said(tmp_path: Path) -> None:
    """An empty page could be a mistake."""
    book = CloseBook(tmp_path / "close.xlsx", tmp_path, MADE)
    book.close(Figures("2026-01"), (), preview=False)
    found = load_workbook(tmp_path / "close.xlsx")

    for sheet in ("Roll-forward", "Entries", "Schedule", "Prior-period", "Held"):
        heading, none = rows(found, sheet)
        assert heading[0]
        assert (none[0], {*none[1:]}) == ("None", {None}), sheet


def test_the_waterfall_ends_where_nothing_is_recognised_any_more(tmp_path: Path) -> None:
    """Or with the month itself."""
    for recognised, last in (({"2026-02": 5, "2026-03": 0}, "2026-02"), ({"2025-12": 5, "2026-02": 0}, "2026-01")):
        figures = january()
        figures.waterfall = {"2026-01": Decimal(0), **{month: Decimal(each) for month, each in recognised.items()}}
        assert rows(made(tmp_path, figures), "Waterfall")[-1][0] == last


def test_totals_are_formulas_over_what_stands_above_them(tmp_path: Path) -> None:
    """Whoever adds a line sees the total move."""
    book = made(tmp_path, january())

    assert rows(book, "Entries")[2][4:6] == ("=SUM(E2:E2)", "=SUM(F2:F2)")
    assert rows(book, "Schedule")[2][0] == "Total"


def test_the_tie_is_read_downwards(tmp_path: Path) -> None:
    """From the schedule to Xero's ledger, with the differences that there are."""
    figures = january()
    figures.roll_forward[0] |= {"schedule_home_balance": Decimal(1100), "ledger_home_balance": Decimal(0)}

    assert rows(made(tmp_path, figures), "Tie")[1:] == [
        ("Deferred by the schedule", 1100),
        ("Journals not posted", -1100),
        ("Without a name", 0),
        ("Xero's Trial Balance", 0),
        ("Verdict", "Ties"),
    ]


def test_revenue_accounts_stand_below_the_deferred_ones(tmp_path: Path) -> None:
    """Each with its month, and their sum."""
    figures = january()
    figures.add("recognised_revenue", revenue("200", "100", unnamed="3"))
    heading, sales, total = rows(made(tmp_path, figures), "Tie")[-3:]

    assert (heading[0], sales[0], total[0]) == ("Revenue account", "200 Sales", "Total")
    assert (sales[1], sales[-3:], total[-2]) == (100, (3, 103, "Does not tie"), 103)


def test_other_currencies_have_a_table_of_their_own(tmp_path: Path) -> None:
    """Below the one in home currency."""
    figures = january()
    figures.add("deferred_revenue", {**figures.roll_forward[0], "currency": "USD", "closing_amount": Decimal(671)})
    found = rows(made(tmp_path, figures), "Roll-forward")

    assert [row[0] for row in found].count("Account") == 2
    assert (found[-3][0], found[-1][11]) == ("In the documents' currency", 671)


def test_a_page_can_be_read(tmp_path: Path) -> None:
    """Each sheet is one page wide with its heading on every page, and no table is wider than a page can show."""
    book = made(tmp_path, january())

    for sheet in book:
        # One page wide is what is meant where the file does not say how many.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        widths = [each.width for each in sheet.column_dimensions.values()]
        assert sum(widths) < 240, f"{sheet.title} is {sum(widths)} characters wide"
    assert book["Schedule"].print_title_rows == "$1:$1"


def test_a_schedule_that_is_longer_than_a_sheet_is_counted(tmp_path: Path) -> None:
    """The frozen schedule has what the sheet cannot take."""
    book = CloseBook(tmp_path / "close.xlsx", tmp_path, MADE)
    book._rows = module.MOST_ROWS
    book.add_schedule(scheduled("1", "0"))
    book.close(january(), [], preview=False)

    assert book.left_out == 1
