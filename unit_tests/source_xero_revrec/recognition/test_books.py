"""What recognition found, as later rooms ask for it."""

from __future__ import annotations

import pytest

from unit_tests.source_xero_revrec.recognition.made_xero import FakeXero, invoice, journal
from unit_tests.source_xero_revrec.recognition.test_reading import YEAR, read
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month

JANUARY = month("2026-01")
RELEASED = journal("REV-2026-01-RELEASE", ("200", "-100.00"), ("835", "100.00"))
SOLD = invoice(1, "1200.00", YEAR)


def test_a_month_is_open_until_its_journals_are_in_xero() -> None:
    """What is given to post is not there yet."""
    given, posted = read(FakeXero(SOLD)), read(FakeXero(SOLD, journals=(RELEASED,)))

    assert (given.has_posted(JANUARY), given.open_from) == (False, JANUARY)
    assert (posted.has_posted(JANUARY), posted.open_from) == (True, JANUARY + 1)
    assert not posted.has_posted(JANUARY + 1)


@pytest.mark.parametrize(("locked_to", "first"), [(None, 0), ("2026-02-28", 2)])
def test_where_nobody_closed_a_month_the_locked_ones_count(locked_to: str | None, first: int) -> None:
    """Entries can be given from the first month that Xero leaves open."""
    xero = FakeXero(SOLD, journals=(RELEASED,))
    xero.records["Organisation"][0]["PeriodLockDate"] = locked_to
    books = read(xero, closing={"closing": "none"})

    assert books.open_from == (JANUARY + first if locked_to else 1)


@pytest.mark.parametrize(
    ("cut_over", "opening"),
    [(None, None), ("in_ledger", JANUARY), ("journal", None)],
)
def test_only_a_balance_that_is_taken_as_it_is_has_an_opening(cut_over: str | None, opening: int | None) -> None:
    """It is that of the month before the first."""
    answers = {"cut_over": {"first_period": "2026-02", "opening": cut_over}} if cut_over else {}

    assert read(FakeXero(SOLD), **answers).opening == opening


def test_what_has_no_schedule_is_summed_up_by_account_since_the_cut_over() -> None:
    """Up to a month's end, in the base currency."""
    undated = FakeXero(invoice(2, "70.00", "Something"), invoice(3, "5.00", "Something else"))

    assert [read(undated).without_schedule("200", JANUARY + each) for each in (-1, 0, 1)] == [0, 7_500, 7_500]
    assert read(undated).without_schedule("835", JANUARY) == 0
    assert read(undated, cut_over={"first_period": "2026-02"}).without_schedule("200", JANUARY) == 0


def test_what_is_listed_of_a_month_comes_by_date_and_number() -> None:
    """With what is held by then."""
    books = read(FakeXero(invoice(2, "70.00", "Something"), SOLD))

    assert [(row["document_number"], row.get("held_reason")) for row in books.listed(JANUARY)] == [
        ("INV-1", None), ("INV-2", "no_period")
    ]  # fmt: skip
    assert [about.number for about, _ in books.recognised()] == ["INV-1", "INV-2"]
