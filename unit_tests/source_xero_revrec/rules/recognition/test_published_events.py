"""Credits, voids, edits, arrears and currencies as vendors and standards publish them, through closes of months."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.posted import Kind
from source_xero_revrec.rules.recognition.schedule import schedule
from source_xero_revrec.rules.recognition.weights import Weights
from unit_tests.source_xero_revrec.rules.recognition.made_lines import (
    DAILY,
    DEFERRED,
    SALES,
    SETTINGS,
    SOLD_INTO,
    Books,
    closed_months,
    line,
    month,
    positions,
    recognised,
    sold_into,
    spread,
)

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Line
    from source_xero_revrec.rules.recognition.settings import RecognitionSettings


def revenue(versions: dict[str, list[Line]], settings: RecognitionSettings = SETTINGS) -> list[int]:
    """Return the revenue that each close brings, in cents: lines are sold into the liability, so that all of it shows.

    `versions` says which lines there are from a month on.
    """
    books, found, lines = Books(settings), [], []
    for each in closed_months(min(versions), max(versions)):
        lines = versions.get(each, lines)
        before = books.balance(SALES)
        books.close(each, *lines)
        found.append(books.balance(SALES) - before)
    return found


def steady(first: str, last: str, *lines: Line) -> dict[str, list[Line]]:
    """Return lines that are the same from the first to the last month."""
    return {first: [*lines], last: [*lines]}


def test_stripe_two_lines() -> None:
    """Stripe E1: 31 for 15 January to 14 February and 5 without a period: 22 in January, 14 in February."""
    lines = [
        sold_into(3_100, "2026-01-15", "2026-01-15", "2026-02-14"),
        sold_into(500, "2026-01-15", product="ONCE"),
    ]

    assert revenue(steady("2026-01", "2026-02", *lines), DAILY) == [2_200, 1_400]


def test_stripe_service_before_the_invoice() -> None:
    """Stripe E2: 92 billed on 1 November for October to December: 0, 61 and 31; 31 were earned in October."""
    late = sold_into(9_200, "2026-11-01", "2026-10-01", "2026-12-31")

    assert revenue({"2026-10": [], "2026-11": [late], "2026-12": [late]}, DAILY) == [0, 6_100, 3_100]
    earned = {(SOLD_INTO, "NZD", month("2026-10"), month("2026-11")): (3_100, 3_100)}
    assert positions([[late]], DAILY).arrears == earned


def test_stripe_void() -> None:
    """Stripe E4: 90 for January to March, voided in February: 31, -31, 0; Xero takes the document out by itself."""
    whole = sold_into(9_000, "2026-01-01", "2026-01-01", "2026-03-31")
    void = sold_into(0, "2026-01-01", "2026-01-01", "2026-03-31")

    assert revenue({"2026-01": [whole], "2026-02": [void], "2026-03": [void]}, DAILY) == [3_100, -3_100, 0]


def credited(start: str) -> list[Line]:
    """Return 90 for January to March, and 45 credited on 1 February from `start` on."""
    return [
        sold_into(9_000, "2026-01-01", "2026-01-01", "2026-03-31"),
        sold_into(-4_500, "2026-02-01", start, "2026-03-31", of_credit_note=True),
    ]


def test_stripe_credit_note() -> None:
    """Stripe E5: 45 of 90 credited on 1 February: 31, -1.50, 15.50; later 31, 6.64, 7.36; at once 31, -17, 31."""
    whole, retrospective = credited("2026-01-01")
    _, prospective = credited("2026-02-01")
    _, at_once = credited("2026-02-01")
    at_once.product = "ONCE"

    def closed(credit: Line) -> list[int]:
        return revenue({"2026-01": [whole], "2026-02": [whole, credit], "2026-03": [whole, credit]}, DAILY)

    assert closed(retrospective) == [3_100, -150, 1_550]
    assert closed(prospective) == [3_100, 664, 736]
    assert closed(at_once) == [3_100, -1_700, 3_100]


def test_stripe_credit_note_voided_later() -> None:
    """Stripe E6: 181 for a half-year, half credited in February, voided in May: 31, -1.50, 15.50, 15, 91, 30."""
    whole = sold_into(18_100, "2019-01-01", "2019-01-01", "2019-06-30")
    credit = sold_into(-9_050, "2019-02-01", "2019-01-01", "2019-06-30", of_credit_note=True)
    versions = {"2019-01": [whole], "2019-02": [whole, credit], "2019-05": [whole], "2019-06": [whole]}

    assert revenue(versions, DAILY) == [3_100, -150, 1_550, 1_500, 9_100, 3_000]


def test_stripe_credit_before_payment() -> None:
    """Stripe E7: 120 of which 30 are credited on the same day are 90 from the start: 31, 28, 31."""
    whole = sold_into(12_000, "2026-01-01", "2026-01-01", "2026-03-31")
    credit = sold_into(-3_000, "2026-01-01", "2026-01-01", "2026-03-31", of_credit_note=True)

    assert revenue(steady("2026-01", "2026-03", whole, credit), DAILY) == [3_100, 2_800, 3_100]


def test_stripe_negative_line() -> None:
    """Stripe E9: -31 for 15 January to 14 February: -17, -14."""
    assert spread(line(-3_100, "2026-01-15", "2026-01-15", "2026-02-14"), DAILY) == {
        "2026-01": -1_700,
        "2026-02": -1_400,
    }


def test_stripe_tax() -> None:
    """Stripe E10: of 35 with 4 of tax inside, 31 are recognised: 11 and 20."""
    assert spread(line(3_100, "2026-01-21", "2026-01-21", "2026-02-20"), DAILY) == {"2026-01": 1_100, "2026-02": 2_000}


def test_stripe_currency() -> None:
    """Stripe E11: 30 EUR at 1.20 are 36 of revenue, whatever the rate is when it is paid."""
    found = recognised(line(3_000, "2026-01-01", "2026-01-01", "2026-01-31", currency="EUR", home=3_600))

    assert (found.schedule.amounts, found.home.amounts) == ((3_000,), (3_600,))


HALF_A_YEAR = sold_into(60_000, "2026-01-01", "2026-01-01", "2026-06-30")


def credit_of_half_a_year(amount: int, start: str) -> dict[str, list[Line]]:
    """Return 600 for January to June of which `amount` is credited on 1 April."""
    credit = sold_into(amount, "2026-04-01", start, "2026-06-30", of_credit_note=True)
    return {"2026-01": [HALF_A_YEAR], "2026-04": [HALF_A_YEAR, credit], "2026-06": [HALF_A_YEAR, credit]}


def test_revrec_prospective_credit() -> None:
    """RevRec E13: 60 of 600 credited in April from then on: 100, 100, 100, 80, 80, 80."""
    assert revenue(credit_of_half_a_year(-6_000, "2026-04-01")) == [10_000] * 3 + [8_000] * 3


def test_revrec_full_refund() -> None:
    """RevRec E14: 600 refunded in April: 100 three times, -300, 0, 0."""
    assert revenue(credit_of_half_a_year(-60_000, "2026-01-01")) == [10_000, 10_000, 10_000, -30_000, 0, 0]


def test_revrec_prorated_refund() -> None:
    """RevRec E15: 300 refunded in April stops the revenue without reversing any."""
    assert revenue(credit_of_half_a_year(-30_000, "2026-04-01")) == [10_000, 10_000, 10_000, 0, 0, 0]


def test_revrec_invoice_adjustment() -> None:
    """RevRec E16: 12,000 should have been 10,000; the -2,000 of January comes in April, which takes it all."""
    whole = sold_into(1_200_000, "2026-01-01", "2026-01-01", "2026-12-31")
    less = sold_into(-200_000, "2026-01-01", "2026-01-01", "2026-12-31")
    found = revenue({"2026-01": [whole], "2026-04": [whole, less], "2026-12": [whole, less]})

    assert found[:6] == [100_000, 100_000, 100_000, 33_333, 83_334, 83_333]
    assert sum(found) == 1_000_000


def test_revrec_prior_period_adjustment() -> None:
    """RevRec E17: 600 for January to June becomes 800 in March: 100, 100, 200, of which 66.67 are of earlier months."""
    more = sold_into(80_000, "2026-01-01", "2026-01-01", "2026-06-30")
    books = Books()
    books.close("2026-01", HALF_A_YEAR)
    books.close("2026-02", HALF_A_YEAR)
    march = {journal.kind: journal.total for journal in books.close("2026-03", more).journals}

    assert march == {Kind.PRIOR: 6_667, Kind.RELEASE: 13_333}
    assert revenue({"2026-01": [HALF_A_YEAR], "2026-03": [more], "2026-06": [more]}) == [
        10_000, 10_000, 20_000, 13_333, 13_334, 13_333
    ]  # fmt: skip


def test_erpnext_credit_by_share() -> None:
    """ERPNext #18126: of 20,000, 18,854.18 are recognised; 19,500 credited take 18,382.83 and 1,117.17 by share."""
    shares = Weights(month("2026-01"), (1_885_418, 2_000_000), 2_000_000)

    assert schedule(-1_950_000, shares, shares.first).amounts == (-1_838_283, -111_717)


