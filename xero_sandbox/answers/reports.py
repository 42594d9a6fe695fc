"""The trial balance in the shape of Xero's reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.answers.wire import instant_without_offset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from xero_sandbox.books.records import Record

_SECTIONS = ("Revenue", "Expenses", "Assets", "Liabilities", "Equity")
_COLUMNS = ("Debit", "Credit", "YTDDebit", "YTDCredit")
_DEBIT_SECTIONS = ("Expenses", "Assets")
_HEADINGS = ("Account", "Debit", "Credit", "YTD Debit", "YTD Credit")


def trial_balance_report(rows: Sequence[Record], organisation: str, on: date, now: datetime) -> Record:
    """Return the report of these rows: Debit and Credit of the month, YTD of the year, base currency, as text."""
    day = f"{on.day} {on:%B %Y}"
    sections = [*_SECTIONS, *sorted({row["Section"] for row in rows} - set(_SECTIONS))]
    body: list[Record] = [{"RowType": "Header", "Cells": [{"Value": heading} for heading in _HEADINGS]}]
    for section in sections:
        members = [row for row in rows if row["Section"] == section]
        if members:
            body.append({"RowType": "Section", "Title": section, "Rows": [_account(row) for row in members]})
    body.append({"RowType": "Section", "Title": "", "Rows": [_totals(rows)]})
    return {
        "ReportID": "TrialBalance",
        "ReportName": "Trial Balance",
        "ReportType": "TrialBalance",
        "ReportTitles": ["Trial Balance", organisation, f"As at {day}"],
        "ReportDate": day,
        "UpdatedDateUTC": instant_without_offset(now),
        "Fields": [],
        "Rows": body,
    }


def _account(row: Record) -> Record:
    attributes = [{"Value": row["AccountID"], "Id": "account"}]
    name = f"{row['Name']} ({row['Code']})" if row.get("Code") else row["Name"]
    values = [name]
    for debit, credit in (("Debit", "Credit"), ("YTDDebit", "YTDCredit")):
        values += _pair(row[debit], row[credit], debit_side=row["Section"] in _DEBIT_SECTIONS)
    return {"RowType": "Row", "Cells": [{"Value": value, "Attributes": attributes} for value in values]}


def _pair(debit: Decimal, credit: Decimal, *, debit_side: bool) -> list[str]:
    """Write a debit and a credit: the empty side blank, a nil balance as 0.00 on the account's own side."""
    on_debit = bool(debit) or (not credit and debit_side)
    return [f"{debit:.2f}", ""] if on_debit else ["", f"{credit:.2f}"]


def _totals(rows: Sequence[Record]) -> Record:
    totals = [sum(row[column] for row in rows) for column in _COLUMNS]
    cells = [{"Value": "Total"}, *({"Value": f"{total:.2f}"} for total in totals)]
    return {"RowType": "SummaryRow", "Cells": cells}
