"""Schedules that vendors, standards and other programs publish, to the cent.

Where a source puts an odd cent elsewhere, ours is the rounded cumulative, and no month differs by more than two cents.
Conventions that are not offered (equal touched months, a first and last month by the days of the term, 360ths) are
given by their own shares, so that the rounding is held against theirs all the same.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

import pytest

from source_xero_revrec.rules.recognition.months import days_in
from source_xero_revrec.rules.recognition.schedule import schedule
from source_xero_revrec.rules.recognition.weights import Method, Weights, weights
from unit_tests.source_xero_revrec.rules.recognition.made_lines import day, month


class Published(NamedTuple):
    """An example: source, cents, service, method, cents by month as published and as ours, and how far these differ."""

    source: str
    amount: int
    start: str
    end: str
    method: Method
    theirs: tuple[int, ...]
    ours: tuple[int, ...] = ()
    within: int = 2


def cents(text: str) -> tuple[int, ...]:
    """Return amounts such as `100 x 6, 12.50` in cents."""
    found: list[int] = []
    for part in text.split(","):
        amount, _, times = part.partition("x")
        whole, _, rest = amount.strip().partition(".")
        found += [int(whole) * 100 + int((rest or "0").ljust(2, "0"))] * int(times or 1)
    return tuple(found)


EXAMPLES = [
    Published(
        "Chargebee RevRec, understand-journal-entries: 12,000 over a year",
        1_200_000, "2026-01-01", "2026-12-31", "monthly", cents("1000 x 12"),
    ),
    Published(
        "Chargebee RevRec, recognizing-chargebee-credit-notes: 600 for January to June",
        60_000, "2026-01-01", "2026-06-30", "monthly", cents("100 x 6"),
    ),
    Published(
        "Stripe, revenue-recognition/examples: 31 USD for 15 January to 14 February",
        3_100, "2026-01-15", "2026-02-14", "daily", cents("17, 14"),
    ),
    Published(
        "Stripe, revenue-recognition/examples: the same, by the share of months in a leap year as OCA has it",
        3_100, "2024-01-15", "2024-02-14", "monthly", cents("16.49, 14.51"),
    ),
    Published(
        "Stripe, revenue-recognition/examples: 365 USD for 2019",
        36_500, "2019-01-01", "2019-12-31", "daily", cents("31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31"),
    ),
    Published(
        "Stripe, revenue-settings/examples: 120 USD for 15 June to 12 October, by day",
        12_000, "2024-06-15", "2024-10-12", "daily", cents("16, 31, 31, 30, 12"),
    ),
    Published(
        "Stripe, revenue-settings/examples: by month evenly, the last month cut off",
        12_000, "2024-06-01", "2024-09-30", "monthly", cents("30 x 4"),
    ),
    Published(
        "Recurly, revenue-recognition-wizard: 129.00 daily; its table adds up to 128.99",
        12_900, "2025-01-21", "2025-07-20", "daily",
        cents("7.84, 19.96, 22.09, 21.38, 22.09, 21.38, 14.25"),
        cents("7.84, 19.96, 22.09, 21.38, 22.09, 21.39, 14.25"),
    ),
    Published(
        "NetSuite, section_4362249596: 400 in even periods, August to December",
        40_000, "2026-08-01", "2026-12-31", "monthly", cents("80 x 5"),
    ),
    Published(
        "NetSuite, section_4362249596: 400 for 20 August to 19 December, exact days",
        40_000, "2026-08-20", "2026-12-19", "daily", cents("39.34, 98.36, 101.64, 98.36, 62.30"),
    ),
    Published(
        "Ordway, 360051994572: 12,000 for 15 October to 14 October",
        1_200_000, "2025-10-15", "2026-10-14", "monthly", cents("548.39, 1000 x 11, 451.61"),
    ),
    Published(
        "ERPNext, test_sales_invoice: 100 for 10 January to 15 March 2019",
        10_000, "2019-01-10", "2019-03-15", "daily", cents("33.85, 43.08, 23.07"), cents("33.85, 43.07, 23.08"),
    ),
    Published(
        "ERPNext, test_sales_invoice: 50,000 for 16 January to 31 March 2019, its half month of 0.5 made exact",
        5_000_000, "2019-01-16", "2019-03-31", "monthly", cents("10256.41, 19871.80, 19871.79"),
    ),
    Published(
        "ERPNext, deferred_revenue_and_expense: 300 for three months",
        30_000, "2021-05-01", "2021-07-31", "monthly", cents("100 x 3"),
    ),
    Published(
        "OpenRevRec, test_domain: 600 for 31 January to 30 March 2024",
        60_000, "2024-01-31", "2024-03-30", "daily", cents("10, 290, 300"),
    ),
    Published(
        "OpenRevRec, test_domain: 100 for 2026",
        10_000, "2026-01-01", "2026-12-31", "daily",
        cents("8.49, 7.67, 8.50, 8.22, 8.49, 8.22, 8.49, 8.50, 8.21, 8.50, 8.22, 8.49"),
    ),
    Published(
        "OpenRevRec, test_domain: 300 for 20 January to 2 March 2026, prorated months",
        30_000, "2026-01-20", "2026-03-02", "monthly", cents("80.00, 206.67, 13.33"),
    ),
    Published(
        "OpenRevRec, test_domain: 300 over three months",
        30_000, "2026-01-01", "2026-03-31", "monthly", cents("100 x 3"),
    ),
    Published(
        "Ledgerly, fixtures: 1,000.00 over twelve months, the last of which takes the rest",
        100_000, "2026-01-01", "2026-12-31", "monthly",
        cents("83.33 x 11, 83.37"),
        cents("83.33, 83.34, 83.33, 83.33, 83.34, 83.33, 83.33, 83.34, 83.33, 83.33, 83.34, 83.33"),
        # It rounds every month down, so that four cents come together in the last.
        within=4,
    ),
    Published(
        "Business Central, CustomerDeferralsTest: 120 over twelve months",
        12_000, "2026-01-01", "2026-12-31", "monthly", cents("10 x 12"),
    ),
    Published(
        "ChargeOver: 1,200 for a quarter",
        120_000, "2026-01-01", "2026-03-31", "monthly", cents("400 x 3"),
    ),
    Published(
        "Odoo, deferred_revenues: 1,200 for 2023, of which 800 are recognised by the end of August",
        120_000, "2023-01-01", "2023-12-31", "monthly", cents("100 x 12"),
    ),
    Published(
        "beancount_interpolate: 300 over 30 days",
        30_000, "2026-04-16", "2026-05-15", "daily", cents("150, 150"),
    ),
    Published(
        "beancount_interpolate #27: 365 over a year, a day each",
        36_500, "2026-01-01", "2026-12-31", "daily", cents("31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31"),
    ),
    Published(
        "beancount-periodic, test_amortize: 12,000 over a year from 1 April 2022",
        1_200_000, "2022-04-01", "2023-03-31", "monthly", cents("1000 x 12"),
    ),
    Published(
        "QuickBooks Online, set-revenue-recognition-schedule: 240 yearly, 20 every month",
        24_000, "2026-03-01", "2027-02-28", "monthly", cents("20 x 12"),
    ),
    Published(
        "Zoho, how-to-compute-revenue: 120 for a training of twelve months, from January",
        12_000, "2026-01-01", "2026-12-31", "monthly", cents("10 x 12"),
    ),
    Published(
        "Zoho, revenue-recognition-in-saas: the 11,000 that are left of 12,000 after the onboarding",
        1_100_000, "2026-01-01", "2026-12-31", "monthly",
        cents("916.67, 916.66, 916.67, 916.67, 916.66, 916.67, 916.67, 916.66, 916.67, 916.67, 916.66, 916.67"),
    ),
    Published(
        "Synder, revrec-use-cases: 39.99 for a month from 5 May 2023, whose end it leaves out",
        3_999, "2023-05-05", "2023-06-04", "daily", cents("34.83, 5.16"),
    ),
    Published(
        "Odoo, test_deferred_management: 1,000 for January to April 2023",
        100_000, "2023-01-01", "2023-04-30", "monthly", cents("250 x 4"),
    ),
    Published(
        "Month ends, computed: 31 January to 30 January, by day",
        120_000, "2026-01-31", "2027-01-30", "daily",
        cents("3.29, 92.05, 101.92, 98.63, 101.92, 98.63, 101.92, 101.91, 98.63, 101.92, 98.63, 101.92, 98.63"),
    ),
    Published(
        "Month ends, computed: 31 January to 30 January, by month",
        120_000, "2026-01-31", "2027-01-30", "monthly", cents("3.23, 100 x 11, 96.77"),
    ),
    Published(
        "Month ends, computed: 29 February to 28 February, by day",
        120_000, "2024-02-29", "2025-02-28", "daily",
        cents("3.28, 101.64, 98.36, 101.64, 98.36, 101.64, 101.64, 98.36, 101.64, 98.36, 101.64, 101.64, 91.80"),
    ),
    Published(
        "Month ends, computed: 30 November to 28 February, by day",
        120_000, "2025-11-30", "2026-02-28", "daily", cents("13.19, 408.79, 408.79, 369.23"),
    ),
    Published(
        "Month ends, computed: 30 November to 28 February, by month",
        120_000, "2025-11-30", "2026-02-28", "monthly", cents("13.19, 395.60, 395.61, 395.60"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.source)
def test_a_published_schedule_comes_out(example: Published) -> None:
    """Exactly ours, and within two cents of the source's in every month."""
    shares = weights(example.method, day(example.start), day(example.end))
    found = schedule(example.amount, shares, shares.first).amounts

    assert found == (example.ours or example.theirs)
    assert len(found) == len(example.theirs)
    assert all(abs(ours - theirs) <= example.within for ours, theirs in zip(found, example.theirs, strict=True))
    assert sum(found) == example.amount


