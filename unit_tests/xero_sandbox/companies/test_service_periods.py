"""The ways in which people write a service period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from xero_sandbox.companies.service_periods import WRITINGS, after_months, end_after, write_period

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def texts(books: Books) -> str:
    """Return all line texts."""
    return "\n".join(line["Description"] for x in books.collection("Invoices").values() for line in x["LineItems"])


@pytest.mark.parametrize("writing", range(len(WRITINGS)))
def test_every_way_of_writing_a_period_is_used(demo: Books, writing: int) -> None:
    """Each way occurs in the demo company's texts."""
    months = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(18)]

    assert any(write_period(writing, month) in texts(demo) for month in months)


def test_periods_are_written_as_people_do() -> None:
    """The first and the last day of some ways."""
    start = date(2026, 2, 14)

    assert write_period(0, start) == "01/02/2026 - 31/01/2027"
    assert write_period(1, start) == "1 Feb 2026 to 31 Jan 2027"
    assert write_period(3, start) == "2026-02-01..2027-01-31"
    assert write_period(4, start) == "12 months from 1 Feb 2026"
    assert (write_period(5, start), write_period(6, start)) == ("Q1 2026", "FY26")
    assert write_period(7, start) == "1 February 2026 \u2013 31 January 2027"


def test_a_quarter_and_a_financial_year_begin_where_they_do() -> None:
    """Whatever month of them is asked for."""
    assert [write_period(5, date(2026, month, 20)) for month in (1, 3, 4, 12)] == [
        "Q1 2026", "Q1 2026", "Q2 2026", "Q4 2026",
    ]  # fmt: skip
    assert [write_period(6, date(2026, month, 20)) for month in (3, 4)] == ["FY26", "FY27"]


def test_months_pass_into_the_next_year() -> None:
    """A period that starts on the first of a month ends on the last of one."""
    assert after_months(date(2025, 12, 1), 2) == date(2026, 2, 1)
    assert end_after(date(2026, 2, 1), 1) == date(2026, 2, 28)
