"""Which months are closed on a day."""

from __future__ import annotations

from datetime import date

import pytest

from source_xero_revrec.recognition.closing import closing
from source_xero_revrec.rules.recognition.entries import Closing
from unit_tests.source_xero_revrec.recognition.made_xero import here
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month

TODAY = date(2026, 3, 5)


def test_a_person_closes_through_a_month() -> None:
    """Later months, up to the present one, are a preview."""
    assert closing(here(), today=TODAY, locked_to=None) == Closing(month("2026-03"), through=month("2026-01"))


@pytest.mark.parametrize(("day", "through"), [(5, "2026-02"), (6, "2026-01")])
def test_a_month_closes_by_itself_on_its_day(day: int, through: str) -> None:
    """From that day of the next month on."""
    chosen = here(closing={"closing": "by_itself", "day": day})

    assert closing(chosen, today=TODAY, locked_to=None).through == month(through)


def test_without_an_answer_nothing_is_closed() -> None:
    """All entries may change then."""
    assert closing(here(closing=None), today=TODAY, locked_to=None).through is None


@pytest.mark.parametrize(("day", "locked"), [(date(2026, 1, 31), "2026-01"), (date(2026, 2, 27), "2026-01")])
def test_a_lock_date_shuts_whole_months(day: date, locked: str) -> None:
    """A journal of the last day of a month is taken as long as that day is open."""
    assert closing(here(), today=TODAY, locked_to=day).locked == month(locked)


def test_the_cut_over_is_told() -> None:
    """Its first month, and whether a journal opens the books."""
    chosen = closing(here(cut_over={"first_period": "2026-01", "opening": "journal"}), today=TODAY, locked_to=None)

    assert (chosen.first, chosen.opening_journal) == (month("2026-01"), True)


def test_a_month_that_is_not_over_may_be_closed() -> None:
    """Entries are given up to what is closed, even where it lies ahead."""
    chosen = here(closing={"closing": "through", "period": "2026-06"})

    assert closing(chosen, today=TODAY, locked_to=None).until == month("2026-06")