def test_openrevrec_prepaid() -> None:
    """OpenRevRec: 1,200 for a year leave 1,100 deferred and 100 of revenue in January."""
    books = Books()
    january = books.close("2026-01", line(120_000, "2026-01-01", "2026-01-01", "2026-12-31"))

    assert {journal.kind: journal.total for journal in january.journals} == {
        Kind.DEFERRAL: 120_000,
        Kind.RELEASE: 10_000,
    }
    assert (books.balance(DEFERRED), books.balance(SALES)) == (110_000, -110_000)


def test_openrevrec_billed_in_march() -> None:
    """OpenRevRec: billed in March, the two months before arrive with it: 300, and 900 stay deferred."""
    late = line(120_000, "2026-03-01", "2026-01-01", "2026-12-31")
    books = Books()
    books.close("2026-03", late)

    assert books.balance(DEFERRED) == 90_000
    assert spread(late)["2026-03"] == 30_000
    assert [*positions([[late]]).arrears.values()] == [(10_000, 10_000), (10_000, 10_000)]


def test_openrevrec_billed_before_the_year() -> None:
    """OpenRevRec: billed in December 2025 for 2026, all of it is deferred and nothing is revenue."""
    books = Books()
    books.close("2025-12", line(120_000, "2025-12-15", "2026-01-01", "2026-12-31"))

    assert (books.balance(DEFERRED), books.balance(SALES)) == (120_000, -120_000)


