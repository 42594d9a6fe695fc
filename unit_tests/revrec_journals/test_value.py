"""Values are text as people write them, whatever a warehouse or a workbook made of them."""

from __future__ import annotations

from decimal import Decimal

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.value import text, text_of, value_of

NAMES = {"transaction_date": 1, "journal_entry_id": Decimal("1001.0"), "account_number": 1, "amount": None}
RECOGNISED = Columns(ColumnSettings()).recognise(NAMES)


def test_a_column_is_found_by_revrecs_name() -> None:
    """Whatever the input calls it; what it has not is nothing."""
    assert value_of("Journal Entry Id", NAMES, RECOGNISED) == Decimal("1001.0")
    assert text_of("Journal Entry Id", NAMES, RECOGNISED) == "1001"
    assert value_of("Currency", NAMES, RECOGNISED) is None
    assert text_of("Currency", NAMES, RECOGNISED) == text_of("Amount", NAMES, RECOGNISED) == ""


def test_numbers_are_written_without_zeros_behind_the_point() -> None:
    """As ids and accounts are."""
    assert [text(value) for value in (Decimal("1E+3"), 1.0, Decimal("0.0"), True, None)] == [
        "1000",
        "1",
        "0",
        "true",
        "",
    ]
