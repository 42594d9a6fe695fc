"""A workbook's links lead to Xero unless something else is known."""

from __future__ import annotations

from source_xero_revrec.workbook.origin import Origin
from unit_tests.source_xero_revrec.workbook.made_workbook import NOON


def test_links_lead_to_xero_of_themselves() -> None:
    """A sandbox is the exception, and says so."""
    assert Origin("Demo", "GBP", "Invoice Equals Contract", NOON, "0.1.0", []).screens == "https://go.xero.com"