YEAR = sold_into(120_000, "2026-01-01", "2026-01-01", "2026-12-31")


def test_openrevrec_modification() -> None:
    """OpenRevRec: 1,200 become 1,800 on 1 July: from then on 200 a month; with catch-up 450 in July, 1,050 so far."""
    upgrade = sold_into(60_000, "2026-07-01", "2026-07-01", "2026-12-31")
    edited = sold_into(180_000, "2026-01-01", "2026-01-01", "2026-12-31")
    caught_up = revenue({"2026-01": [YEAR], "2026-07": [edited], "2026-12": [edited]})

    assert revenue({"2026-01": [YEAR], "2026-07": [YEAR, upgrade], "2026-12": [YEAR, upgrade]}) == [
        *[10_000] * 6, *[20_000] * 6
    ]  # fmt: skip
    assert caught_up[6] == 45_000
    assert sum(caught_up[:7]) == 105_000


def test_openrevrec_termination() -> None:
    """OpenRevRec: ended on 1 July, 600 stay; cancelled with catch-up, July takes 600 back."""
    ended = sold_into(-60_000, "2026-07-01", "2026-07-01", "2026-12-31", of_credit_note=True)
    cancelled = sold_into(-120_000, "2026-07-01", "2026-01-01", "2026-12-31", of_credit_note=True)

    assert sum(revenue({"2026-01": [YEAR], "2026-07": [YEAR, ended], "2026-12": [YEAR, ended]})) == 60_000
    assert revenue({"2026-01": [YEAR], "2026-07": [YEAR, cancelled], "2026-12": [YEAR, cancelled]})[6] == -60_000


def test_binary_stream_true_ups() -> None:
    """Binary Stream, exCrNote 2 and 4: credited in June, and ended in October: 70 and 95, or -140 and 60, a month."""
    shorter = sold_into(120_000, "2026-01-01", "2026-01-01", "2026-10-31")
    for credited, june, after in ((-25_000, 7_000, 9_500), (-60_000, -14_000, 6_000)):
        credit = sold_into(credited, "2026-06-01", "2026-01-01", "2026-10-31", of_credit_note=True)
        now = [shorter, credit]

        assert revenue({"2026-01": [YEAR], "2026-06": now, "2026-11": now}) == [
            *[10_000] * 5, june, *[after] * 4, 0
        ]  # fmt: skip


