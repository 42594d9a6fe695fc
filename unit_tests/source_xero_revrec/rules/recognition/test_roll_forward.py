"""From opening to closing, month by month."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.recognition.entries import Closing, Entries, journal_entries
from source_xero_revrec.rules.recognition.roll_forward import Figures, RollForward, roll_forward, since_cut_over
from unit_tests.source_xero_revrec.rules.recognition.made_lines import (
    DEFERRED,
    SOLD_INTO,
    Books,
    line,
    month,
    positions,
    sold_into,
    voided,
)
from unit_tests.source_xero_revrec.rules.recognition.test_entries import LATE, MONTHS, YEAR, histories

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Line
    from source_xero_revrec.rules.recognition.posted import PostedLine

DECEMBER = month("2026-12")


def rows(lines: list[Line], until: str, posted: list[PostedLine], closing: Closing) -> list[RollForward]:
    """Return the roll-forward of lines, each a document."""
    sums = positions([each] for each in lines)
    entries = journal_entries(sums, posted, closing)
    return [*roll_forward(sums, entries, accounts={DEFERRED, SOLD_INTO}, base_currency="NZD", until=month(until))]


def test_a_year_rolls_forward() -> None:
    """Billed once, released each month, and due within a year to the end."""
    january, february, *_ = rows([YEAR], "2026-03", [], Closing(month("2026-03")))

    assert january.homes == january.amounts == Figures(0, 120_000, 0, 0, -10_000, 0, 0, 0, 110_000, 110_000)
    assert february.homes == Figures(110_000, 0, 0, -10_000, 0, 0, 0, 0, 100_000, 100_000)


def test_after_a_cut_over_an_account_opens_at_what_the_ledger_held() -> None:
    """What the schedule does not explain of it stays, in the base currency's rows of that account alone."""
    dollars = replace(YEAR, currency="USD")
    found = rows([YEAR, dollars], "2026-03", [], Closing(month("2026-03")))
    first = month("2026-02")
    since = [*since_cut_over(found, first, {DEFERRED: -700, SOLD_INTO: 5}, "NZD")]

    assert [(row.currency, row.month - first) for row in since] == [("NZD", 0), ("NZD", 1), ("USD", 0), ("USD", 1)]
    for row, was in zip(since, (row for row in found if row.month >= first), strict=True):
        more = -700 if row.currency == "NZD" else 0
        for now, then in ((row.homes, was.homes), (row.amounts, was.amounts)):
            assert now == then._replace(opening=then.opening + more, closing=then.closing + more)
            assert (now.due_within_year, now.due_later) == (then.due_within_year, then.due_later + more)


def test_credits_stand_apart_from_what_was_billed() -> None:
    """A credit note lowers the balance in a column of its own."""
    credit = line(-60_000, "2026-02-10", "2026-03-01", "2026-12-31", of_credit_note=True)
    _, february = rows([YEAR, credit], "2026-02", [], Closing(month("2026-02")))

    assert february.homes == Figures(110_000, 0, -60_000, -10_000, 0, 0, 0, 0, 40_000, 40_000)


def test_an_account_has_rows_in_the_base_currency_where_journals_owe_it_anything() -> None:
    """Or where it is known to be one, or where something was earned on it in another currency before it was billed."""
    january = month("2026-01")
    early = line(300, "2026-03-05", "2026-02-01", "2026-02-28", home=600, currency="USD")

    def places(lines: list[Line], owed: dict[str, int], known: dict[str, int]) -> list[tuple[str, str, int]]:
        sums, entries = positions([each] for each in lines), Entries(owed={january: owed})
        found = roll_forward(
            sums, entries, accounts={DEFERRED}, base_currency="NZD", until=month("2026-03"), known=known
        )
        return [(row.account, row.currency, row.month - january) for row in found]

    of_a_quarter = [(DEFERRED, "NZD", 0), (DEFERRED, "NZD", 1), (DEFERRED, "NZD", 2)]
    assert places([], {DEFERRED: 5, SOLD_INTO: 5}, {}) == of_a_quarter
    assert places([], {}, {DEFERRED: january}) == of_a_quarter
    assert places([early], {}, {}) == [
        (DEFERRED, "NZD", 1), (DEFERRED, "NZD", 2), (DEFERRED, "USD", 1), (DEFERRED, "USD", 2)
    ]  # fmt: skip


