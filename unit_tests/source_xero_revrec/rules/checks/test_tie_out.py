"""A control total as a row: its verdict, its amounts, and what replaces it when its documents are gone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.rules.checks.tie_out import ControlTotal, nothing_left, total_of_nothing, verdict

SHORT = ControlTotal(
    check="B1",
    period="2026-01",
    currency="NZD",
    description="Documents in Xero 100.00 NZD = rows 60.00: 40.00 NZD too little",
    expected_count=2,
    actual_count=1,
    expected_amount=Decimal(100),
    actual_amount=Decimal("60.0"),
    difference=Decimal("-40.005"),
    **verdict("B1", "Does not tie", "ROWS"),
)


def test_a_row_has_two_places_and_nothing_for_what_was_not_looked_at() -> None:
    """A fraction of a cent is never rounded away."""
    row = SHORT.row()

    assert [str(row[name]) for name in ("expected_amount", "actual_amount", "difference")] == [
        "100.00",
        "60.00",
        "-40.005",
    ]
    assert (row["expected_count"], row["pending_amount"], row["excluded_count"]) == (2, None, None)
    assert list(row)[:4] == ["check", "period", "currency", "description"]


def test_a_verdict_brings_the_remedy_of_its_reason() -> None:
    """Severity and fix stand in the catalogue."""
    remedy = CATALOGUE["B1"].remedy("ROWS")

    assert verdict("B1", "Does not tie", "ROWS") == {
        "status": "Does not tie",
        "severity": remedy.severity,
        "reason": "ROWS",
        "proposed_fix": remedy.proposed_fix,
    }


def test_without_a_reason_there_is_nothing_to_do() -> None:
    """Whatever the check is."""
    assert verdict("B1", "Ties") == {"status": "Ties", "severity": "info", "reason": "", "proposed_fix": ""}


def test_a_reason_that_the_check_does_not_know_is_a_defect() -> None:
    """It stops the sync instead of standing in a row without a remedy."""
    with pytest.raises(KeyError, match="BAD_WEATHER"):
        verdict("B1", "Does not tie", "BAD_WEATHER")


@pytest.mark.parametrize(
    ("before", "after"),
    [("Does not tie", "Ties"), ("Ties", "Ties"), ("Information", "Information")],
)
def test_a_month_without_documents_replaces_its_row_by_zeros(before: Any, after: str) -> None:  # noqa: ANN401 - a status
    """Under the same key; numbers are zero, what was not looked at stays out, and nothing is to be done."""
    left = nothing_left(replace(SHORT, status=before))

    assert (left.check, left.period, left.currency) == ("B1", "2026-01", "NZD")
    assert (left.expected_count, left.actual_count, left.expected_amount, left.difference) == (0, 0, 0, 0)
    assert (left.pending_count, left.pending_amount) == (None, None)
    assert (left.status, left.severity, left.reason, left.proposed_fix) == (after, "info", "", "")
    assert left.description == "No documents are left"
    assert str(left.row()["difference"]) == "0.00"


@pytest.mark.parametrize(
    ("check", "status"), [("B1", "Ties"), ("B2", "Ties"), ("S2", "Information"), ("V1", "Information")]
)
def test_a_total_of_which_only_the_key_is_known_gives_way_to_nothing(check: str, status: str) -> None:
    """An attempt told it, and what it said is not remembered."""
    left = nothing_left(total_of_nothing(check, "2026-04", "USD"))

    assert left.key == (check, "2026-04", "USD")
    assert (left.status, left.severity, left.description) == (status, "info", "No documents are left")
