"""Recon Errors has a row for each line without service dates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from source_xero_revrec.workbook.undated_lines import ADDED, with_undated_lines

Record = dict[str, Any]
LINE: Record = {
    "tenant_id": "tenant-1",
    "document_id": "doc-7",
    "document_number": "INV-7",
    "document_type": "Invoice",
    "document_status": "AUTHORISED",
    "document_date": "2026-01-15",
    "currency": "NZD",
    "product_code": "SEATS",
    "invoice_line_number": 2,
    "line_description": "Seats",
    "original_amount": Decimal("90.00"),
    "service_period_problem": "absent",
}


def findings(*records: tuple[str, Record]) -> list[Record]:
    """Return what Recon Errors gets."""
    return [record for stream, record in with_undated_lines(records) if stream == "recon_errors"]


def test_a_line_without_a_period_is_a_finding_with_its_number_and_amount() -> None:
    """It has what the table of overrides needs; the columns to fill in are left empty."""
    (found,) = findings(("billing_schedule", LINE))

    expected = {
        "document_id": "doc-7", "document_number": "INV-7", "line_number": 2, "product_code": "SEATS",
        "amount": Decimal("90.00"), "check": "S1", "severity": "info", "reason": "ABSENT_PERIOD",
        "tenant_id": "tenant-1", "explanation": "Nothing states a service period.",
    }  # fmt: skip
    assert expected.items() <= found.items()
    assert not {"override_start", "override_end", "override_treatment"} & found.keys()
    assert {"override_start", "override_end", "override_treatment"} < ADDED.keys()


def test_an_ambiguous_line_says_why() -> None:
    """With the words in question, in the place of the document's one finding."""
    line = {**LINE, "service_period_problem": "ambiguous", "service_period_note": "It names two."}
    whole = {"document_id": "doc-7", "check": "S1", "explanation": "Invoice INV-7: line 2: It names two."}

    (found,) = findings(("billing_schedule", line), ("recon_errors", whole))

    assert (found["severity"], found["reason"], found["explanation"]) == (
        "warning",
        "AMBIGUOUS_PERIOD",
        "It names two.",
    )


@pytest.mark.parametrize("changed", [{"service_period_problem": None}, {"document_status": "VOIDED"}])
def test_lines_that_are_dated_or_voided_are_no_findings(changed: Record) -> None:
    """There is nothing to settle."""
    assert findings(("billing_schedule", {**LINE, **changed})) == []


def test_the_uses_of_a_credit_note_are_one_line() -> None:
    """A row for each would be the same override twice; another line is another."""
    other = {**LINE, "invoice_line_number": 3}

    assert len(findings(("billing_schedule", LINE), ("billing_schedule", LINE), ("billing_schedule", other))) == 2


def test_everything_else_passes_as_it_came() -> None:
    """In its order."""
    records: list[tuple[str, Record]] = [
        ("order_details", {**LINE, "amount": 1}), ("recon_errors", {"check": "I1"}), ("customers", {})
    ]  # fmt: skip

    assert list(with_undated_lines(records)) == records
