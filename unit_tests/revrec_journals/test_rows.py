"""Rows that are no lines are left out, and rows that go on from the row above take what it says."""

from __future__ import annotations

from typing import Any

import pytest

from revrec_journals.columns import PLACE, Columns, ColumnSettings
from revrec_journals.layout import Layout
from revrec_journals.reject import REJECT
from revrec_journals.rows import Continuation, LeftOut, is_empty, is_total

NAMES = ("Transaction Date", "Journal Entry Id", "Account Name", "Posting Type", "Amount", "Description", "Currency")
COLUMNS = Columns(ColumnSettings(layout=Layout(continued=True)))
RECOGNISED = COLUMNS.recognise(NAMES)


def row(*cells: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a row of these cells, the rest blank."""
    return dict(zip(NAMES, [*cells, *[""] * (len(NAMES) - len(cells))], strict=True))


@pytest.mark.parametrize(
    "cells",
    [
        ("Total", "", "", "", "200.00"),
        ("", "Total", "", "", "200.00"),
        ("", "", "TOTAL:", "", "1,234.50"),
        ("Grand total", "", "", "", "$ 200.00"),
        ("Sub-total January", "", "", "", "(200.00)"),
        ("Summe", "", "", "", "200,00 €"),
        ("Totals", "", "", "", ""),
        ("", "", "", "", "", "Total of the month"),
    ],
)
def test_a_row_that_says_so_and_has_numbers_alone_is_a_total(cells: tuple[str, ...]) -> None:
    """Wherever a program writes the word."""
    values = row(*cells)

    assert is_total(values, COLUMNS.recognise(values))


@pytest.mark.parametrize(
    "cells",
    [
        ("2026-01-31", "Total", "Sales", "Debit", "1.00"),
        ("", "", "Total Wine", "", "1.00"),
        ("", "", "Sales", "", "1.00", "Total"),
        ("Total", "5", "", "", "1.00"),
        ("Total", "", "", "Debit", "1.00"),
        ("Totally", "", "", "", "1.00"),
        ("", "", "", "", "1.00"),
        (),
    ],
)
def test_a_row_that_may_be_a_line_is_no_total(cells: tuple[str, ...]) -> None:
    """It is refused, if it cannot be read: nobody drops a line that has a word in it."""
    values = row(*cells)

    assert not is_total(values, COLUMNS.recognise(values))


def test_white_space_is_nothing() -> None:
    """Of any kind."""
    assert is_empty(["", " ", "\xa0\t", None])
    assert not is_empty(["", 0])


def test_what_was_left_out_is_counted() -> None:
    """In words."""
    assert LeftOut().sentence() == ""
    assert LeftOut(totals=1, empty=2_000).sentence() == "1 total row and 2,000 empty rows"
    assert LeftOut(hidden=1, headings=2).sentence() == "1 hidden row and 2 repeated headings"
    assert LeftOut(empty=1, sheets=("A",)).sentence() == "1 empty row and the sheet A"
    assert LeftOut(sheets=("A", "B")).sentence() == "the sheets A, B"
    assert LeftOut() == LeftOut(totals=0, empty=0, hidden=0, headings=0, sheets=())


def placed(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Let rows go on from each other."""
    continuation = Continuation()
    return [continuation.placed(f"line {number}", each, RECOGNISED) for number, each in enumerate(rows, 2)]


def test_a_row_goes_on_from_the_row_above() -> None:
    """With its id, its date and what else belongs to the whole entry."""
    first = row("2026-01-31", "JE-1", "Sales", "Debit", "1.00", "a", "NZD")
    _, second, third = placed(first, row("", "", "Other", "Credit", "1.00"), row("", "JE-1", "Other", "Credit"))

    assert second == row("2026-01-31", "JE-1", "Other", "Credit", "1.00", "", "NZD")
    assert third["Transaction Date"] == "2026-01-31"


def test_a_row_with_another_date_or_id_goes_on_from_nothing() -> None:
    """An id without its date has none, and a date without its id belongs nowhere."""
    first = row("2026-01-31", "JE-1", "Sales", "Debit", "1.00")
    _, other_day, _, other_id = placed(first, row("2026-02-28", "", "Sales"), first, row("", "JE-2", "Sales"))

    assert other_day[PLACE] == "line 3"
    assert other_id["Transaction Date"] == ""


def test_nothing_goes_on_below_the_end_of_a_journal() -> None:
    """A total or an empty row is between, and whose the next row is would be a guess."""
    continuation = Continuation()
    continuation.placed("line 2", row("2026-01-31", "JE-1", "Sales", "Debit", "1.00"), RECOGNISED)
    continuation.end()

    assert continuation.placed("line 4", row("", "", "Sales", "Credit", "1.00"), RECOGNISED)[PLACE] == "line 4"


def test_refused_lines_go_on_from_none() -> None:
    """They stand one below the other as they were refused, with lines of other journals between."""
    first = row("2026-01-31", "JE-1", "Sales", "Debit", "1.00")

    assert placed(first, {**row("", "", "Sales"), REJECT: {}})[1][PLACE] == "line 3"


def test_without_the_setting_nothing_is_filled_in() -> None:
    """A line without an id says where it stands."""
    plain = Columns(ColumnSettings()).recognise(NAMES)
    continuation = Continuation()
    continuation.placed("line 2", row("2026-01-31", "JE-1", "Sales", "Debit", "1.00"), plain)

    found = continuation.placed("line 3", row("", "", "Sales", "Credit", "1.00"), plain)
    assert (found["Journal Entry Id"], found[PLACE]) == ("", "line 3")
