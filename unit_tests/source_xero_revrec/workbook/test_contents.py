"""What goes into the workbook is counted on the way, and what RevRec would refuse is noticed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from source_xero_revrec.workbook.contents import Cause, Contents


def counted(stream: str, *records: dict[str, Any]) -> Contents:
    """Return the contents after records of a stream."""
    contents = Contents()
    for record in records:
        contents.add(stream, record)
    return contents


def test_amounts_are_added_up_by_currency() -> None:
    """Each sheet that has a total has its own; a row without a currency is no row of another."""
    contents = counted(
        "billing_schedule",
        {"billing_amount": Decimal("100.00"), "currency": "GBP"},
        {"billing_amount": Decimal("-0.50"), "currency": "GBP"},
        {"billing_amount": 3, "currency": None},
    )

    assert dict(contents.totals) == {
        ("billing_schedule", "GBP"): Decimal("99.50"),
        ("billing_schedule", ""): Decimal(3),
    }
    assert contents.rows["billing_schedule"] == 3


def test_a_sheet_without_a_total_adds_nothing_up() -> None:
    """A customer's row has no amount that means anything in sum."""
    assert not counted("customers", {"amount": Decimal(1), "currency": "GBP"}).totals


def test_control_totals_are_counted_by_their_status() -> None:
    """Those that do not tie and those to look at by their cause; B1 says what each month holds."""
    contents = counted(
        "control_totals",
        {"check": "B1", "status": "Ties", "period": "2026-01", "currency": "GBP", "expected_amount": Decimal("9.00")},
        {"check": "B2", "status": "Does not tie", "reason": "ROWS", "severity": "error", "period": "2026-01"},
        {"check": "P1", "status": "Information", "reason": "PENDING", "severity": "warning", "period": ""},
        {"check": "K1", "status": None, "period": "", "currency": ""},
    )

    assert dict(contents.statuses) == {"Ties": 1, "Does not tie": 1, "Information": 1, "": 1}
    assert dict(contents.failing) == {Cause("B2", "ROWS", "error"): 1}
    assert dict(contents.warned) == {Cause("P1", "PENDING", "warning"): 1}
    assert contents.ties.months["GBP", "2026-01"].in_xero.amount == Decimal("9.00")
    assert contents.checks == {"B1", "B2", "K1", "P1"}


def test_open_findings_and_waiting_documents_are_counted() -> None:
    """What was settled is history."""
    contents = counted(
        "recon_errors",
        {"check": "I2", "status": "Open", "reason": "LINES", "severity": "error"},
        {"check": "I2", "status": "Resolved", "reason": "LINES", "severity": "error"},
    )
    for status in ("Pending", "Cleared"):
        contents.add("pending_data", {"status": status, "contact_name": "Boom FM", "amount": 1, "currency": "GBP"})

    assert dict(contents.causes) == {Cause("I2", "LINES", "error"): 1}
    assert contents.pending.documents == 1


def numbered(number: str, written: str, document: str = "document-1") -> dict[str, str]:
    """Return an order row of a document."""
    return {"document_id": document, "document_number": number, "order_number": written}


def test_a_number_that_had_to_be_changed_counts_once_a_document() -> None:
    """A document has several lines, and a number that was fit already is none."""
    contents = counted(
        "order_details",
        numbered("CN/1", "CN-1"),
        numbered("CN/1", "CN-1"),
        numbered("INV-2", "INV-2", "document-2"),
    )

    assert (contents.changed_numbers, contents.changed_examples) == (1, ["CN/1 is CN-1"])


def test_a_few_examples_are_enough() -> None:
    """The page names five of many."""
    contents = counted("order_details", *(numbered(f"A/{n}", f"A-{n}", f"document-{n}") for n in range(9)))

    assert (contents.changed_numbers, len(contents.changed_examples)) == (9, 5)


@pytest.mark.parametrize(("orders_first", "expected"), [(True, 1), (False, 1)])
def test_numbers_are_looked_at_in_orders_and_else_in_billing(orders_first: bool, expected: int) -> None:  # noqa: FBT001
    """In a workbook that has both, each document would count twice."""
    contents = Contents()
    if orders_first:
        contents.add("order_details", numbered("A/1", "A-1"))
    contents.add("billing_schedule", {"document_id": "document-2", "document_number": "A/2", "invoice_number": "A-2"})

    assert contents.changed_numbers == expected


def test_an_identifier_that_revrec_would_refuse_is_counted_on_its_own_sheets() -> None:
    """Our sheets are not imported."""
    contents = counted("products", {"product_code": "A/B"}, {"product_code": "C/D"}, {"product_code": "fine"})
    contents.add("pending_data", {"invoice_number": "A/1"})

    assert dict(contents.refused) == {"product_code": 2}
    assert contents.refused_examples == {"product_code": "A/B"}
