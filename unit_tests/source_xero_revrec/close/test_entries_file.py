"""JournalEntries.csv is what the destination reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.close.entries_file import COLUMNS, write_entries
from unit_tests.source_xero_revrec.close.made_figures import entry

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_have_revrecs_columns_and_the_custom_fields(tmp_path: Path) -> None:
    """What a line does not have is empty."""
    path = tmp_path / "JournalEntries.csv"
    line = entry("REV-2026-01-RELEASE", "RELEASE", "2026-01", "Debit", "100.00")
    write_entries(path, [{**line, "location": "North"}], {"location": "Location"})
    head, row = path.read_text(encoding="utf-8").splitlines()

    assert head.split(",") == [*COLUMNS, "Location"]
    assert row == "2026-01-28,REV-2026-01-RELEASE,835,,,Debit,100.00,,,Closed,North"