def test_binary_stream_return() -> None:
    """Binary Stream, exCrNote of 2020: returned after five months for 500: what was deferred is earned, less 500."""
    ended = sold_into(120_000, "2026-01-01", "2026-01-01", "2026-05-31")
    credit = sold_into(-50_000, "2026-06-01", product="ONCE", of_credit_note=True)
    settings = replace(SETTINGS, methods_of_products={"ONCE": "point_in_time"})

    assert revenue({"2026-01": [YEAR], "2026-06": [ended, credit], "2026-07": [ended, credit]}, settings) == [
        *[10_000] * 5, 70_000 - 50_000, 0
    ]  # fmt: skip


def test_zoho_onboarding() -> None:
    """Zoho, revenue-recognition-in-saas: of 12,000 a year 1,000 is onboarding: 1,000 at once, 11,000 over the year."""
    onboarding = sold_into(100_000, "2026-01-01", product="ONCE")
    plan = sold_into(1_100_000, "2026-01-01", "2026-01-01", "2026-12-31")
    settings = replace(SETTINGS, methods_of_products={"ONCE": "point_in_time"})

    assert revenue(steady("2026-01", "2026-02", onboarding, plan), settings) == [100_000 + 91_667, 91_666]


def test_synder_refund() -> None:
    """Synder, revrec-refunds: 1,200 from August on, refunded in December: 100 four times, then -400, and nothing."""
    whole = sold_into(120_000, "2026-08-01", "2026-08-01", "2027-07-31")
    refund = sold_into(-120_000, "2026-12-01", "2026-08-01", "2027-07-31", of_credit_note=True)

    assert revenue({"2026-08": [whole], "2026-12": [whole, refund], "2027-02": [whole, refund]}) == [
        *[10_000] * 4, -40_000, 0, 0
    ]  # fmt: skip


def test_calcsimpler_milestone() -> None:
    """Calcsimpler, forecaster: 240,000 over 18 months, 20 % at the start: 112,000 after six, 10,666.67 a month."""
    milestone = sold_into(4_800_000, "2026-01-01", product="ONCE")
    rest = sold_into(19_200_000, "2026-01-01", "2026-01-01", "2027-06-30")
    settings = replace(SETTINGS, methods_of_products={"ONCE": "point_in_time"})
    found = revenue(steady("2026-01", "2026-06", milestone, rest), settings)

    assert sum(found) == 11_200_000
    assert {*found[1:]} == {1_066_666, 1_066_667}


def test_odoo_credit_note() -> None:
    """Odoo, test_deferred_management: billed in December for January to April, and the reversal mirrors it."""
    whole = sold_into(100_000, "2022-12-10", "2023-01-01", "2023-04-30")
    back = sold_into(-100_000, "2022-12-10", "2023-01-01", "2023-04-30", of_credit_note=True)

    assert revenue(steady("2022-12", "2023-04", whole)) == [0, *[25_000] * 4]
    assert revenue(steady("2022-12", "2023-04", back)) == [0, *[-25_000] * 4]
    assert revenue(steady("2022-12", "2023-04", whole, back)) == [0] * 5


def test_ifric_22() -> None:
    """IFRIC 22, example 4: an advance of 200 keeps its rate of 1.50: with 250 at 1.70 the revenue is 725."""
    advance = sold_into(20_000, "2026-01-31", "2026-03-01", "2026-03-31", currency="USD", home=30_000)
    rest = sold_into(25_000, "2026-03-01", "2026-03-01", "2026-03-31", currency="USD", home=42_500)
    second = sold_into(55_000, "2026-06-01", "2026-06-01", "2026-06-30", currency="USD", home=104_500)
    versions = {"2026-01": [advance], "2026-03": [advance, rest], "2026-06": [advance, rest, second]}

    assert revenue(versions) == [0, 0, 72_500, 0, 0, 104_500]


def test_teachable() -> None:
    """Teachable: 55,000 a month become 45,000 from October; the months before stay as they were."""
    months = closed_months("2026-07", "2026-12")
    bills = [
        sold_into(5_500_000 if each < "2026-10" else 4_500_000, f"{each}-01", f"{each}-01", f"{each}-28")
        for each in months
    ]
    versions = {each: bills[: place + 1] for place, each in enumerate(months)}

    assert revenue(versions) == [5_500_000] * 3 + [4_500_000] * 3


def test_billed_the_day_before_it_begins() -> None:
    """beancount-periodic: 12,000 billed on 31 March for the year from April: nothing in March, then 1,000 a month."""
    whole = sold_into(1_200_000, "2022-03-31", "2022-04-01", "2023-03-31")

    assert revenue(steady("2022-03", "2023-03", whole)) == [0, *[100_000] * 12]
