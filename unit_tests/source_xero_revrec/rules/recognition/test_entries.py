"""Entries are what the journals must have done, less what they have done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.recognition.entries import Closing, Entries, journal_entries
from source_xero_revrec.rules.recognition.months import last_day, period
from source_xero_revrec.rules.recognition.posted import OPENING_KEY, Kind, PostedLine
from unit_tests.source_xero_revrec.rules.recognition.made_lines import (
    DEFERRED,
    SALES,
    SOLD_INTO,
    Books,
    closed_months,
    line,
    month,
    positions,
    sold_into,
    voided,
)

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Line

YEAR = line(120_000, "2026-01-05", "2026-01-01", "2026-12-31")
LATE = line(60_000, "2026-01-20", "2026-01-01", "2026-06-30")


def given_by(found: Entries) -> dict[str, dict[str, int]]:
    """Return what each journal does, by key and account, credits positive."""
    return {journal.key: {each.account: each.amount for each in journal.lines} for journal in found.journals}


def test_a_document_is_deferred_and_released() -> None:
    """RevRec's pattern: all of it into the liability in its month, a month's share out of it each month."""
    assert given_by(journal_entries(positions([[YEAR]]), [], Closing(month("2026-02")))) == {
        "REV-2026-01-DEFERRAL": {SALES: -120_000, DEFERRED: 120_000},
        "REV-2026-01-RELEASE": {SALES: 10_000, DEFERRED: -10_000},
        "REV-2026-02-RELEASE": {SALES: 10_000, DEFERRED: -10_000},
    }


def test_what_was_sold_into_a_liability_is_only_released() -> None:
    """Xero's own document has put it there."""
    found = journal_entries(
        positions([[sold_into(120_000, "2026-01-05", "2026-01-01", "2026-12-31")]]), [], Closing(month("2026-01"))
    )

    assert given_by(found) == {"REV-2026-01-RELEASE": {SALES: 10_000, SOLD_INTO: -10_000}}


def test_what_is_earned_in_its_month_needs_no_journal() -> None:
    """Booked to revenue it is right already; what was sold into a liability leaves it."""
    service = "2026-01-01", "2026-01-31"
    closing = Closing(month("2026-01"))

    assert journal_entries(positions([[line(100, "2026-01-05", *service)]]), [], closing).journals == []
    assert given_by(journal_entries(positions([[sold_into(100, "2026-01-05", *service)]]), [], closing)) == {
        "REV-2026-01-RELEASE": {SALES: 100, SOLD_INTO: -100}
    }


def test_lines_are_apart_by_tracking_options() -> None:
    """A profit and loss by region is right in each region."""
    north = replace(YEAR, tracking=(("region", "north"),))
    (deferral, _) = journal_entries(positions([[YEAR], [north]]), [], Closing(month("2026-01"))).journals

    assert [(each.account, each.tracking, each.amount) for each in deferral.lines] == [
        (SALES, (), -120_000),
        (SALES, (("region", "north"),), -120_000),
        (DEFERRED, (), 120_000),
        (DEFERRED, (("region", "north"),), 120_000),
    ]
    assert deferral.total == 240_000


def test_a_journal_is_dated_the_last_day_of_its_month() -> None:
    """And it may be posted only where a person closed the month."""
    january, _, february = journal_entries(
        positions([[YEAR]]), [], Closing(month("2026-02"), through=month("2026-01"))
    ).journals

    assert (january.day, january.closed) == (date(2026, 1, 31), True)
    assert (february.day, february.closed) == (date(2026, 2, 28), False)


def test_closing_twice_adds_nothing() -> None:
    """The ledger is the memory."""
    books = Books()
    first = books.close("2026-01", YEAR)

    assert len(first.journals) == 2
    assert books.close("2026-01", YEAR).journals == []


def test_a_posting_that_stopped_half_way_goes_on() -> None:
    """What is not in Xero yet is given again, under its own key."""
    books = Books()
    books.close("2026-01", YEAR)
    books.posted = [each for each in books.posted if each.journal_entry_id == "REV-2026-01-DEFERRAL"]

    assert given_by(books.close("2026-01", YEAR)) == {"REV-2026-01-RELEASE": {SALES: 10_000, DEFERRED: -10_000}}


