"""Xero's TrialBalance report as rows."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

_COLUMNS = ("Debit", "Credit", "YTDDebit", "YTDCredit")


def rows(report: dict[str, Any], day: str) -> list[dict[str, Any]]:
    """Return one row per account of the report: Debit and Credit for the month, YTD for the financial year.

    Amounts are in the organisation's base currency, as the Decimal of Xero's text; an empty cell is zero. `day` is the
    report's date (ISO). An account is written `Name (Code)` by Xero, and its code may be missing.
    """
    found = []
    for section in report["Rows"]:
        for row in section.get("Rows", []):
            cells = row["Cells"]
            account_id = _account_id(cells)
            if row.get("RowType") != "Row" or account_id is None:
                continue
            name, code = _name_and_code(cells[0]["Value"])
            amounts = {column: _amount(cell["Value"]) for column, cell in zip(_COLUMNS, cells[1:], strict=False)}
            found.append(
                {
                    "Date": day,
                    "AccountID": account_id,
                    "AccountName": name,
                    "AccountCode": code,
                    "Section": section.get("Title", ""),
                    **amounts,
                }
            )
    return found


def _account_id(cells: list[dict[str, Any]]) -> str | None:
    for attribute in cells[0].get("Attributes", []):
        if attribute.get("Id") == "account":
            return str(attribute["Value"])
    return None


def _name_and_code(text: str) -> tuple[str, str | None]:
    name, opened, code = text.rpartition(" (")
    return (name, code[:-1]) if opened and code.endswith(")") else (text, None)


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "") or "0")
    except InvalidOperation:
        raise ValueError(f"The trial balance holds {text!r} where an amount is expected.") from None
