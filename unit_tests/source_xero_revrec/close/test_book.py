"""close.xlsx begins with the verdict and holds what it rests on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from source_xero_revrec.close import book as module
from source_xero_revrec.close.book import CloseBook
from source_xero_revrec.rules.recognition.verdict import Refusal
from unit_tests.source_xero_revrec.close.made_figures import held, january, scheduled

if TYPE_CHECKING:
    from pathlib import Path

    from source_xero_revrec.close.figures import Figures

MADE = datetime(2026, 2, 3, 9, tzinfo=UTC)


def made(folder: Path, figures: Figures, *refused: Refusal) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return the finished workbook with one row of the schedule."""
    book = CloseBook(folder / "close.xlsx", folder, MADE)
    book.add_schedule(scheduled("2026-01", "1200", "100"))
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
    """Amounts are numbers and days are days."""
    figures = january()
    figures.add("revenue_schedule", held("2026-01", "50", "50"))
    book = made(tmp_path, figures)

    names = ("Roll-forward", "Tie", "Entries", "Schedule", "Prior-period", "Held")
    assert [len(rows(book, name)) for name in names] == [
        2, 2, 2, 2, 1, 2
    ]  # fmt: skip
    assert rows(book, "Schedule")[1][2] == datetime(2026, 1, 5)  # noqa: DTZ001 - as Excel has it
    assert rows(book, "Waterfall") == [
        ("Month", "Recognised", "Deferred at the end"), ("2026-01", 100, 1100), ("2026-02", 100, None)
    ]  # fmt: skip
    assert len(book["Waterfall"]._charts) == 2
    assert date(2026, 1, 28) == rows(book, "Entries")[1][1].date()


def test_a_schedule_that_is_longer_than_a_sheet_is_counted(tmp_path: Path) -> None:
    """The frozen schedule has what the sheet cannot take."""
    book = CloseBook(tmp_path / "close.xlsx", tmp_path, MADE)
    book._rows = module.MOST_ROWS
    book.add_schedule(scheduled("2026-01", "1", "1"))
    book.close(january(), [], preview=False)

    assert book.left_out == 1
