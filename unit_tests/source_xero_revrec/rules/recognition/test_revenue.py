"""Revenue by account and month: what the schedule says, and what journals make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from source_xero_revrec.rules.recognition.entries import Closing, Entries, journal_entries
from source_xero_revrec.rules.recognition.revenue import RevenueMonth, revenue_months
from unit_tests.source_xero_revrec.rules.recognition.made_lines import SALES, Books, line, month, positions
from unit_tests.source_xero_revrec.rules.recognition.test_entries import LATE, MONTHS, YEAR, histories

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Line

JANUARY, FEBRUARY = month("2026-01"), month("2026-02")


def months(lines: list[Line], books: Books, until: int, *, first: int | None = None) -> list[RevenueMonth]:
    """Return the months of sales, closed through the last of them; each line is a document."""
    sums = positions([each] for each in lines)
    entries = journal_entries(sums, books.posted, Closing(until, through=until, first=first))
    return [*revenue_months(sums, entries, accounts={SALES}, first=first, until=until)]


def test_a_months_share_is_its_revenue() -> None:
    """Of what is deferred, and of what never was."""
    once = line(700, "2026-02-05", "2026-02-01", "2026-02-28")

    assert months([YEAR, once], Books(), FEBRUARY) == [
        RevenueMonth(SALES, JANUARY, 10_000, 0, 0),
        RevenueMonth(SALES, FEBRUARY, 10_700, 0, 0),
    ]


def test_a_late_invoice_is_made_up_for_in_the_month_that_does_it() -> None:
    """The closed month is as its journals have made it: the late document's deferral is missing there."""
    books = Books()
    books.close("2026-01", YEAR)
    january, february = months([YEAR, LATE], books, FEBRUARY)

    assert january == RevenueMonth(SALES, JANUARY, 20_000, 0, 50_000)
    assert february == RevenueMonth(SALES, FEBRUARY, 20_000, -50_000, 0)
    assert (january.revenue, february.revenue) == (70_000, -30_000)


def test_an_account_with_held_lines_or_journals_alone_has_months() -> None:
    """The ledger has something there, and a tie says what."""
    books = Books()
    books.close("2026-01", YEAR)

    assert months([line(500, "2026-02-05")], Books(), FEBRUARY) == [RevenueMonth(SALES, FEBRUARY, 0, 0, 0)]
    assert [each.revenue for each in months([], books, FEBRUARY)] == [-110_000, 110_000]


def test_before_the_first_month_there_is_none() -> None:
    """What was earned before the cut-over is another program's."""
    assert [each.month for each in months([YEAR], Books(), FEBRUARY, first=FEBRUARY)] == [FEBRUARY]


def test_other_classes_have_no_months() -> None:
    """What journals put on an expense is no revenue."""
    entries = Entries(owed={JANUARY: {"429": 5}})

    assert [*revenue_months(positions([]), entries, accounts={SALES}, first=None, until=JANUARY)] == []


@given(histories())
def test_each_months_revenue_is_what_documents_and_journals_put_on_the_account(versions: list[list[Line]]) -> None:
    """Whatever came late, changed or went: after each close, the months add up to the ledger."""
    books = Books()
    for each, lines in zip(MONTHS, versions, strict=True):
        books.close(each, *lines)
        until = month(each)
        booked = sum(part.home or 0 for part in lines if part.account == SALES)
        assert sum(row.revenue for row in months(lines, books, until)) == booked + books.balance(SALES)
