"""Schedules add up to the cent."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.recognition.months import month_of
from source_xero_revrec.rules.recognition.schedule import earned_before, schedule
from source_xero_revrec.rules.recognition.weights import METHODS, Weights, weights

STARTS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
SHARES = st.builds(
    lambda method, start, days: weights(method, start, start + timedelta(days)),
    st.sampled_from(METHODS),
    STARTS,
    st.integers(0, 2_000),
)
AMOUNTS = st.integers(-(10**13), 10**13)


@given(AMOUNTS, SHARES, st.integers(-40, 40))
def test_the_months_add_up_to_the_amount(amount: int, shares: Weights, later: int) -> None:
    """No cent is lost and none appears, whenever the document was made out."""
    found = schedule(amount, shares, shares.first + later)

    assert sum(found.amounts) == amount
    assert found.first >= shares.first + min(0, later)
    assert found.last <= max(shares.last, shares.first + later)


@given(AMOUNTS, SHARES)
def test_what_is_recognised_so_far_is_within_half_a_cent_of_its_share(amount: int, shares: Weights) -> None:
    """Rounding never builds up: each cumulative is the exact one, rounded."""
    found = schedule(amount, shares, shares.first)

    for place, upto in enumerate(shares.upto):
        exact = Fraction(amount * upto, shares.whole)
        assert abs(found.until(shares.first + place) - exact) <= Fraction(1, 2)


@given(st.integers(1, 10**13), SHARES, st.integers(-40, 40))
def test_a_credit_mirrors_an_invoice(amount: int, shares: Weights, later: int) -> None:
    """Half cents are rounded away from zero, so that what was billed and credited in full leaves nothing."""
    billed = shares.first + later
    ours, theirs = schedule(amount, shares, billed), schedule(-amount, shares, billed)

    assert ours.first == theirs.first
    assert ours.amounts == tuple(-each for each in theirs.amounts)


@given(AMOUNTS, SHARES, st.integers(-40, 40))
def test_nothing_is_recognised_before_the_document(amount: int, shares: Weights, later: int) -> None:
    """What was earned before arrives in the document's month; from then on it is as if it had been there always."""
    billed = shares.first + later
    found, always = schedule(amount, shares, billed), schedule(amount, shares, shares.first)

    assert found.until(billed - 1) == 0
    for month in range(billed, billed + 12):
        assert found.until(month) == always.until(month)


@given(AMOUNTS, SHARES, st.integers(-40, 40))
def test_what_was_earned_early_is_what_arrives_late(amount: int, shares: Weights, later: int) -> None:
    """The months before the document and their sum are told apart."""
    billed = shares.first + later
    early = earned_before(amount, shares, billed)

    assert (early is None) is (shares.first >= billed)
    if early:
        assert early.last < billed
        assert sum(early.amounts) == schedule(amount, shares, shares.first).until(billed - 1)


def test_half_a_cent_goes_away_from_zero() -> None:
    """A cent over two months is recognised in the first."""
    january = month_of(date(2026, 1, 1))
    halves = Weights(january, (1, 2), 2)

    assert schedule(1, halves, january).amounts == (1, 0)
    assert schedule(-1, halves, january).amounts == (-1, 0)
