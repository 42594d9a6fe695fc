"""Rows of the table find their document and its line, or tell why they do nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.rules.overrides.of_documents import NO_WORD, Line, OverrideFault, Overrides, Word
from source_xero_revrec.rules.overrides.override import Override
from source_xero_revrec.rules.periods.service_period import DateOrder, ServicePeriod

if TYPE_CHECKING:
    from typing import Any

SOLD = date(2026, 1, 15)
LINES = [Line(1, "SEATS"), Line(2, "SETUP"), Line(4, "SEATS")]
AT_ONCE = {"treatment": "at invoice date"}
MARCH = {"start": "2026-03-01", "end": "2026-03-31"}
IN_MARCH = ServicePeriod(date(2026, 3, 1), date(2026, 3, 31), "override")
ON_THE_DAY = ServicePeriod(SOLD, SOLD, "override")


def word(*rows: dict[str, Any], lines: list[Line] = LINES) -> Word:
    """Return what rows about one document say of it."""
    table = [Override(f"row {number}", document_number="INV-7", **cells) for number, cells in enumerate(rows, start=2)]
    overrides = Overrides(table, DateOrder(day_first=True, year_end=(3, 31)))
    overrides.settle("number INV-7", ["doc-7"])
    return overrides.of("doc-7", SOLD, lines)


def test_each_line_has_the_period_of_its_row() -> None:
    """By its place, by its product where that is on one line, and lines that no row names have none."""
    assert word({"line": "4", **MARCH}, {"product": "SETUP", **AT_ONCE}) == Word({4: IN_MARCH, 2: ON_THE_DAY}, ())


def test_the_only_line_needs_no_name() -> None:
    """There is nothing else that could be meant."""
    assert word(MARCH, lines=[Line(3, "SEATS")]) == Word({3: IN_MARCH}, ())


@pytest.mark.parametrize(
    ("cells", "reason", "text"),
    [
        ({"line": "3", **MARCH}, "NO_LINE", "row 2 names line 3, which it does not have"),
        (
            {"line": "2", "product": "SEATS", **MARCH},
            "NO_LINE",
            "row 2 names line 2 and product SEATS, which it does not have",
        ),
        ({"product": "SEATS", **MARCH}, "SEVERAL_LINES", "row 2 names product SEATS, which may be lines 1, 4"),
        (MARCH, "SEVERAL_LINES", "row 2 names no line, which may be lines 1, 2, 4"),
        ({"line": "1", **MARCH, **AT_ONCE}, "CONTRADICTION", "row 2 says both dates and a treatment"),
        ({"line": "1", "start": "2026-03-01"}, "UNREADABLE", "row 2 has a service start alone"),
        ({"line": "one", **MARCH}, "UNREADABLE", 'row 2 has the line number "one", which is none'),
    ],
)
def test_a_row_that_means_no_one_line_does_nothing(cells: dict[str, str], reason: str, text: str) -> None:
    """It is told, and the other rows count."""
    found = word(cells, {"line": "2", **AT_ONCE})

    assert found == Word({2: ON_THE_DAY}, (OverrideFault(reason, text),))


def test_rows_that_contradict_each_other_do_nothing() -> None:
    """Both are named; two that say the same are one."""
    assert word({"line": "1", **MARCH}, {"line": "1", **AT_ONCE}) == Word(
        {}, (OverrideFault("CONTRADICTION", "row 2, row 3 say different things of line 1"),)
    )
    assert word({"line": "1", **MARCH}, {"line": "01", "start": "1 Mar 2026", "end": "31 Mar 2026"}).periods == {
        1: IN_MARCH
    }


def test_a_name_that_two_documents_bear_or_none_is_nobodys() -> None:
    """The rows count again where it is one document's, and for the document that it was no longer."""
    rows = [Override("row 2", document_number="INV-7", **AT_ONCE)]
    overrides = Overrides(rows, DateOrder(day_first=True, year_end=(3, 31)))
    only = [Line(1, "SEATS")]

    for bearers, wordless in ((["a", "b"], ("a", "b")), (["b"], ("a",)), ([], ("a", "b"))):
        overrides.settle("number INV-7", bearers)
        assert [overrides.of(each, SOLD, only) for each in wordless] == [NO_WORD] * len(wordless)
    overrides.settle("number INV-7", ["a"])
    assert overrides.of("a", SOLD, only).periods == {1: ON_THE_DAY}


def test_a_document_may_be_named_by_id_and_by_number() -> None:
    """Its rows are one table."""
    rows = [
        Override("row 2", document_number="INV-7", line="1", **AT_ONCE),
        Override("row 3", document_id="DOC-7", line="2", **MARCH),
    ]
    overrides = Overrides(rows, DateOrder(day_first=True, year_end=(3, 31)))
    for name in ("number INV-7", "id doc-7"):
        overrides.settle(name, ["doc-7"])

    assert overrides.of("doc-7", SOLD, LINES).periods == {1: ON_THE_DAY, 2: IN_MARCH}
