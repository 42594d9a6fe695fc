"""The About page answers first: may this be imported, what is to be done, and who signs."""

from __future__ import annotations

from typing import Any

from source_xero_revrec.workbook.about import page
from source_xero_revrec.workbook.book import Line, Look
from source_xero_revrec.workbook.cells import Link
from source_xero_revrec.workbook.contents import Contents
from unit_tests.source_xero_revrec.workbook.made_page import ORIGIN, SHEETS, counted, facts
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON


def headings(lines: tuple[Line, ...]) -> list[Any]:
    """Return the headings in their order."""
    return [line.cells[0] for line in lines if line.look is Look.HEADING]


def test_the_verdict_stands_below_the_title_in_its_colour() -> None:
    """A control total that does not tie is red; without one and with nothing open it is green."""
    lines = page(ORIGIN, SHEETS, counted(), []).lines

    assert lines[0].cells == ("RevRec import from Xero: Demo Company (UK)",)
    assert lines[1].look is Look.BAD
    assert str(lines[1].cells[0]).startswith("Not to be imported yet: A1 Accounts receivable, does not tie (1 of ")


def test_what_a_person_asks_comes_before_what_explains_it() -> None:
    """The tie, what to do and the sign-off are on the first page; configuration and columns come last."""
    assert headings(page(ORIGIN, SHEETS, counted(), []).lines) == [
        "Is everything here that is in Xero? By currency, net of tax",
        "What to do",
        "Sign-off",
        "Rows and sums of the sheets, net of tax",
        "Documents in Xero by month, net of tax",
        "Changes on the way",
        "Configuration",
        "Columns",
        "Checks",
    ]


def test_the_page_names_organisation_mode_and_time() -> None:
    """Whoever finds the file in a year knows where it came from."""
    found = facts(counted())

    assert found["Organisation"] == "Demo Company (UK), base currency GBP"
    assert found["Mode"] == "Invoice Equals Contract"
    assert found["Made at (UTC)"] == NOON.replace(tzinfo=None)
    assert found["Connector"] == "source-xero-revrec 0.1.0"


def test_each_task_leads_to_its_sheet_and_says_what_to_do() -> None:
    """What is red and what is amber tell themselves apart by their colour."""
    lines = page(ORIGIN, SHEETS, counted(), []).lines
    tasks = {str(line.cells[0]): line for line in lines if len(line.cells) == 3}
    a1, i2 = tasks["A1 Accounts receivable, does not tie"], tasks["I2 Invoice header against lines"]

    assert (a1.look, i2.look) == (Look.BAD, Look.WARN)
    assert a1.cells[2] == Link("internal:'Control Totals'!A1", "Control Totals")
    assert i2.cells[2] == Link("internal:'Recon Errors'!A1", "Recon Errors")
    assert str(a1.cells[1]).startswith("1 of ")


def test_a_workbook_with_nothing_to_do_says_so() -> None:
    """And the box to sign is there all the same."""
    contents = Contents()
    contents.add("control_totals", {"check": "B1", "status": "Ties", "period": "2026-01", "currency": "GBP"})
    lines = page(ORIGIN, SHEETS, contents, []).lines

    assert lines[1].look is Look.GOOD
    assert any(line.cells[:1] == ("Nothing",) and line.look is Look.GOOD for line in lines)
    assert [line.cells[0] for line in lines if line.look is Look.BOX] == [
        "", "Prepared by", "Reviewed by", "Approved by",
    ]  # fmt: skip
