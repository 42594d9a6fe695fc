"""A table is what stands below its heading."""

from __future__ import annotations

import pytest

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.table import Table
from xero_connectors.tables.row import TableFault

NEEDED = ["Transaction Date", "Journal Entry Id", "Account Number", "Posting Type", "Amount"]
COLUMNS = Columns(ColumnSettings())


def test_rows_below_the_heading_are_the_tables() -> None:
    """Blank ones too, and those that were looked at for the heading."""
    rows = [("line 1", ["January"]), ("line 2", [""]), ("line 3", NEEDED), ("line 4", []), ("line 5", ["x"])]
    table = Table(rows, COLUMNS)

    assert [*table.below] == rows[3:]
    assert table.recognised.columns["Amount"] == "Amount"


def test_a_heading_is_not_looked_for_without_end() -> None:
    """Fifty filled rows are more than any title has."""
    titles = [(f"line {number}", ["title"]) for number in range(1, 51)]

    assert [*Table([*titles[:49], ("line 50", NEEDED), ("line 51", ["x"])], COLUMNS).below] == [("line 51", ["x"])]
    with pytest.raises(TableFault, match="among its first 50 filled rows"):
        Table([*titles, ("line 51", NEEDED)], COLUMNS)


def test_names_that_cannot_be_told_apart_are_refused() -> None:
    """With the line of the heading."""
    with pytest.raises(TableFault, match="line 1 names Memo more than once"):
        Table([("line 1", [*NEEDED, "Memo", "Memo"])], COLUMNS)