def test_what_is_due_after_a_year_is_told() -> None:
    """A disclosure asks for the two apart."""
    (january,) = rows(
        [line(240_000, "2026-01-05", "2026-01-01", "2027-12-31")], "2026-01", [], Closing(month("2026-01"))
    )

    assert (january.homes.closing, january.homes.due_within_year, january.homes.due_later) == (
        230_000,
        120_000,
        110_000,
    )


def test_what_is_made_up_for_is_a_movement_of_the_month_that_does_it() -> None:
    """The closed month stays as it was closed, so that an opening always is the closing before."""
    books = Books()
    books.close("2026-01", YEAR)
    closing = Closing(month("2026-02"), through=month("2026-02"))
    january, february = rows([YEAR, LATE], "2026-02", books.posted, closing)

    assert january.homes == Figures(0, 180_000, 0, 0, -20_000, 0, 0, -50_000, 110_000, 160_000)
    assert february.homes == Figures(110_000, 0, 0, -20_000, 0, 50_000, 0, 0, 140_000, 140_000)


def test_a_void_stands_beside_what_was_billed() -> None:
    """Both count in the document's own month, as Xero's ledger does it; nothing is left to release."""
    both = [YEAR, voided(LATE, "2026-02")]
    january, february = rows(both, "2026-02", [], Closing(month("2026-02")))

    assert january.homes == january.amounts == Figures(0, 180_000, 0, 0, -10_000, 0, -60_000, 0, 110_000, 110_000)
    assert february.homes == Figures(110_000, 0, 0, -10_000, 0, 0, 0, 0, 100_000, 100_000)


def test_a_void_after_the_close_leaves_what_the_journals_did_until_it_is_made_up_for() -> None:
    """The closed month's closing does not move; the month that makes up for it says so."""
    books = Books()
    books.close("2026-01", YEAR, LATE)
    closing = Closing(month("2026-02"), through=month("2026-02"))
    january, february = rows([YEAR, voided(LATE, "2026-02")], "2026-02", books.posted, closing)

    assert january.homes == Figures(0, 180_000, 0, 0, -10_000, 0, -60_000, 50_000, 160_000, 110_000)
    assert february.homes == Figures(160_000, 0, 0, -10_000, 0, -50_000, 0, 0, 100_000, 100_000)


def test_a_voided_credit_note_is_taken_out_of_what_was_credited() -> None:
    """With the opposite sign, in the currency of the document and at home."""
    credit = line(-60_000, "2026-01-20", "2026-02-01", "2026-12-31", of_credit_note=True, currency="USD", home=-90_000)
    _, dollars = rows([YEAR, voided(credit, "2026-01")], "2026-01", [], Closing(month("2026-01")))

    assert dollars.amounts == Figures(0, 0, -60_000, 0, 0, 0, 60_000, 0, 0, 0)
    assert dollars.homes == Figures(0, 0, -90_000, 0, 0, 0, 90_000, 0, 0, 0)


def test_what_never_was_deferred_is_not_voided_there_either() -> None:
    """A voided line that was revenue at once, and one that had no period, were not on the account."""
    once = line(100, "2026-01-05", "2026-01-01", "2026-01-31")
    held = line(100, "2026-01-05")

    assert rows([voided(once, "2026-01"), voided(held, "2026-01")], "2026-01", [], Closing(month("2026-01"))) == []


