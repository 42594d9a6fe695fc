"""The heading is the row by which lines can be read, or the one that comes nearest."""

from __future__ import annotations

from datetime import datetime

import pytest

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.heading import find_heading, fitting_best, named, no_heading
from xero_connectors.tables.row import Unusable

COLUMNS = Columns(ColumnSettings())
NEEDED = ["Transaction Date", "Journal Entry Id", "Account Number", "Posting Type", "Amount"]


def placed(*rows: list[object]) -> list[tuple[str, list[object]]]:
    """Return rows with their places."""
    return [(f"line {number}", row) for number, row in enumerate(rows, 1)]


def test_the_first_row_by_which_lines_can_be_read_is_the_heading() -> None:
    """Titles stand above it, and may hold a known word."""
    found = find_heading(placed(["Description of the month"], ["Amount"], NEEDED, [*NEEDED, "Currency"]), COLUMNS)

    assert found is not None
    assert (found.above, found.place, found.names, found.complete) == (2, "line 3", tuple(NEEDED), True)


def test_otherwise_it_is_the_row_with_most_known_names() -> None:
    """What it lacks is then told of it."""
    found = find_heading(placed(["Amount"], ["Amount", "Posting Type", "Value"], ["x"]), COLUMNS)

    assert found is not None
    assert (found.place, found.known, found.complete) == ("line 2", 2, False)


def test_the_heading_is_known_when_it_comes_again() -> None:
    """With or without the blank cells at its end, and in no other spelling."""
    found = find_heading(placed(NEEDED), COLUMNS)

    assert found is not None
    assert [found.is_repeated(row) for row in (NEEDED, [*NEEDED, "", ""], NEEDED[:-1], [*NEEDED[:-1], "amount"])] == [
        True,
        True,
        False,
        False,
    ]


def test_without_a_row_there_is_none() -> None:
    """As in an empty file."""
    assert find_heading([], COLUMNS) is None
    for rows, where in (
        (0, "as it is empty"),
        (1, "in its first filled row"),
        (2, "among its first 2 filled rows"),
    ):
        assert no_heading(rows) == (
            f"it has no heading of journal entries {where}. Expected are RevRec's columns, such as Transaction Date, "
            "Journal Entry Id, Account Number, Posting Type and Amount, or what `columns` and `format` of the "
            "configuration say"
        )


def test_blank_cells_at_the_end_are_no_names() -> None:
    """Excel leaves them; a day is no name either."""
    assert named(["A", "", datetime(2026, 1, 31), "B", " ", ""]) == ("A", "", "", "B")  # noqa: DTZ001 - Excel's


@pytest.mark.parametrize(
    ("cells", "cut_short", "wrong", "remedy"),
    [
        (["1", "", "2"], True, "", ""),
        (["1", "", "2", "", " "], True, "", ""),
        (["1"], False, "", ""),
        (["1"], True, "has 1 value for 3 columns", "Such a line was cut short, "),
        (["1", "", "2", "3"], True, "has 4 values for 3 columns", "Put what holds the separator, "),
        (["1", "", "2", "3"], False, "has 4 values for 3 columns", "Give every column with values a name "),
        (["1", "x", "2"], True, "has a value in column 2, which has no name", "Give the column a name, "),
        (["1", "", Unusable("the error #REF!")], False, "has the error #REF! in the column B", "Mend the cell "),
    ],
)
def test_a_row_that_cannot_stand_below_it_says_why(
    cells: list[object],
    cut_short: bool,  # noqa: FBT001
    wrong: str,
    remedy: str,
) -> None:
    """Text that was cut short may have lost an amount; Excel leaves out what is blank."""
    found = find_heading(placed(["A", "", "B"]), COLUMNS)

    assert found is not None
    said, what_to_do = found.misfit(cells, cut_short=cut_short)
    assert said == wrong
    assert what_to_do.startswith(remedy)
    assert bool(what_to_do) is bool(wrong)


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (["A", "B"], ""),
        (["A", "", "B"], ""),
        (["A", "A", "B", "C", "B"], "names A, B more than once"),
        (["A", "B\0"], "is no text in UTF-8"),
        ([""], "has no names of columns"),
    ],
)
def test_names_that_tell_no_columns_are_told(names: list[object], wrong: str) -> None:
    """A line's value would be one of the two; cells that have no name may be many."""
    found = find_heading(placed(names), COLUMNS)

    assert found is not None
    assert found.wrong() == wrong


def test_the_cells_of_a_row_have_their_names() -> None:
    """Those in columns without one are nobody's, and what was cut off is not there."""
    found = find_heading(placed(["A", "", "B", " "]), COLUMNS)
    gapped = find_heading(placed(["A", " ", "B"]), COLUMNS)

    assert found is not None
    assert gapped is not None
    assert found.named(["1", "x", "2", "y"]) == {"A": "1", "B": "2"}
    assert gapped.named(["1", "x", "2"]) == {"A": "1", "B": "2"}
    assert gapped.named(["1"]) == {"A": "1"}


def test_the_delimiter_that_lets_lines_be_read_is_the_best() -> None:
    """Then those that make any sense of more than one name."""
    complete = find_heading(placed(NEEDED), COLUMNS)
    partly = find_heading(placed(["Amount", "x"]), COLUMNS)
    single = find_heading(placed(["Amount"]), COLUMNS)

    assert fitting_best({",": partly, ";": complete, "\t": None}) == [";"]
    assert fitting_best({",": partly, ";": partly, "|": single}) == [",", ";"]
    assert fitting_best({",": single, ";": None}) == []
