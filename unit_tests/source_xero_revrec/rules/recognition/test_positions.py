"""Sums are kept by what tells them apart, not by document."""

from __future__ import annotations

from source_xero_revrec.rules.recognition.line import Held
from source_xero_revrec.rules.recognition.positions import HeldGroup, HeldSums
from unit_tests.source_xero_revrec.rules.recognition.made_lines import DEFERRED, SALES, line, month, positions, voided

NORTH = (("region", "north"),)


def test_lines_that_agree_share_their_sums() -> None:
    """Memory grows with accounts, options and months, not with documents."""
    year = [line(1_200, "2026-01-05", "2026-01-01", "2026-12-31")]
    sums = positions([year] * 100)

    ((group, kept),) = sums.groups.items()
    assert (group.billed, group.defers, group.tracking) == (month("2026-01"), True, ())
    assert (kept.billed, kept.billed_home) == (120_000, 120_000)
    assert kept.amounts == kept.homes == [10_000] * 12


def test_what_tells_lines_apart_keeps_them_apart() -> None:
    """Tracking options, currency, month, credit notes, and whether anything is deferred."""
    service = "2026-01-01", "2026-12-31"
    sums = positions(
        [
            [line(100, "2026-01-05", *service)],
            [line(100, "2026-01-05", *service, tracking=NORTH)],
            [line(100, "2026-01-05", *service, currency="USD")],
            [line(100, "2026-02-05", *service)],
            [line(-100, "2026-01-05", *service, of_credit_note=True)],
            [line(100, "2026-01-05", "2026-01-01", "2026-01-31")],
        ]
    )

    assert len(sums.groups) == 6


def test_service_that_begins_later_leaves_months_of_nothing() -> None:
    """The months between document and service are there, and empty."""
    (sums,) = positions([[line(200, "2026-01-05", "2026-03-01", "2026-04-30")]]).groups.values()

    assert sums.amounts == [0, 0, 100, 100]


def test_longer_and_shorter_schedules_add_up() -> None:
    """Whichever comes first."""
    (sums,) = positions(
        [[line(100, "2026-01-05", "2026-01-01", "2026-02-28")], [line(400, "2026-01-05", "2026-01-01", "2026-04-30")]]
    ).groups.values()

    assert sums.amounts == [150, 150, 100, 100]


def test_held_lines_are_counted_by_reason_and_month() -> None:
    """A controller sees how many there are, and how much of the ledger's revenue they are."""
    sums = positions([[line(100, "2026-01-05"), line(50, "2026-01-09")], [line(7, "2026-01-05", problem="ambiguous")]])

    assert sums.groups == {}
    assert sums.held == {
        HeldGroup(Held.NO_PERIOD, SALES, "NZD", month("2026-01")): HeldSums(2, 150, 150),
        HeldGroup(Held.AMBIGUOUS_PERIOD, SALES, "NZD", month("2026-01")): HeldSums(1, 7, 7),
    }


def test_a_held_line_without_a_rate_is_nothing_in_the_base_currency() -> None:
    """It counts all the same."""
    abroad = line(100, "2026-01-05", currency="USD", home=None)

    assert positions([[abroad, abroad]]).held == {
        HeldGroup(Held.NO_RATE, SALES, "USD", month("2026-01")): HeldSums(lines=2, amount=200, home=0)
    }


def test_what_was_earned_before_the_document_is_listed_by_month() -> None:
    """Those who accrue by hand see which months it belongs to, and where it arrived."""
    late = line(300, "2026-03-05", "2026-01-01", "2026-03-31", home=600, currency="USD")
    sums = positions([[late], [late]])

    assert sums.arrears == {
        (DEFERRED, "USD", month("2026-01"), month("2026-03")): (200, 400),
        (DEFERRED, "USD", month("2026-02"), month("2026-03")): (200, 400),
    }


def test_a_month_is_billed_and_recognised_in_all_accounts_and_currencies() -> None:
    """In cents of the base currency; what is held is neither."""
    dollars = line(300, "2026-01-05", "2026-01-01", "2026-03-31", home=600, currency="USD")
    sums = positions([[dollars], [line(100, "2026-01-05", "2026-01-01", "2026-01-31")], [line(7, "2026-01-05")]])

    assert (sums.billed_in(month("2026-01")), sums.billed_in(month("2026-02"))) == (700, 0)
    assert sums.recognised() == {month("2026-01"): 300, month("2026-02"): 200, month("2026-03"): 200}


def test_what_was_voided_is_kept_beside_what_is_billed() -> None:
    """By account, month of the document and month of the void."""
    sums = positions([[voided(line(300, "2026-01-05", "2026-01-01", "2026-03-31"), "2026-02")]])
    (group,) = sums.groups.values()

    assert (group.billed, group.voided, group.voided_home) == (0, 300, 300)
    assert sums.voids == {(SALES, month("2026-01"), month("2026-02")): 300}


def test_what_is_deferred_at_the_end_of_a_month_is_billed_by_then_and_not_recognised() -> None:
    """Over all accounts, in months in which something is billed or recognised."""
    sums = positions(
        [[line(200, "2026-01-05", "2026-02-01", "2026-03-31")], [line(300, "2026-03-05", "2026-03-01", "2026-05-31")]]
    )

    balances = (200, 100, 200, 100, 0)
    assert sums.deferred() == {month(f"2026-0{each}"): cents for each, cents in enumerate(balances, 1)}
    assert positions([]).deferred() == {}