def test_a_journal_that_was_edited_is_an_other_movement_of_its_month() -> None:
    """It is none of an earlier period; the next month makes up for it."""
    books = Books()
    books.close("2026-01", YEAR)
    books.posted = [
        replace(each, amount=each.amount // 2) if each.journal_entry_id.endswith("RELEASE") else each
        for each in books.posted
    ]
    january, february = rows([YEAR], "2026-02", books.posted, Closing(month("2026-02"), through=month("2026-02")))

    assert (january.homes.prior_period, january.homes.other) == (0, 5_000)
    assert (february.homes.prior_period, february.homes.other) == (-5_000, 0)


def test_currencies_are_apart_and_add_up_at_home() -> None:
    """Each document currency has its rows, with home amounts at the documents' own rates."""
    dollars = line(120_000, "2026-01-05", "2026-01-01", "2026-12-31", currency="USD", home=180_000)
    first, second = rows([YEAR, dollars], "2026-01", [], Closing(month("2026-01")))

    assert (first.currency, second.currency) == ("NZD", "USD")
    assert (second.amounts.closing, second.homes.closing) == (110_000, 165_000)


def test_what_needs_no_journal_is_in_no_roll_forward() -> None:
    """It never was deferred, unless it was sold into the liability."""
    service = "2026-01-01", "2026-01-31"
    closing = Closing(month("2026-01"))

    assert rows([line(100, "2026-01-05", *service)], "2026-01", [], closing) == []
    (row,) = rows([sold_into(100, "2026-01-05", *service)], "2026-01", [], closing)
    assert row.homes == Figures(0, 100, 0, 0, -100, 0, 0, 0, 0, 0)


@given(histories(), st.integers(0, 11))
def test_an_opening_always_is_the_closing_before(versions: list[list[Line]], closed: int) -> None:
    """And each closing is its opening and all that happened."""
    books = Books()
    for each, lines in zip(MONTHS[:closed], versions, strict=False):
        books.close(each, *lines)
    through = month("2026-01") + closed - 1
    found = rows(versions[-1], "2026-12", books.posted, Closing(DECEMBER, through=through))

    for pick in (attrgetter("homes"), attrgetter("amounts")):
        before: dict[tuple[str, str], int] = {}
        for row in found:
            figures = pick(row)
            assert figures.opening == before.get((row.account, row.currency), 0)
            moved = figures.billed + figures.credited + figures.voided + figures.prior_period + figures.other
            released = figures.released_from_opening + figures.released_from_billing
            assert figures.closing == figures.opening + moved + released
            before[row.account, row.currency] = figures.closing


@given(histories(), st.integers(0, 11))
def test_what_months_make_up_for_and_do_otherwise_comes_to_nothing(versions: list[list[Line]], closed: int) -> None:
    """Once all is made up for, on every account; a billed void is worth nothing either."""
    books = Books()
    for each, lines in zip(MONTHS[:closed], versions, strict=False):
        books.close(each, *lines)
    found = rows(versions[-1], "2026-12", books.posted, Closing(DECEMBER, through=DECEMBER))

    for account in (DEFERRED, SOLD_INTO):
        own = [row for row in found if row.account == account]
        assert sum(row.homes.prior_period + row.homes.other for row in own) == 0
        gross = sum(each.voided.amount for each in versions[-1] if each.voided and each.account == account)
        if account == SOLD_INTO:
            assert sum(row.homes.voided for row in own) == -gross


@given(histories())
def test_the_closing_is_what_documents_and_journals_put_on_the_account(versions: list[list[Line]]) -> None:
    """After each close the roll-forward is the ledger."""
    books = Books()
    for each, lines in zip(MONTHS, versions, strict=True):
        books.close(each, *lines)
        found = rows(lines, each, books.posted, Closing(month(each), through=month(each)))
        for account in (DEFERRED, SOLD_INTO):
            booked = sum(part.home or 0 for part in lines if part.account == account)
            rolled = sum(row.homes.closing for row in found if row.account == account and row.month == month(each))
            assert rolled == booked + books.balance(account)


def test_what_is_earned_and_not_billed_yet_stands_beside_the_balance() -> None:
    """In both currencies, by month until the invoice, for whoever accrues it by hand; no part of the balance."""
    late = line(300, "2026-03-05", "2026-01-01", "2026-03-31", home=600, currency="USD")
    rows = [
        *roll_forward(positions([[late]]), Entries(), accounts={DEFERRED}, base_currency="NZD", until=month("2026-03"))
    ]

    assert [
        (row.month, row.amounts.earned_unbilled, row.homes.earned_unbilled) for row in rows if row.currency == "USD"
    ] == [(month("2026-01"), 100, 200), (month("2026-02"), 200, 400), (month("2026-03"), 0, 0)]
    assert {(row.amounts.closing, row.homes.closing) for row in rows} == {(0, 0)}


def test_what_is_not_billed_yet_is_not_on_the_account() -> None:
    """A month that has nothing else is no beginning of a balance."""
    nothing = Figures(*[0] * 10)

    assert not nothing._replace(earned_unbilled=100).on_the_account
    assert nothing._replace(closing=100, earned_unbilled=100).on_the_account
