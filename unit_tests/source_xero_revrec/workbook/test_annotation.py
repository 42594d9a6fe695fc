"""Records are completed by a link and by what a code means."""

from __future__ import annotations

from typing import Any

import pytest

from source_xero_revrec.workbook.annotation import additions
from source_xero_revrec.workbook.sheets import plan
from unit_tests.source_xero_revrec.workbook.made_schemas import SCHEMAS

IDENTITY = "d0000000-0000-4000-8000-000000000001"
SHEETS = {sheet.stream: sheet for sheet in plan({name: {"properties": each} for name, each in SCHEMAS.items()})}


def completed(stream: str, record: dict[str, Any], screens: str = "https://go.xero.com") -> dict[str, Any]:
    """Return a record as its sheet has it."""
    for add in additions(SHEETS[stream], screens, "!abc"):
        add(record)
    return record


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("Invoice", "/AccountsReceivable/View.aspx?InvoiceID="),
        ("Adjustment", "/AccountsReceivable/View.aspx?InvoiceID="),
        ("Credit Memo", "/AccountsReceivable/ViewCreditNote.aspx?creditNoteID="),
    ],
)
def test_a_document_is_opened_where_it_is(kind: str, path: str) -> None:
    """In the organisation of the workbook, or in the sandbox."""
    record = {"document_type": kind, "document_id": IDENTITY}

    assert str(completed("billing_schedule", dict(record))["link"]).endswith(
        f"shortcode=!abc&redirecturl={path}{IDENTITY}"
    )
    assert (
        completed("billing_schedule", record, "http://127.0.0.1:8080")["link"]
        == f"http://127.0.0.1:8080{path}{IDENTITY}"
    )


@pytest.mark.parametrize(
    "record",
    [{"document_id": IDENTITY}, {"document_type": "Invoice", "document_id": "INV-7"}, {"document_type": "Invoice"}],
)
def test_what_is_no_document_of_xero_has_no_link(record: dict[str, Any]) -> None:
    """A row of the table of overrides may name anything."""
    assert completed("recon_errors", record)["link"] is None


def test_a_checks_code_stands_beside_its_title() -> None:
    """A code that the catalogue does not know has none."""
    assert completed("recon_errors", {"check": "I2"})["check_title"] == "Invoice header against lines"
    assert completed("control_totals", {"check": "Z9"})["check_title"] is None


def test_customers_are_left_as_they_are() -> None:
    """Their sheet has neither."""
    assert completed("customers", {"customer_id": "1"}) == {"customer_id": "1"}
