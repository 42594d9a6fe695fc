"""The first sheet of a plan: what somebody who signs reads first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from destination_xero_journals.plan.overview import Overview
from destination_xero_journals.plan.summary import verdict
from destination_xero_journals.plan.workbook import write_plan
from destination_xero_journals.rules.new_option import NewOption
from unit_tests.destination_xero_journals.plan.made_plan import journal, refused

if TYPE_CHECKING:
    from pathlib import Path

    from destination_xero_journals.plan.document import PlannedJournal

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
PRINT = "0123456789abcdef" * 4
NEW = NewOption("Region", "West", ("West Coast",))


def cells(folder: Path, *planned: PlannedJournal) -> list[list[object]]:
    """Return the sheet's rows without empty cells."""
    write_plan(folder / "plan.xlsx", planned, PRINT, NOON, overwrite=True)
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    assert book.active.title == "Summary"
    found = ([cell for cell in row if cell not in (None, "")] for row in book["Summary"].iter_rows(values_only=True))
    return [row for row in found if row]


def test_the_summary_tells_what_is_signed(tmp_path: Path) -> None:
    """The verdict, the fingerprint, when it was made, a box to sign, and the totals, which tie."""
    found = cells(tmp_path, journal(1), journal(2))

    assert found[1] == ["Can be posted: 2 journals, whose debits equal their credits."]
    assert ["Fingerprint", PRINT] in found
    assert ["Made at (UTC)", NOON.replace(tzinfo=None)] in found
    assert ["Journal entries", 2] in found
    assert ["To be written", 2] in found
    box = found.index(["Sign-off", "Name", "Date", "Signature"])
    assert found[box + 1 : box + 4] == [["Prepared by"], ["Reviewed by"], ["Approved by"]]
    assert ["Demo Company", "January 2026", "Create", 2, 4, 2469, 2469, 0, "NZD"] in found
    assert ["Demo Company", "2100 Name of 2100", "To post", 2, 2469, "NZD"] in found
    assert ["Demo Company", "Total", "To post", 4, 2469, 2469, 0, "NZD"] in found


def test_what_is_wrong_stands_on_the_first_sheet_by_cause(tmp_path: Path) -> None:
    """And what somebody should look at before, however many journals it concerns."""
    found = cells(tmp_path, refused(4), refused(5), journal(1, new_options=(NEW,)))

    assert found[1][0].startswith("Not to be signed: 2 of 3 journals are refused")  # type: ignore[attr-defined]
    assert ["What to look at (1)"] in found
    assert ["What is wrong (1)"] in found
    assert [*filter(None, (row[0] if len(row) == 1 else "" for row in found))].count("By account") == 1


@pytest.mark.parametrize(
    ("planned", "begins"),
    [
        ([], "There are no journal entries"),
        ([journal()], "Can be posted: 1 journals, whose debits"),
        ([journal(1, new_options=(NEW,))], "Can be posted: 1 journals. Look at"),
        ([journal(1, "update", touches="Overwrites it")], "Can be posted: 1 journals. Look at"),
        ([journal(1, "unchanged")], "Nothing would be posted"),
        ([journal(1), refused(4)], "Not to be signed: 1 of 2 journals"),
    ],
)
def test_the_verdict_is_green_only_where_nothing_needs_a_look(planned: list[PlannedJournal], begins: str) -> None:
    """Refusals are red, and what would be overwritten or created is amber."""
    overview = Overview()
    for each in planned:
        overview.add(each)
    said, colour = verdict(overview)

    assert said.startswith(begins)
    assert (colour == "#D9EAD3") is ("debits" in said)