def test_a_leap_day_to_the_last_of_february_is_more_than_twelve_months() -> None:
    """Month ends, computed: 1,200 from 29 February 2024 by month is 3.44 and then 99.71 or 99.72 twelve times."""
    shares = weights("monthly", day("2024-02-29"), day("2025-02-28"))
    first, *others = schedule(120_000, shares, shares.first).amounts

    assert first == 344
    assert len(others) == 12
    assert {*others} == {9_971, 9_972}
    assert first + sum(others) == 120_000


def test_recurly_partial_months_are_within_two_cents() -> None:
    """Recurly, PartialMonthly: 129.00 for 181 days, first and last by days and the middle equal, by its own shares."""
    parts = (11 * 5, *[150] * 5, 20 * 5)
    shares = Weights(month("2025-01"), tuple(accumulate(parts)), sum(parts))
    found = schedule(12_900, shares, shares.first).amounts

    assert found == cents("7.84, 21.38 x 4, 21.39, 14.25")
    assert all(abs(ours - theirs) <= 2 for ours, theirs in zip(found, cents("7.84, 21.38 x 5, 14.26"), strict=True))


def test_stripes_prorated_ends_are_within_two_cents() -> None:
    """Stripe, revenue-settings/examples: 15.50, 30.66, 30.66, 30.68, 12.50, by its own shares of the middle."""
    parts = (1_550 * 3, 9_200, 9_200, 9_200, 1_250 * 3)
    shares = Weights(month("2024-06"), tuple(accumulate(parts)), sum(parts))
    found = schedule(12_000, shares, shares.first).amounts

    assert found == cents("15.50, 30.67, 30.66, 30.67, 12.50")
    theirs = cents("15.50, 30.66, 30.66, 30.68, 12.50")
    assert all(abs(ours - each) <= 2 for ours, each in zip(found, theirs, strict=True))


