"""The trial balance in the shape of Xero's reports."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox.answers.reports import trial_balance_report

NIL = Decimal("0.00")


def account(name: str, section: str, debit: str = "0.00", credit: str = "0.00", code: str = "") -> dict[str, Any]:
    """Return a row of the books' trial balance, the same for the month and the year."""
    amounts = {"Debit": Decimal(debit), "Credit": Decimal(credit)}
    amounts |= {f"YTD{side}": amount for side, amount in amounts.items()}
    return {"AccountID": name, "Name": name, "Code": code, "Section": section, **amounts}


def report(*rows: dict[str, Any]) -> dict[str, Any]:
    """Return the report of these rows at the end of February."""
    return trial_balance_report(rows, "A Ltd", NOON.date().replace(month=2, day=28), NOON)


def cells(row: dict[str, Any]) -> list[str]:
    """Return the values of a row."""
    return [cell["Value"] for cell in row["Cells"]]


def test_sections_are_in_xeros_order_with_the_totals_last() -> None:
    """Empty ones are left out; one that Xero does not have comes after its own."""
    made = report(account("Odd", "Odd", debit="1.00"), account("Bank", "Assets"), account("Sales", "Revenue"))

    assert [row.get("Title") for row in made["Rows"]] == [None, "Revenue", "Assets", "Odd", ""]
    assert made["ReportDate"] == "28 February 2026"
    assert cells(made["Rows"][-1]["Rows"][0]) == ["Total", "1.00", "0.00", "1.00", "0.00"]


def test_the_empty_side_is_blank_and_nothing_is_on_the_accounts_own() -> None:
    """0.00 is a debit for assets and expenses, a credit for the rest."""
    rows = [
        cells(section["Rows"][0])
        for section in report(
            account("Bank", "Assets", code="090"), account("Sales", "Revenue"), account("Loan", "Liabilities", "5.00")
        )["Rows"][1:-1]
    ]

    assert rows == [
        ["Sales", "", "0.00", "", "0.00"],
        ["Bank (090)", "0.00", "", "0.00", ""],
        ["Loan", "5.00", "", "5.00", ""],
    ]