def test_a_late_invoice_is_made_up_for_in_the_next_month() -> None:
    """A closed month stays as it was closed; what it lacks stands apart, the month's own shares beside it."""
    books = Books()
    books.close("2026-01", YEAR)

    assert books.close("2026-01", YEAR, LATE).journals == []
    assert given_by(books.close("2026-02", YEAR, LATE)) == {
        "REV-2026-02-PRIOR": {SALES: -50_000, DEFERRED: 50_000},
        "REV-2026-02-RELEASE": {SALES: 20_000, DEFERRED: -20_000},
    }


def test_a_month_that_nobody_closed_takes_a_late_invoice_in() -> None:
    """It is a preview until then: the same keys with other amounts."""
    books = Books()
    books.close("2026-01", YEAR)
    reopened = journal_entries(positions([[YEAR], [LATE]]), books.posted, Closing(month("2026-02")))

    assert given_by(reopened) == {
        "REV-2026-01-DEFERRAL": {SALES: -180_000, DEFERRED: 180_000},
        "REV-2026-01-RELEASE": {SALES: 20_000, DEFERRED: -20_000},
        "REV-2026-02-RELEASE": {SALES: 20_000, DEFERRED: -20_000},
    }


def test_a_journal_that_was_edited_is_made_up_for_apart() -> None:
    """The month that it was made for is not touched; the next one brings what it lacks."""
    books = Books()
    books.close("2026-01", YEAR)
    books.posted = [
        replace(each, amount=each.amount // 2) if each.journal_entry_id.endswith("RELEASE") else each
        for each in books.posted
    ]

    assert given_by(books.close("2026-02", YEAR))["REV-2026-02-PRIOR"] == {SALES: 5_000, DEFERRED: -5_000}


def test_a_locked_month_gives_nothing() -> None:
    """Xero would not take it; what it never got comes in the first open month."""
    found = journal_entries(
        positions([[YEAR]]), [], Closing(month("2026-03"), locked=month("2026-02"), through=month("2026-03"))
    )

    assert given_by(found) == {
        "REV-2026-03-PRIOR": {SALES: -100_000, DEFERRED: 100_000},
        "REV-2026-03-RELEASE": {SALES: 10_000, DEFERRED: -10_000},
    }


def test_a_correction_counts_to_its_journal() -> None:
    """What the destination posted as a difference under the same key was done."""
    books = Books()
    books.close("2026-01", YEAR)
    books.posted += [
        PostedLine("REV-2026-01-DEFERRAL", SALES, (), -60_000),
        PostedLine("REV-2026-01-DEFERRAL", DEFERRED, (), 60_000),
        PostedLine("REV-2026-01-RELEASE", SALES, (), 10_000),
        PostedLine("REV-2026-01-RELEASE", DEFERRED, (), -10_000),
    ]

    assert Kind.PRIOR not in {journal.kind for journal in books.close("2026-02", YEAR, LATE).journals}


def test_another_deferred_account_takes_over() -> None:
    """The old one is emptied apart, since those months are closed."""
    books = Books()
    books.close("2026-01", YEAR)
    books.settings = replace(books.settings, deferred_account="837")

    assert given_by(books.close("2026-02", YEAR))["REV-2026-02-PRIOR"] == {DEFERRED: -110_000, "837": 110_000}


def test_other_journals_say_nothing() -> None:
    """What RevRec's own keys did is none of recognition's business."""
    other = [PostedLine("JE-1", SALES, (), 10_000), PostedLine("JE-1", DEFERRED, (), -10_000)]

    assert given_by(journal_entries(positions([[YEAR]]), other, Closing(month("2026-01")))) == given_by(
        journal_entries(positions([[YEAR]]), [], Closing(month("2026-01")))
    )


def test_the_ledger_may_hold_the_past_already() -> None:
    """From the first month on the schedule goes its way, and what was deferred before counts as done."""
    found = journal_entries(positions([[YEAR]]), [], Closing(month("2026-04"), first=month("2026-04")))

    assert given_by(found) == {"REV-2026-04-RELEASE": {SALES: 10_000, DEFERRED: -10_000}}


@pytest.mark.parametrize(("locked", "day"), [(None, date(2026, 3, 31)), ("2026-03", date(2026, 4, 1))])
def test_an_opening_journal_brings_the_ledger_to_the_schedule(locked: str | None, day: date) -> None:
    """Dated the day before the first month, or its first day where the day before is locked; and only once."""
    closing = Closing(
        month("2026-04"),
        locked=month(locked) if locked else None,
        through=month("2026-04"),
        first=month("2026-04"),
        opening_journal=True,
    )
    found = journal_entries(positions([[YEAR]]), [], closing)
    posted = [
        PostedLine(journal.key, each.account, each.tracking, each.amount)
        for journal in found.journals
        for each in journal.lines
    ]

    assert given_by(found) == {
        OPENING_KEY: {SALES: -90_000, DEFERRED: 90_000},
        "REV-2026-04-RELEASE": {SALES: 10_000, DEFERRED: -10_000},
    }
    assert (found.journals[0].day, found.journals[0].closed) == (day, True)
    assert journal_entries(positions([[YEAR]]), posted, closing).journals == []


def test_an_opening_journal_that_is_there_is_not_given_again() -> None:
    """What it lacks belongs to the first month's journal of the past."""
    closing = Closing(month("2026-04"), through=month("2026-04"), first=month("2026-04"), opening_journal=True)
    posted = [PostedLine(OPENING_KEY, SALES, (), -80_000), PostedLine(OPENING_KEY, DEFERRED, (), 80_000)]

    assert given_by(journal_entries(positions([[YEAR]]), posted, closing)) == {
        "REV-2026-04-PRIOR": {SALES: -10_000, DEFERRED: 10_000},
        "REV-2026-04-RELEASE": {SALES: 10_000, DEFERRED: -10_000},
    }


def test_a_document_of_before_the_opening_that_was_voided_is_made_up_for() -> None:
    """The opening journal is remembered by the ledger like every other."""
    closing = Closing(month("2026-04"), through=month("2026-04"), first=month("2026-04"), opening_journal=True)
    posted = [PostedLine(OPENING_KEY, SALES, (), -90_000), PostedLine(OPENING_KEY, DEFERRED, (), 90_000)]

    assert given_by(journal_entries(positions([[replace(YEAR, amount=0, home=0)]]), posted, closing)) == {
        "REV-2026-04-PRIOR": {SALES: 90_000, DEFERRED: -90_000}
    }


def test_what_is_owed_after_each_month_is_told() -> None:
    """Nothing after a month that gives its entries; all of it after one that is locked and got none."""
    found = journal_entries(positions([[YEAR]]), [], Closing(month("2026-02"), locked=month("2026-01")))

    assert found.owed == {month("2026-01"): {SALES: -110_000, DEFERRED: 110_000}, month("2026-02"): {}}
    assert found.wanted[month("2026-02")] == {SALES: -100_000, DEFERRED: 100_000}


def test_what_journals_did_made_up_for_and_did_otherwise_is_told_by_month() -> None:
    """What they owe is what is wanted of them less what they did."""
    january = month("2026-01")
    found = Entries(
        wanted={january: {SALES: 100}, january + 1: {SALES: 250}},
        owed={january: {SALES: 30, DEFERRED: 1}, january + 1: {SALES: 5, SOLD_INTO: 2}},
        prior={january + 1: {SALES: 20}},
    )

    assert [found.done_in(each, SALES) for each in range(january, january + 3)] == [70, 175, -245]
    assert [found.prior_period(each, SALES) for each in range(january, january + 3)] == [0, 20, 0]
    assert [found.other(each, SALES) for each in range(january, january + 3)] == [-30, 5, 5]
    assert found.accounts == {SALES, DEFERRED, SOLD_INTO}
    assert (found.done_in(january, "9"), found.prior_period(january, "9"), found.other(january, "9")) == (0, 0, 0)


@pytest.mark.parametrize(
    ("locked", "first", "given_from"),
    [(None, None, 1), ("2026-01", None, "2026-02"), (None, "2026-03", "2026-03"), ("2026-03", "2026-02", "2026-04")],
)
def test_entries_are_given_from_the_first_open_month_on(
    locked: str | None, first: str | None, given_from: str | int
) -> None:
    """After the lock, and not before recognition begins; without either, from the first month of all."""
    closing = Closing(month("2026-12"), locked=month(locked) if locked else None, first=month(first) if first else None)

    assert closing.given_from == (month(given_from) if isinstance(given_from, str) else given_from)


def test_left_alone_no_month_is_closed_locked_or_the_first() -> None:
    """Nor is there an opening journal."""
    closing = Closing(month("2026-01"))

    assert closing == Closing(month("2026-01"), locked=None, through=None, first=None, opening_journal=False)
    assert not closing.is_closed(month("2026-01"))
    through = replace(closing, through=month("2026-01"))
    assert [through.is_closed(month(each)) for each in ("2025-12", "2026-01", "2026-02")] == [True, True, False]


MONTHS = closed_months("2026-01", "2026-12")


@st.composite
def histories(draw: st.DrawFn) -> list[list[Line]]:
    """Draw what a line looks like at each close of a year: appearing, edited, re-dated, credited, voided."""
    versions: list[list[Line]] = []
    lines: list[Line] = []
    for place, _ in enumerate(MONTHS):
        for _ in range(draw(st.integers(0, 2))):
            billed = last_day(month("2026-01") + draw(st.integers(0, place)))
            start = draw(st.dates(date(2025, 6, 1), date(2027, 3, 1)))
            end = draw(st.dates(start, date(2027, 12, 31)))
            build = draw(st.sampled_from([line, sold_into]))
            amount = draw(st.integers(-100_000, 100_000))
            dated = (billed.isoformat(), start.isoformat(), end.isoformat())
            lines = [
                *lines,
                build(amount, *dated, of_credit_note=amount < 0, currency=draw(st.sampled_from(["NZD", "USD"]))),
            ]
        if lines and draw(st.booleans()):
            changed = draw(st.integers(0, len(lines) - 1))
            was = lines[changed]
            amount = draw(st.sampled_from([None, 0, was.amount // 2, was.amount * 3]))
            lines = [*lines]
            if not was.voided:
                now = voided(was, MONTHS[place]) if amount is None else replace(was, amount=amount, home=amount)
                lines[changed] = now
        versions.append(lines)
    return versions


@given(histories())
def test_closing_month_by_month_comes_to_the_same_as_closing_once(versions: list[list[Line]]) -> None:
    """Whatever happened between the closes, the journals have done in the end what the documents ask for."""
    monthly, once = Books(), Books()
    for each, lines in zip(MONTHS, versions, strict=True):
        monthly.close(each, *lines)
    once.close(MONTHS[-1], *versions[-1])

    assert {account: monthly.balance(account) for account in (SALES, DEFERRED, SOLD_INTO)} == {
        account: once.balance(account) for account in (SALES, DEFERRED, SOLD_INTO)
    }


@given(histories())
def test_after_everything_is_voided_nothing_is_left(versions: list[list[Line]]) -> None:
    """All accounts go back to nothing, to the cent."""
    books = Books()
    for each, lines in zip(MONTHS[:-1], versions, strict=False):
        books.close(each, *lines)
    books.close(MONTHS[-1], *(replace(each, amount=0, home=0) for each in versions[-2]))

    assert [books.balance(account) for account in (SALES, DEFERRED, SOLD_INTO)] == [0, 0, 0]


@given(histories())
def test_every_journal_balances_and_a_second_run_adds_nothing(versions: list[list[Line]]) -> None:
    """No journal is out by a cent or has a line of nothing, and what was posted is not asked for again."""
    books = Books()
    for each, lines in zip(MONTHS, versions, strict=True):
        found = books.close(each, *lines)
        for journal in found.journals:
            assert sum(part.amount for part in journal.lines) == 0
            assert all(part.amount for part in journal.lines)
            assert period(journal.month) <= each
        assert books.close(each, *lines).journals == []


@given(histories())
def test_both_ways_recognise_the_same(versions: list[list[Line]]) -> None:
    """Sold into the liability or booked to revenue, documents and journals come to the same revenue and liability."""
    revenue, deferred = [], []
    for build in (line, sold_into):
        books = Books()
        for each, lines in zip(MONTHS, versions, strict=True):
            same = [
                replace(each, account=(made := build(0, "2026-01-01")).account, account_class=made.account_class)
                for each in lines
            ]
            books.close(each, *same)
        billed = sum(each.home or 0 for each in same)
        booked_to_revenue = billed if build is line else 0
        revenue.append(books.balance(SALES) + booked_to_revenue)
        deferred.append(books.balance(DEFERRED) + books.balance(SOLD_INTO) + billed - booked_to_revenue)

    assert revenue[0] == revenue[1]
    assert deferred[0] == deferred[1]