@pytest.mark.parametrize(
    ("amount", "thirtieths", "theirs"),
    [
        (50_000, (24, 30, 30, 30, 7), "99.17, 123.97, 123.97, 123.97, 28.92"),
        (105_000, (15, 30, 30, 30), "150, 300 x 3"),
        (122_500, (30, 30, 30, 15), "350 x 3, 175"),
        (168_000, (10, 30, 30, 14), "200, 600 x 2, 280"),
    ],
)
def test_odoos_thirtieths_are_within_two_cents(amount: int, thirtieths: tuple[int, ...], theirs: str) -> None:
    """Odoo, test_deferred_management: a month has thirty days, by its own shares."""
    shares = Weights(month("2023-01"), tuple(accumulate(thirtieths)), sum(thirtieths))
    found = schedule(amount, shares, shares.first).amounts

    assert sum(found) == amount
    assert all(abs(ours - each) <= 2 for ours, each in zip(found, cents(theirs), strict=True))


def test_maxios_year_has_the_balance_that_it_names() -> None:
    """Maxio, saaspedia/deferred-revenue: 12,000 for a year from 15 April 2013, by day: 11,473.97 are left in April."""
    shares = weights("daily", day("2013-04-15"), day("2014-04-14"))

    assert 1_200_000 - schedule(1_200_000, shares, shares.first).amounts[0] == 1_147_397


