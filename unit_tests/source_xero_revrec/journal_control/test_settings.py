"""Where sent journal entries are known from is one choice, made completely."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from unit_tests.source_xero_revrec.made_organisation import options

LINE = {
    "transaction_date": "2026-01-31",
    "journal_entry_id": "JE-1",
    "account_number": "4000",
    "posting_type": "Credit",
    "amount": "1250.00",
}


@pytest.mark.parametrize(
    "chosen",
    [
        {"source": "receipts", "path": "s3://bucket/revrec"},
        {"source": "table", "path": "/local/JournalEntries.csv"},
        {"source": "table", "rows": [LINE]},
        {"source": "table", "rows": [{**LINE, "Cost Centre": "North"}]},
    ],
)
def test_receipts_a_file_or_lines_are_taken(chosen: dict[str, Any]) -> None:
    """A line may have columns of custom fields beside its own."""
    assert options(journal_control=chosen).journal_control is not None


@pytest.mark.parametrize(
    "chosen",
    [{"source": "table"}, {"source": "table", "path": "a.csv", "rows": [LINE]}, {"source": "table", "rows": []}],
)
def test_a_table_is_a_file_or_lines(chosen: dict[str, Any]) -> None:
    """Of both, nobody could tell which holds."""
    with pytest.raises(ValidationError, match=r"needs a CSV file \(path\) or lines \(rows\), one of the two"):
        options(journal_control=chosen)


@pytest.mark.parametrize(
    ("field", "value"), [("transaction_date", "31/01/2026"), ("amount", ""), ("account_number", ""), ("amount", 1250)]
)
def test_a_line_is_typed_in_whole(field: str, value: object) -> None:
    """Amounts are text, so that no float ever carries one."""
    with pytest.raises(ValidationError, match=field):
        options(journal_control={"source": "table", "rows": [{**LINE, field: value}]})
