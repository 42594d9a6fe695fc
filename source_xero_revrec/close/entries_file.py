"""JournalEntries.csv of a close, with RevRec's columns, as destination-xero-journals takes it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COLUMNS = {
    "Transaction Date": "transaction_date",
    "Journal Entry Id": "journal_entry_id",
    "Account Number": "account_number",
    "Account Name": "account_name",
    "Account Type": "account_type",
    "Posting Type": "posting_type",
    "Amount": "amount",
    "Currency": "currency",
    "Description": "description",
    "Period Status": "period_status",
}


def write_entries(path: Path, entries: Iterable[Mapping[str, Any]], custom_fields: Mapping[str, str]) -> None:
    """Write the lines of journal entries; `custom_fields` has RevRec's name of each column of tracking options."""
    columns = {**COLUMNS, **{name: column for column, name in custom_fields.items()}}
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(columns)
        lines.writerows([_text(entry.get(field)) for field in columns.values()] for entry in entries)


def _text(value: Any) -> str:  # noqa: ANN401 - a cell
    return "" if value is None else str(value)