def test_synders_year_of_two_plans_has_the_month_that_it_names() -> None:
    """Synder, revrec-use-cases: 399.99 and 1,200 for a year from 5 May 2023, 366 days: 29.51 and 88.52 in May."""
    shares = weights("daily", day("2023-05-05"), day("2024-05-04"))

    assert [schedule(each, shares, shares.first).amounts[0] for each in (39_999, 120_000)] == [2_951, 8_852]


def test_zuoras_rounded_days_are_what_its_users_could_not_work_out() -> None:
    """Zuora, community 17655: 100 over 365 days, each 0.27 and the last 0.28: January is 12 cents less than its days.

    Each day is rounded there; here what is rounded is the sum so far, so that no month is off by more than a cent.
    """
    shares = weights("daily", day("2026-01-01"), day("2026-12-31"))
    found = schedule(10_000, shares, shares.first).amounts
    days = [27] * 220 + [28] * 145

    assert (sum(days), sum(found)) == (10_000, 10_000)
    assert (sum(days[:31]), found[0]) == (837, 849)


def test_subscript_by_day_has_the_months_that_it_names() -> None:
    """Subscript, Revenue recognition schedules: 12,000 for 16 January 2021 to 15 January 2022, daily with proration."""
    shares = weights("daily", day("2021-01-16"), day("2022-01-15"))
    found = schedule(1_200_000, shares, shares.first).amounts

    assert (found[0], found[1], found[-1], len(found)) == (52_603, 92_055, 49_315, 13)
    assert sum(found) == 1_200_000


def test_scalexps_days_are_worth_what_its_table_says() -> None:
    """ScaleXP, how-is-deferred-revenue-allocated: in 2024 a day is 0.0323, 0.0345 or 0.0333 of a month."""
    shares = weights("monthly", day("2024-01-01"), day("2024-12-31"))
    months = [now - before for before, now in pairwise((0, *shares.upto))]
    values = [
        f"{float(Fraction(each, shares.whole) * 12 / days_in(shares.first + place)):.4f}"
        for place, each in enumerate(months)
    ]

    long, leap, short = "0.0323", "0.0345", "0.0333"
    assert values == [long, leap, long, short, long, short, long, long, short, long, short, long]


def test_what_is_delivered_at_the_end_is_revenue_at_the_end() -> None:
    """Zoho, how-to-compute-revenue: 5,000 paid in January for what is delivered in March."""
    shares = weights("at_end", day("2026-01-10"), day("2026-03-20"))
    found = schedule(500_000, shares, month("2026-01"))

    assert [500_000 - found.until(month(at)) for at in ("2026-01", "2026-02", "2026-03")] == [500_000, 500_000, 0]
