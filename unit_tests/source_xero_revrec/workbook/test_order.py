"""Rows stand in the workbook as an accountant reads them."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from source_xero_revrec.workbook.order import in_order


def billed(day: str, number: str, line: int) -> tuple[str, dict[str, Any]]:
    """Return a billing row."""
    amount = Decimal(line) / 100
    return "billing_schedule", {"billing_date": day, "invoice_number": number, "document_id": number, "line": amount}


def test_billing_rows_come_by_date_and_number_and_lines_stay_in_order() -> None:
    """Xero's documents come in the order of random ids; the lines of one come in its own order, ten after nine."""
    rows = [billed(day, number, line) for day in "12" for number in ("INV-1", "INV-2") for line in range(1, 12)]
    documents = [rows[first : first + 11] for first in range(0, len(rows), 11)]
    random.Random(4).shuffle(documents)

    assert list(in_order(row for document in documents for row in document)) == rows


def test_control_totals_stay_as_they_were_told() -> None:
    """What has no order of its own keeps the one in which it came."""
    rows = [("control_totals", {"check": check}) for check in ("B1", "V1", "A1", "K1")]

    assert list(in_order(iter(rows))) == rows
