"""The demo company's sales."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.companies.conftest import documents
from xero_sandbox.companies.sales import MONTHS, SALES_A_MONTH

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_every_month_has_its_round_of_sales(demo: Books) -> None:
    """Single events come on top of it."""
    months = Counter(each["Date"].replace(day=1) for each in documents(demo, "ACCREC"))

    assert len(months) == MONTHS
    assert min(months.values()) >= SALES_A_MONTH


def test_sales_end_in_every_way(demo: Books) -> None:
    """Paid, partly paid, open, voided, deleted, waiting for approval."""
    sales = documents(demo, "ACCREC")

    assert {each["Status"] for each in sales} == {"DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"}
    assert any(each["Payments"] and each["AmountDue"] for each in sales)
    assert any(each.get("SentToContact") for each in sales)


def test_lines_are_of_every_kind(demo: Books) -> None:
    """Items, discounts of both kinds, text, fractions, emoji."""
    lines = [line for each in documents(demo, "ACCREC") for line in each["LineItems"]]

    assert all(any(field in line for line in lines) for field in ("ItemCode", "DiscountRate", "DiscountAmount"))
    assert any("AccountID" not in line for line in lines)
    assert any(line["Quantity"] % 1 for line in lines)
    assert any("\U0001f680" in line["Description"] for line in lines)
