"""The trial balance and the journals, both sums of the same postings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.books.conftest import JOURNAL_LINES, sale

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_journal_lines_carry_account_tracking_and_source(books: Books) -> None:
    """A GL line names its account, its tracking and the record that it comes from."""
    journal = books.person.create_manual_journal("Accrual", JOURNAL_LINES, date(2026, 4, 1))
    (entry,) = books.journals()
    line = entry["JournalLines"][0]

    assert (journal["ManualJournalID"], "MANJOURNAL") == (entry["SourceID"], entry["SourceType"])
    assert (
        line["AccountCode"],
        line["AccountName"],
        line["TrackingCategories"][0]["Option"],
    ) == ("400", "Advertising", "North")


def test_last_years_result_lies_in_retained_earnings(books: Books) -> None:
    """Revenue and expenses start at zero on 1 April; what they were is equity."""
    line = {"UnitAmount": "100.00", "AccountCode": "200", "TaxType": "NONE"}
    books.person.create_invoice("Ann", [line], date(2026, 3, 31))
    books.person.create_invoice("Ann", [line | {"UnitAmount": "7.00"}], date(2026, 4, 2))
    rows = {row["Code"]: row for row in books.trial_balance(date(2026, 4, 30))}

    assert (Decimal("7.00"), Decimal("100.00")) == (rows["200"]["YTDCredit"], rows["960"]["YTDCredit"])
    assert (Decimal("107.00"), Decimal("7.00")) == (rows["610"]["YTDDebit"], rows["610"]["Debit"])
    assert [row["Code"] for row in books.trial_balance(date(2026, 3, 31))] == ["200", "610"]


def test_an_account_without_balance_or_movement_is_left_out(books: Books) -> None:
    """One that moved and came back stays in its month."""
    invoice = sale(books)
    books.person.void(invoice["InvoiceID"])

    assert books.trial_balance(date(2026, 2, 28)) == []
    assert books.trial_balance(date(2026, 1, 31)) == []


def test_rows_are_in_chart_order_and_balance(books: Books) -> None:
    """A debit or a credit, never both."""
    sale(books)
    rows = books.trial_balance(date(2026, 2, 28))

    assert [row["Code"] for row in rows] == ["200", "610"]
    assert [(row["Debit"], row["Credit"]) for row in rows] == [(0, 100), (100, 0)]
    assert [row["Section"] for row in rows] == ["Revenue", "Assets"]


def test_a_line_without_tax_has_no_tax_type(books: Books) -> None:
    """The control line of an invoice, for one."""
    sale(books)
    lines = {line["AccountCode"]: line for line in books.journals()[0]["JournalLines"]}

    assert "TaxType" not in lines["610"]
    assert lines["200"]["TaxName"] == "No GST"
