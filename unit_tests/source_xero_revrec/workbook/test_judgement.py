"""Green, amber and red, and what is to be done about it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from source_xero_revrec.workbook.book import Look
from source_xero_revrec.workbook.contents import Contents
from source_xero_revrec.workbook.judgement import judged, tasks

MONTH = {"check": "B1", "status": "Ties", "period": "2026-01", "currency": "GBP", "expected_amount": Decimal(5)}
UNDATED = {"check": "S2", "status": "Information", "severity": "info", "period": "2026-01", "currency": "GBP",
           "actual_count": 3, "actual_amount": Decimal("9.50"), "reason": "ABSENT_PERIOD"}  # fmt: skip
WAITING = {"status": "Pending", "contact_name": "City Limosines", "currency": "GBP", "amount": Decimal("1200.00"),
           "hints": "City Limousines"}  # fmt: skip


def of(*records: tuple[str, dict[str, Any]]) -> Contents:
    """Return the contents after records."""
    contents = Contents()
    for stream, record in records:
        contents.add(stream, record)
    return contents


def verdict(*records: tuple[str, dict[str, Any]]) -> tuple[Look, str]:
    """Return the verdict on records."""
    contents = of(*records)
    return judged(contents, tasks(contents))


def test_green_is_only_what_ties_waits_for_nobody_and_has_its_dates() -> None:
    """Nothing else is called ready."""
    look, said = verdict(("control_totals", MONTH))

    assert (look, said.partition(":")[0]) == (Look.GOOD, "Ready to be imported")


@pytest.mark.parametrize(
    ("stream", "record", "told"),
    [
        ("pending_data", WAITING, "documents that wait for a CRM customer (1 documents of 1 contact, GBP 1,200.00)"),
        ("control_totals", UNDATED, "rows without service dates (3 rows, GBP 9.50)"),
        ("recon_errors", {"check": "S1", "status": "Open", "severity": "info", "reason": "ABSENT_PERIOD"}, "(1 lines)"),
        ("recon_errors", {"check": "K1", "status": "Open", "severity": "warning", "reason": "?"}, "(1 document)"),
        ("control_totals", {"check": "A1", "status": "Information", "severity": "warning"}, "(1 control total)"),
    ],
)
def test_money_that_waits_and_rows_without_dates_are_never_green(
    stream: str, record: dict[str, Any], told: str
) -> None:
    """Though every control total ties."""
    look, said = verdict(("control_totals", MONTH), (stream, record))

    assert look is Look.WARN
    assert told in said


@pytest.mark.parametrize(
    ("stream", "record", "told"),
    [
        ("control_totals", {**MONTH, "status": "Does not tie", "reason": "ROWS"}, "does not tie"),
        ("control_totals", {**MONTH, "held_count": 2}, "held documents (2 documents, without rows)"),
        ("recon_errors", {"check": "UNREADABLE", "status": "Open", "severity": "error"}, "held documents (1 document"),
        ("recon_errors", {"check": "I1", "status": "Open", "severity": "error"}, "(1 document)"),
        (
            "products",
            {"product_code": "A/B #1"},
            "product Code with characters that RevRec refuses (1 rows, such as A/B",
        ),
    ],
)
def test_what_must_not_be_imported_is_red(stream: str, record: dict[str, Any], told: str) -> None:
    """With something amber beside it, which does not soften it."""
    look, said = verdict(("control_totals", MONTH), (stream, record), ("pending_data", WAITING))

    assert look is Look.BAD
    assert told in said
    assert "wait for" not in said


def test_only_currencies_that_have_such_rows_are_named() -> None:
    """Another one's nothing is no amount."""
    _, said = verdict(
        ("control_totals", MONTH), ("control_totals", UNDATED), ("control_totals", {**MONTH, "currency": ""})
    )

    assert "(3 rows, GBP 9.50)" in said


def test_what_was_settled_is_no_task() -> None:
    """A finding that was resolved, and a document that stopped waiting."""
    look, _ = verdict(
        ("control_totals", MONTH),
        ("recon_errors", {"check": "I3", "status": "Resolved", "severity": "error"}),
        ("pending_data", {**WAITING, "status": "Cleared"}),
    )

    assert look is Look.GOOD


def test_without_control_totals_nothing_is_proven() -> None:
    """That is no green."""
    assert verdict()[0] is Look.WARN


def test_the_gravest_comes_first_and_names_its_remedy() -> None:
    """The remedies are the catalogue's; who waits is named with the CRM's near names."""
    waiting = {**UNDATED, "reason": "AMBIGUOUS_PERIOD", "severity": "warning"}
    red, *amber = tasks(
        of(
            ("pending_data", WAITING),
            ("control_totals", waiting),
            ("recon_errors", {"check": "C2", "status": "Open", "severity": "error", "reason": "ALLOCATION"}),
        )
    )

    assert (red.look, red.stream) == (Look.BAD, "recon_errors")
    assert red.remedy.startswith("Compare the credit note's allocations")
    assert [each.stream for each in amber] == ["pending_data", "recon_errors"]
    assert "City Limosines: 1, GBP 1,200.00 (like City Limousines?)" in amber[0].remedy
