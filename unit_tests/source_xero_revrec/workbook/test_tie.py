"""What is in Xero is found in rows, pending, excluded, held and rounding, or it is a difference."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.workbook.tie import Side, Ties

AMOUNTS = st.decimals(-(10**6), 10**6, places=2)
PARTS = ("emitted_amount", "pending_amount", "excluded_amount", "held_amount", "explained_amount")


@given(st.lists(st.tuples(st.sampled_from(["2026-01", "2026-02"]), AMOUNTS, *([AMOUNTS] * 5)), max_size=8))
def test_the_sums_of_months_are_those_of_their_currency(rows: list[tuple[str, Decimal]]) -> None:
    """Whatever stands in the months, the difference of the whole is what is in Xero less every place it is found in."""
    ties = Ties()
    for period, whole, *parts in rows:
        found = dict(zip(PARTS, parts, strict=True))
        ties.add({"check": "B1", "currency": "GBP", "period": period, "expected_amount": whole, **found})

    total = ties.currencies().get("GBP")
    assert sum((month.difference.amount for _, month in ties.of("GBP")), Decimal(0)) == sum(
        (row[1] - sum(row[2:], Decimal(0)) for row in rows), Decimal(0)
    )
    assert (total is None) == (not rows)
    assert total is None or total.in_xero.amount == sum(row[1] for row in rows)


def test_only_a_months_totals_of_documents_count() -> None:
    """B2 has another expectation, and the row of Xero's own counts has no month."""
    ties = Ties()
    ties.add({"check": "B2", "currency": "GBP", "period": "2026-01", "expected_amount": Decimal(5)})
    ties.add({"check": "B1", "currency": "", "period": "", "expected_count": 276})
    assert ties.months == {}

    ties.add({"check": "S2", "currency": "GBP", "period": "2026-01", "actual_count": 2, "actual_amount": Decimal(7)})
    assert ties.months["GBP", "2026-01"].undated == Side(2, Decimal(7))


def test_a_month_that_does_not_tie_is_counted() -> None:
    """Though its amounts may come to nothing."""
    ties = Ties()
    for period in ("2026-01", "2026-02"):
        ties.add({"check": "B1", "currency": "GBP", "period": period, "status": "Does not tie"})

    assert ties.currencies()["GBP"].failing == 2
